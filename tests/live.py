"""The whole of Edgewise as real processes on free ports, each of which a test may kill and start again."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from scripts import ports, processes
from scripts import services as recipes
from scripts.places import PYTHON, ROOT, environment
from scripts.steps import last_lines
from tests import services

PATIENCE_S = 90.0


class Program:
    """One process: `start` waits until it answers, `kill` is sudden, `stop` is polite."""

    def __init__(
        self, name: str, argv: tuple[str, ...], env: Mapping[str, str], folder: Path, nice: int = 0
    ) -> None:
        self.name = name
        self.log = folder / f"{name}.log"
        self._argv = argv
        self._env = {**environment(), **env}
        self._nice = nice
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, is_up: Callable[[], bool] = lambda: True) -> None:
        tests = os.getpid()

        def prepare() -> None:
            processes.die_with_parent(tests)
            os.nice(self._nice)

        with self.log.open("ab") as out:
            self._process = subprocess.Popen(
                self._argv,
                cwd=ROOT,
                env=self._env,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                process_group=0,  # as the supervisor does
                preexec_fn=prepare,
            )
        wait_until(is_up, f"{self.name} to answer", lambda: self._process_died() or last_lines(self.log))

    @property
    def pid(self) -> int:
        assert self._process is not None, f"{self.name} is not running"
        return self._process.pid

    def kill(self) -> None:
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self._process is None:
            return
        os.killpg(self._process.pid, how)
        try:
            self._process.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        self._process = None

    def _process_died(self) -> str:
        if self._process is not None and self._process.poll() is not None:
            raise AssertionError(f"{self.name} ended:\n{last_lines(self.log)}")
        return ""


class ModelServer:
    """A model server alone, for tests that run the tutor's side in their own process."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self._port = ports.free()
        self.url = f"http://127.0.0.1:{self._port}"
        env = {
            "MODELS_HOST": "127.0.0.1",
            "MODELS_PORT": str(self._port),
            "MODELS_MEANING": "off",
            "MODELS_LANGUAGE": "off",
            **settings,
        }
        self._program = Program("models", (str(PYTHON), "-m", "models_server"), env, folder)

    @classmethod
    @contextmanager
    def running(cls, **settings: str) -> Iterator[ModelServer]:
        with tempfile.TemporaryDirectory(prefix="edgewise-models-") as folder:
            server = cls(Path(folder), **settings)
            server.ensure_up()
            try:
                yield server
            finally:
                server.kill()

    def ensure_up(self) -> None:
        if not ports.answers("127.0.0.1", self._port):
            self._program.start(lambda: ports.serves("127.0.0.1", self._port, "/readyz"))

    @property
    def pid(self) -> int:
        return self._program.pid

    def kill(self) -> None:
        self._program.kill()

    def restart(self) -> None:
        """A new process on the same port that knows nothing of the old one."""
        self.kill()
        self.ensure_up()


@dataclass(frozen=True)
class Live:
    """A running Edgewise. `env` is what its processes see, for commands that a test runs beside them."""

    url: str
    models_url: str
    redis: services.RedisServer
    web: Program
    worker: Program
    models: Program
    env: Mapping[str, str]

    def start_web(self) -> None:
        port = int(self.url.rsplit(":", 1)[1].rstrip("/"))
        self.web.start(lambda: ports.serves("127.0.0.1", port, "/healthz"))

    def start_models(self) -> None:
        port = int(self.models_url.rsplit(":", 1)[1])
        self.models.start(lambda: ports.serves("127.0.0.1", port, "/readyz"))

    def understands(self) -> bool:
        """Whether the sentence model is loaded; it has made its first vector then, which takes longest."""
        body = json.dumps({"input": "brackets"}).encode()
        headers = {"Content-Type": "application/json"}
        question = urllib.request.Request(f"{self.models_url}/v1/embeddings", body, headers)
        try:
            with urllib.request.urlopen(question, timeout=30) as answer:
                return bool(json.load(answer)["data"])
        except urllib.error.HTTPError:  # still loading
            return False

    def manage(self, *arguments: str) -> str:
        done = subprocess.run(
            [str(PYTHON), "manage.py", *arguments],
            cwd=ROOT,
            env={**environment(), **self.env},
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout


@contextmanager
def edgewise(database_url: str | None = None, **settings: str) -> Iterator[Live]:
    """Redis, model server, worker and web with the shipped course, in a folder of their own."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="edgewise-live-")))
        redis = stack.enter_context(services.redis(durable=True))
        web_port, models_port = ports.free(), ports.free()
        models_url = f"http://127.0.0.1:{models_port}"
        env = {
            "SECRET_KEY": "only for tests",
            "DATABASE_URL": database_url or f"sqlite:///{folder / 'live.sqlite3'}",
            "REDIS_URL": redis.url,
            "MODELS_HOST": "127.0.0.1",
            "MODELS_PORT": str(models_port),
            "MODELS_URL": models_url,
            "MODELS_LANGUAGE": "off",  # rewording is off: nobody asks it
            "SWEEP_SECONDS": "2",
            "UPLOADS_DIR": str(folder / "uploads"),
            **settings,
        }
        plan = recipes.Plan("127.0.0.1", web_port, models_port, None, env)
        beat_file = ("--schedule", str(folder / "beat"))
        worker = recipes.worker(plan)
        worker = replace(worker, argv=worker.argv + beat_file)
        models = recipes.models(plan)
        assert models is not None
        programs = [
            Program(one.name, one.argv, one.env, folder, one.nice)
            for one in (models, worker, recipes.web(plan))
        ]
        live = Live(plan.url.rstrip("/"), models_url, redis, programs[2], programs[1], programs[0], env)
        subprocess.run(
            [str(PYTHON), "-m", "scripts.prepare"],
            cwd=ROOT,
            env={**environment(), **env},
            check=True,
            stdout=subprocess.DEVNULL,
        )
        for program in programs:
            stack.callback(program.stop)
        live.start_models()
        live.worker.start()
        live.start_web()
        yield live


def wait_until(
    is_so: Callable[[], object], what: str, explain: Callable[[], str] = str, within_s: float = PATIENCE_S
) -> None:
    """Raise AssertionError when `is_so` does not come true."""
    deadline = time.monotonic() + within_s
    while not is_so():
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {within_s:.0f} s for {what}\n{explain()}")
        explain()
        time.sleep(0.05)
