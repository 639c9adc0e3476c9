"""What one piece of evidence costs, in a batch of 64 learners, early and after 10,000 attempts.

300 skills, 3,000 items. Means over consecutive updates, so that redrawing states is in them. Of a learner's
past a few numbers are held; how long it was must not matter.
"""

from __future__ import annotations

import random
from time import perf_counter

import torch

from models_server.knowledge import course as courses
from models_server.knowledge.filter import Filter, Finding
from models_server.knowledge.parameters import Parameters
from models_server.knowledge.posterior import Posterior, split
from tests.bench import Args, Result
from tests.bench._course import course

BATCH, ROUNDS = 64, 12
LONG = 10_000
START = 1.0e9


def run(args: Args) -> Result:
    parameters = Parameters()
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    knowledge = Filter(courses.build(course(), parameters), parameters, args.seed, device)
    names = [f"learner {i}" for i in range(BATCH)]
    luck = random.Random(args.seed)
    start = knowledge.prior(names)
    early, at_ten = _timed(knowledge, start, names, luck, 1, 9)
    _, ms_at_10 = _timed(knowledge, early, names, luck, 10, ROUNDS)
    long = _lived(knowledge, split(early)[0], names[0], luck)
    many = Posterior(*(torch.cat([v] * BATCH) for v in (getattr(long, f) for f in long.__dataclass_fields__)))
    _, ms_later = _timed(knowledge, many, names, luck, LONG, ROUNDS)
    return Result(
        metrics={
            "ms_at_10": ms_at_10,
            "ms_ratio_10000": ms_later / ms_at_10,
            "learners_per_s": 1000.0 / ms_at_10,
            "ms_first_9": at_ten,
        },
        baselines={"after 10,000": {"ms_at_10": ms_later, "learners_per_s": 1000.0 / ms_later}},
        budgets={"ms_at_10": 1.0, "ms_ratio_10000": 1.1},
        notes=(
            f"{BATCH} learners a batch, {ROUNDS} rounds, {parameters.states} states of 300 skills, {device}",
        ),
    )


def _finding(knowledge: Filter, name: str, n: int, luck: random.Random) -> Finding:
    kind = luck.randrange(len(knowledge.course.kinds))
    return Finding(name, n, kind, float(luck.random() < 0.7), False, False, False, START + 60.0 * n)


def _timed(
    knowledge: Filter, posterior: Posterior, names: list[str], luck: random.Random, first: int, rounds: int
) -> tuple[Posterior, float]:
    """After some rounds of one finding each; milliseconds a learner and finding."""
    took = 0.0
    for n in range(first, first + rounds):
        findings = [_finding(knowledge, name, n, luck) for name in names]
        begun = perf_counter()
        posterior = knowledge.observe(posterior, findings)
        if posterior.states.is_cuda:
            torch.cuda.synchronize()
        took += perf_counter() - begun
    return posterior, 1000.0 * took / rounds / len(names)


def _lived(knowledge: Filter, posterior: Posterior, name: str, luck: random.Random) -> Posterior:
    """One learner after 10,000 attempts."""
    for n in range(10, LONG):
        posterior = knowledge.observe(posterior, [_finding(knowledge, name, n, luck)])
    return posterior
