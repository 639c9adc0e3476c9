"""However a run ends (a signal, a killed supervisor, a killed make), no process is left."""

from __future__ import annotations

import json
import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from scripts import processes
from scripts.places import ROOT
from tests.scripts.test_supervisor import eventually, is_alive

# The make in these tests is nobody's sub-make, even when `make test` runs them.
SET_BY_MAKE = ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")


@dataclass
class Run:
    """A guarded supervisor that is up.

    Attributes:
        caller: the process that was started (the guard itself, or a shell or make around it).
        guard, supervisor: their pids.
        services: the pids of what the supervisor started, and of what those started.
    """

    caller: subprocess.Popen[str]
    guard: int
    supervisor: int
    services: list[int]

    def all_gone(self) -> bool:
        return not any(is_alive(pid) for pid in (self.guard, self.supervisor, *self.services))

    def rest_of_output(self) -> str:
        assert self.caller.stdout is not None
        return self.caller.stdout.read()


Start = Callable[..., Run]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts `tests.scripts.guarded` in a session of its own, by the given command around it."""
    runs: list[Run] = []

    def begin(around: Callable[[str], Sequence[str]] = shlex.split, *options: str) -> Run:
        inner = shlex.join([sys.executable, "-m", "tests.scripts.guarded", str(tmp_path), *options])
        caller = subprocess.Popen(
            around(inner),
            cwd=ROOT,
            env={name: value for name, value in os.environ.items() if name not in SET_BY_MAKE},
            stdout=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
            # A shell that put the tests in the background has SIGINT ignored, and so would make.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        assert caller.stdout is not None
        guard = int(caller.stdout.readline())
        services = json.loads(caller.stdout.readline())
        supervisor = int(Path(f"/proc/{services[0]}/stat").read_text().rpartition(")")[2].split()[1])
        runs.append(Run(caller, guard, supervisor, services))
        return runs[-1]

    yield begin
    for run in runs:
        for pid in (run.caller.pid, run.guard, run.supervisor, *run.services):
            if is_alive(pid):
                processes.send(pid, signal.SIGKILL)
        run.caller.wait(10)
        assert run.caller.stdout is not None
        run.caller.stdout.close()


def in_background(command: str) -> list[str]:
    """As a script starts a job with `&`: the shell sets SIGINT to be ignored."""
    return ["sh", "-c", f"{command} & wait"]


def by_make(folder: Path) -> Callable[[str], list[str]]:
    def around(command: str) -> list[str]:
        makefile = folder / "Makefile"
        makefile.write_text(f"run:\n\t@exec {command}\n")
        return ["make", "-f", str(makefile), "run"]

    return around


@pytest.mark.parametrize("signum", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_everything_in_order(start: Start, signum: signal.Signals) -> None:
    run = start()
    os.kill(run.guard, signum)
    assert run.caller.wait(15) == 0
    assert run.all_gone()
    assert "stopped in order" in run.rest_of_output()


@pytest.mark.parametrize("signum", [signal.SIGINT, signal.SIGTERM])
def test_so_does_a_signal_to_a_background_job(start: Start, signum: signal.Signals) -> None:
    run = start(in_background)
    os.kill(run.guard, signum)
    run.caller.wait(15)
    assert run.all_gone()
    assert "stopped in order" in run.rest_of_output()


def test_ctrl_c_in_a_terminal_reaches_make_and_us_and_counts_once(start: Start, tmp_path: Path) -> None:
    run = start(by_make(tmp_path), "--follow-parent")
    os.killpg(run.caller.pid, signal.SIGINT)
    run.caller.wait(15)
    eventually(run.all_gone)
    assert "stopped in order" in run.rest_of_output()


@pytest.mark.parametrize("signum", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_to_make_alone_stops_everything(
    start: Start, tmp_path: Path, signum: signal.Signals
) -> None:
    run = start(by_make(tmp_path), "--follow-parent")
    os.kill(run.caller.pid, signum)
    run.caller.wait(15)
    eventually(run.all_gone)
    assert "stopped in order" in run.rest_of_output()


def test_when_make_is_killed_everything_stops(start: Start, tmp_path: Path) -> None:
    run = start(by_make(tmp_path), "--follow-parent")
    os.kill(run.caller.pid, signal.SIGKILL)
    eventually(run.all_gone, within_s=15)


def test_without_follow_parent_it_outlives_its_caller(start: Start) -> None:
    run = start(in_background)
    os.kill(run.caller.pid, signal.SIGKILL)
    run.caller.wait(5)
    time.sleep(0.5)
    assert is_alive(run.supervisor)
    os.kill(run.guard, signal.SIGTERM)
    eventually(run.all_gone, within_s=15)


def test_when_the_supervisor_is_killed_nothing_is_left(start: Start) -> None:
    run = start()
    os.kill(run.supervisor, signal.SIGKILL)
    assert run.caller.wait(20) == 128 + signal.SIGKILL
    assert run.all_gone()
    assert "The supervisor was killed" in run.rest_of_output()


def test_when_the_guard_is_killed_the_supervisor_stops_in_order(start: Start) -> None:
    run = start()
    os.kill(run.guard, signal.SIGKILL)
    assert "stopped in order" in run.rest_of_output()
    # All but what moved to a session of its own, which only the guard could have found.
    eventually(lambda: not any(is_alive(pid) for pid in (run.supervisor, *run.services[:3])), within_s=15)


def test_when_both_are_killed_the_kernel_ends_the_services(start: Start) -> None:
    run = start()
    os.kill(run.guard, signal.SIGSTOP)  # so that it cannot act before it is killed
    os.kill(run.supervisor, signal.SIGKILL)
    os.kill(run.guard, signal.SIGKILL)
    eventually(lambda: not any(is_alive(pid) for pid in run.services[:3]), within_s=15)
