"""`make test`: the whole suite on SQLite, and what touches the database once more on PostgreSQL.

In two halves side by side, since most tests keep one core busy: what is quick and plain, and what starts
whole programs (browser, faults, scripts) followed by PostgreSQL. The second half is printed when it is done.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import IO

from scripts.places import ROOT, environment
from scripts.steps import exit_code, say

NO_TESTS = 5  # pytest's exit code when a selection is empty
PYTEST = (sys.executable, "-m", "pytest")
PROGRAMS = ("tests/scripts", "tests/faults", "tests/browser")
ON_POSTGRESQL = ("-m", "django_db and not browser")


def main() -> int:
    chosen = sys.argv[1:]
    if chosen:
        return _run(chosen)
    with tempfile.TemporaryFile() as printed, ThreadPoolExecutor(1) as beside:
        later = beside.submit(_programs_and_postgresql, printed)
        first = _run([f"--ignore={folder}" for folder in PROGRAMS])
        say("\nWhat starts whole programs, and what touches the database once more on PostgreSQL")
        second = later.result()
        printed.seek(0)
        sys.stdout.write(printed.read().decode(errors="replace"))
        sys.stdout.flush()
    return first or second


def _programs_and_postgresql(out: IO[bytes]) -> int:
    programs = _run(PROGRAMS, out)
    postgresql = _run(ON_POSTGRESQL, out, TEST_DATABASE="postgresql")
    return programs or (0 if postgresql == NO_TESTS else postgresql)


def _run(arguments: Sequence[str], out: IO[bytes] | None = None, **settings: str) -> int:
    env = {**environment(), **settings}
    return subprocess.run((*PYTEST, *arguments), cwd=ROOT, env=env, stdout=out, stderr=out).returncode


if __name__ == "__main__":
    sys.exit(exit_code(main))
