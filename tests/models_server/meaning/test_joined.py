"""Requests that wait together share a round; a question waits for one of them at most. No model."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator, Sequence

import numpy as np
import pytest

from models_server.errors import Refusal
from models_server.meaning.joined import Joined
from models_server.meaning.sentences import Vectors
from models_server.worker import Worker


class Embedder:
    """Its vectors are the lengths of the texts; it can be held, and it fails at the text `bad`."""

    def __init__(self) -> None:
        self.rounds: list[list[str]] = []
        self.go = threading.Event()
        self.go.set()

    def __call__(self, texts: Sequence[str]) -> Vectors:
        self.go.wait(10)
        self.rounds.append(list(texts))
        if "bad" in texts:
            raise RuntimeError("out of memory")
        return Vectors(np.array([[len(text)] for text in texts], dtype=np.float32), [1] * len(texts))


@pytest.fixture
def embedder() -> Embedder:
    return Embedder()


@pytest.fixture
def worker() -> Iterator[Worker]:
    worker = Worker("meaning", 4)
    yield worker
    worker.close()


async def held(embedder: Embedder, joined: Joined) -> asyncio.Task[Vectors]:
    """A round that is under way and does not end before it may."""
    embedder.go.clear()
    first = asyncio.create_task(joined.embed(["first"]))
    while joined.waiting or joined._working is None:
        await asyncio.sleep(0)
    return first


async def test_vectors_come_in_the_order_of_the_texts(embedder: Embedder, worker: Worker):
    texts = ["a" * n for n in (5, 1, 900, 3, 44)]
    vectors = await Joined(embedder, worker).embed(texts)
    assert vectors.array[:, 0].tolist() == [5, 1, 900, 3, 44]
    assert vectors.tokens == 5


async def test_those_who_wait_together_are_embedded_together(embedder: Embedder, worker: Worker):
    joined = Joined(embedder, worker)
    first = await held(embedder, joined)
    more = [asyncio.create_task(joined.embed([f"text {n}", "both"])) for n in range(5)]
    await asyncio.sleep(0)
    embedder.go.set()
    await asyncio.gather(first, *more)
    assert [len(texts) for texts in embedder.rounds] == [1, 10]


async def test_a_question_does_not_wait_for_all_of_a_book(embedder: Embedder, worker: Worker):
    joined = Joined(embedder, worker)
    first = await held(embedder, joined)
    book = asyncio.create_task(joined.embed(["page " * 200] * 200))
    await asyncio.sleep(0)
    question = asyncio.create_task(joined.embed(["why?"]))
    await asyncio.sleep(0)
    embedder.go.set()
    await question
    assert not book.done()
    await asyncio.gather(first, book)
    assert "why?" in embedder.rounds[1]
    assert max(len(texts) for texts in embedder.rounds) < 20


async def test_too_much_text_is_refused_while_other_text_waits(embedder: Embedder, worker: Worker):
    joined = Joined(embedder, worker)
    first = await held(embedder, joined)
    book = asyncio.create_task(joined.embed(["page " * 200] * 500))
    await asyncio.sleep(0)
    with pytest.raises(Refusal) as refused:
        await joined.embed(["why?"])
    assert (refused.value.code, refused.value.retry_after) == ("busy", 5)
    embedder.go.set()
    await asyncio.gather(first, book)
    assert (await joined.embed(["why?"])).tokens == 1


async def test_who_goes_away_is_not_worked_for(embedder: Embedder, worker: Worker):
    joined = Joined(embedder, worker)
    first = await held(embedder, joined)
    gone = asyncio.create_task(joined.embed(["gone"]))
    stays = asyncio.create_task(joined.embed(["stays"]))
    await asyncio.sleep(0)
    gone.cancel()
    await asyncio.sleep(0)
    embedder.go.set()
    await asyncio.gather(first, stays)
    assert embedder.rounds == [["first"], ["stays"]]


async def test_a_round_that_fails_fails_its_own_and_no_other(embedder: Embedder, worker: Worker):
    joined = Joined(embedder, worker)
    first = await held(embedder, joined)
    bad = asyncio.create_task(joined.embed(["bad"]))
    await asyncio.sleep(0)
    embedder.go.set()
    assert (await first).tokens == 1
    with pytest.raises(RuntimeError, match="out of memory"):
        await bad
    assert (await joined.embed(["good"])).tokens == 1
