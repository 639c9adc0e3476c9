"""One running Edgewise per checkout: a lock that the kernel releases when its holder dies."""

from __future__ import annotations

import fcntl
from pathlib import Path
from typing import IO

from scripts.places import RUN, private_folder
from scripts.steps import StepFailed

LOCK = RUN / "edgewise.lock"


def claim(pid: int, path: Path = LOCK) -> IO[str]:
    """Take the lock for `pid`; keep the returned file open for as long as it shall be held.

    Raises:
        StepFailed: another process holds it.
    """
    private_folder(path.parent)
    file = path.open("a+")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        file.close()
        why = f"it runs already, as process {_pid_in(path)}"
        raise StepFailed("start Edgewise here", why, "use that one, or stop it first: make stop") from error
    file.truncate(0)
    file.write(f"{pid}\n")
    file.flush()
    return file


def holder(path: Path = LOCK) -> int | None:
    """The process that holds the lock, None when nobody does (a file left by a killed one does not count)."""
    if not path.exists():
        return None
    with path.open("r") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return _pid_in(path)
    return None


def _pid_in(path: Path) -> int:
    text = path.read_text().strip()
    return int(text) if text.isdigit() else 0
