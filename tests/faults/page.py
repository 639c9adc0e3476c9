"""A guest's browser without the browser: pages over HTTP, tabs over real websockets that break and come back.

Does what `static/src/chat.js` does (hello with the last event, an outbox until the ack) and nothing more, so
that a test can break it in the middle.
"""

from __future__ import annotations

import json
import re
import socket
import time
import uuid
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self
from uuid import UUID

import httpx
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from tests.faults.database import control_of
from tests.live import Live, wait_until
from tests.talk import parts
from tutor.session.fields import KINDS

COURSE = "linear-equations"
PATIENCE_S = 90.0  # a deaf worker is noticed after some seconds and started again
ASKS = ("guess", "example", "problem", "step", "finished")
REPLIES = ("move", "passage", "worked", "placing", "closed")  # one of these answers every message
_EVENT = re.compile(r'<article id="e-(\d+)" class="event (\w+)" data-seq="\d+"(?: data-client-id="([^"]*)")?')
_KIND = re.compile(r'id="composer"[^>]* data-kind="(\w+)"')
_ASKED = re.compile(r'name="(step|scaffold)" value="([^"]*)"')


@dataclass(frozen=True)
class Shown:
    """One event as a tab was sent it."""

    seq: int
    kind: str
    client_id: str | None


class Guest:
    """Somebody who pressed *Start*, with the cookies of their browser."""

    def __init__(self, live: Live) -> None:
        self.live = live
        with httpx.Client(base_url=live.url, follow_redirects=True, timeout=60, trust_env=False) as browser:
            browser.get("/").raise_for_status()
            token = browser.cookies["csrftoken"]
            page = browser.post(f"/courses/{COURSE}/start", data={"csrfmiddlewaretoken": token})
            page.raise_for_status()
            self.session_id = UUID(page.url.path.split("/")[2])
            for button in ("skip", "enough"):  # past the question about background, and past placement
                if f'value="{button}"' in page.text:
                    form = {"csrfmiddlewaretoken": token, "client_id": button, "button": button}
                    page = browser.post(f"/s/{self.session_id}/answer", data=form)
                    page.raise_for_status()
            self.cookies = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())

    def tab(self) -> Tab:
        """A tab with its websocket open and its hello answered."""
        tab = Tab(self)
        tab.open()
        return tab


