"""The supervisor over small real programs: what it starts, starts again, and stops."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from scripts.supervisor import Backoff, Service, Supervisor

QUICK = Backoff(first_s=0.05, longest_s=0.2)


def program(name: str, code: str, **options: float) -> Service:
    return Service(name, (sys.executable, "-S", "-c", code), **options)  # type: ignore[arg-type]


def sleeper(name: str, **options: float) -> Service:
    return program(name, "import time\nprint('up', flush=True)\ntime.sleep(60)", **options)


def eventually(what: Callable[[], object], within_s: float = 10.0) -> None:
    deadline = time.monotonic() + within_s
    while not what():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)


def wait_until_up(supervisor: Supervisor, name: str) -> None:
    eventually(lambda: supervisor.last_words(name) == "up")


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def supervisor(tmp_path: Path, said: list[str]) -> Iterator[Supervisor]:
    supervisor = Supervisor(tmp_path, tell=said.append, backoff=QUICK)
    yield supervisor
    supervisor.stop(lambda: True)


def test_output_goes_to_the_log(supervisor: Supervisor, tmp_path: Path) -> None:
    supervisor.start(program("talker", "import sys; print('out'); print('err', file=sys.stderr)"))
    eventually(lambda: {"out", "err"} <= set((tmp_path / "talker.log").read_text().splitlines()))
    assert set(supervisor.last_words("talker").splitlines()) == {"out", "err"}


def test_a_killed_service_is_started_again_and_it_is_said(supervisor: Supervisor, said: list[str]) -> None:
    supervisor.start(sleeper("web"))
    first = supervisor.pid("web")
    assert first is not None
    os.kill(first, signal.SIGKILL)

    def is_back() -> bool:
        supervisor.check()
        return supervisor.pid("web") not in (None, first)

    eventually(is_back)
    assert said[0].startswith("web was killed by SIGKILL; starting it again in 0.05 s")


def test_a_service_that_keeps_crashing_is_started_less_and_less_often(
    supervisor: Supervisor, said: list[str]
) -> None:
    supervisor.start(program("broken", "raise SystemExit(3)"))

    def has_crashed_often() -> bool:
        supervisor.check()
        return supervisor.crashes("broken") >= 4

    eventually(has_crashed_often)
    waits = [line.partition(" again in ")[2].split()[0] for line in said]
    assert waits[:4] == ["0.05", "0.1", "0.2", "0.2"]
    assert "ended with exit code 3" in said[0]


def test_what_a_crashed_service_left_behind_is_ended(supervisor: Supervisor, tmp_path: Path) -> None:
    note = tmp_path / "pid"
    code = (
        "import subprocess, sys, pathlib\n"
        "child = subprocess.Popen([sys.executable, '-S', '-c', 'import time; time.sleep(60)'])\n"
        f"pathlib.Path({str(note)!r}).write_text(str(child.pid))\n"
        "raise SystemExit(1)"
    )
    supervisor.start(program("parent", code))
    eventually(lambda: note.exists() and note.read_text() and supervisor.pid("parent") is None)
    left = int(note.read_text())
    assert is_alive(left)
    supervisor.check()
    eventually(lambda: not is_alive(left))


def test_the_last_started_is_stopped_first(supervisor: Supervisor, tmp_path: Path) -> None:
    order = tmp_path / "order"
    for name in ("redis", "models", "web"):
        code = (
            "import signal, sys, time\n"
            "def stop(*_):\n"
            f"    open({str(order)!r}, 'a').write('{name} ')\n"
            "    sys.exit(0)\n"
            "signal.signal(signal.SIGTERM, stop)\n"
            "print('up', flush=True)\n"
            "time.sleep(60)"
        )
        supervisor.start(program(name, code))
        wait_until_up(supervisor, name)
    supervisor.stop()
    assert order.read_text() == "web models redis "


STUBBORN = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("up", flush=True)
time.sleep(60)
"""


def test_one_that_does_not_stop_is_killed_after_its_grace(supervisor: Supervisor, said: list[str]) -> None:
    supervisor.start(program("stubborn", STUBBORN, grace_s=0.3))
    wait_until_up(supervisor, "stubborn")
    pid = supervisor.pid("stubborn")
    assert pid is not None
    supervisor.stop()
    assert not is_alive(pid)
    assert said == ["stubborn did not stop within 0.3 s; killing it"]


def test_hastening_waits_for_nobody(supervisor: Supervisor) -> None:
    supervisor.start(program("stubborn", STUBBORN, grace_s=60))
    wait_until_up(supervisor, "stubborn")
    began = time.monotonic()
    supervisor.stop(hastened=lambda: True)
    assert time.monotonic() - began < 2


def test_a_large_log_is_set_aside_when_its_service_starts(supervisor: Supervisor, tmp_path: Path) -> None:
    with (tmp_path / "talker.log").open("wb") as log:
        log.truncate(11_000_000)
    supervisor.start(program("talker", "print('new')"))
    eventually(lambda: supervisor.last_words("talker") == "new")
    assert (tmp_path / "talker.log").stat().st_size < 1000
    assert (tmp_path / "talker.log.1").stat().st_size == 11_000_000


def test_one_yields_to_another_within_the_same_session(supervisor: Supervisor) -> None:
    """The kernel shares processors between sessions first: yielding counts only inside of one."""
    supervisor.start(sleeper("plain"))
    supervisor.start(sleeper("yielding", nice=5))
    for name in ("plain", "yielding"):
        wait_until_up(supervisor, name)
    plain, yielding = (supervisor.pid(name) for name in ("plain", "yielding"))
    assert plain is not None
    assert yielding is not None
    assert os.getsid(plain) == os.getsid(yielding) == os.getsid(0)
    assert os.getpgid(plain) == plain  # a Ctrl-C in the terminal does not reach it
    here = os.getpriority(os.PRIO_PROCESS, 0)
    assert os.getpriority(os.PRIO_PROCESS, plain) == here
    assert os.getpriority(os.PRIO_PROCESS, yielding) == min(here + 5, 19)
