"""Keeps a list of services alive and stops them in order. Knows processes and logs, not what they do."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from scripts import processes
from scripts.places import ROOT, environment, private_folder
from scripts.steps import last_lines, say

POLL_S = 0.1
LARGEST_LOG = 10_000_000
KILL_WAIT_S = 3.0


@dataclass(frozen=True)
class Service:
    """One process to keep alive.

    Attributes:
        name: in messages, and of its log.
        argv: the command; it must stay in the foreground.
        env: on top of `places.environment()`.
        grace_s: seconds it gets between SIGTERM and SIGKILL.
        nice: how much it yields to the others.
    """

    name: str
    argv: tuple[str, ...]
    env: Mapping[str, str] = field(default_factory=dict)
    grace_s: float = 8.0
    nice: int = 0


@dataclass(frozen=True)
class Backoff:
    """How long to wait before starting a crashed service again.

    Attributes:
        first_s: after the first crash; doubles with each one that follows.
        longest_s: it never grows beyond this.
        forget_s: one that ran this long counts as well again.
    """

    first_s: float = 0.5
    longest_s: float = 30.0
    forget_s: float = 60.0

    def delay(self, crashes: int) -> float:
        """Seconds to wait after `crashes` (1, 2, …) in a row."""
        return min(self.first_s * 2.0 ** min(crashes - 1, 16), self.longest_s)


class StopRequests:
    """Counts requests to stop. Handlers are installed even for SIGINT that a shell set to be ignored, as it
    does for what it starts in the background."""

    # A signal to a whole process group arrives twice when make passes it on as well: that is one request.
    same_s = 1.0

    def __init__(self) -> None:
        self.asked = False
        self.hastened = False
        self._first = 0.0

    def install(self) -> None:
        """Listen for SIGINT and SIGTERM, and for SIGHUP unless `nohup` had it ignored."""
        signal.signal(signal.SIGINT, self._note)
        signal.signal(signal.SIGTERM, self._note)
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
            signal.signal(signal.SIGHUP, self._note)

    def _note(self, _signum: int, _frame: FrameType | None) -> None:
        now = time.monotonic()
        if not self.asked:
            self.asked, self._first = True, now
        elif now - self._first > self.same_s:
            self.hastened = True


class _Child:
    """One service's current process and its history of crashes."""

    def __init__(self, service: Service, log: Path) -> None:
        self.service, self.log = service, log
        self.process: subprocess.Popen[bytes] | None = None
        self.crashes = 0
        self.started_at = self.due_at = 0.0
        self.log_start = 0


class Supervisor:
    """Starts services, starts crashed ones again, stops all in reverse order.

    Use it from the main thread only: the kernel ties a child's death signal to the thread that made it.
    """

    def __init__(
        self, logs: Path, *, tell: Callable[[str], None] = say, backoff: Backoff | None = None
    ) -> None:
        self._logs = private_folder(logs)
        self._tell = tell
        self._backoff = backoff or Backoff()
        self._children: dict[str, _Child] = {}

    def start(self, service: Service) -> None:
        """Start a service and keep it alive from now on."""
        child = _Child(service, self._logs / f"{service.name}.log")
        self._children[service.name] = child
        self._spawn(child)

    def check(self) -> None:
        """Notice crashed services and start those again whose wait is over. Call it a few times a second."""
        for child in self._children.values():
            if child.process is not None and child.process.poll() is not None:
                self._after_crash(child)
            elif child.process is None and time.monotonic() >= child.due_at:
                self._spawn(child)

    def pid(self, name: str) -> int | None:
        """The process id of a service, None while it is not running."""
        process = self._children[name].process
        return process.pid if process is not None and process.poll() is None else None

    def crashes(self, name: str) -> int:
        """How often in a row a service has crashed."""
        return self._children[name].crashes

    def last_words(self, name: str) -> str:
        """The last lines that a service wrote since it was last started."""
        child = self._children[name]
        return last_lines(child.log, start=child.log_start)

    def stop(self, hastened: Callable[[], bool] = lambda: False) -> None:
        """Stop all services, the last started first; each gets its grace, none once `hastened()` is true."""
        for child in reversed(self._children.values()):
            if child.process is not None:
                self._end(child.process, child.service, hastened)
                child.process = None
        self._children.clear()

    def _spawn(self, child: _Child) -> None:
        if child.log.exists() and child.log.stat().st_size > LARGEST_LOG:
            child.log.replace(child.log.with_suffix(".log.1"))
        with child.log.open("ab") as out:
            out.write(f"--- {time.strftime('%F %T')} {child.service.name} starts\n".encode())
            out.flush()
            child.log_start = out.tell()
            child.process = subprocess.Popen(
                child.service.argv,
                cwd=ROOT,
                env={**environment(), **child.service.env},
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                # A Ctrl-C in the terminal is ours to pass on, in order. No session of its own: the kernel
                # shares processors between sessions first, and niceness counts only inside of one.
                process_group=0,
                preexec_fn=_bind_to(os.getpid(), child.service.nice),
            )
        child.started_at = time.monotonic()

    def _after_crash(self, child: _Child) -> None:
        assert child.process is not None
        code = child.process.returncode
        processes.send(
            child.process.pid, signal.SIGKILL, group=True
        )  # what it left behind would hold its port
        child.process = None
        now = time.monotonic()
        child.crashes = 1 if now - child.started_at > self._backoff.forget_s else child.crashes + 1
        delay = self._backoff.delay(child.crashes)
        child.due_at = now + delay
        how = f"was killed by {signal.Signals(-code).name}" if code < 0 else f"ended with exit code {code}"
        log = child.log.relative_to(ROOT) if child.log.is_relative_to(ROOT) else child.log
        self._tell(f"{child.service.name} {how}; starting it again in {delay:g} s (see {log})")

    def _end(self, process: subprocess.Popen[bytes], service: Service, hastened: Callable[[], bool]) -> None:
        # Only the leader is asked: a Celery worker lets its pool finish; a signal to the group would not.
        processes.send(process.pid, signal.SIGTERM)
        deadline = time.monotonic() + service.grace_s
        while process.poll() is None and time.monotonic() < deadline and not hastened():
            time.sleep(POLL_S / 2)
        if process.poll() is None and not hastened():
            self._tell(f"{service.name} did not stop within {service.grace_s:g} s; killing it")
        processes.send(process.pid, signal.SIGKILL, group=True)
        process.wait(KILL_WAIT_S)


def _bind_to(parent: int, nice: int) -> Callable[[], None]:
    """What a child does before it becomes the service: die with the supervisor, take signals as usual."""

    def prepare() -> None:
        processes.die_with_parent(parent)
        os.nice(nice)
        # Started from a background job, SIGINT would be ignored by every service too.
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    return prepare
