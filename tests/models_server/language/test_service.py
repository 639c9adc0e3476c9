"""Conversations through a real server with the real small model: words, limits, cancelling, failures."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.live import ModelServer, wait_until

HELLO = [{"role": "user", "content": "Say hello to a learner."}]


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[ModelServer]:
    settings = {
        "MODELS_LANGUAGE": str(folder),
        "MODELS_LANGUAGE_DTYPE": "float32",  # bfloat16 may word it otherwise in other company
        "MODELS_LANGUAGE_CACHE_MB": "100",
        "MODELS_LANGUAGE_REQUESTS": "4",
    }
    with ModelServer.running(MODELS_LANGUAGE_WAITING="12", **settings) as running:
        wait_until(lambda: state(running) == "ready", "the language model")
        yield running


@pytest.fixture
async def client(server: ModelServer) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=server.url, timeout=60.0) as client:
        yield client


def state(server: ModelServer) -> str:
    return str(httpx.get(f"{server.url}/readyz").json()["parts"]["language"])


def gauge(server: ModelServer, name: str) -> float:
    lines = httpx.get(f"{server.url}/metrics").text.splitlines()
    return float(next(line.split()[1] for line in lines if line.startswith(f"{name} ")))


async def asked(client: httpx.AsyncClient, messages: Any = HELLO, **more: Any) -> httpx.Response:
    body = {"messages": messages, "max_tokens": 12, "temperature": 0} | more
    return await client.post("/v1/chat/completions", json=body)


async def told(client: httpx.AsyncClient, **more: Any) -> dict[str, Any]:
    answer = await asked(client, **more)
    assert answer.status_code == 200, answer.text
    choice: dict[str, Any] = answer.json()["choices"][0]
    return choice


async def streamed(client: httpx.AsyncClient, **more: Any) -> list[dict[str, Any]]:
    body = {"messages": HELLO, "max_tokens": 12, "temperature": 0, "stream": True} | more
    async with client.stream("POST", "/v1/chat/completions", json=body) as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        lines = [line async for line in response.aiter_lines() if line]
    assert lines[-1] == "data: [DONE]"
    return [json.loads(line.removeprefix("data: ")) for line in lines[:-1]]


async def test_the_most_likely_words_are_the_same_whole_streamed_and_among_others(client: httpx.AsyncClient):
    whole = (await told(client))["message"]["content"]
    assert whole.strip()
    events = await streamed(client, stream_options={"include_usage": True})
    assert "".join(one["choices"][0]["delta"].get("content", "") for one in events[:-1]) == whole
    assert events[-2]["choices"][0]["finish_reason"] == "length"
    assert events[-1]["usage"]["completion_tokens"] == 12
    together = await asyncio.gather(*(told(client) for _ in range(6)))
    assert {one["message"]["content"] for one in together} == {whole}


async def test_a_stop_and_a_budget_end_an_answer(client: httpx.AsyncClient):
    whole = (await told(client, max_tokens=20))["message"]["content"]
    stop = whole.split()[2]
    cut = await told(client, max_tokens=20, stop=stop)
    assert cut["message"]["content"] == whole[: whole.index(stop)]
    assert cut["finish_reason"] == "stop"


async def test_a_deadline_ends_an_answer_with_the_words_there_are(client: httpx.AsyncClient):
    cut = await told(client, max_tokens=2000, deadline_s=2.0, temperature=1.0, stop=None)
    assert cut["finish_reason"] in ("deadline", "stop")
    assert cut["message"]["content"]


async def test_who_goes_away_takes_the_work_along(server: ModelServer, client: httpx.AsyncClient):
    body = {"messages": HELLO, "max_tokens": 4000, "stream": True}
    async with client.stream("POST", "/v1/chat/completions", json=body) as response:
        await anext(response.aiter_lines())
    with pytest.raises(httpx.ReadTimeout):
        await client.post("/v1/chat/completions", json={"messages": HELLO, "max_tokens": 4000}, timeout=0.1)
    wait_until(lambda: gauge(server, "models_language_inside") == 0, "the places to be free", within_s=20)
    assert (await told(client))["message"]["content"]


async def test_more_than_can_wait_are_refused_at_once_and_all_others_are_answered(client: httpx.AsyncClient):
    answers = await asyncio.gather(*(asked(client, max_tokens=4) for _ in range(40)))
    by_status = {status: [one for one in answers if one.status_code == status] for status in (200, 503)}
    assert len(by_status[200]) + len(by_status[503]) == 40
    assert len(by_status[200]) >= 12
    for refused in by_status[503]:
        assert refused.json()["error"]["code"] == "busy"
        assert int(refused.headers["retry-after"]) >= 1


async def test_estimates_are_given_meanwhile(client: httpx.AsyncClient):
    course = {"skills": [{"id": "a", "prerequisites": []}], "items": []}
    writing = [asyncio.create_task(told(client, max_tokens=30)) for _ in range(4)]
    answer = await client.put("/v1/courses/tiny@1", json=course)
    assert answer.status_code in (200, 201)
    assert not any(one.done() for one in writing)
    await asyncio.gather(*writing)


@pytest.mark.parametrize(
    ("more", "code", "says"),
    [
        ({"messages": []}, "bad_request", "messages"),
        ({"messages": [{"role": "user", "content": 7}]}, "bad_request", "content"),
        ({"messages": [{"role": "boss", "content": "x"}]}, "bad_request", "role"),
        ({"messages": [{"role": "user", "content": "ten words " * 9000}]}, "too_large", "tokens"),
        ({"max_tokens": 0}, "bad_request", "max_tokens"),
        ({"temperature": -1}, "bad_request", "temperature"),
        ({"deadline_s": 0}, "bad_request", "deadline_s"),
        ({"stop": [""]}, "bad_request", "stop"),
        ({"model": "other"}, "bad_request", "other"),
    ],
)
async def test_what_cannot_be_is_refused_by_name(client: httpx.AsyncClient, more: dict, code: str, says: str):
    answer = await asked(client, **more)
    assert answer.json()["error"]["code"] == code
    assert says in answer.json()["error"]["message"]


@pytest.mark.parametrize(
    "text", ["", "\x00\x01\ufeff", "<|im_end|>" * 50, "🌟" * 300], ids=["empty", "binary", "tokens", "long"]
)
async def test_odd_texts_are_answered_like_others(client: httpx.AsyncClient, text: str):
    assert (await asked(client, [{"role": "user", "content": text}], max_tokens=3)).status_code == 200


async def test_a_body_that_is_no_json_is_refused(client: httpx.AsyncClient):
    answer = await client.post(
        "/v1/chat/completions", content=b"\x00\xff", headers={"content-type": "application/json"}
    )
    assert answer.json()["error"]["code"] == "bad_request"


async def test_the_models_that_may_be_asked_for_are_listed(client: httpx.AsyncClient, folder: Path):
    assert [one["id"] for one in (await client.get("/v1/models")).json()["data"]] == [str(folder)]
