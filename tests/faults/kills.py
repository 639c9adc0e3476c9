"""Finds processes of a running Edgewise, and freezes or kills them. Reads /proc, asks no program."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from scripts import processes
from tests.live import Live


def pids(live: Live, *words: str) -> list[int]:
    """The processes of `live`, and of no other Edgewise beside it, whose command line has all the words."""
    mine = f"REDIS_URL={live.redis.url}".encode()
    found = []
    for pid in sorted(processes.descendants(os.getpid())):
        place = Path("/proc", str(pid))
        try:
            command = place.joinpath("cmdline").read_bytes().decode(errors="replace")
            environment = place.joinpath("environ").read_bytes().split(b"\0")
        except (FileNotFoundError, ProcessLookupError):
            continue
        if mine in environment and all(word in command for word in words):
            found.append(pid)
    return found


def model_server(live: Live) -> list[int]:
    return pids(live, "models_server")


def checkers(live: Live) -> list[int]:
    """The processes of the web process's grading pool."""
    (web,) = pids(live, "uvicorn")
    children = processes.descendants(web)
    return [pid for pid in pids(live, "spawn_main") if pid in children]


def send(chosen: list[int], what: signal.Signals) -> None:
    for pid in chosen:
        processes.send(pid, what)