@dataclass
class Tab:
    """One open page. `shown` is all it was sent, repeats included, in the order it came."""

    guest: Guest
    shown: list[Shown] = field(default_factory=list)
    acked: list[str] = field(default_factory=list)
    errors: list[dict[str, Any]] = field(default_factory=list)
    bars: int = 0
    settled: int = 0  # how often the server said what can be done now
    control: str = ""  # what can be done now: guess, choice, text or none
    asked: dict[str, str] = field(default_factory=dict)  # the step and scaffold that the composer names
    _line: ClientConnection | None = None
    _lines: ExitStack = field(default_factory=ExitStack)

    @property
    def last_seq(self) -> int:
        return max((event.seq for event in self.shown), default=0)

    @property
    def seqs(self) -> list[int]:
        return [event.seq for event in self.shown]

    def open(self) -> None:
        """Connect, say hello and read what was missed, up to the composer."""
        url = self.guest.live.url.replace("http", "ws", 1) + f"/ws/s/{self.guest.session_id}/"
        headers = {"Cookie": self.guest.cookies, "Origin": self.guest.live.url}
        opening = connect(url, additional_headers=headers, proxy=None, open_timeout=PATIENCE_S)
        self._line = self._lines.enter_context(opening)
        before = self.settled
        self.send({"type": "hello", "last_seq": self.last_seq})
        self.listen(lambda: self.settled > before, "the answer to hello")

    def drop(self) -> None:
        """The connection breaks without a word, as when a cable is pulled."""
        if self._line is not None:
            self._line.socket.shutdown(socket.SHUT_RDWR)
        self.close()

    def close(self) -> None:
        self._line = None
        self._lines.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def send(self, frame: dict[str, Any]) -> None:
        assert self._line is not None
        self._line.send(json.dumps(frame))

    def say(self, text: str, kind: str = "answer", client_id: str | None = None) -> str:
        """Send a message for what is asked now, and wait for nothing; its client id."""
        client_id = client_id or str(uuid.uuid4())
        asked = {name: self.asked.get(name) or None for name in ("step", "scaffold")}
        fields = self._fields(text) if kind == "answer" and self.control in KINDS else None
        said = {"text": text} if fields is None else {"text": "", "parts": fields}
        self.send({"type": "say", "client_id": client_id, "kind": kind, **said, **asked})
        return client_id

    def _fields(self, text: str) -> list[str] | None:
        """The text in the fields of the open control; as it stands when it fits none."""
        try:
            return parts(control_of(self.guest.live, self.guest.session_id), text)
        except (KeyError, ValueError, StopIteration):
            return None

    def turn(self, text: str, kind: str = "answer", within_s: float = PATIENCE_S) -> str:
        """Send a message and read until the next thing can be done."""
        before = self.settled
        client_id = self.say(text, kind)
        self.listen(
            lambda: self.settled > before and self.is_answered(client_id), f"an answer to {text}", within_s
        )
        return client_id

    def until_answered(self, client_id: str) -> None:
        """Read until a message sent here or in another tab is answered, and what is asked now is asked."""
        if not self.is_answered(client_id):
            before = self.settled
            self.listen(lambda: self.is_answered(client_id) and self.settled > before, "the reply")

    def is_answered(self, client_id: str) -> bool:
        places = [event.seq for event in self.shown if event.client_id == client_id]
        return bool(places) and any(event.seq > places[0] for event in self.shown if event.kind in REPLIES)

    def to_a_problem(self) -> None:
        """Say "no idea" to every guess, and to a line of a worked example: no answer to it is evidence."""
        while self.asks != "finished" and (self.control in ("none", "guess") or self.asks == "example"):
            if self.control == "none":  # a turn is under way whose page has left
                self.listen(lambda: self.control != "none", "the next question")
            else:
                self.turn("", "guess")

    @property
    def asks(self) -> str:
        """The last event that asks for something, or says that there is no more for today."""
        asked = [event for event in self.shown if event.kind in ASKS]
        return max(asked, key=lambda event: event.seq).kind if asked else ""

    def listen(self, until: Callable[[], object], what: str, within_s: float = PATIENCE_S) -> None:
        """Read frames until it is so. Raise AssertionError when it does not come true in time."""
        deadline = time.monotonic() + within_s
        while not until():
            left = deadline - time.monotonic()
            heard = left > 0 and self.hear(left)
            assert heard, f"waited {within_s:.0f} s for {what}; errors: {self.errors}"

    def hear(self, within_s: float) -> bool:
        """Take in the next frame; False when none comes. Raise ConnectionClosed when the server is gone."""
        assert self._line is not None
        try:
            frame = json.loads(self._line.recv(within_s))
        except TimeoutError:
            return False
        if frame["type"] == "ack":
            self.acked.append(frame["client_id"])
        elif frame["type"] == "error":
            self.errors.append(frame)
        elif frame["type"] == "bars":
            self.bars += 1
        else:
            self._show(frame["content"])
        return True

    def until_gone(self) -> int | None:
        """Read until the server is gone; the close code it gave, None when it gave none."""
        try:
            while self.hear(PATIENCE_S):
                pass
        except ConnectionClosed as closed:
            self.close()
            return closed.rcvd.code if closed.rcvd else None
        raise AssertionError("the server stays")

    def _show(self, content: str) -> None:
        found = _EVENT.findall(content)
        self.shown += [Shown(int(seq), kind, client_id or None) for seq, kind, client_id in found]
        if composer := _KIND.search(content):
            self.settled += 1
            self.control = composer[1]
            self.asked = dict(_ASKED.findall(content))


def reopen(tab: Tab) -> None:
    """As the page does after a break: again and again until the server takes it."""

    def opened() -> bool:
        try:
            tab.open()
        except (OSError, ConnectionClosed):
            return False
        return True

    wait_until(opened, "the server to take a page again")
