"""Where things lie in a checkout, and the environment its programs get. Knows no service and no package."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
RUN = ROOT / ".run"
LOGS = RUN / "logs"
PYTHON = VENV / "bin" / "python"
SITE_PACKAGES = VENV / "lib" / "python3.11" / "site-packages"


def private_folder(path: Path) -> Path:
    """Make `path` (and parents), readable by its owner only, since keys and learners' words lie there."""
    path.mkdir(parents=True, exist_ok=True)
    path.chmod(0o700)
    return path


def environment() -> dict[str, str]:
    """The caller's environment, with a HOME that can be written to and the `.venv` first in PATH.

    pip, npm and Chromium keep caches in HOME; a service account often has none.
    """
    env = dict(os.environ)
    home = env.get("HOME", "")
    if not (home and os.path.isdir(home) and os.access(home, os.W_OK)):
        env["HOME"] = str(private_folder(RUN / "home"))
    env["PATH"] = os.pathsep.join([str(PYTHON.parent), env.get("PATH", os.defpath)])
    env["VIRTUAL_ENV"] = str(VENV)
    env["PYTHONUNBUFFERED"] = "1"
    return env
