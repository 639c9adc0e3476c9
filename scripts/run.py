"""`make run`: one Edgewise in this checkout, in the foreground, until it is told to stop."""

from __future__ import annotations

import argparse
import os
import sys

from scripts import instance
from scripts.guard import guard
from scripts.places import PYTHON, environment
from scripts.steps import exit_code


def main() -> int:
    parser = argparse.ArgumentParser(prog="scripts.run", description=__doc__)
    parser.add_argument("--follow-parent", action="store_true", help="stop when the calling process dies")
    options = parser.parse_args()
    os.environ.update(environment())
    with instance.claim(os.getpid()) as lock:
        return guard(
            (str(PYTHON), "-m", "scripts.serve"), follow_parent=options.follow_parent, keep=(lock.fileno(),)
        )


if __name__ == "__main__":
    sys.exit(exit_code(main))
