"""Connections that send nothing, or too slowly, or do not read: none of them keeps others out.

uvicorn's own limits would not do. `limit_concurrency` counts connections that only stand there, so that ten
thousand of them would shut out every estimate; its keep-alive time-out begins after a first answer, and any
byte ends it. Knows no routes.
"""

from __future__ import annotations

import asyncio
import resource
from typing import Any, ClassVar

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_S = 10.0  # seconds for the head of a request, from the connection's beginning or the head's first byte
KEEP_ALIVE_S = 5  # seconds that a connection may stand after an answer
UNREAD_S = 30.0  # seconds in which a reader who has fallen behind must catch up
MOST_HEAD = 65_536  # bytes
MOST = 10_000  # connections at once, where the system allows so many
BACKLOG = 2048  # that the system holds for us; all of them may be taken in at once
_OTHERS = 200 + BACKLOG  # descriptors for files, pipes and what libraries open


def raise_limit() -> int:
    """As many descriptors as this process may have; how many connections that allows."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    allowed = MOST + _OTHERS if hard == resource.RLIM_INFINITY else hard
    if soft != resource.RLIM_INFINITY and soft < allowed:
        resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))
    return max(min(MOST, allowed - _OTHERS), allowed // 2)


class Crowd:
    """The connections of one server: all there are, and those in no request, the longest idle first."""

    def __init__(self, most: int = MOST) -> None:
        self.most = most
        self.all: set[Connection] = set()
        self.idle: dict[Connection, None] = {}
        self.shed = 0  # ended to make room, or not let in

    def enters(self, one: Connection) -> bool:
        """Whether there is room, for which the one that stood idle for longest is ended."""
        if len(self.all) >= self.most:
            self.shed += 1
            if not self.idle:
                return False
            oldest = next(iter(self.idle))
            self.leaves(oldest)
            oldest.transport.abort()
        self.all.add(one)
        self.idle[one] = None
        return True

    def leaves(self, one: Connection) -> None:
        self.all.discard(one)
        self.idle.pop(one, None)


class Connection(HttpToolsProtocol):
    """One connection, ended where it sends no head in time, or reads nothing of what lies ready for it."""

    crowd: ClassVar[Crowd]

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        self._head: asyncio.TimerHandle | None = None
        self._unread: asyncio.TimerHandle | None = None
        self._last: asyncio.TimerHandle | None = None
        self._in_head, self._read = True, 0  # bytes of a head that is not whole
        super().connection_made(transport)
        if self.crowd.enters(self):
            self._head = self.loop.call_later(HEAD_S, transport.abort)
        else:
            transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        self.crowd.leaves(self)
        _cancel(self._head)
        _cancel(self._unread)
        _cancel(self._last)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        # Any byte ends the time that uvicorn gives an idle connection, also one that begins no request.
        if self in self.crowd.idle and self._head is None:
            self._head = self.loop.call_later(HEAD_S, self.transport.abort)
        super().data_received(data)
        if self._in_head:
            self._read += len(data)
            if self._read > MOST_HEAD and not self.transport.is_closing():
                self.send_400_response("The head of the request is too long.")
                self._end_soon()

    def on_message_begin(self) -> None:
        self._in_head = True
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self.crowd.idle.pop(self, None)
        _cancel(self._head)
        self._head, self._in_head, self._read = None, False, 0
        super().on_headers_complete()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if (self.cycle is None or self.cycle.response_complete) and self in self.crowd.all:
            self.crowd.idle[self] = None
            if self.transport.is_closing():
                self._end_soon()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._unread = self.loop.call_later(UNREAD_S, self.transport.abort)

    def resume_writing(self) -> None:
        super().resume_writing()
        _cancel(self._unread)

    def timeout_keep_alive_handler(self) -> None:
        super().timeout_keep_alive_handler()
        self._end_soon()

    def _end_soon(self) -> None:
        """What lies ready for a reader who does not read would else lie there for good."""
        _cancel(self._last)
        self._last = self.loop.call_later(UNREAD_S, self.transport.abort)


def protocol(crowd: Crowd) -> type[Connection]:
    """What uvicorn takes as `http`."""
    members: dict[str, Any] = {"crowd": crowd}
    return type("Connection", (Connection,), members)


def _cancel(timer: asyncio.TimerHandle | None) -> None:
    if timer is not None:
        timer.cancel()
