"""Who reads slowly, or not at all: the words are written all the same, and the place is free for others."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from models_server.language import doors
from tests.models_server.listening import listening

HELLO = [{"role": "user", "content": "Say hello to a learner."}]
Send = Callable[[Any], Awaitable[None]]


def asking(**more: Any) -> dict[str, Any]:
    return {"messages": HELLO, "max_tokens": 12, "temperature": 0, "stream": True} | more


def answers_written(app: FastAPI) -> float:
    registry = app.state.parts.language.measures.registry
    return registry.get_sample_value("models_language_answer_seconds_count") or 0.0


async def called(app: FastAPI, body: dict[str, Any], send: Send) -> None:
    """As a server calls it, with a way to send that the test holds in hand."""
    content = json.dumps(body).encode()
    told = False

    async def receive() -> dict[str, Any]:
        nonlocal told
        if told:
            await asyncio.Event().wait()
        told = True
        return {"type": "http.request", "body": content, "more_body": False}

    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": "POST",
        "path": "/v1/chat/completions",
        "raw_path": b"/v1/chat/completions",
        "query_string": b"",
        "headers": [(b"content-type", b"application/json")],
    }
    await app(scope, receive, send)


async def test_who_reads_nothing_holds_no_place_and_is_left_at_the_deadline(
    app: FastAPI, door: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doors, "_LATE_S", 0.1)
    language = app.state.parts.language

    async def send(message: Any) -> None:
        if message["type"] == "http.response.body":
            await asyncio.Event().wait()

    slow = asyncio.create_task(called(app, asking(deadline_s=2.5), send))
    async with asyncio.timeout(10.0):
        while not answers_written(app):
            await asyncio.sleep(0.01)
    assert not slow.done()
    assert language.inside == 0
    assert (await door.post("/v1/chat/completions", json=asking(stream=False))).status_code == 200
    await asyncio.wait_for(slow, 10.0)


async def test_who_reads_slowly_gets_all_the_words(app: FastAPI, door: httpx.AsyncClient) -> None:
    got = bytearray()

    async def send(message: Any) -> None:
        got.extend(message.get("body", b""))
        await asyncio.sleep(0.05)

    await called(app, asking(), send)
    events = [line for line in bytes(got).decode().splitlines() if line]
    assert events[-1] == "data: [DONE]"
    told = [json.loads(line.removeprefix("data: ")) for line in events[:-1]]
    words = "".join(one["choices"][0]["delta"].get("content", "") for one in told)
    whole = (await door.post("/v1/chat/completions", json=asking(stream=False))).json()
    assert words == whole["choices"][0]["message"]["content"]


async def test_a_byte_a_second_over_a_real_socket_keeps_nobody_waiting(app: FastAPI) -> None:
    body = json.dumps(asking()).encode()
    head = b"POST /v1/chat/completions HTTP/1.1\r\nHost: m\r\nContent-Type: application/json\r\n"
    async with listening(app) as (_, port):
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=16)
        writer.write(head + b"Content-Length: %d\r\n\r\n" % len(body) + body)
        assert await reader.readexactly(1) == b"H"
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=30.0) as client:
            answer = await client.post("/v1/chat/completions", json=asking(stream=False))
            assert answer.status_code == 200
            assert await reader.readexactly(1) == b"T"
            async with asyncio.timeout(10.0):
                while app.state.parts.language.inside:
                    await asyncio.sleep(0.01)
        writer.close()
        writer.transport.abort()


async def test_who_goes_away_and_who_runs_out_of_time_are_counted_as_such(endless: FastAPI) -> None:
    long = asking(max_tokens=2000)
    language = endless.state.parts.language
    async with (
        listening(endless) as (_, port),
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=30.0) as client,
    ):
        async with client.stream("POST", "/v1/chat/completions", json=long) as response:
            await anext(response.aiter_lines())
        async with asyncio.timeout(10.0):
            while language.inside:
                await asyncio.sleep(0.01)
        cut = await client.post("/v1/chat/completions", json=long | {"stream": False, "deadline_s": 0.7})
        assert cut.json()["choices"][0]["finish_reason"] == "deadline"
        text = (await client.get("/metrics")).text
    for outcome in ("cancelled", "deadline"):
        assert f'models_part_requests_total{{outcome="{outcome}",part="language",reason=""}} 1.0' in text
