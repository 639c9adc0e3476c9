"""How long estimates take, idle and while conversations are written: one learner after another."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NoReturn

from models_server.wire import AskRequest, CourseSpec, ObserveRequest
from tests.bench._course import course
from tests.bench.serving.client import Client
from tests.bench.serving.outcomes import percentile
from tests.bench.serving.prompts import stories

STREAMS = 16
BLOCKS, CALLS = 4, 60  # in turn idle and busy; learners in each
CANDIDATES = 100
PAUSE_S = 0.02
ASKED = ("observe", "predict")
_REF = "bench@1"


@dataclass
class Waits:
    """Seconds from sending to the answer."""

    observe: list[float] = field(default_factory=list)
    predict: list[float] = field(default_factory=list)

    def p95_ms(self) -> dict[str, float]:
        return {
            "observe_p95_ms": 1000 * percentile(self.observe, 95),
            "predict_p95_ms": 1000 * percentile(self.predict, 95),
        }


async def measured(client: Client, luck: random.Random) -> tuple[Waits, Waits, float]:
    """Idle, busy, and tokens a second that were written meanwhile."""
    spec = course()
    (await client.http.put(f"/v1/courses/{_REF}", json=spec)).raise_for_status()
    idle, busy, tokens, seconds = Waits(), Waits(), 0.0, 0.0
    await _block(client, spec, "warm", Waits(), luck)
    for block in range(BLOCKS):
        await _block(client, spec, f"idle {block}", idle, luck)
        streams = [asyncio.ensure_future(_kept_writing(client, luck)) for _ in range(STREAMS)]
        await asyncio.sleep(2.0)  # all have begun
        before, begun = await client.gauge("models_language_tokens"), time.perf_counter()
        await _block(client, spec, f"busy {block}", busy, luck)
        tokens += await client.gauge("models_language_tokens") - before
        seconds += time.perf_counter() - begun
        for stream in streams:
            stream.cancel()
        for outcome in await asyncio.gather(*streams, return_exceptions=True):
            if not isinstance(outcome, asyncio.CancelledError):
                raise AssertionError("a stream ended beside the estimates") from outcome
        await asyncio.sleep(0.5)  # those that were left are ended
    return idle, busy, tokens / seconds


async def _kept_writing(client: Client, luck: random.Random) -> NoReturn:
    while True:
        await client.whole(stories(1, luck)[0], 64)


async def _block(client: Client, spec: CourseSpec, name: str, waits: Waits, luck: random.Random) -> None:
    items: Sequence[str] = [item["id"] for item in spec["items"]]
    for number in range(CALLS):
        who = f"{name}, {number}"
        seen: ObserveRequest = {
            "learner": who,
            "after_n": 0,
            "evidence": [
                {
                    "n": 1,
                    "item": luck.choice(items),
                    "score": float(luck.random() < 0.7),
                    "assisted": False,
                    "void": False,
                    "says_unknown": False,
                    "at": 1.0e9,
                }
            ],
        }
        asked: AskRequest = {
            "learner": who,
            "at_n": 1,
            "now": 1.0e9 + 60,
            "candidates": luck.sample(items, CANDIDATES),
        }
        waits.observe.append(await _timed(client, "observe", seen))
        await asyncio.sleep(PAUSE_S)
        waits.predict.append(await _timed(client, "predict", asked))
        await asyncio.sleep(PAUSE_S)


async def _timed(client: Client, what: str, body: ObserveRequest | AskRequest) -> float:
    begun = time.perf_counter()
    (await client.http.post(f"/v1/courses/{_REF}/{what}", json=body)).raise_for_status()
    return time.perf_counter() - begun
