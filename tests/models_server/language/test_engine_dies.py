"""Out of memory amid an answer: the others go on, the next ones are answered, nothing else stops."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import httpx
import pytest
import torch
from fastapi import FastAPI

from models_server.language import memory
from models_server.language.engine import Engine, Limits
from models_server.language.load import Loaded
from models_server.language.memory import out_of_memory
from models_server.language.service import Language
from models_server.settings import Settings
from tests.models_server.cast import MONDAY, course
from tests.models_server.language.conftest import CPU

HELLO = [{"role": "user", "content": "Say hello to a learner."}]
CUDA = torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 20.00 MiB.")
PLAIN = RuntimeError(
    "[enforce fail at alloc_cpu.cpp:121] DefaultCPUAllocator: can't allocate memory: you tried"
)


@pytest.fixture
def fails(loaded: Loaded, monkeypatch: pytest.MonkeyPatch) -> Callable[[Exception, int, int], None]:
    """A fake, since no test may fill the memory: the model fails so many times, after so many steps."""

    def failing(error: Exception, times: int, after: int = 0) -> None:
        whole, seen = loaded.model.forward, 0

        def forward(*arguments: Any, **more: Any) -> Any:
            nonlocal seen
            seen += 1
            if after < seen <= after + times:
                raise error
            return whole(*arguments, **more)

        monkeypatch.setattr(loaded.model, "forward", forward)

    return failing


async def words(door: httpx.AsyncClient, **more: Any) -> httpx.Response:
    body = {"messages": HELLO, "max_tokens": 12, "temperature": 0} | more
    return await door.post("/v1/chat/completions", json=body)


def text(answer: httpx.Response) -> str:
    assert answer.status_code == 200, answer.text
    said: str = answer.json()["choices"][0]["message"]["content"]
    return said


async def test_all_streams_go_on_where_they_were(
    door: httpx.AsyncClient, engine: Engine, fails: Callable[..., None]
) -> None:
    alone, deaths = text(await words(door)), engine.deaths
    fails(PLAIN, times=1, after=6)
    together = await asyncio.gather(*(words(door) for _ in range(3)))
    assert {text(one) for one in together} == {alone}
    assert engine.deaths == deaths + 1


async def test_what_always_fails_is_told_and_the_next_is_answered(
    app: FastAPI, door: httpx.AsyncClient, fails: Callable[..., None]
) -> None:
    await door.put("/v1/courses/sums@1", json=course())
    fails(CUDA, times=2)
    failing = asyncio.create_task(words(door))
    asked = {"learner": "ada", "at_n": 0, "now": MONDAY}
    assert (await door.post("/v1/courses/sums@1/next", json=asked)).status_code == 200
    answer = await failing
    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "busy")
    assert "memory" in answer.json()["error"]["message"]
    assert int(answer.headers["retry-after"]) >= 1
    assert text(await words(door))
    assert app.state.parts.language.inside == 0


async def test_a_stream_that_cannot_go_on_ends_with_a_word_that_can_be_read(
    door: httpx.AsyncClient, fails: Callable[..., None]
) -> None:
    fails(RuntimeError("odd"), times=10, after=4)
    answer = await words(door, stream=True)
    events = [line for line in answer.text.splitlines() if line]
    assert '"internal"' in events[-1]
    assert "[DONE]" not in answer.text


def test_a_budget_that_cannot_be_is_cut_with_a_warning(caplog: pytest.LogCaptureFixture) -> None:
    free = memory.memory(CPU)
    assert memory.budget(1 << 50, CPU) <= free
    assert "MODELS_LANGUAGE_CACHE_MB is 1073741824" in caplog.text
    assert memory.budget(1 << 20, CPU) == 1 << 20
    assert memory.budget(0, CPU) <= 1 << 30


def test_a_container_counts_by_its_own_limit(tmp_path: Any) -> None:
    assert memory._left_in(tmp_path) > 1 << 60
    for name, said in (
        ("max", "1000000\n"),
        ("current", "600000\n"),
        ("stat", "anon 1\ninactive_file 5000\n"),
    ):
        (tmp_path / f"memory.{name}").write_text(said)
    assert memory._left_in(tmp_path) == 405_000
    (tmp_path / "memory.max").write_text("max\n")
    assert memory._left_in(tmp_path) > 1 << 60


def test_the_cache_is_no_larger_than_its_budget(loaded: Loaded) -> None:
    small = Engine(loaded, Limits(cache_bytes=64 << 20, requests=1), seed=1)
    assert 1024 <= small.room <= (64 << 20) // loaded.bytes_a_token < loaded.window


def test_what_is_full_memory_is_told_from_other_errors() -> None:
    assert all(out_of_memory(error) for error in (CUDA, PLAIN, MemoryError()))
    assert not out_of_memory(RuntimeError("odd"))


def test_no_memory_for_the_cache_is_a_failed_part(
    folder: Any, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*arguments: Any, **more: Any) -> Any:
        raise MemoryError

    monkeypatch.setattr("models_server.language.service.Engine", full)
    language = Language(Settings(language=str(folder)), CPU)
    language._load_or_fail()
    assert language.state == "failed"
    assert "no memory left" in caplog.text
