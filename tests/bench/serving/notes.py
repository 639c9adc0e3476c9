"""What a person should know beside the numbers of this bench. Measures nothing."""

from __future__ import annotations

import os
import statistics

from tests.bench.serving import estimates, rates
from tests.bench.serving.first import First
from tests.bench.serving.outcomes import percentile
from tests.bench.serving.overload import TIMES, Storm

NONE_SHARE = 0.05  # of the memory held: less growth than this is called none
_SIZE = 16  # whose ratio is explained


def on_machine() -> str:
    return f"other programs on the machine: load {os.getloadavg()[0]:.1f} before"


def on_rates(found: rates.Rates, told: First, generate: str, alone: str) -> list[str]:
    loads = found.load[_SIZE]
    loop = sum(load.loop for load in loads) / sum(load.all for load in loads)
    key = f"tokens_per_s_{_SIZE}"
    ours, bare, plain = found.tokens_per_s()[key], found.of(alone)[key], found.of(generate)[key]
    return [
        f"{rates.ROUNDS} rounds; ours ended as they would, after {min(found.lengths)} of {rates.TOKENS}"
        f" tokens at least, {statistics.mean(found.lengths):.1f} in the mean; {_spread(found, generate)}",
        f"what limits tokens_ratio_{_SIZE}: the engine without doors comes to {bare / plain:.2f} of"
        f" {generate}, the doors leave {ours / bare:.2f} of that; of the server's"
        f" processor time the event loop, where the doors are, takes {loop:.1%}",
        f"the server took {max(found.idle):.3f} of a core at most while a baseline worked",
        f"first words: prompts of {told.prompt:.0f} tokens, shared texts of {told.shared:.0f}",
    ]


def _spread(found: rates.Rates, generate: str) -> str:
    said = []
    for size, ours in found.ours.items():
        each = [a / b for a, b in zip(ours, found.theirs[generate][size], strict=True)]
        said.append(f"{min(each):.2f}–{max(each):.2f} at {size}")
    return "ratios " + ", ".join(said)


def on_estimates(busy: estimates.Waits, written: float) -> str:
    return (
        f"estimates: {len(busy.observe)} of each call, idle and busy; {estimates.CANDIDATES} candidates of"
        f" 3,000 items, 300 skills; {written:.0f} tokens a second were written meanwhile"
    )


def on_storm(storm: Storm, minutes: float) -> list[str]:
    memory = storm.memory
    counts = ", ".join(f"{count} {name}" for name, count in storm.counts.most_common())
    said = [
        f"{minutes:g} minutes of {TIMES:g} × {storm.capacity:.2f} requests a second: {counts}",
        f"memory: {memory.before:.0f} MB after warming up; the first half of the time since added"
        f" {memory.early:+.1f}, the second {memory.late:+.1f}; from tenth to tenth it moves by"
        f" {memory.noise:.1f}. A leak adds to both alike; less than {NONE_SHARE:.0%} of all counts as none",
    ]
    if storm.refused_s:
        p99, most = percentile(storm.refused_s, 99), max(storm.refused_s)
        said.append(f"a refusal took {1000 * p99:.0f} ms (p99), {1000 * most:.0f} at most")
    return [*said, *(f"unanswered: {answer}" for answer in storm.strange[:5])]
