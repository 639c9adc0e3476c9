"""A Chromium for the browser tests: the machine's, or the distribution's package. Knows no test."""

from __future__ import annotations

import os
import shutil
import subprocess

from scripts.steps import StepFailed, run_step, say

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
COMMAND = "sudo apt-get install -y chromium (or your distribution's Chromium), or set CHROMIUM=/path/to/it"


def find() -> str | None:
    """The path of a browser: `CHROMIUM`, else one on the PATH that starts; None when there is none."""
    if named := os.environ.get("CHROMIUM"):
        return named
    for name in NAMES:
        path = shutil.which(name)
        if path and _starts(path):
            return path
    return None


def ensure() -> None:
    """Install Chromium where that may be done; elsewhere say the one command, and in CI fail.

    Raises:
        StepFailed: the install failed, or there is no browser and `CI` is true.
    """
    if find():
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        say("installing Chromium from the distribution (about 400 MB)")
        env = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
        run_step("refresh the package lists", ("apt-get", "update"), COMMAND, env=env)
        install = ("apt-get", "install", "-y", "--no-install-recommends", "chromium")
        run_step("install Chromium", install, COMMAND, env=env)
        return
    if os.environ.get("CI") == "true":
        raise StepFailed("find Chromium", "no browser on this machine and no right to install one", COMMAND)
    say(f"No Chromium found: the browser tests will be skipped. To have them: {COMMAND}")


def _starts(path: str) -> bool:
    """False for the stand-ins of some distributions, which only tell where to get the real one."""
    said = subprocess.run((path, "--version"), capture_output=True, timeout=30)
    return said.returncode == 0
