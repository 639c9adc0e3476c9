"""Brings all services of this checkout up, keeps them alive, stops them. `scripts.run` guards it."""

from __future__ import annotations

import sys
import time

from scripts import ports, services
from scripts.places import LOGS, PYTHON, ROOT, environment
from scripts.steps import Interrupted, StepFailed, exit_code, run_step, say
from scripts.supervisor import POLL_S, StopRequests, Supervisor

PATIENCE_S = 90.0
HOPELESS = 3  # crashes in a row, while starting, after which waiting longer helps nobody


def main() -> int:
    requests = StopRequests()
    requests.install()
    plan = services.plan()
    supervisor = Supervisor(LOGS)
    try:
        bring_up(plan, supervisor, requests)
        say(f"Edgewise is ready: {plan.url}")
        say(f"Logs: {LOGS.relative_to(ROOT)}/   Stop: Ctrl-C")
        while not requests.asked:
            supervisor.check()
            time.sleep(POLL_S)
    except Interrupted:
        pass
    finally:
        say("stopping")
        supervisor.stop(lambda: requests.hastened)
    say("stopped")
    return 0


def bring_up(plan: services.Plan, supervisor: Supervisor, requests: StopRequests) -> None:
    """Start everything and wait until pages are served. What needs neither database nor Redis starts first.

    Raises:
        StepFailed: the database could not be prepared, or a service does not come up.
        Interrupted: a request to stop came first.
    """
    for service in (services.redis(plan), services.models(plan)):
        if service:
            supervisor.start(service)
    run_step(
        "prepare the database and the courses",
        (PYTHON, "-m", "scripts.prepare"),
        "mend what the lines above name, then run it again",
        log="prepare",
        env={**environment(), **plan.env},
        stop=lambda: requests.asked,
    )
    if plan.redis:
        while not plan.redis.is_up():
            wait("redis", supervisor, requests)
    supervisor.start(services.worker(plan))
    supervisor.start(services.web(plan))
    deadline = time.monotonic() + PATIENCE_S
    while not ports.serves(plan.reachable_host, plan.web_port, "/healthz"):
        if time.monotonic() > deadline:
            raise StepFailed("get an answer from web", supervisor.last_words("web"), "see .run/logs/web.log")
        wait("web", supervisor, requests)


def wait(name: str, supervisor: Supervisor, requests: StopRequests) -> None:
    """One turn of waiting for the service `name`.

    Raises:
        StepFailed: it crashes again and again.
        Interrupted: a request to stop came.
    """
    if requests.asked:
        raise Interrupted
    supervisor.check()
    if supervisor.crashes(name) >= HOPELESS:
        raise StepFailed(f"start {name}", supervisor.last_words(name), f"see .run/logs/{name}.log")
    time.sleep(POLL_S)


if __name__ == "__main__":
    sys.exit(exit_code(main))
