"""Words from an engine elsewhere: a second real server process, and servers that fail in every way."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing, asynccontextmanager, suppress
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from models_server.app import create_app
from models_server.errors import Refusal
from models_server.language.chat import Piece, Wanted
from models_server.language.external import External
from models_server.settings import Settings
from scripts import ports
from tests.live import ModelServer, wait_until

HELLO = [{"role": "user", "content": "Say hello to a learner."}]
EVENT = b'data: {"choices": [{"delta": {"content": "Hello"}, "finish_reason": null}]}\n\n'
END = b'data: {"choices": [{"delta": {}, "finish_reason": "stop"}]}\n\ndata: [DONE]\n\n'


@pytest.fixture(scope="module")
def engine(folder: Path) -> Iterator[ModelServer]:
    settings = {
        "MODELS_LANGUAGE": str(folder),
        "MODELS_LANGUAGE_CACHE_MB": "100",
        "MODELS_TOKEN": "let me in",
    }
    with ModelServer.running(**settings) as running:
        wait_until(
            lambda: httpx.get(f"{running.url}/readyz").json()["parts"]["language"] == "ready", "the engine"
        )
        yield running


def ours(url: str, token: str = "let me in") -> FastAPI:
    return create_app(Settings(device="cpu", meaning=False, language_url=url, language_token=token))


@asynccontextmanager
async def client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://ours", timeout=60.0) as client:
        yield client
    await app.state.parts.language.close()
    app.state.parts.close()


async def test_our_door_gives_the_words_of_the_engine_elsewhere(engine: ModelServer) -> None:
    body = {"messages": HELLO, "max_tokens": 8, "temperature": 0}
    async with client(ours(engine.url)) as near, httpx.AsyncClient(timeout=60.0) as far:
        assert (await near.get("/readyz")).json()["parts"]["language"] == "ready"
        answer = (await near.post("/v1/chat/completions", json=body)).json()
        head = {"Authorization": "Bearer let me in"}
        direct = (await far.post(f"{engine.url}/v1/chat/completions", json=body, headers=head)).json()
    assert answer["choices"] == direct["choices"]
    assert answer["usage"] == direct["usage"]


async def test_an_engine_that_refuses_is_not_asked_again(engine: ModelServer) -> None:
    async with client(ours(engine.url, token="wrong")) as near:
        answer = await near.post("/v1/chat/completions", json={"messages": HELLO})
    assert answer.status_code == 422
    assert "401" in answer.json()["error"]["message"]


def http(body: bytes, status: str = "200 OK", kind: str = "text/event-stream") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nConnection: close\r\n\r\n".encode() + body


class Odd:
    """A fake, since no engine fails on demand: answers each request as it was told, in turn."""

    def __init__(self, *answers: bytes | None) -> None:
        self._answers = list(answers)
        self.asked = 0
        self.url = ""
        self._over = asyncio.Event()
        self._serving: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Odd:
        port = ports.free()
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", port)
        self.url = f"http://127.0.0.1:{port}"
        return self

    async def __aexit__(self, *error: object) -> None:
        self._server.close()
        self._over.set()
        await asyncio.gather(*self._serving)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._serving.add(task)
        await reader.read(65_536)
        answer = self._answers[min(self.asked, len(self._answers) - 1)]
        self.asked += 1
        if answer is None:
            await self._over.wait()
        else:
            writer.write(answer)
            with suppress(ConnectionError):
                await writer.drain()
        writer.close()
        with suppress(ConnectionError):  # the caller may have gone away
            await writer.wait_closed()


def external(url: str) -> aclosing[External]:
    return aclosing(External(url, "small", "", places=4, waiting=4))


async def words(engine: External, deadline: float = 10.0) -> tuple[str, Piece]:
    pieces = [piece async for piece in engine.answer(Wanted(HELLO, most=20, deadline=deadline))]
    return "".join(piece.text for piece in pieces), pieces[-1]


async def refusal(engine: External, deadline: float = 10.0) -> Refusal:
    with pytest.raises(Refusal) as caught:
        await words(engine, deadline)
    return caught.value


async def test_it_is_tried_again_before_the_first_word() -> None:
    answers = (http(b"", "503 Busy"), http(b"", "500 Oh"), http(EVENT + END))
    async with Odd(*answers) as odd, external(odd.url) as engine:
        text, last = await words(engine)
    assert (text, last.finish, odd.asked) == ("Hello", "stop", 3)


async def test_what_breaks_off_after_words_is_not_begun_anew() -> None:
    async with Odd(http(EVENT + b"data: {broken\n\n")) as odd, external(odd.url) as engine:
        assert (await refusal(engine)).code == "internal"
        assert odd.asked == 1


async def test_a_stream_that_just_ends_gives_what_came() -> None:
    async with Odd(http(EVENT)) as odd, external(odd.url) as engine:
        text, last = await words(engine)
    assert (text, last.finish) == ("Hello", "length")


async def test_one_that_never_answers_costs_no_more_than_the_deadline() -> None:
    async with Odd(None) as odd, external(odd.url) as engine:
        begun = time.monotonic()
        assert (await refusal(engine, deadline=0.5)).code == "busy"
        assert time.monotonic() - begun < 5.0


async def test_after_failures_in_a_row_nobody_is_sent_there_for_a_while() -> None:
    async with Odd(http(b"", "500 Oh")) as odd, external(odd.url) as engine:
        for _ in range(5):
            assert (await refusal(engine)).code == "busy"
        asked = odd.asked
        last = await refusal(engine)
        assert (last.code, odd.asked) == ("busy", asked)
        assert last.retry_after is not None
        assert engine.admission.inside == 0


async def test_nobody_there_is_a_refusal_too() -> None:
    async with external(f"http://127.0.0.1:{ports.free()}") as engine:
        assert (await refusal(engine)).code == "busy"


async def test_a_client_that_leaves_gives_its_place_back() -> None:
    async with Odd(None) as odd, external(odd.url) as engine:
        task = asyncio.create_task(words(engine))
        await asyncio.sleep(0.1)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        assert engine.admission.inside == 0
        assert not engine.breaker.is_open
