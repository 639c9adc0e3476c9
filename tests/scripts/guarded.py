"""The guard around `supervised`, as `make run` has it around the real one; prints its own pid first."""

from __future__ import annotations

import os
import sys

from scripts.guard import guard
from scripts.steps import say

if __name__ == "__main__":
    say(str(os.getpid()))
    command = (sys.executable, "-m", "tests.scripts.supervised", sys.argv[1])
    sys.exit(guard(command, follow_parent="--follow-parent" in sys.argv))
