"""What a process takes, from /proc: seconds of processor by thread, megabytes held. Knows no server."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")


def held_mb(pid: int) -> float:
    """Memory that is in RAM."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE / 1e6


@dataclass(frozen=True, slots=True)
class Used:
    """Seconds of processor: the first thread, where the event loop is, and all threads together."""

    loop: float
    all: float


def threads(pid: int) -> dict[int, float]:
    found = {}
    for task in Path(f"/proc/{pid}/task").iterdir():
        try:
            fields = (task / "stat").read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):  # it has just ended
            continue
        found[int(task.name)] = (int(fields[11]) + int(fields[12])) / _TICK
    return found


def used(pid: int, before: dict[int, float], after: dict[int, float]) -> Used:
    each = {one: seconds - before.get(one, 0.0) for one, seconds in after.items()}
    return Used(each.get(pid, 0.0), sum(each.values()))
