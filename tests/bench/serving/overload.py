"""Twice as many requests as can be answered, for minutes: who is answered, who is told so, what memory does.

Arrivals are an open loop: the next one comes whether or not the last was answered.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from dataclasses import dataclass

from tests.bench.serving import processor
from tests.bench.serving.client import GRACE_S, Client
from tests.bench.serving.outcomes import Answer, Growth, Kind, counted, growth, kind, percentile
from tests.bench.serving.prompts import stories

TIMES = 2.0  # the capacity
MOST = (16, 48)  # tokens of an answer: 32 in the mean, and no two end together
DEADLINE_S = 60.0
LEAVING = 0.05
CAPACITY_S, WARM_S = 20.0, 5.0
CALLERS = 32  # while capacity is measured: as many inside as fit, others at the door


@dataclass(frozen=True)
class Storm:
    """`inside`: requests that the server still holds when all readers are gone."""

    capacity: float
    seconds: float
    sent: int
    counts: Counter[Kind]
    accepted_s: list[float]
    refused_s: list[float]
    memory: Growth
    inside: int
    deaths: int
    strange: list[Answer]

    @property
    def p99_over_p50(self) -> float:
        return percentile(self.accepted_s, 99) / percentile(self.accepted_s, 50)


async def measured(client: Client, pid: int, minutes: float, luck: random.Random) -> Storm:
    capacity = await _capacity(client, luck)
    held: list[float] = []
    watching = asyncio.ensure_future(_watch(pid, held))
    asked: list[asyncio.Task[Answer]] = []
    begun = time.perf_counter()
    due, ends = begun, begun + 60 * minutes
    while (due := due + luck.expovariate(TIMES * capacity)) < ends:
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        asked.append(asyncio.ensure_future(_one(client, luck)))
    watching.cancel()
    answers = await asyncio.wait_for(asyncio.gather(*asked), DEADLINE_S + 2 * GRACE_S)
    await asyncio.sleep(1.0)
    inside = await client.gauge("models_language_inside") + await client.gauge("models_language_waiting")
    deaths = await client.gauge("models_language_deaths")
    return Storm(
        capacity,
        time.perf_counter() - begun,
        len(answers),
        counted(answers),
        [answer.seconds for answer in answers if kind(answer) in ("whole", "deadline")],
        [answer.seconds for answer in answers if kind(answer) in ("refused", "late")],
        growth(held),
        int(inside),
        int(deaths),
        [answer for answer in answers if kind(answer) == "unanswered"],
    )


async def _one(client: Client, luck: random.Random) -> Answer:
    leaves = luck.uniform(0.1, 10.0) if luck.random() < LEAVING else None
    return await client.ask(stories(1, luck)[0], luck.randint(*MOST), DEADLINE_S, leaves)


async def _capacity(client: Client, luck: random.Random) -> float:
    """Requests a second with all places busy."""
    ended: list[float] = []

    async def calling() -> None:
        while True:
            await client.whole(stories(1, luck)[0], luck.randint(*MOST))
            ended.append(time.perf_counter())

    callers = [asyncio.ensure_future(calling()) for _ in range(CALLERS)]
    begun = time.perf_counter() + WARM_S
    await asyncio.wait(callers, timeout=WARM_S + CAPACITY_S, return_when=asyncio.FIRST_EXCEPTION)
    for caller in callers:
        caller.cancel()
    for outcome in await asyncio.gather(*callers, return_exceptions=True):
        if not isinstance(outcome, asyncio.CancelledError):
            raise AssertionError("capacity could not be measured") from outcome
    await asyncio.sleep(2.0)  # what was left is ended
    return sum(moment >= begun for moment in ended) / CAPACITY_S


async def _watch(pid: int, held: list[float]) -> None:
    while True:
        held.append(processor.held_mb(pid))
        await asyncio.sleep(0.5)
