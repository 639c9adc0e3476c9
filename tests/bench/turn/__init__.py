"""How long a learner waits: from a message to its verdict, beside 99 others, while words are generated.

Real processes, real websockets, the real small language model. Learners think for 20 seconds on average,
exponentially distributed, so that messages come as unevenly as they do: 100 of them are five a second. They
answer rightly and wrongly, ask for hints and talk (learners.MIX) on the course that ships.
"""

from __future__ import annotations

import asyncio
import os
import random
import statistics
import time
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field

import httpx

from scripts import processes
from tests.bench import Args, Result
from tests.bench.serving import processor
from tests.bench.serving.client import Client
from tests.bench.serving.outcomes import kind
from tests.bench.serving.prompts import stories
from tests.bench.serving.start import CACHE
from tests.bench.turn.learners import Learners
from tests.bench.turn.page import Heard, Page
from tests.live import Live, edgewise

MANY = 100
THINKS_S = 20.0
EACH = 5  # messages of each conversation, on average, in each of the two measures
TOGETHER = 6  # pages that are opened at once
WORDS = 256  # tokens of one generated answer


@dataclass
class Waits:
    """What was heard, and what else went on meanwhile."""

    heard: list[Heard] = field(default_factory=list)
    floor: list[float] = field(default_factory=list)  # for a page that does nothing, at the same moments
    seconds: float = 0.0
    web_s: float = 0.0  # processor time of the web process and its grading pool
    models_s: float = 0.0
    tokens: int = 0
    load: float = 0.0

    @property
    def verdicts(self) -> list[float]:
        return [one.verdict for one in self.heard if one.verdict is not None]


@dataclass(frozen=True)
class Measured:
    alone: Waits
    quiet: Waits
    generating: Waits
    said: dict[str, int]


def run(args: Args) -> Result:
    found = measured(args.seed)
    return Result(
        metrics=_numbers(found.generating),
        baselines={
            "nothing generated": _numbers(found.quiet),
            "alone": _numbers(found.alone),
            "empty page": {
                f"verdict_p{at}_ms": percentile(found.generating.floor, at) for at in (50, 95, 99)
            },
        },
        budgets={"verdict_p95_ms": 150.0},
        notes=notes(found),
    )


def notes(found: Measured) -> list[str]:
    """What was said and done, for a person."""
    rows = [
        f"{MANY} conversations, each thinking {THINKS_S:.0f} s on average; "
        f"said: {', '.join(f'{name} {count}' for name, count in sorted(found.said.items()))}",
        "the clients run on the same cores; an empty page is /healthz after every turn",
    ]
    for name, one in (("quiet", found.quiet), ("generating", found.generating)):
        rows.append(
            f"{name}: {len(one.heard)} turns, {len(one.verdicts)} with a verdict, in {one.seconds:.0f} s; "
            f"cores taken by web {one.web_s / one.seconds:.2f}, by the model server "
            f"{one.models_s / one.seconds:.2f}; {one.tokens / one.seconds:.0f} tokens a second; "
            f"load of the machine at the end {one.load:.1f}"
        )
    return rows


def measured(seed: int, many: int = MANY, each: int = EACH) -> Measured:
    """One conversation alone, then `many`, first with nothing generated and then with words generated."""
    draw = random.Random(seed)
    with edgewise(MODELS_LANGUAGE="smollm2", MODELS_CACHE=str(CACHE)) as live:
        learners = Learners(live, draw)
        alone, quiet, generating = asyncio.run(_all(live, learners, many, each))
    return Measured(alone, quiet, generating, learners.said)


async def _all(live: Live, learners: Learners, many: int, each: int) -> tuple[Waits, Waits, Waits]:
    await _ready(live)
    async with AsyncExitStack() as stack:
        gate = asyncio.Semaphore(TOGETHER)

        async def opened() -> Page:
            async with gate:
                return await stack.enter_async_context(Page.opened(live))

        pages = await asyncio.gather(*(opened() for _ in range(many)))
        one = pages[:1]
        await _while(live, lambda waits: _talks(one, learners, waits, 3.0, 0.1))  # warm: imports, pool
        alone = await _while(live, lambda waits: _talks(one, learners, waits, 15.0, 0.3))
        quiet = await _while(live, lambda waits: _talks(pages, learners, waits, each * THINKS_S, THINKS_S))
        luck = random.Random(learners.draw.random())

        async def beside(waits: Waits) -> None:
            async with Client.of(live.models_url) as client:
                generation = asyncio.create_task(_generate(client, luck, waits))
                await _talks(pages, learners, waits, each * THINKS_S, THINKS_S)
                generation.cancel()

        return alone, quiet, await _while(live, beside)


async def _ready(live: Live) -> None:
    async with httpx.AsyncClient(base_url=live.models_url, trust_env=False) as http:
        while (parts := (await http.get("/readyz")).json()["parts"])["language"] != "ready":
            assert parts["language"] == "loading", parts
            await asyncio.sleep(0.1)


async def _while(live: Live, what: Callable[[Waits], object]) -> Waits:
    """Do it, and count what the processes take meanwhile."""
    waits = Waits()
    began, web, models = time.perf_counter(), _taken(live.web.pid), _taken(live.models.pid)
    await what(waits)  # type: ignore[misc]
    waits.seconds = time.perf_counter() - began
    waits.web_s, waits.models_s = _taken(live.web.pid) - web, _taken(live.models.pid) - models
    waits.load = os.getloadavg()[0]
    return waits


def _taken(pid: int) -> float:
    """Processor time of a process and all that descends from it."""
    every = {pid, *processes.descendants(pid)}
    return sum(sum(processor.threads(one).values()) for one in every)


async def _talks(
    pages: Sequence[Page], learners: Learners, waits: Waits, seconds: float, thinks: float
) -> None:
    """All of them think, say something, wait for what comes, and think again, until the time is over."""
    end = time.perf_counter() + seconds
    await asyncio.gather(*(_talk(page, learners, waits, end, thinks) for page in pages))


async def _talk(page: Page, learners: Learners, waits: Waits, end: float, thinks: float) -> None:
    while True:
        pause = learners.draw.expovariate(1.0 / thinks)
        if time.perf_counter() + pause > end or page.kind == "none":
            return
        said = learners.next(page)
        await asyncio.sleep(pause)
        waits.heard.append(await page.say(*said))
        began = time.perf_counter()
        await page.browser.get("/healthz")
        waits.floor.append(time.perf_counter() - began)


async def _generate(client: Client, luck: random.Random, waits: Waits) -> None:
    """One answer after another, for as long as it is let."""
    while True:
        answer = await client.ask(stories(1, luck)[0], WORDS)
        assert kind(answer) == "whole", answer
        waits.tokens += answer.tokens


def _numbers(waits: Waits) -> dict[str, float]:
    words = [one.words for one in waits.heard if one.words is not None]
    return {
        "ack_p95_ms": percentile([one.ack for one in waits.heard], 95),
        "verdict_p50_ms": percentile(waits.verdicts, 50),
        "verdict_p95_ms": percentile(waits.verdicts, 95),
        "verdict_p99_ms": percentile(waits.verdicts, 99),
        "verdict_max_ms": 1000 * max(waits.verdicts),
        "words_p95_ms": percentile(words, 95),
        "settled_p95_ms": percentile([one.settled for one in waits.heard], 95),
        "web_cpu_ms": 1000 * waits.web_s / len(waits.heard),
    }


def percentile(seconds: Sequence[float], at: int) -> float:
    """In milliseconds."""
    return 1000 * statistics.quantiles(seconds, n=100, method="inclusive")[at - 1]
