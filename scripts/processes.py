"""What Linux offers for leaving no process behind: death signals, subreapers, who descends from whom."""

from __future__ import annotations

import ctypes
import os
import signal

_PR_SET_PDEATHSIG = 1
_PR_SET_CHILD_SUBREAPER = 36
_libc = ctypes.CDLL(None, use_errno=True)


def die_with_parent(parent: int, how: signal.Signals = signal.SIGTERM) -> None:
    """Have the kernel send `how` to this process when `parent` (its parent's id) dies, however it dies.

    Raises:
        ProcessLookupError: the parent is gone already, so nothing would ever be sent.
    """
    _prctl(_PR_SET_PDEATHSIG, how)
    if os.getppid() != parent:
        raise ProcessLookupError(parent)


def adopt_orphans() -> None:
    """Become the parent of every descendant whose own parent dies, so that none is lost sight of."""
    _prctl(_PR_SET_CHILD_SUBREAPER, 1)


def _prctl(option: int, value: int) -> None:
    if _libc.prctl(option, value, 0, 0, 0) != 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))


def descendants(ancestor: int) -> set[int]:
    """The ids of all living descendants of a process, without zombies."""
    children: dict[int, list[int]] = {}
    zombies = set()
    for entry in os.listdir("/proc"):
        if not entry.isdigit():
            continue
        try:
            with open(f"/proc/{entry}/stat") as file:
                # The name, in parentheses, may hold spaces and parentheses itself.
                state, parent = file.read().rpartition(")")[2].split()[:2]
        except (FileNotFoundError, ProcessLookupError):
            continue
        children.setdefault(int(parent), []).append(int(entry))
        if state == "Z":
            zombies.add(int(entry))
    found: set[int] = set()
    waiting = [ancestor]
    while waiting:
        for child in children.get(waiting.pop(), []):
            found.add(child)
            waiting.append(child)
    return found - zombies


def is_handling_interrupt(pid: int) -> bool:
    """True while `pid` is inside its SIGINT handler, during which the kernel blocks that signal for it."""
    try:
        with open(f"/proc/{pid}/status") as file:
            blocked = next((line.split()[1] for line in file if line.startswith("SigBlk:")), "0")
    except (FileNotFoundError, ProcessLookupError):
        return False
    return bool(int(blocked, 16) >> (signal.SIGINT - 1) & 1)


def send(pid: int, what: signal.Signals, *, group: bool = False) -> None:
    """Send a signal to a process or to its whole group; one that is gone already is fine."""
    try:
        (os.killpg if group else os.kill)(pid, what)
    except ProcessLookupError:
        return
