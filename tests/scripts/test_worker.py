"""A worker that hears nothing any more is started again; one that is told to stop stops."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scripts import worker
from scripts.places import ROOT
from scripts.worker import Stop, end, watch


class Deaf:
    """A process that lives and does nothing."""

    def __enter__(self) -> subprocess.Popen[bytes]:
        self.process = subprocess.Popen((sys.executable, "-c", "import time; time.sleep(60)"), cwd=ROOT)
        return self.process

    def __exit__(self, *exc: object) -> None:
        self.process.kill()
        self.process.wait()


def not_asked() -> Stop:
    kept = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    stop = Stop()
    signal.signal(signal.SIGTERM, kept[0])
    signal.signal(signal.SIGINT, kept[1])
    return stop


def test_no_pulse_for_long_ends_the_watch(tmp_path: Path) -> None:
    pulse = tmp_path / "pulse"
    pulse.touch()
    os.utime(pulse, (time.time() - 90, time.time() - 90))
    with Deaf() as process:
        assert watch(process, pulse, not_asked()) is None
        end(process)
        assert process.returncode == -signal.SIGTERM


def test_a_worker_that_ends_by_itself_hands_on_its_exit_code(tmp_path: Path) -> None:
    pulse = tmp_path / "pulse"
    pulse.touch()
    process = subprocess.Popen((sys.executable, "-c", "raise SystemExit(3)"))
    assert watch(process, pulse, not_asked()) == 3


def test_being_told_to_stop_ends_the_watch(tmp_path: Path) -> None:
    pulse = tmp_path / "pulse"
    pulse.touch()
    stop = not_asked()
    stop.asked = True
    with Deaf() as process:
        assert watch(process, pulse, stop) is None


def test_a_worker_that_worked_and_then_ended_is_started_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first touches its pulse and ends with an error, the second ends as it was told to."""
    started: list[int] = []

    def begin(arguments: list[str], pulse: Path) -> subprocess.Popen[bytes]:
        started.append(len(started))
        code = "import pathlib, sys, time; time.sleep(0.05); pathlib.Path(sys.argv[1]).touch(); sys.exit(1)"
        last = "raise SystemExit(0)"
        return subprocess.Popen((sys.executable, "-c", last if started[1:] else code, str(pulse)))

    monkeypatch.setattr(worker, "start", begin)
    monkeypatch.setattr(worker, "Stop", not_asked)
    monkeypatch.setattr(worker, "PAUSE_S", 0.0)
    assert worker.main() == 0
    assert started == [0, 1]


def test_one_that_never_worked_is_left_to_the_supervisor(monkeypatch: pytest.MonkeyPatch) -> None:
    def begin(arguments: list[str], pulse: Path) -> subprocess.Popen[bytes]:
        return subprocess.Popen((sys.executable, "-c", "raise SystemExit(3)"))

    monkeypatch.setattr(worker, "start", begin)
    monkeypatch.setattr(worker, "Stop", not_asked)
    assert worker.main() == 3
