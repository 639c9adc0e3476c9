"""A baseline in a process of its own: commands go in as lines of JSON, results come out. Knows no baseline.

So it has its own memory and interpreter, and does nothing while it waits for the next line.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from scripts import processes
from scripts.places import PYTHON, ROOT, environment

# The engine's thread in the server yields to others (nice 10). A baseline does so too: else what other
# programs do on the machine would slow one side only. On a quiet machine it changes nothing.
NICE = 10
_QUIET = {"HF_HUB_DISABLE_PROGRESS_BARS": "1", "TRANSFORMERS_VERBOSITY": "error"}


class Child:
    def __init__(self, module: str) -> None:
        parent = os.getpid()
        self._process = subprocess.Popen(
            [str(PYTHON), "-m", module],
            cwd=ROOT,
            env={**environment(), **_QUIET},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            preexec_fn=lambda: processes.die_with_parent(parent),
        )

    @classmethod
    @contextmanager
    def running(cls, module: str) -> Iterator[Child]:
        child = cls(module)
        try:
            yield child
        finally:
            child._process.communicate()  # the end of its input is the end of it

    def ask(self, **command: object) -> dict[str, float]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(command) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, "the baseline's process ended; its log is above"
        return json.loads(line)


def serve(answer: Callable[[dict], dict[str, float]]) -> None:
    """The child's side: what libraries print goes to stderr. `cpu`: seconds of a processor that it took."""
    out, sys.stdout = sys.stdout, sys.stderr
    os.nice(NICE)
    for line in sys.stdin:
        begun = time.process_time()
        told = answer(json.loads(line))
        print(json.dumps({"cpu": time.process_time() - begun} | told), file=out, flush=True)
