"""The end of a server: nothing new, some seconds for what is in hand, a last word to the rest.

Knows nothing of what the server is made of.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from types import FrameType

import uvicorn

GRACE_S = 10.0  # seconds for what is in hand
_LAST_S = 3  # seconds in which those who were broken off may take up their last word


class Server(uvicorn.Server):
    """Listens on while it stops, so that who comes is refused with words; a second signal hastens it."""

    def __init__(
        self, config: uvicorn.Config, begin: Callable[[], None], break_off: Callable[[], None]
    ) -> None:
        """`begin` is called by the signal; `break_off` when the grace is over."""
        config.timeout_graceful_shutdown = _LAST_S
        super().__init__(config)
        self._begin, self._break_off = begin, break_off
        self._signal: int | None = None
        self._due = 0.0

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        if self._signal is not None or not self.started:
            super().handle_exit(sig, frame)
            return
        self._signal, self._due = sig, time.monotonic() + GRACE_S
        self._begin()

    async def on_tick(self, counter: int) -> bool:
        """uvicorn asks ten times a second."""
        if self._signal is not None and not self.should_exit:
            late = time.monotonic() > self._due
            if late:
                self._break_off()
            if late or not self.server_state.tasks:
                super().handle_exit(self._signal, None)
        return await super().on_tick(counter)
