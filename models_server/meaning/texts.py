"""The courses' own texts: told once, embedded in the background, searched. Knows no addresses."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models_server.errors import Refusal
from models_server.meaning.elsewhere import TOPICS
from models_server.meaning.index import Index, cut
from models_server.meaning.joined import Joined
from models_server.meaning.sentences import Meaning
from models_server.wire import SearchResponse, Text
from models_server.worker import Worker

Floats = NDArray[np.float32]

_MOST = 16_000_000  # characters of all courses; their vectors take some twenty bytes for each
_PATIENCE_S = 2.0  # that a search waits for the vectors of its course
_PART = 64  # texts in one request for vectors, so that few wait in front of others


@dataclass(eq=False)
class _Held:
    texts: list[Text]
    index: Index | None = None
    making: asyncio.Task[Index] | None = None

    @property
    def size(self) -> int:
        return sum(len(text["title"]) + len(text["text"]) for text in self.texts)


class Texts:
    """At most so much text; the course not searched for longest makes room and has to be told again."""

    def __init__(self, meaning: Meaning, joined: Joined, worker: Worker, most: int = _MOST) -> None:
        self._meaning, self._joined, self._worker, self._most = meaning, joined, worker, most
        self._held: OrderedDict[str, _Held] = OrderedDict()

    @property
    def held(self) -> int:
        return len(self._held)

    def tell(self, ref: str, texts: list[Text]) -> bool:
        """Is it new? Raise Refusal `texts_exist` where the ref has other texts already."""
        held = self._held.get(ref)
        if held is not None:
            if held.texts != texts:
                raise Refusal("texts_exist", f"{ref} was told with other texts; a new version has a new ref")
            return False
        held = self._held[ref] = _Held(texts)
        self._make_room()
        if self._meaning.state == "ready":
            self._begin(held)
        return True

    async def search(self, ref: str, query: str, limit: int) -> SearchResponse:
        """Raise Refusal: `unknown_texts`, or `not_ready` while the model loads or the text is embedded."""
        held = self._held.get(ref)
        if held is None:
            raise Refusal("unknown_texts", f"no texts of {ref} here: PUT them, then ask again")
        self._held.move_to_end(ref)
        self._meaning.refuse_if_not_ready()
        index = held.index
        if index is None:
            making = self._begin(held)
            await asyncio.wait({making}, timeout=_PATIENCE_S)
            if not making.done():
                raise Refusal("not_ready", f"the text of {ref} is being embedded", retry_after=2)
            index = making.result()
        question = index.mended(query)
        vector = (await self._joined.embed([question])).array[0]
        return await self._worker.run(index.search, question, vector, limit)

    def close(self) -> None:
        for held in self._held.values():
            if held.making is not None:
                held.making.cancel()

    def _begin(self, held: _Held) -> asyncio.Task[Index]:
        """Begin once; what failed is begun again."""
        making = held.making
        if making is None or (making.done() and (making.cancelled() or making.exception() is not None)):
            making = held.making = asyncio.create_task(self._make(held))
        return making

    async def _make(self, held: _Held) -> Index:
        pieces = await self._worker.run(cut, held.texts, self._meaning.counts)
        topics = await self._embedded(TOPICS)
        vectors = await self._embedded(pieces.all) if pieces.all else topics[:0]
        held.index = await self._worker.run(Index, pieces, vectors, topics, self._meaning.words())
        held.making = None
        return held.index

    async def _embedded(self, texts: Sequence[str]) -> Floats:
        parts = [
            (await self._joined.embed(texts[start : start + _PART])).array
            for start in range(0, len(texts), _PART)
        ]
        return np.concatenate(parts)

    def _make_room(self) -> None:
        while len(self._held) > 1 and sum(held.size for held in self._held.values()) > self._most:
            _, gone = self._held.popitem(last=False)
            if gone.making is not None:
                gone.making.cancel()
