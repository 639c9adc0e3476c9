"""A signal while words are on their way: nothing new, some seconds for what is in hand, then a last word."""

from __future__ import annotations

import asyncio
import json
import signal
import time
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from models_server import stopping
from tests.live import wait_until
from tests.models_server.cast import course, evidence
from tests.models_server.listening import listening
from tests.models_server.test_main import PATIENCE_S, server, wait_until_ready

TALE = [{"role": "user", "content": "Write a long story about a fox who learns to count."}]


def asking(**more: Any) -> dict[str, Any]:
    return {"messages": TALE, "max_tokens": 30, "temperature": 0, "stream": True} | more


async def events(response: httpx.Response) -> list[str]:
    return [line.removeprefix("data: ") async for line in response.aiter_lines() if line]


@asynccontextmanager
async def served(app: FastAPI) -> AsyncIterator[tuple[stopping.Server, httpx.AsyncClient]]:
    async with (
        listening(app) as (running, port),
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=30.0) as client,
    ):
        yield running, client


async def test_what_is_in_hand_ends_and_what_is_new_is_refused(endless: FastAPI) -> None:
    async with served(endless) as (running, client):
        async with client.stream("POST", "/v1/chat/completions", json=asking()) as response:
            running.handle_exit(signal.SIGTERM, None)
            new = await client.post("/v1/courses/sums@1/predict", json={})
            assert (new.status_code, new.json()["error"]["code"]) == (503, "not_ready")
            assert "stopping" in new.json()["error"]["message"]
            assert int(new.headers["retry-after"]) >= 1
            ready = await client.get("/readyz")
            assert (ready.status_code, ready.json()["ready"]) == (503, False)
            assert (await events(response))[-1] == "[DONE]"
        async with asyncio.timeout(5.0):
            while not running.should_exit:
                await asyncio.sleep(0.02)


async def test_what_takes_too_long_is_broken_off_with_a_last_word(
    endless: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stopping, "GRACE_S", 0.5)
    async with served(endless) as (running, client):
        body = asking(max_tokens=3000)
        whole = asyncio.create_task(client.post("/v1/chat/completions", json=body | {"stream": False}))
        async with client.stream("POST", "/v1/chat/completions", json=body) as response:
            begun = time.monotonic()
            running.handle_exit(signal.SIGTERM, None)
            told = await events(response)
            assert time.monotonic() - begun < 5.0
        assert json.loads(told[-1])["error"]["code"] == "not_ready"
        assert (await whole).status_code == 503
    assert endless.state.parts.language.inside == 0


def test_a_process_amid_an_answer_ends_with_status_0_and_its_learners_written(
    folder: Path, tmp_path: Path
) -> None:
    settings = {"MODELS_LANGUAGE": str(folder), "MODELS_LANGUAGE_CACHE_MB": "100"}
    with server(MODELS_SNAPSHOTS=str(tmp_path / "kept"), **settings) as (process, address):
        wait_until_ready(process, address)
        url = f"{address}/v1/courses/sums@1"
        httpx.put(url, json=course()).raise_for_status()
        told = {"learner": "ada", "after_n": 0, "evidence": [evidence(1, "count1")]}
        httpx.post(f"{url}/observe", json=told).raise_for_status()
        wait_until(
            lambda: httpx.get(f"{address}/readyz").json()["parts"]["language"] == "ready", "the language"
        )
        with ThreadPoolExecutor() as aside:
            body = asking(stream=False, max_tokens=30)
            answer = aside.submit(httpx.post, f"{address}/v1/chat/completions", json=body, timeout=PATIENCE_S)
            wait_until(
                lambda: "models_language_inside 1.0" in httpx.get(f"{address}/metrics").text, "the words"
            )
            begun = time.monotonic()
            process.send_signal(signal.SIGTERM)
            assert process.wait(PATIENCE_S) == 0
            assert time.monotonic() - begun < stopping.GRACE_S + 15.0
            assert answer.result().status_code == 200
        assert list((tmp_path / "kept").rglob("*"))
