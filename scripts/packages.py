"""The `.venv` and what the locks pin, installed once for each content of the locks. Knows only pip."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from scripts import stamps
from scripts.places import PYTHON, ROOT, SITE_PACKAGES, VENV
from scripts.steps import StepFailed, run_step, say

STAMPS = VENV / ".stamps"
PIP = (PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--quiet")
RUN_LOCK = ROOT / "requirements.lock"
DEV_LOCK = ROOT / "requirements-dev.lock"
MODELS_LOCK = ROOT / "requirements-models.lock"
NODE_LOCK = ROOT / "requirements-node.lock"
NETWORK = "look at the lines above; a network or a full disk is the usual cause. Then run the same again"


def ensure_venv() -> None:
    """Create `.venv` with this interpreter, or anew when the one there is broken or another version."""
    if sys.version_info[:2] != (3, 11):
        version = ".".join(map(str, sys.version_info[:3]))
        remedy = "install Python 3.11, or name it: make setup PYTHON=/path/to/python3.11"
        raise StepFailed("use this Python", f"{sys.executable} is Python {version}, not 3.11", remedy)
    if _works():
        return
    say("creating .venv")
    shutil.rmtree(VENV, ignore_errors=True)
    remedy = f"install the venv module of {sys.executable} (Debian, Ubuntu: apt-get install python3.11-venv)"
    create = (_base_interpreter(), "-m", "venv", VENV)
    try:
        run_step("create .venv", create, remedy)
    except StepFailed:
        if not _install_venv_module():
            raise
        shutil.rmtree(VENV, ignore_errors=True)
        run_step("create .venv", create, remedy)
    _make_importable()


def install(name: str, lock: Path, *, weight: str, dependencies: bool = True) -> None:
    """Install what `lock` pins unless that was done already; `weight` tells a person what to expect."""
    fingerprint = stamps.digest([lock])
    stamp = STAMPS / name
    if stamps.is_current(stamp, fingerprint):
        return
    say(f"installing {name} ({weight})")
    options = () if dependencies else ("--no-deps",)
    # Together with the run lock, so that nothing that a later lock brings can move what it pins.
    constraint = ("-c", RUN_LOCK) if dependencies and lock != RUN_LOCK else ()
    run_step(f"install {name}", (*PIP, *options, *constraint, "-r", lock), NETWORK)
    stamps.mark(stamp, fingerprint)


def _works() -> bool:
    """True when `.venv` runs, is Python 3.11 and has pip."""
    try:
        probe: tuple[str | Path, ...] = (
            PYTHON,
            "-c",
            "import sys, pip; sys.exit(sys.version_info[:2] != (3, 11))",
        )
        if any(STAMPS.glob("*")):  # it has installed before: seeing that it starts is enough, and quicker
            probe = (PYTHON, "-S", "-c", "import sys; sys.exit(sys.version_info[:2] != (3, 11))")
        return subprocess.run(probe, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0
    except OSError:
        return False


def _base_interpreter() -> str:
    """The interpreter behind this one: a `.venv` must not be made from itself."""
    return getattr(sys, "_base_executable", None) or sys.executable


def _install_venv_module() -> bool:
    """On Debian and Ubuntu, as root: fetch the venv module that their Python leaves out."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    say("installing python3.11-venv from the distribution")
    env = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    remedy = "install the package python3.11-venv by hand"
    run_step("refresh the package lists", ("apt-get", "update"), remedy, env=env)
    run_step("install python3.11-venv", ("apt-get", "install", "-y", "python3.11-venv"), remedy, env=env)
    return True


def _make_importable() -> None:
    """Let `.venv`'s own commands (pytest, celery, mypy) import this checkout wherever they are started."""
    # Relative, so that a copied checkout never imports from the one it was copied from.
    (SITE_PACKAGES / "edgewise.pth").write_text(f"{os.path.relpath(ROOT, SITE_PACKAGES)}\n")
