"""`make stop`: stop the Edgewise that runs in this checkout, and wait until it has."""

from __future__ import annotations

import signal
import sys
import time

from scripts import instance, processes
from scripts.steps import StepFailed, exit_code, say

PATIENCE_S = 40.0


def main() -> int:
    pid = instance.holder()
    if not pid:
        say("Edgewise does not run here.")
        return 0
    processes.send(pid, signal.SIGTERM)
    deadline = time.monotonic() + PATIENCE_S
    while instance.holder() == pid:
        if time.monotonic() > deadline:
            raise StepFailed("stop Edgewise", f"process {pid} still runs", f"end it with: kill -KILL {pid}")
        time.sleep(0.1)
    say("Edgewise has stopped.")
    return 0


if __name__ == "__main__":
    sys.exit(exit_code(main))
