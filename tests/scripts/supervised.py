"""A supervisor over three small programs, for tests of signals and sudden deaths. Prints their pids as JSON.

The third program has a child in a session of its own, which no signal to a process group reaches.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from scripts.steps import say
from scripts.supervisor import POLL_S, Service, StopRequests, Supervisor

SLEEP = "import time; time.sleep(120)"
PARENT = (
    "import subprocess, sys, time\n"
    f"child = subprocess.Popen([sys.executable, '-S', '-c', {SLEEP!r}], start_new_session=True)\n"
    "print(child.pid, flush=True)\n"
    "time.sleep(120)"
)


def main(logs: Path) -> None:
    requests = StopRequests()
    requests.install()
    supervisor = Supervisor(logs)
    for name, code in {"one": SLEEP, "two": SLEEP, "parent": PARENT}.items():
        supervisor.start(Service(name, (sys.executable, "-S", "-c", code), grace_s=3))
    while not supervisor.last_words("parent"):
        time.sleep(0.02)
    pids = [supervisor.pid(name) for name in ("one", "two", "parent")]
    say(json.dumps([*pids, int(supervisor.last_words("parent"))]))
    while not requests.asked:
        supervisor.check()
        time.sleep(POLL_S)
    supervisor.stop(lambda: requests.hastened)
    say("stopped in order")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
