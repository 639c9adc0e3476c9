"""Who may use the engine now, who waits, who is sent away at once. Knows no models and no HTTP.

A waiting learner goes before background work. One adapter is in use at a time: those who want another wait
until the engine is empty. They may be passed by those behind them who want the one in use, until the first of
them has waited for PATIENCE: then nobody passes, the engine runs empty, and its turn comes.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from enum import IntEnum

from models_server.errors import Refusal

PATIENCE = 5.0  # seconds that one who wants another adapter lets others pass
_FIRST_GUESS = 4.0  # seconds one request takes, before any was seen


class Priority(IntEnum):
    LEARNER = 0
    BACKGROUND = 1


@dataclass(order=True)
class _Waiting:
    priority: Priority
    number: int
    since: float = field(compare=False)
    adapter: str = field(compare=False)
    turn: asyncio.Future[None] = field(compare=False)


class Admission:
    """At most `places` inside and `waiting` before the door. All on one event loop."""

    def __init__(
        self, places: int, waiting: int, use: Callable[[str], Awaitable[None]] | None = None
    ) -> None:
        self._places, self._most, self._use = places, waiting, use
        self._queue: list[_Waiting] = []
        self._adapter = ""
        self._number = 0
        self._switching = False
        self._seconds = _FIRST_GUESS
        self.inside = 0
        self.waited: Callable[[float], None] | None = None  # told of each who is let in, in seconds

    @property
    def waiting(self) -> int:
        return len(self._queue)

    @asynccontextmanager
    async def admitted(self, priority: Priority, adapter: str, deadline: float) -> AsyncIterator[None]:
        """Inside, the engine has room and the adapter. `deadline` is in seconds from now.

        Raise Refusal `busy` (with when to come back) where waiting is full or would outlast the deadline.
        """
        came = time.monotonic()
        await self._enter(priority, adapter, deadline)
        begun = time.monotonic()
        if self.waited is not None:
            self.waited(begun - came)
        try:
            yield
        finally:
            self.inside -= 1
            self._seconds += 0.1 * (time.monotonic() - begun - self._seconds)
            self._next()

    async def _enter(self, priority: Priority, adapter: str, deadline: float) -> None:
        ahead = sum(1 for one in self._queue if one.priority <= priority)
        free = self.inside < self._places and not self._queue and not self._switching
        if free and (adapter == self._adapter or not self.inside):
            self.inside += 1
            await self._switched(adapter)
            return
        wait = self._seconds * (ahead + 1) / self._places
        if len(self._queue) >= self._most or wait > deadline:
            raise Refusal(
                "busy",
                "the language model is busy; the words are due before it could begin",
                retry_after=self._later(),
            )
        self._number += 1
        turn = asyncio.get_running_loop().create_future()
        one = _Waiting(priority, self._number, time.monotonic(), adapter, turn)
        self._queue.append(one)
        self._queue.sort()
        try:
            await asyncio.wait_for(asyncio.shield(turn), deadline)
        except (TimeoutError, asyncio.CancelledError) as error:
            self._left(one)
            if isinstance(error, asyncio.CancelledError):
                raise
            raise Refusal("busy", "no room before the deadline", retry_after=self._later()) from error
        await self._switched(adapter)

    def _later(self) -> int:
        """Whole seconds until the queue as it is now should have gone by."""
        return max(1, round(self._seconds * (len(self._queue) + self.inside) / self._places))

    def _left(self, one: _Waiting) -> None:
        """It gave up: out of the queue, or, where its turn had just come, out of its place."""
        if one in self._queue:
            self._queue.remove(one)
        elif one.turn.done() and not one.turn.cancelled():
            self.inside -= 1
            self._switching = self._switching and one.adapter == self._adapter
        self._next()

    async def _switched(self, adapter: str) -> None:
        """Alone inside where the adapter is another one: that is how it got in."""
        if adapter == self._adapter:
            return
        self._switching = True
        try:
            if self._use is not None:
                await self._use(adapter)
            self._adapter = adapter
        except BaseException:
            self.inside -= 1
            raise
        finally:
            self._switching = False
            self._next()

    def _next(self) -> None:
        """Let in whoever may go: by rank, one adapter at a time."""
        while self._queue and self.inside < self._places and not self._switching:
            one = self._fitting()
            if one is None:
                return
            self._queue.remove(one)
            self.inside += 1
            one.turn.set_result(None)
            if one.adapter != self._adapter:  # nobody slips in before it has switched
                self._switching = True
                return

    def _fitting(self) -> _Waiting | None:
        now = time.monotonic()
        for one in self._queue:
            if one.adapter == self._adapter or not self.inside:
                return one
            if now - one.since > PATIENCE:
                return None
        return None
