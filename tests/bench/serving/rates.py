"""Tokens a second through the doors, and of the baselines, in rounds that take turns. Knows no budgets."""

from __future__ import annotations

import asyncio
import random
import statistics
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tests.bench.serving import processor
from tests.bench.serving.child import Child
from tests.bench.serving.client import Client
from tests.bench.serving.prompts import stories

SIZES = (1, 4, 16, 64)
ROUNDS = 3
TOKENS = 64


@dataclass
class Rates:
    """By size, a value a round: tokens a second, and milliseconds of a processor for a token (`*_cpu`).

    `load`: what the server's threads took; `idle`: cores it took while a baseline worked; `lengths`: tokens.
    """

    ours: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))
    theirs: dict[str, dict[int, list[float]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    load: dict[int, list[processor.Used]] = field(default_factory=lambda: defaultdict(list))
    our_cpu: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))
    their_cpu: dict[str, dict[int, list[float]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    idle: list[float] = field(default_factory=list)
    lengths: list[int] = field(default_factory=list)

    def tokens_per_s(self) -> dict[str, float]:
        return {f"tokens_per_s_{size}": statistics.median(each) for size, each in self.ours.items()}

    def cpu_ms(self) -> dict[str, float]:
        return {f"cpu_ms_{size}": statistics.median(each) for size, each in self.our_cpu.items()}

    def of(self, name: str) -> dict[str, float]:
        theirs, cpu = self.theirs[name], self.their_cpu[name]
        found = {f"tokens_per_s_{size}": statistics.median(each) for size, each in theirs.items()}
        return found | {f"cpu_ms_{size}": statistics.median(each) for size, each in cpu.items()}


async def measured(
    client: Client,
    pid: int,
    baselines: Mapping[str, tuple[Child, Sequence[int]]],
    luck: random.Random,
    sizes: Sequence[int] = SIZES,
) -> Rates:
    """`baselines`: each with the sizes it is asked for. Only one side works at a time."""
    rates = Rates()
    for child, _ in baselines.values():  # all warm up
        child.ask(prompts=stories(1, luck), tokens=4)
    await asyncio.gather(*(client.whole(prompt, 4) for prompt in stories(16, luck)))
    for turn in range(ROUNDS):
        for size in sizes:
            prompts = stories(size, luck)
            # Whoever is first in one round is last in the next.
            if turn % 2 == 0:
                await _ours(client, pid, prompts, rates)
            for name, (child, asked) in baselines.items():
                if size in asked:
                    _theirs(name, child, pid, prompts, rates)
            if turn % 2 == 1:
                await _ours(client, pid, prompts, rates)
    return rates


async def _ours(client: Client, pid: int, prompts: list, rates: Rates) -> None:
    before, begun = processor.threads(pid), time.perf_counter()
    answers = await asyncio.gather(*(client.whole(prompt, TOKENS) for prompt in prompts))
    seconds = time.perf_counter() - begun
    took = processor.used(pid, before, processor.threads(pid))
    tokens = sum(answer.tokens for answer in answers)
    rates.ours[len(prompts)].append(tokens / seconds)
    rates.our_cpu[len(prompts)].append(1000 * took.all / tokens)
    rates.load[len(prompts)].append(took)
    rates.lengths += [answer.tokens for answer in answers]


def _theirs(name: str, child: Child, pid: int, prompts: list, rates: Rates) -> None:
    before, begun = processor.threads(pid), time.perf_counter()
    told = child.ask(prompts=prompts, tokens=TOKENS)
    seconds = time.perf_counter() - begun
    rates.idle.append(processor.used(pid, before, processor.threads(pid)).all / seconds)
    rates.theirs[name][len(prompts)].append(told["tokens"] / told["seconds"])
    rates.their_cpu[name][len(prompts)].append(1000 * told["cpu"] / told["tokens"])
