"""The pool with real processes: killed, too slow, too many. A death costs one answer."""

from __future__ import annotations

import asyncio
import math
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tutor.grading import ExpressionSpec, NumberSpec
from tutor.grading.pool import Pool
from tutor.types import Outcome

SEVEN = NumberSpec(value="7")
# Half a second of honest work: gamma functions to many digits at many points.
SLOW = ExpressionSpec(value="*".join(f"(x+{k}sin({k}x))" for k in range(1, 55)))
SLOW_RESPONSE = SLOW.value + "+ln(x^2)!" * 10 + "-ln(x^2)!" * 10


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with Pool(workers=2) as running:
        yield running


def workers() -> dict[int, int]:
    """Processes that this one started and that run our worker, with the processor time each has used."""
    found = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rsplit(")", 1)[1].split()
            command = (status.parent / "cmdline").read_bytes()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(fields[1]) == os.getpid() and b"spawn_main" in command:
            found[int(status.parent.name)] = int(fields[11])
    return found


def prepare_slowly(_memory_bytes: int) -> None:
    """As on a busy machine."""
    time.sleep(2.5)


async def test_a_slow_start_is_not_the_answers_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tutor.grading.pool._prepare", prepare_slowly)
    with Pool(workers=1, deadline_s=2.0, patience_s=2.0) as cold:
        found = await cold.check(SEVEN, "7")
    assert found.outcome is Outcome.CORRECT


async def test_another_pure_function_runs_under_the_same_deadline() -> None:
    with Pool(workers=1, deadline_s=0.5) as running:
        assert await running.call(math.gcd, 12, 18) == 6
        with pytest.raises(ValueError, match=r"\w"):
            await running.call(math.sqrt, -1)
        with pytest.raises(TimeoutError):
            await running.call(time.sleep, 30)
        with pytest.raises(TimeoutError):
            await running.call(os._exit, 1)
        assert await running.call(math.gcd, 12, 18) == 6


async def idle_workers() -> dict[int, int]:
    """The workers once none of them is loading any more."""
    before = workers()
    while True:
        await asyncio.sleep(0.3)
        now = workers()
        if now == before:
            return now
        before = now


async def busy_worker(before: dict[int, int]) -> int:
    """The worker that has begun to work since `before`."""
    for _ in range(1000):
        for worker, ticks in workers().items():
            if ticks >= before.get(worker, ticks) + 5:
                return worker
        await asyncio.sleep(0.005)
    raise AssertionError("no worker is working")


async def test_answers_come_back_as_from_check(pool: Pool) -> None:
    verdicts = await asyncio.gather(*(pool.check(SEVEN, str(k)) for k in range(20)))
    assert [k for k, verdict in enumerate(verdicts) if verdict.outcome == "correct"] == [7]


async def test_a_killed_worker_costs_its_own_answer_only(pool: Pool) -> None:
    assert (await pool.check(SEVEN, "7")).outcome == "correct"
    before = await idle_workers()
    held = asyncio.create_task(pool.check(SLOW, SLOW_RESPONSE))
    os.kill(await busy_worker(before), signal.SIGKILL)
    others = await asyncio.gather(*(pool.check(SEVEN, "7") for _ in range(10)))
    lost = await held
    assert lost.outcome == "cannot_check"
    assert "could not finish" in lost.reason
    assert {verdict.outcome for verdict in others} == {"correct"}


async def test_when_every_idle_worker_is_killed_no_answer_is_lost(pool: Pool) -> None:
    assert (await pool.check(SEVEN, "7")).outcome == "correct"
    for worker in workers():
        os.kill(worker, signal.SIGKILL)
    await asyncio.sleep(0.3)
    verdicts = await asyncio.gather(*(pool.check(SEVEN, "7") for _ in range(5)))
    assert {verdict.outcome for verdict in verdicts} == {"correct"}


async def test_over_the_deadline_is_cannot_check() -> None:
    with Pool(workers=1, deadline_s=0.1) as impatient:
        verdict = await impatient.check(SLOW, SLOW_RESPONSE)
        assert verdict.outcome == "cannot_check"
        assert "too long" in verdict.reason
        assert (await impatient.check(SEVEN, "7")).outcome == "correct"


async def test_too_many_at_once_are_refused_at_once() -> None:
    with Pool(workers=1, max_waiting=3) as small:
        verdicts = await asyncio.gather(*(small.check(SEVEN, "7") for _ in range(10)))
    outcomes = [verdict.outcome.value for verdict in verdicts]
    assert outcomes.count("correct") == 3
    assert outcomes.count("cannot_check") == 7


async def test_a_pool_that_was_not_started_says_so() -> None:
    with pytest.raises(RuntimeError, match="not started"):
        await Pool().check(SEVEN, "7")


def test_workers_load_neither_the_web_nor_torch() -> None:
    import subprocess
    import sys

    heavy = "django", "torch", "celery", "channels"
    code = f"import sys, tutor.grading.pool; sys.exit(any(name in sys.modules for name in {heavy!r}))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
