"""Requests that wait together are embedded together, in rounds. Knows no models and no courses."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from prometheus_client import CollectorRegistry, Histogram

from models_server.errors import Refusal
from models_server.meaning.sentences import LONGEST, Vectors
from models_server.worker import Worker

_ROUND = 2048  # tokens, about; a question that comes meanwhile waits so long
_MOST = 100_000  # tokens that may wait before more are refused: about a minute of one core
_REQUESTS = 256  # that may wait, however short
_SIZES = (1, 2, 4, 8, 16, 32, 64, 128, 256)
_TIMES = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)


@dataclass(eq=False)
class _Asked:
    """`todo`: places of the texts that no round has taken yet, the shortest last."""

    texts: Sequence[str]
    done: asyncio.Future[Vectors]
    todo: list[int]
    rows: dict[int, tuple[NDArray[np.float32], int]] = field(default_factory=dict)

    def next(self, share: int) -> list[tuple[_Asked, int]]:
        """Texts of about so many tokens, at least one."""
        taken: list[tuple[_Asked, int]] = []
        while self.todo and (not taken or _cost(self.texts[self.todo[-1]]) <= share):
            place = self.todo.pop()
            share -= _cost(self.texts[place])
            taken.append((self, place))
        return taken

    def whole(self) -> Vectors:
        rows = [self.rows[place] for place in range(len(self.texts))]
        return Vectors(np.stack([vector for vector, _ in rows]), [count for _, count in rows])


class Joined:
    """One round after another on one thread; every request that waits has its share of each."""

    def __init__(self, embed: Callable[[Sequence[str]], Vectors], worker: Worker) -> None:
        self._embed, self._worker = embed, worker
        self._waiting: list[_Asked] = []
        self._working: asyncio.Task[None] | None = None
        self.registry = CollectorRegistry()
        self._sizes = Histogram(
            "models_meaning_round_texts", "Texts of one round", buckets=_SIZES, registry=self.registry
        )
        self._seconds = Histogram(
            "models_meaning_round_seconds", "Time of one round", buckets=_TIMES, registry=self.registry
        )

    @property
    def waiting(self) -> int:
        """Texts that no round has taken yet."""
        return sum(len(asked.todo) for asked in self._waiting)

    async def embed(self, texts: Sequence[str]) -> Vectors:
        """Raise Refusal `busy` when too much waits already, and what embedding raises."""
        waits = sum(_cost(asked.texts[place]) for asked in self._waiting for place in asked.todo)
        if waits > _MOST or len(self._waiting) >= _REQUESTS:
            raise Refusal("busy", "too many texts wait to be embedded", retry_after=5)
        # Texts of like length lie side by side, so that a round has less to fill up.
        todo = sorted(range(len(texts)), key=lambda place: -len(texts[place]))
        asked = _Asked(texts, asyncio.get_running_loop().create_future(), todo)
        self._waiting.append(asked)
        if self._working is None or self._working.done():
            self._working = asyncio.create_task(self._work())
        try:
            return await asked.done
        finally:
            if asked in self._waiting:  # the caller went away
                self._waiting.remove(asked)

    async def _work(self) -> None:
        while self._waiting:
            share = _ROUND // len(self._waiting)
            pieces = [piece for asked in self._waiting for piece in asked.next(share)]
            begun = time.monotonic()
            try:
                vectors = await self._worker.run(self._embed, [asked.texts[place] for asked, place in pieces])
            except asyncio.CancelledError:
                for asked in self._waiting:
                    asked.done.cancel()
                raise
            except Exception as error:  # noqa: BLE001 - whatever it is, it is for those who asked
                self._end({asked for asked, _ in pieces}, error)
                continue
            self._sizes.observe(len(pieces))
            self._seconds.observe(time.monotonic() - begun)
            for (asked, place), row, count in zip(pieces, vectors.array, vectors.counts, strict=True):
                asked.rows[place] = (row, count)
            self._end({asked for asked, _ in pieces if not asked.todo}, None)

    def _end(self, ended: set[_Asked], error: Exception | None) -> None:
        for asked in ended:
            if asked in self._waiting:
                self._waiting.remove(asked)
            if asked.done.done():
                continue
            if error is not None:
                asked.done.set_exception(error)
            else:
                asked.done.set_result(asked.whole())


def _cost(text: str) -> int:
    """Tokens, about."""
    return min(LONGEST, 3 + len(text) // 3)
