"""One thread for one kind of work, off the event loop. Knows nothing of the work."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from models_server.errors import Refusal

P = ParamSpec("P")
T = TypeVar("T")


class Worker:
    """Does its work in the order it came, never two at once, and refuses early rather than queue for long."""

    def __init__(self, name: str, waiting: int) -> None:
        self._name, self._waiting = name, waiting
        self.inside = 0  # in hand and waiting
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)

    async def run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Raise Refusal `busy` when `waiting` others wait already; else what the work returns or raises."""
        if self.inside > self._waiting:
            raise Refusal("busy", f"too many requests wait for {self._name}", retry_after=1)
        self.inside += 1
        future = self._thread.submit(work, *args, **kwargs)
        loop = asyncio.get_running_loop()
        # Counted down when the work ends, not when the caller goes away: the thread is busy until then.
        future.add_done_callback(lambda _: self._ended(loop))
        return await asyncio.wrap_future(future)

    def close(self) -> None:
        """Wait for the work in hand, drop what waits."""
        self._thread.shutdown(wait=True, cancel_futures=True)

    def _ended(self, loop: asyncio.AbstractEventLoop) -> None:
        if not loop.is_closed():
            loop.call_soon_threadsafe(self._leave)

    def _leave(self) -> None:
        self.inside -= 1
