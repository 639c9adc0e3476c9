"""`make test`: the whole suite on SQLite, and what touches the database once more on PostgreSQL.

In parts, two at a time, since most tests keep one core busy: one hand takes the next part from the front,
where a mistake shows in seconds, the other from the back, where whole programs are started. So both end
at about the same time on any machine. What the other hand did is printed when the first is done.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import IO

from scripts.places import ROOT, environment
from scripts.steps import exit_code, say

NO_TESTS = 5  # pytest's exit code when a selection is empty
PYTEST = (sys.executable, "-m", "pytest")


@dataclass(frozen=True)
class Part:
    """Tests that run in one process."""

    name: str
    arguments: Sequence[str]
    settings: Mapping[str, str] = field(default_factory=dict)
    may_be_empty: bool = False


APART = ("tests/models_server", "tests/scripts", "tests/faults", "tests/browser")
PLAIN = [f"--ignore={folder}" for folder in APART]
# The shorter ones in the middle, so that neither hand waits long for the other's last.
PARTS = (
    Part("all that is quick and plain", PLAIN),
    Part("the model server", ["tests/models_server"]),
    Part("the scripts", ["tests/scripts"]),
    Part(
        "what touches the database, on PostgreSQL",
        ["-m", "django_db and not once", *PLAIN],
        {"TEST_DATABASE": "postgresql"},
        may_be_empty=True,
    ),
    Part("the faults", ["tests/faults"]),
    Part("the browser", ["tests/browser"]),
)


def main() -> int:
    chosen = sys.argv[1:]
    if chosen:
        return _run(Part("chosen", chosen))
    left = deque(PARTS)
    with tempfile.TemporaryFile() as printed, ThreadPoolExecutor(1) as beside:
        later = beside.submit(_take, left.pop, printed)
        first = _take(left.popleft)
        say("\nWhat ran beside it")
        second = later.result()
        printed.seek(0)
        sys.stdout.write(printed.read().decode(errors="replace"))
        sys.stdout.flush()
    return first or second


def _take(next_part: Callable[[], Part], out: IO[bytes] | None = None) -> int:
    """Run one part after the other until none is left; 0, or the exit code of the first that failed."""
    failed = 0
    while True:
        try:
            part = next_part()
        except IndexError:
            return failed
        code = _run(part, out)
        failed = failed or code


def _run(part: Part, out: IO[bytes] | None = None) -> int:
    env = {**environment(), **part.settings}
    done = subprocess.run((*PYTEST, *part.arguments), cwd=ROOT, env=env, stdout=out, stderr=out)
    return 0 if part.may_be_empty and done.returncode == NO_TESTS else done.returncode


if __name__ == "__main__":
    sys.exit(exit_code(main))
