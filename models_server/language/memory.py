"""How much memory is free, and how much of it the cache may take. Knows no models."""

from __future__ import annotations

import logging
import os
from pathlib import Path

import torch

_SHARE = {"cpu": 0.25, "cuda": 0.8}  # of the free memory, where nothing is stated
_MOST = {"cpu": 512 << 20, "cuda": 1 << 40}
_LARGEST = 0.8  # of the free memory that may be stated; estimates and what else runs here need the rest
_CGROUP = Path("/sys/fs/cgroup")

log = logging.getLogger(__name__)


def budget(stated: int, device: torch.device) -> int:
    """Bytes for the cache: what was stated, 0 for our own choice, never more than there can be."""
    free = memory(device)
    if not stated:
        return min(int(free * _SHARE[device.type]), _MOST[device.type])
    most = int(free * _LARGEST)
    if stated > most:
        log.warning(
            "MODELS_LANGUAGE_CACHE_MB is %d, but only %d MB of memory are free: the cache gets %d MB",
            stated >> 20,
            free >> 20,
            most >> 20,
        )
    return min(stated, most)


def memory(device: torch.device) -> int:
    """Bytes that are free for everything here."""
    if device.type == "cuda":
        free, _ = torch.cuda.mem_get_info(device)
        return int(free)
    return min(_available(), _left_in(_CGROUP))


def _available() -> int:
    """What Linux could free counts as free; elsewhere only what is."""
    try:
        lines = Path("/proc/meminfo").read_text().splitlines()
    except OSError:
        lines = []
    for line in lines:
        if line.startswith("MemAvailable:"):
            return int(line.split()[1]) << 10
    return os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")


def _left_in(group: Path) -> int:
    """What a container's limit leaves (cgroup v2); without a limit, more than any machine has."""
    try:
        most = (group / "memory.max").read_text().strip()
        used = int((group / "memory.current").read_text())
        # Files read once stand in the same account, and make room by themselves.
        stat = dict(line.split() for line in (group / "memory.stat").read_text().splitlines())
    except (OSError, ValueError):
        return 1 << 62
    if not most.isdecimal():
        return 1 << 62
    return max(int(most) - used + int(stat.get("inactive_file", 0)), 0)


def out_of_memory(error: BaseException) -> bool:
    """Whether it says so: torch has a class for it on a GPU only."""
    if isinstance(error, (MemoryError, torch.OutOfMemoryError)):
        return True
    return isinstance(error, RuntimeError) and "can't allocate memory" in str(error)
