"""One answer on its way: read from the engine as fast as it is written, however slowly it is read here.

So whoever reads a byte a second holds no place in front of others, and what waits for them is no more than
the words they asked for. Knows no HTTP.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Callable
from typing import Literal

from models_server.errors import Refusal
from models_server.language.chat import Piece
from models_server.language.measured import Measures

Ended = Literal["answered", "deadline", "refused", "failed", "cancelled"]
_MOST = 40_000  # pieces that may lie ready: more than any answer has tokens


class Answer:
    """Iterate over its pieces; raises Refusal where it is refused or broken off. `ended`: how, and why."""

    def __init__(
        self, pieces: AsyncGenerator[Piece], measures: Measures, over: Callable[[Answer], None]
    ) -> None:
        self._pieces, self._measures, self._over = pieces, measures, over
        self._ready: asyncio.Queue[Piece | Exception] = asyncio.Queue(_MOST)
        self._task: asyncio.Task[None] | None = None
        self._done = False
        self.ended: tuple[Ended, str] = ("cancelled", "")

    def __aiter__(self) -> Answer:
        return self

    async def __anext__(self) -> Piece:
        if self._done:
            raise StopAsyncIteration
        if self._task is None:
            self._task = asyncio.create_task(self._read())
            self._task.add_done_callback(lambda _: self._over(self))
        piece = await self._ready.get()
        self._done = isinstance(piece, Exception) or piece.finish is not None
        if isinstance(piece, Exception):
            raise piece
        return piece

    def leave(self) -> None:
        """Nobody reads any more: the work ends. Once all is written, nothing is left to end."""
        self._done = True
        if self._task is None:
            self._over(self)
        else:
            self._task.cancel()

    def break_off(self, refusal: Refusal) -> None:
        """End the work; the reader gets the words there are and then this refusal."""
        if self._task is None or self._task.done():
            return
        self._task.cancel()
        self._ends_with(refusal)

    async def _read(self) -> None:
        begun, spoke = time.monotonic(), False
        try:
            async for piece in self._pieces:
                if piece.text and not spoke:
                    spoke = True
                    self._measures.first(time.monotonic() - begun)
                if piece.finish is not None:
                    self.ended = ("deadline" if piece.finish == "deadline" else "answered", "")
                    self._measures.answered(time.monotonic() - begun, piece.prompt_tokens, piece.tokens)
                await self._ready.put(piece)
        except asyncio.CancelledError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, it is for the one who reads
            self._ends_with(error)
        finally:
            await self._pieces.aclose()

    def _ends_with(self, error: Exception) -> None:
        code = error.code if isinstance(error, Refusal) else "internal"
        self.ended = ("failed" if code == "internal" else "refused", code)
        if self._ready.full():
            self._ready.get_nowait()
        self._ready.put_nowait(error)
