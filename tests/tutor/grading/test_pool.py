"""The pool with real processes: killed, too slow, too many. A death costs one answer."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tutor.grading import ExpressionSpec, NumberSpec
from tutor.grading.pool import Pool

SEVEN = NumberSpec(value="7")
# Half a second of honest work: gamma functions to many digits at many points.
SLOW = ExpressionSpec(value="*".join(f"(x+{k}sin({k}x))" for k in range(1, 55)))
SLOW_RESPONSE = SLOW.value + "+ln(x^2)!" * 10 + "-ln(x^2)!" * 10


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with Pool(workers=2) as running:
        yield running


def workers() -> list[int]:
    """Processes that this one started and that run our worker."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rsplit(")", 1)[1].split()
            command = (status.parent / "cmdline").read_bytes()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(fields[1]) == os.getpid() and b"spawn_main" in command:
            found.append(int(status.parent.name))
    return found


async def test_answers_come_back_as_from_check(pool: Pool) -> None:
    verdicts = await asyncio.gather(*(pool.check(SEVEN, str(k)) for k in range(20)))
    assert [k for k, verdict in enumerate(verdicts) if verdict.outcome == "correct"] == [7]


async def test_a_killed_worker_costs_its_own_answer_only(pool: Pool) -> None:
    assert (await pool.check(SEVEN, "7")).outcome == "correct"
    holding = [asyncio.create_task(pool.check(SLOW, SLOW_RESPONSE)) for _ in range(2)]
    await asyncio.sleep(0.1)
    victims = workers()
    assert victims
    for victim in victims:
        os.kill(victim, signal.SIGKILL)
    waiting = [asyncio.create_task(pool.check(SEVEN, "7")) for _ in range(10)]
    lost = await asyncio.gather(*holding)
    later = await asyncio.gather(*waiting)
    assert {verdict.outcome for verdict in lost} == {"cannot_check"}
    assert any("could not finish" in verdict.reason for verdict in lost)
    assert {verdict.outcome for verdict in later} == {"correct"}


async def test_over_the_deadline_is_cannot_check() -> None:
    with Pool(workers=1, deadline_s=0.1) as impatient:
        verdict = await impatient.check(SLOW, SLOW_RESPONSE)
        assert verdict.outcome == "cannot_check"
        assert "too long" in verdict.reason
        assert (await impatient.check(SEVEN, "7")).outcome == "correct"


async def test_too_many_at_once_are_refused_at_once() -> None:
    with Pool(workers=1, max_waiting=3) as small:
        verdicts = await asyncio.gather(*(small.check(SEVEN, "7") for _ in range(10)))
    outcomes = [verdict.outcome for verdict in verdicts]
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
