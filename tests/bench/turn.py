"""How long a learner waits: from an answer to its verdict, alone and beside 99 other conversations.

Real processes, real websockets. Each conversation answers every eight to twelve seconds, as people do: 100
of them are about ten turns a second. Nothing generates meanwhile: there is no language model yet.
"""

from __future__ import annotations

import asyncio
import json
import random
import statistics
import time
import uuid
from dataclasses import dataclass, field

import httpx
import websockets

from tests.bench import Args, Result
from tests.live import Live, edgewise

MANY = 100
PACE_S = (8.0, 12.0)
TURNS = 5  # of each conversation
REPLY = ('class="event verdict"', 'class="event move"', 'class="event passage"')


@dataclass
class Waits:
    """Seconds from sending until it is logged, a first reply is shown, a verdict is shown."""

    ack: list[float] = field(default_factory=list)
    reply: list[float] = field(default_factory=list)
    verdict: list[float] = field(default_factory=list)
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
            f"{MANY} conversations, {len(many.reply)} turns, {len(many.verdict)} of them with a verdict",
            "the clients run on the same cores; empty_page is /healthz at the same moments",
        ],
    )


def _numbers(waits: Waits) -> dict[str, float]:
    return {
        "ack_p95_ms": _ms(waits.ack, 95),
        "reply_p95_ms": _ms(waits.reply, 95),
        "verdict_p50_ms": _ms(waits.verdict, 50),
        "verdict_p95_ms": _ms(waits.verdict, 95),
        "verdict_max_ms": 1000 * max(waits.verdict),
    }


def _ms(seconds: list[float], percentile: int) -> float:
    return 1000 * statistics.quantiles(seconds, n=100, method="inclusive")[percentile - 1]


async def _converse(
    live: Live, count: int, draw: random.Random, pace: tuple[float, float], turns: int = TURNS
) -> Waits:
    waits = Waits()
    starts = [draw.uniform(0, pace[1]) for _ in range(count)]
    await asyncio.gather(*(_one(live, waits, start, draw, pace, turns) for start in starts))
    return waits


async def _one(
    live: Live, waits: Waits, start: float, draw: random.Random, pace: tuple[float, float], turns: int
) -> None:
    async with httpx.AsyncClient(base_url=live.url, follow_redirects=True, timeout=60) as browser:
        path, cookies = await _open_session(browser)
        url = live.url.replace("http", "ws") + f"/ws{path}"
        headers = {"Cookie": cookies, "Origin": live.url}
        async with websockets.connect(url, additional_headers=headers) as socket:
            await socket.send(json.dumps({"type": "hello", "last_seq": 0}))
            await _until_quiet(socket)
            await asyncio.sleep(start)
            for _ in range(turns):
                await _turn(socket, waits, str(draw.randint(100, 999)))
                began = time.perf_counter()
                await browser.get("/healthz")
                waits.floor.append(time.perf_counter() - began)
                await asyncio.sleep(draw.uniform(*pace))


async def _open_session(browser: httpx.AsyncClient) -> tuple[str, str]:
    await browser.get("/")
    token = browser.cookies["csrftoken"]
    page = await browser.post("/courses/linear-equations/start", data={"csrfmiddlewaretoken": token})
    page.raise_for_status()
    return page.url.path, "; ".join(f"{name}={value}" for name, value in browser.cookies.items())


async def _turn(socket: websockets.ClientConnection, waits: Waits, text: str) -> None:
    """One message and what it leads to. A guess that is asked for first is answered with *no idea*."""
    await _say(socket, "guess", "")
    await _until_quiet(socket)
    began = time.perf_counter()
    client_id = await _say(socket, "answer", text)
    replied = False
    while True:
        frame = json.loads(await asyncio.wait_for(socket.recv(), 30))
        waited = time.perf_counter() - began
        if frame["type"] == "ack" and frame["client_id"] == client_id:
            waits.ack.append(waited)
        content = frame.get("content", "")
        if not replied and any(mark in content for mark in REPLY):
            replied = True
            waits.reply.append(waited)
            if REPLY[0] in content:
                waits.verdict.append(waited)
        if replied and 'id="composer"' in content:
            return


async def _say(socket: websockets.ClientConnection, kind: str, text: str) -> str:
    client_id = str(uuid.uuid4())
    frame = {
        "type": "say",
        "client_id": client_id,
        "kind": kind,
        "text": text,
        "step": None,
        "scaffold": None,
    }
    await socket.send(json.dumps(frame))
    return client_id


async def _until_quiet(socket: websockets.ClientConnection) -> None:
    """Read until nothing has come for a moment."""
    while True:
        try:
            await asyncio.wait_for(socket.recv(), 0.3)
        except TimeoutError:
            return
