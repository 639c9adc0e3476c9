"""Connections that stand there, send or read too slowly: they are ended, and nobody else waits for them."""

from __future__ import annotations

import asyncio
import json
import resource
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import suppress

import httpx
import pytest
from fastapi import FastAPI

from models_server import connections, replies
from models_server.app import create_app
from models_server.settings import Settings
from tests.models_server.cast import MONDAY, course
from tests.models_server.listening import listening

QUESTION = {"learner": "ada", "at_n": 0, "now": MONDAY}
Pair = tuple[asyncio.StreamReader, asyncio.StreamWriter]
Connect = Callable[..., Awaitable[Pair]]  # with what is said at once


@pytest.fixture
def app() -> Iterator[FastAPI]:
    app = create_app(Settings(device="cpu", meaning=False, language="off"))
    app.state.parts.store.put_course("sums@1", course())
    yield app
    app.state.parts.close()


@pytest.fixture
async def port(app: FastAPI) -> AsyncIterator[int]:
    async with listening(app) as (_, port):
        yield port


@pytest.fixture
async def connected(port: int) -> AsyncIterator[Connect]:
    """Connections to the server; what a test leaves open is ended after it."""
    writers: list[asyncio.StreamWriter] = []

    async def connect(said: bytes = b"") -> Pair:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writers.append(writer)
        writer.write(said)
        return reader, writer

    yield connect
    for writer in writers:
        writer.close()
        writer.transport.abort()
    await asyncio.sleep(0)


async def estimate(port: int) -> None:
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
        answer = await client.post("/v1/courses/sums@1/predict", json=QUESTION)
    assert answer.status_code == 200


async def ended(reader: asyncio.StreamReader) -> bytes:
    """What came until the server ended it."""
    got = bytearray()
    with suppress(ConnectionError):
        while part := await asyncio.wait_for(reader.read(65_536), 10.0):
            got += part
    return bytes(got)


async def drips(writer: asyncio.StreamWriter, what: bytes) -> None:
    """A byte every now and then, for ever."""
    with suppress(ConnectionError):
        for byte in what * 1000:
            writer.write(bytes([byte]))
            await writer.drain()
            await asyncio.sleep(0.02)


