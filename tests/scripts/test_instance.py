"""One running Edgewise per checkout."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from scripts import instance
from scripts.steps import StepFailed


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    return tmp_path / "edgewise.lock"


def test_a_second_one_is_refused_and_told_about_the_first(lock: Path) -> None:
    with instance.claim(4711, lock):
        assert instance.holder(lock) == 4711
        with pytest.raises(StepFailed) as failed:
            instance.claim(4712, lock)
        assert "as process 4711" in str(failed.value)
        assert "make stop" in str(failed.value)
    assert instance.holder(lock) is None


def test_a_file_left_by_one_that_was_killed_does_not_count(lock: Path) -> None:
    lock.write_text("999999999\n")
    assert instance.holder(lock) is None
    with instance.claim(os.getpid(), lock):
        assert instance.holder(lock) == os.getpid()


def test_where_none_ever_ran_none_runs(lock: Path) -> None:
    assert instance.holder(lock) is None
