"""One open page of one conversation, over real HTTP and a real websocket. Knows no numbers and no course."""

from __future__ import annotations

import asyncio
import html
import json
import re
import time
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
import websockets

from tests.live import Live

COURSE = "linear-equations"
VERDICT, ANSWERED, COMPOSER = 'class="event verdict', 'class="event ', 'id="composer"'
PATIENCE_S = 60.0


@dataclass(frozen=True)
class Heard:
    """Seconds from sending a message until it was logged, its mark, its words and the next question came."""

    ack: float
    verdict: float | None  # none for what is no attempt
    words: float | None
    settled: float


@dataclass
class Page:
    """What a browser keeps of a conversation: the socket, and the composer as it stands."""

    browser: httpx.AsyncClient
    socket: websockets.ClientConnection
    session: str
    composer: str = ""
    _frames: asyncio.Queue[tuple[float, dict[str, Any]]] = field(default_factory=asyncio.Queue)

    @classmethod
    @asynccontextmanager
    async def opened(cls, live: Live) -> AsyncIterator[Page]:
        """A new guest, past the question about background and past placement."""
        async with httpx.AsyncClient(base_url=live.url, follow_redirects=True, timeout=60) as browser:
            path, cookies = await _begun(browser)
            address = live.url.replace("http", "ws") + f"/ws{path}"
            headers = {"Cookie": cookies, "Origin": live.url}
            async with websockets.connect(address, additional_headers=headers) as socket:
                page = cls(browser, socket, path.strip("/").removeprefix("s/"))
                listening = asyncio.create_task(page._listen())
                await socket.send(json.dumps({"type": "hello", "last_seq": 0}))
                while not page.composer:
                    await page._next()
                yield page
                listening.cancel()

    @property
    def kind(self) -> str:
        """What is asked for: choice, text, guess, … or none at the end of a course."""
        found = re.search(r'data-kind="(\w+)"', self.composer)
        return found[1] if found else "none"

    @property
    def in_scaffold(self) -> bool:
        return self._hidden("scaffold") != ""

    @property
    def options(self) -> list[str]:
        """What can be tapped as an answer."""
        found = re.findall(r'name="text" value="([^"]+)"[^>]*data-option', self.composer)
        return [html.unescape(one) for one in found]

    @property
    def buttons(self) -> list[str]:
        return re.findall(r'name="button" value="(\w+)"', self.composer)

    async def say(self, kind: str, text: str) -> Heard:
        """Send a message and wait until the learner is asked again."""
        while not self._frames.empty():
            self._take(self._frames.get_nowait()[1])
        client_id = str(uuid.uuid4())
        frame = {"type": "say", "client_id": client_id, "kind": kind, "text": text}
        began = time.perf_counter()
        await self.socket.send(json.dumps(frame | {"step": self._hidden("step") or None, "scaffold": None}))
        ack = verdict = words = None
        while True:
            at, frame = await self._next()
            content, waited = frame.get("content", ""), at - began
            assert frame["type"] != "error", frame
            if frame["type"] == "ack":
                ack = waited
            if VERDICT in content and verdict is None:
                verdict = waited
            if words is None and re.search(r'class="event (?!verdict|message)', content):
                words = waited
            if ack is not None and COMPOSER in content:
                return Heard(ack, verdict, words, waited)

    def _hidden(self, name: str) -> str:
        found = re.search(rf'name="{name}" value="([^"]*)"', self.composer)
        return html.unescape(found[1]) if found else ""

    async def _listen(self) -> None:
        """Frames are timed as they come, whoever looks at them when."""
        async for text in self.socket:
            self._frames.put_nowait((time.perf_counter(), json.loads(text)))

    async def _next(self) -> tuple[float, dict[str, Any]]:
        at, frame = await asyncio.wait_for(self._frames.get(), PATIENCE_S)
        self._take(frame)
        return at, frame

    def _take(self, frame: dict[str, Any]) -> None:
        if COMPOSER in frame.get("content", ""):
            self.composer = frame["content"]


async def _begun(browser: httpx.AsyncClient) -> tuple[str, str]:
    await browser.get("/")
    token = browser.cookies["csrftoken"]
    page = await browser.post(f"/courses/{COURSE}/start", data={"csrfmiddlewaretoken": token})
    page.raise_for_status()
    path = page.url.path
    for button in ("skip", "enough"):
        if f'value="{button}"' in page.text:
            form = {"csrfmiddlewaretoken": token, "client_id": button, "button": button}
            page = await browser.post(f"{path}answer", data=form)
            page.raise_for_status()
    return path, "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