async def test_thousands_that_send_nothing_make_room_for_who_asks(
    app: FastAPI, port: int, connected: Connect
) -> None:
    crowd = app.state.parts.crowd
    crowd.most = min(1500, resource.getrlimit(resource.RLIMIT_NOFILE)[0] // 4)
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=30.0) as client:
        for _ in range(4):
            said = (b"", b"POST /v1/co")  # some say nothing, some never come to an end
            await asyncio.gather(*(connected(said[n % 2]) for n in range(crowd.most // 2)))
            answer = await client.post("/v1/courses/sums@1/predict", json=QUESTION)
            assert answer.status_code == 200
            await estimate(port)
        assert len(crowd.all) <= crowd.most
        assert crowd.shed >= crowd.most * 0.9
        assert f"models_connections_shed {crowd.shed:.1f}" in (await client.get("/metrics")).text


async def test_who_is_in_a_request_is_not_sent_away(app: FastAPI, connected: Connect) -> None:
    app.state.parts.crowd.most = 2
    head = b"POST /v1/courses/sums@1/predict HTTP/1.1\r\nHost: m\r\nContent-Type: application/json\r\n"
    body = json.dumps(QUESTION).encode()
    asking = [await connected(head + b"Content-Length: %d\r\n\r\n" % len(body)) for _ in range(2)]
    while app.state.parts.crowd.idle:
        await asyncio.sleep(0.01)
    late, _ = await connected()
    assert await ended(late) == b""
    for reader, writer in asking:
        writer.write(body)
        assert (await reader.readline()).startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize(
    "before", [b"", b"GET /healthz HTTP/1.1\r\nHost: m\r\n\r\n"], ids=["first", "after an answer"]
)
@pytest.mark.parametrize("what", [b"GET /", b"\r\n"], ids=["a head", "nothing"])
async def test_a_head_that_comes_byte_by_byte_is_not_waited_for(
    connected: Connect, monkeypatch: pytest.MonkeyPatch, before: bytes, what: bytes
) -> None:
    monkeypatch.setattr(connections, "HEAD_S", 0.2)
    reader, writer = await connected(before)
    dripping = asyncio.create_task(drips(writer, what))
    await ended(reader)
    assert not dripping.done()
    dripping.cancel()


async def test_a_head_without_end_is_refused(port: int, connected: Connect) -> None:
    reader, writer = await connected(b"GET /healthz HTTP/1.1\r\n")
    with suppress(ConnectionError):
        for _ in range(100):
            writer.write(b"X-More: " + b"x" * 2000 + b"\r\n")
            await writer.drain()
    async with asyncio.timeout(5.0):  # sooner than HEAD_S
        await ended(reader)
    await estimate(port)


async def test_a_body_that_comes_byte_by_byte_is_refused(
    port: int, connected: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replies, "BODY_S", 0.3)
    head = b"POST /v1/courses/sums@1/predict HTTP/1.1\r\nHost: m\r\nContent-Type: application/json\r\n"
    reader, writer = await connected(head + b"Content-Length: 100000\r\n\r\n")
    dripping = asyncio.create_task(drips(writer, b"{"))
    await estimate(port)
    answer = await ended(reader)
    assert answer.startswith(b"HTTP/1.1 408")
    assert b'"too_slow"' in answer
    dripping.cancel()


async def test_what_is_sent_at_once_is_bounded_for_all_together(
    port: int, connected: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replies, "MAX_HELD", 100_000)
    head = b"POST /v1/courses/sums@1/predict HTTP/1.1\r\nHost: m\r\nContent-Type: application/json\r\n"
    waiting = [await connected(head + b"Content-Length: 60000\r\n\r\n" + b" " * 59_000) for _ in "ab"]
    done, _ = await asyncio.wait(
        {asyncio.create_task(reader.readline()) for reader, _ in waiting},
        return_when=asyncio.FIRST_COMPLETED,
        timeout=10.0,
    )
    assert {task.result()[:12] for task in done} == {b"HTTP/1.1 503"}
    await estimate(port)


async def test_an_answer_that_nobody_takes_up_is_not_kept(
    app: FastAPI, port: int, connected: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    @app.get("/large")
    async def large() -> bytes:
        return b" " * 20_000_000

    monkeypatch.setattr(connections, "UNREAD_S", 0.3)
    await connected(b"GET /large HTTP/1.1\r\nHost: m\r\n\r\n")
    while not app.state.parts.crowd.all:
        await asyncio.sleep(0.01)
    await estimate(port)
    async with asyncio.timeout(10.0):
        while app.state.parts.crowd.all:
            await asyncio.sleep(0.02)


async def test_an_upgrade_does_not_take_a_connection_out_of_the_count(
    app: FastAPI, connected: Connect
) -> None:
    head = b"GET /healthz HTTP/1.1\r\nHost: m\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    key = b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    reader, writer = await connected(head + key)
    assert (await reader.readline()).startswith(b"HTTP/1.1 200")
    writer.transport.abort()
    async with asyncio.timeout(10.0):
        while app.state.parts.crowd.all:
            await asyncio.sleep(0.01)


def test_the_process_takes_as_many_descriptors_as_it_may_have() -> None:
    words = (
        "import resource as r; r.setrlimit(r.RLIMIT_NOFILE, (64, 5000));"
        "from models_server.connections import raise_limit;"
        "print(raise_limit(), r.getrlimit(r.RLIMIT_NOFILE)[0])"
    )
    said = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True).stdout
    most, limit = map(int, said.split())
    assert limit == 5000
    assert 2000 < most < limit - 200
