"""The model server as its callers have it: a real process, asked over HTTP with streams; queueing included.

tokens_ratio_N: tokens a second of N streams at once over transformers' `generate` (a static batch of N, just
as many tokens each) in a process of its own, in turns; medians of the ratios of rounds. "engine alone" is our
engine without doors.
cpu_ms_N: milliseconds of a processor for a token, which other programs on the machine change less.
ttft_*: seconds to the first word; warm: after a long text that was met before.
observe, predict: one learner after another, while 16 streams are written.
unanswered: of --minutes (10) with twice as many requests as can be answered, those that got neither a whole
answer, nor one that its deadline ended, nor a refusal that says when to come back.
"""

from __future__ import annotations

from tests.bench import Args, Result


def run(args: Args) -> Result:
    # Not before: the baselines' processes import this package too, and want nothing of all that.
    from tests.bench.serving import whole

    return whole.run(args)
