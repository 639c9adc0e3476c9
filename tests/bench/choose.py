"""How long it takes to say what every item of a course would tell of one learner, and to rank them."""

from __future__ import annotations

import random
from statistics import median
from time import perf_counter

import torch

from models_server.knowledge import course as courses
from models_server.knowledge import estimates
from models_server.knowledge.filter import Filter, Finding
from models_server.knowledge.parameters import Parameters
from tests.bench import Args, Result
from tests.bench._course import course

START = 1.0e9


def run(args: Args) -> Result:
    parameters = Parameters()
    built = courses.build(course(), parameters)
    knowledge = Filter(built, parameters, args.seed, torch.device("cpu"))
    luck, posterior = random.Random(args.seed), knowledge.prior(["ada"])
    took, bare = [], []
    ones = torch.rand(parameters.states, 300), torch.rand(parameters.states, len(built.sets))
    for n in range(1, 41):
        kind = luck.randrange(len(built.kinds))
        answer = Finding("ada", n, kind, float(luck.random() < 0.6), False, False, False, START + 60.0 * n)
        posterior = knowledge.observe(posterior, [answer])
        begun = perf_counter()
        found = estimates.of_kinds(knowledge, posterior, built.kinds)
        values = found.information.tolist()
        sorted(built.kind_of, key=lambda item: -values[built.kind_of[item]])
        took.append(1000.0 * (perf_counter() - begun))
    for _ in range(40):  # apart, since torch's threads go on turning for a while
        begun = perf_counter()
        _ = ones[0].T @ ones[1]
        bare.append(1000.0 * (perf_counter() - begun))
    count = len(built.kinds)
    return Result(
        metrics={"ms": median(took), "ms_longest": max(took)},
        baselines={"the matrix product alone": {"ms": median(bare)}},
        budgets={"ms": 5.0},
        notes=(f"300 skills, 3,000 items of {count} kinds; median of {len(took)}",),
    )
