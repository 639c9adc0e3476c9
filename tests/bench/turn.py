"""How long a learner waits: from an answer to its verdict, alone and beside 99 other conversations.

Real processes, real websockets. Each conversation answers every eight to twelve seconds, as people do: 100
of them are about ten turns a second. Nothing generates meanwhile: there is no language model yet.
"""

from __future__ import annotations

import asyncio
import html
import json
import random
import re
import statistics
import time
import uuid
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any

import httpx
import websockets

from tests.bench import Args, Result
from tests.live import Live, edgewise

MANY = 100
PACE_S = (8.0, 12.0)
TURNS = 5  # of each conversation
VERDICT, MOVE, COMPOSER = 'class="event verdict', 'class="event move', 'id="composer"'


@dataclass
class Waits:
    """Seconds from sending until it is logged, its verdict is shown, the learner is asked again."""

    ack: list[float] = field(default_factory=list)
    verdict: list[float] = field(default_factory=list)
    settled: list[float] = field(default_factory=list)
    floor: list[float] = field(
        default_factory=list
    )  # a page that does nothing, asked for at the same moments


def run(args: Args) -> Result:
    draw = random.Random(args.seed)
    with edgewise() as live:
        asyncio.run(_converse(live, 2, draw, (0.0, 0.1)))  # warm: imports, pool, course in the model server
        alone = asyncio.run(_converse(live, 1, draw, (0.2, 0.4), turns=30))
        many = asyncio.run(_converse(live, MANY, draw, PACE_S))
    return Result(
        metrics=_numbers(many),
        baselines={
            "alone": _numbers(alone),
            "empty_page": {"verdict_p50_ms": _ms(many.floor, 50), "verdict_p95_ms": _ms(many.floor, 95)},
        },
        budgets={"verdict_p95_ms": 150.0},
        notes=[
            f"{MANY} conversations, {len(many.settled)} turns, {len(many.verdict)} of them with a verdict",
            "the clients run on the same cores; empty_page is /healthz at the same moments",
        ],
    )


def _numbers(waits: Waits) -> dict[str, float]:
    return {
        "ack_p95_ms": _ms(waits.ack, 95),
        "settled_p95_ms": _ms(waits.settled, 95),
        "verdict_p50_ms": _ms(waits.verdict, 50),
        "verdict_p95_ms": _ms(waits.verdict, 95),
        "verdict_max_ms": 1000 * max(waits.verdict),
    }


def _ms(seconds: list[float], percentile: int) -> float:
    return 1000 * statistics.quantiles(seconds, n=100, method="inclusive")[percentile - 1]


async def _converse(
    live: Live, count: int, draw: random.Random, pace: tuple[float, float], turns: int = TURNS
) -> Waits:
    """All conversations are open before the first of them is measured."""
    waits = Waits()
    async with AsyncExitStack() as stack:
        pages = [await _open_page(stack, live, draw) for _ in range(count)]
        await asyncio.gather(*(_talk(*page, waits, pace, turns) for page in pages))
    return waits


async def _open_page(
    stack: AsyncExitStack, live: Live, draw: random.Random
) -> tuple[Learner, httpx.AsyncClient]:
    browser = await stack.enter_async_context(
        httpx.AsyncClient(base_url=live.url, follow_redirects=True, timeout=60)
    )
    path, cookies = await _open_session(browser)
    socket = await stack.enter_async_context(
        websockets.connect(
            live.url.replace("http", "ws") + f"/ws{path}",
            additional_headers={"Cookie": cookies, "Origin": live.url},
        )
    )
    learner = Learner(socket, draw)
    await socket.send(json.dumps({"type": "hello", "last_seq": 0}))
    await learner.listen()
    return learner, browser


async def _talk(
    learner: Learner, browser: httpx.AsyncClient, waits: Waits, pace: tuple[float, float], turns: int
) -> None:
    await asyncio.sleep(learner.draw.uniform(0, pace[1]))
    for _ in range(turns):
        await learner.turn(waits)
        began = time.perf_counter()
        await browser.get("/healthz")
        waits.floor.append(time.perf_counter() - began)
        await asyncio.sleep(learner.draw.uniform(*pace))


async def _open_session(browser: httpx.AsyncClient) -> tuple[str, str]:
    await browser.get("/")
    token = browser.cookies["csrftoken"]
    page = await browser.post("/courses/linear-equations/start", data={"csrfmiddlewaretoken": token})
    page.raise_for_status()
    path = page.url.path
    for button in ("skip", "enough"):  # past the question about background, and past placement
        if f'value="{button}"' in page.text:
            form = {"csrfmiddlewaretoken": token, "client_id": button, "button": button}
            page = await browser.post(f"{path}answer", data=form)
            page.raise_for_status()
    return path, "; ".join(f"{name}={value}" for name, value in browser.cookies.items())


@dataclass
class Learner:
    """One open page: knows what is asked, and answers at random."""

    socket: websockets.ClientConnection
    draw: random.Random
    composer: str = ""

    async def turn(self, waits: Waits) -> None:
        """One answer and what it leads to. A guess that is asked for first is answered with *no idea*."""
        while 'value="guess"' in self.composer:
            await self.say("guess", "")
            await self.listen()
        began = time.perf_counter()
        client_id = await self.say("answer", self.answer())
        replied = False
        while True:
            frame = await self.hear(30)
            waited = time.perf_counter() - began
            content = frame.get("content", "")
            if frame["type"] == "ack" and frame["client_id"] == client_id:
                waits.ack.append(waited)
            if VERDICT in content:
                waits.verdict.append(waited)
            replied = replied or MOVE in content
            if replied and COMPOSER in content:
                waits.settled.append(waited)
                return

    def answer(self) -> str:
        """An offered option, or a number that is hardly ever right."""
        options = re.findall(r'type="radio" name="text" value="([^"]*)"', self.composer)
        return html.unescape(self.draw.choice(options)) if options else str(self.draw.randint(100, 999))

    async def say(self, kind: str, text: str) -> str:
        client_id = str(uuid.uuid4())
        frame = {"type": "say", "client_id": client_id, "kind": kind, "text": text, "step": None}
        await self.socket.send(json.dumps(frame | {"scaffold": None}))
        return client_id

    async def hear(self, within_s: float) -> dict[str, Any]:
        frame: dict[str, Any] = json.loads(await asyncio.wait_for(self.socket.recv(), within_s))
        if COMPOSER in frame.get("content", ""):
            self.composer = frame["content"]
        return frame

    async def listen(self) -> None:
        """Until nothing has come for a moment."""
        while True:
            try:
                await self.hear(0.5)
            except TimeoutError:
                return
