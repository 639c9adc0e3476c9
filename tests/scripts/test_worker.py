"""A worker that hears nothing any more is started again; one that is told to stop stops."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

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
