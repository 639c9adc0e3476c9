"""`make test`: the whole suite on SQLite, then what touches the database once more on PostgreSQL."""

from __future__ import annotations

import subprocess
import sys

from scripts.places import ROOT, environment
from scripts.steps import exit_code, say

NO_TESTS = 5  # pytest's exit code when a selection is empty


def main() -> int:
    chosen = sys.argv[1:]
    pytest = (sys.executable, "-m", "pytest", *chosen)
    first = subprocess.run(pytest, cwd=ROOT, env=environment()).returncode
    if first != 0 or chosen:
        return first
    say("\nThe same on PostgreSQL, for what touches the database")
    env = {**environment(), "TEST_DATABASE": "postgresql"}
    second = subprocess.run((*pytest, "-m", "django_db and not browser"), cwd=ROOT, env=env).returncode
    return 0 if second == NO_TESTS else second


if __name__ == "__main__":
    sys.exit(exit_code(main))
