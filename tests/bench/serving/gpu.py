"""What only a GPU shows: many streams, how near one comes to the speed of the memory, learners a second."""

from __future__ import annotations

import random
import time

import torch

from models_server.knowledge import course as courses
from models_server.knowledge.filter import Filter
from models_server.knowledge.parameters import Parameters
from tests.bench._course import course
from tests.bench.serving import rates
from tests.bench.serving.child import Child
from tests.bench.serving.client import Client
from tests.bench.update import BATCH, ROUNDS, Lesson, Pupil

SIZES = (1, 64, 256)
_GIB = 1 << 30


async def measured(
    client: Client, pid: int, plain: Child, luck: random.Random
) -> tuple[dict[str, float], dict[str, float]]:
    """Ours, and the baseline's."""
    found = await rates.measured(client, pid, {"generate": (plain, SIZES)}, luck, SIZES)
    each = plain.ask(about=True)["bytes"]
    bound = copied_a_second() / each  # tokens a second, if all weights were only read
    ours = {f"gpu_{key}": value for key, value in found.tokens_per_s().items()}
    theirs = {f"gpu_{key}": value for key, value in found.of("generate").items()}
    for one in (ours, theirs):
        one["gpu_bandwidth_share_1"] = one["gpu_tokens_per_s_1"] / bound
    return ours | {"gpu_learners_per_s": learners_a_second()}, theirs


def copied_a_second() -> float:
    """Bytes read and written by the device's own copy; the best of a few."""
    source = torch.ones(_GIB, dtype=torch.uint8, device="cuda")
    target = torch.empty_like(source)
    best = 0.0
    for _ in range(10):
        torch.cuda.synchronize()
        begun = time.perf_counter()
        target.copy_(source)
        torch.cuda.synchronize()
        best = max(best, 2 * _GIB / (time.perf_counter() - begun))
    return best


def learners_a_second() -> float:
    """As the bench `update` counts them: one answer each, in batches."""
    parameters = Parameters()
    knowledge = Filter(courses.build(course(), parameters), parameters, 0, torch.device("cuda"))
    pupils = [Pupil(knowledge, f"learner {i}") for i in range(BATCH)]
    lesson = Lesson(knowledge, knowledge.prior([pupil.name for pupil in pupils]), pupils)
    for _ in range(9):
        lesson.round()
    lesson.took()
    for _ in range(ROUNDS):
        lesson.round()
    return 1000.0 / lesson.took()[0]
