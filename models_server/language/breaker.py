"""A circuit breaker: after several failures in a row nobody is sent to what does not answer, for a while.

Nygard, Release It! (2007), chapter 5. Knows no network.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from models_server.errors import Refusal


class Breaker:
    """Closed, open, or half open: then one caller tries, and what becomes of it decides."""

    def __init__(
        self, failures: int = 5, seconds: float = 15.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most, self._seconds, self._clock = failures, seconds, clock
        self._failed = 0
        self._until = 0.0
        self._trying = False

    @property
    def is_open(self) -> bool:
        return self._failed >= self._most and (self._trying or self._clock() < self._until)

    def enter(self) -> None:
        """Before a call. Raise Refusal `busy` where it would be in vain."""
        if self.is_open:
            wait = max(1, round(self._until - self._clock()))
            raise Refusal("busy", "the language engine does not answer", retry_after=wait)
        self._trying = self._failed >= self._most

    def succeeded(self) -> None:
        self._failed, self._trying = 0, False

    def failed(self) -> None:
        self._failed += 1
        self._trying = False
        self._until = self._clock() + self._seconds

    def left(self) -> None:
        """The caller gave up: that says nothing of the other side."""
        self._trying = False
