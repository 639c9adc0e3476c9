"""`make check`: every check that needs no running service. Runs all of them, then says which failed."""

from __future__ import annotations

import subprocess
import sys

from scripts.places import ROOT, environment
from scripts.steps import exit_code, say

MODULE = (sys.executable, "-m")
CHECKS: dict[str, tuple[str, ...]] = {
    "format": (*MODULE, "ruff", "format", "--check", "--output-format", "concise", "."),
    "lint": (*MODULE, "ruff", "check", "--output-format", "concise", "."),
    "types": (*MODULE, "mypy"),
    "layers": (sys.executable, "-c", "from importlinter.cli import lint_imports_command as lint; lint()"),
    "migrations": (sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"),
    "docs": (*MODULE, "pytest", "-q", "tests/docs"),
}


def main() -> int:
    failed = []
    for name, argv in CHECKS.items():
        say(f"== {name}")
        if subprocess.run(argv, cwd=ROOT, env=environment()).returncode != 0:
            failed.append(name)
    if failed:
        say(f"failed: {', '.join(failed)}   (make fix mends format and some of lint)")
        return 1
    say("all checks passed")
    return 0


if __name__ == "__main__":
    sys.exit(exit_code(main))
