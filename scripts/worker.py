"""Celery's worker, started again when it loses its broker for good: it may go deaf, or end over the loss.

Beat sends a pulse through the broker every few seconds; the task touches a file that is looked at here.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from scripts import processes
from scripts.steps import say

DEAF_S = 20.0  # without a pulse, once one was heard
STARTING_S = 60.0  # without a first pulse: a busy machine starts slowly
GRACE_S = 10.0
POLL_S = 0.5
PAUSE_S = 1.0


class Stop:
    """Whether somebody asked for the end; handlers also where a shell set the signal to be ignored."""

    def __init__(self) -> None:
        self.asked = False
        for which in (signal.SIGTERM, signal.SIGINT):
            signal.signal(which, lambda *_: setattr(self, "asked", True))


def main() -> int:
    stop = Stop()
    with tempfile.TemporaryDirectory(prefix="edgewise-worker-") as folder:
        pulse = Path(folder) / "pulse"
        worked = False
        while True:
            pulse.touch()
            began = pulse.stat().st_mtime
            worker = start(sys.argv[1:], pulse)
            code = watch(worker, pulse, stop)
            end(worker)
            worked = worked or pulse.stat().st_mtime > began
            # One that never worked is for the supervisor: it knows how often to try.
            if stop.asked or code == 0 or (code is not None and not worked):
                return worker.returncode if code is None else code
            fate = "has gone deaf" if code is None else f"ended with {code}"
            say(f"the worker {fate}: starting it again")
            time.sleep(PAUSE_S)


def start(arguments: list[str], pulse: Path) -> subprocess.Popen[bytes]:
    us = os.getpid()
    return subprocess.Popen(
        (sys.executable, "-m", "celery", "-A", "tutor", "worker", *arguments),
        env={**os.environ, "EDGEWISE_PULSE_FILE": str(pulse)},
        preexec_fn=lambda: processes.die_with_parent(us),
    )


def watch(worker: subprocess.Popen[bytes], pulse: Path, stop: Stop) -> int | None:
    """Wait until it ends (its exit code), goes deaf or is to be stopped (None)."""
    began = pulse.stat().st_mtime
    while not stop.asked:
        try:
            return worker.wait(POLL_S)
        except subprocess.TimeoutExpired:
            heard = pulse.stat().st_mtime
            if time.time() - heard > (DEAF_S if heard > began else STARTING_S):
                return None
    return None


def end(worker: subprocess.Popen[bytes]) -> None:
    if worker.poll() is not None:
        return
    worker.send_signal(signal.SIGTERM)
    try:
        worker.wait(GRACE_S)
    except subprocess.TimeoutExpired:
        worker.kill()
        worker.wait()


if __name__ == "__main__":
    sys.exit(main())
