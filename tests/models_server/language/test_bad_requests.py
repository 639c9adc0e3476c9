"""Conversations that cannot be: each is refused in the 4xx by the name of what is wrong, and soon."""

from __future__ import annotations

import json
import time
from typing import Any

import httpx
import pytest

JSON = {"content-type": "application/json"}
HELLO = [{"role": "user", "content": "Hello"}]


def said(content: Any) -> dict[str, Any]:
    return {"messages": [{"role": "user", "content": content}]}


@pytest.mark.parametrize(
    ("body", "status", "code", "says"),
    [
        (json.dumps(said("word " * 19_000)), 413, "too_large", "fit, answer included"),
        (json.dumps(said("x" * 1_000_000)), 422, "bad_request", "messages.0.content"),
        (json.dumps({"messages": said("word " * 19_000)["messages"] * 80}), 413, "too_large", "more than"),
        (json.dumps(said("x") | {"pad": "x" * 9_000_000}), 413, "too_large", "bytes"),
        (json.dumps(said("\ud800")), 422, "bad_request", "messages.0.content"),
        (json.dumps(said(None)), 422, "bad_request", "messages.0.content"),
        (json.dumps({"messages": HELLO, "temperature": float("nan")}), 422, "bad_request", "temperature"),
        (json.dumps({"messages": HELLO, "temperature": float("inf")}), 422, "bad_request", "temperature"),
        (json.dumps({"messages": HELLO, "max_tokens": 10**9}), 422, "bad_request", "max_tokens"),
        (json.dumps({"messages": HELLO, "max_tokens": 1.5}), 422, "bad_request", "max_tokens"),
        (json.dumps({"messages": HELLO, "deadline_s": 1e9}), 422, "bad_request", "deadline_s"),
        (json.dumps({"messages": HELLO * 201}), 422, "bad_request", "messages"),
        (json.dumps({"messages": HELLO, "stop": ["x"] * 9}), 422, "bad_request", "stop"),
        (json.dumps({"messages": HELLO, "model": "other"}), 422, "bad_request", "other"),
        ("[" * 100_000, 422, "bad_request", "body"),
        ('{"messages": ' + "[" * 100_000 + "]" * 100_000 + "}", 422, "bad_request", ""),
        ('{"messages": ' + '{"a":' * 50_000, 422, "bad_request", ""),
        ('{"messages": [], "max_tokens": 1' + "0" * 5000 + "}", 422, "bad_request", ""),
        (b"\x00\x01\xff\xfe" * 1000, 422, "bad_request", ""),
        (b"", 422, "bad_request", "body"),
        (b"null", 422, "bad_request", "body"),
    ],
)  # fmt: skip
async def test_it_is_refused_by_name(
    door: httpx.AsyncClient, body: str | bytes, status: int, code: str, says: str
) -> None:
    begun = time.monotonic()
    answer = await door.post("/v1/chat/completions", content=body, headers=JSON)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
    assert says in answer.json()["error"]["message"]
    assert time.monotonic() - begun < 5.0


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""]
)
async def test_what_is_not_sent_as_json_is_not_read_as_json(door: httpx.AsyncClient, kind: str) -> None:
    content = json.dumps({"messages": HELLO, "max_tokens": 1})
    answer = await door.post("/v1/chat/completions", content=content, headers={"content-type": kind})
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "bad_request")


async def test_how_they_ended_is_counted(door: httpx.AsyncClient) -> None:
    await door.post("/v1/chat/completions", json={"messages": []})
    await door.post("/v1/chat/completions", json=said("word " * 19_000))
    await door.post("/v1/chat/completions", json={"messages": HELLO, "max_tokens": 2, "temperature": 0})
    text = (await door.get("/metrics")).text
    for outcome, reason in (("refused", "bad_request"), ("refused", "too_large"), ("answered", "")):
        name = f'models_part_requests_total{{outcome="{outcome}",part="language",reason="{reason}"}}'
        assert f"{name} 1.0" in text
    assert "models_language_admission_seconds_count 1.0" in text
    assert "models_language_first_token_seconds_count 1.0" in text
    assert "models_language_answer_tokens_sum 2.0" in text
