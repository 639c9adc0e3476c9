"""Pages on a conversation, each with a websocket into the real application and a browser's signed cookie.

Everything is real but the network: Redis, the database, the checker. `Line` speaks ASGI because the
communicator of channels cannot be had without daphne.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest
from asgiref.testing import ApplicationCommunicator
from django.conf import settings
from django.test import Client

from tests.talk import Talk
from tutor.asgi import application
from tutor.models import Learner
from tutor.session import LEARNER_KEY

PATIENCE_S = 20.0
_EVENT = re.compile(r'<article id="e-(\d+)" class="event (\w+)" data-seq="\d+"(?: data-client-id="([^"]*)")?')


def cookie_of(learner: Learner) -> str:
    """The cookie of the browser in which `learner` became a guest."""
    client = Client()
    kept = client.session
    kept[LEARNER_KEY] = str(learner.id)
    kept.save()
    name = settings.SESSION_COOKIE_NAME
    return f"{name}={client.cookies[name].value}"


@dataclass(frozen=True)
class Shown:
    """One event as a page was sent it."""

    seq: int
    kind: str
    client_id: str | None


@dataclass
class Line:
    """One page's websocket. `shown` is every event it was sent, repeats included, as they came."""

    asgi: ApplicationCommunicator
    shown: list[Shown] = field(default_factory=list)
    html: str = ""
    closed_with: int | None = None

    @property
    def seqs(self) -> list[int]:
        return [event.seq for event in self.shown]

    async def send(self, frame: object) -> None:
        await self.send_text(json.dumps(frame))

    async def send_text(self, text: str) -> None:
        await self.asgi.send_input({"type": "websocket.receive", "text": text})

    async def send_bytes(self, data: bytes) -> None:
        await self.asgi.send_input({"type": "websocket.receive", "bytes": data})

    async def say(self, text: str, kind: str = "answer", client_id: str = "one", **more: Any) -> None:
        frame = {"type": "say", "client_id": client_id, "kind": kind, "text": text, "step": None}
        await self.send(frame | {"scaffold": None} | more)

    async def hello(self, last_seq: int = 0) -> None:
        """Say it, and read up to the composer, which the server sends last."""
        await self.send({"type": "hello", "last_seq": last_seq})
        await self.until_settled()

    async def frame(self) -> dict[str, Any]:
        """The next frame; a close is given as {"type": "closed"}."""
        message = await self.asgi.receive_output(PATIENCE_S)
        if message["type"] == "websocket.close":
            self.closed_with = message["code"]
            return {"type": "closed"}
        frame: dict[str, Any] = json.loads(message["text"])
        content = frame.get("content", "")
        self.html += content
        found = _EVENT.findall(content)
        self.shown += [Shown(int(seq), kind, client_id or None) for seq, kind, client_id in found]
        return frame

    async def until(self, is_so: Callable[[dict[str, Any]], object]) -> list[dict[str, Any]]:
        """The frames up to the first one of which `is_so` is true."""
        frames = [await self.frame()]
        while not is_so(frames[-1]):
            assert self.closed_with is None, f"the socket was closed with {self.closed_with}"
            frames.append(await self.frame())
        return frames

    async def until_settled(self) -> list[dict[str, Any]]:
        return await self.until(lambda frame: 'id="composer"' in frame.get("content", ""))

    async def until_seq(self, seq: int) -> list[dict[str, Any]]:
        return await self.until(lambda _frame: self.shown and self.shown[-1].seq >= seq)


class Pages:
    """Opens pages on one conversation, as its own learner or as somebody else."""

    def __init__(self, talk: Talk) -> None:
        self.talk = talk
        self.cookie: str | None = cookie_of(talk.learner)

    @asynccontextmanager
    async def open(
        self, session_id: UUID | None = None, cookie: str | None = None, origin: str = "http://localhost"
    ):
        headers = [(b"host", b"localhost"), (b"origin", origin.encode())]
        chosen = self.cookie if cookie is None else cookie
        if chosen:
            headers.append((b"cookie", chosen.encode()))
        scope = {
            "type": "websocket",
            "path": f"/ws/s/{session_id or self.talk.session_id}/",
            "query_string": b"",
            "headers": headers,
            "subprotocols": [],
        }
        asgi = ApplicationCommunicator(application, scope)
        line = Line(asgi)
        await asgi.send_input({"type": "websocket.connect"})
        first = await asgi.receive_output(PATIENCE_S)
        if first["type"] == "websocket.close":
            line.closed_with = first.get("code", 1000)
        else:
            assert first["type"] == "websocket.accept"
        try:
            yield line
        finally:
            await asgi.send_input({"type": "websocket.disconnect", "code": 1001})
            await asgi.wait(PATIENCE_S)


@pytest.fixture
def pages(talk: Talk) -> Pages:
    """On a conversation in which a problem is asked."""
    talk.to_a_problem()
    return Pages(talk)
