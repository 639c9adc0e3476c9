"""Stands between the caller and the supervisor and sees to it that no process outlives either. Knows neither.

Three cases end well: the supervisor is asked to stop (passed on), the supervisor is killed (what it started
is adopted and ended here), this process or its caller is killed (the kernel sends the supervisor a SIGTERM).
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Sequence

from scripts import processes
from scripts.places import ROOT
from scripts.steps import say
from scripts.supervisor import StopRequests

POLL_S = 0.1
GRACE_S = 8.0


def guard(argv: Sequence[str], *, follow_parent: bool = False, keep: Sequence[int] = ()) -> int:
    """Run `argv`, pass requests to stop on to it, and leave no descendant behind.

    Args:
        argv: the supervisor's command.
        follow_parent: also stop when the caller dies, or when it is a `make` that was sent a lone SIGINT.
        keep: file descriptors it inherits.

    Returns:
        Its exit code; 128 + the signal when it was killed.
    """
    processes.adopt_orphans()
    requests = StopRequests()
    requests.install()
    caller = os.getppid()
    if follow_parent:
        processes.die_with_parent(caller)
    own = os.getpid()
    child = subprocess.Popen(
        argv,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        pass_fds=keep,
        start_new_session=True,  # the terminal's Ctrl-C comes here once, not there as well
        preexec_fn=lambda: processes.die_with_parent(own),
    )
    watched = _InterruptWatch(caller) if follow_parent else None
    code = _accompany(child, requests, watched)
    if code < 0:
        say("The supervisor was killed; stopping what it had started.")
    _sweep(GRACE_S if code < 0 else 0.0, lambda: requests.hastened)
    return code if code >= 0 else 128 - code


class _InterruptWatch:
    """Notices that make got a SIGINT which no terminal sent to us too: make then waits for us, silently."""

    def __init__(self, caller: int) -> None:
        self._caller = caller
        self._seen = 0

    def fires(self) -> bool:
        """True once the caller was found in its SIGINT handler on three looks in a row."""
        self._seen = self._seen + 1 if processes.is_handling_interrupt(self._caller) else 0
        return self._seen == 3


def _accompany(
    child: subprocess.Popen[bytes], requests: StopRequests, watched: _InterruptWatch | None
) -> int:
    passed_on = 0
    while (code := child.poll()) is None:
        if watched is not None and watched.fires():
            requests.asked = True
        wanted = int(requests.asked) + int(requests.hastened)
        if passed_on < wanted:
            processes.send(child.pid, signal.SIGTERM)
            passed_on += 1
        time.sleep(POLL_S)
    return code


def _sweep(grace_s: float, hastened: Callable[[], bool]) -> None:
    """Wait for descendants to go, `grace_s` at most, then kill what is left, whatever session it moved to."""
    deadline = time.monotonic() + grace_s
    while left := processes.descendants(os.getpid()):
        if time.monotonic() >= deadline or hastened():
            for pid in left:
                processes.send(pid, signal.SIGKILL)
        _count_the_dead()
        time.sleep(POLL_S / 2)
    _count_the_dead()


def _count_the_dead() -> None:
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        return
