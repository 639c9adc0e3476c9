"""`make run` as a person has it: a copy of this checkout, started, used, crashed, stopped, started again."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from scripts import ports, processes
from scripts.places import ROOT
from tests.scripts.test_supervisor import eventually

PATIENCE_S = 120  # with a busy machine: what hangs fails, what is slow does not
OURS = ("manage.py", "scripts", "courses", "tutor", "models_server", "templates", "static")


@dataclass
class Checkout:
    """A copy of the tree with state of its own; `.venv` is shared."""

    root: Path
    env: dict[str, str]

    def start(self) -> subprocess.Popen[str]:
        command = (self.root / ".venv" / "bin" / "python", "-m", "scripts.run")
        return subprocess.Popen(
            command,
            cwd=self.root,
            env=self.env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def get(self, port: str, path: str) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", int(self.env[port]), timeout=5)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        except OSError:
            return 0
        finally:
            connection.close()

    def pid_of(self, words: str) -> int | None:
        """The process in this checkout whose command line holds `words`."""
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                here = os.readlink(entry / "cwd") == str(self.root)
                command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except (FileNotFoundError, ProcessLookupError, PermissionError):
                continue
            if here and words in command:
                return int(entry.name)
        return None


def copy_to(root: Path) -> Checkout:
    for name in OURS:
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, root / name)
    (root / ".venv").symlink_to(ROOT / ".venv")
    (root / ".run" / "static").mkdir(parents=True)
    (root / ".run" / "secret").write_text("only for tests")
    ports_of_its_own = {"WEB_PORT": str(ports.free()), "MODELS_PORT": str(ports.free())}
    set_by_tests = {"REDIS_URL", "DATABASE_URL", "MODELS_URL", "HOME"}
    env = {name: value for name, value in os.environ.items() if name not in set_by_tests}
    return Checkout(root, env | ports_of_its_own)


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """The one that `run` runs in."""
    return copy_to(tmp_path_factory.mktemp("checkout"))


@pytest.fixture
def fresh(tmp_path: Path) -> Checkout:
    """One in which nothing runs yet."""
    return copy_to(tmp_path)


@pytest.fixture(scope="module")
def run(checkout: Checkout) -> Iterator[subprocess.Popen[str]]:
    """A running Edgewise; the line with its address has been read."""
    process = checkout.start()
    read_until_ready(process)
    yield process
    end(process)


def read_until_ready(process: subprocess.Popen[str]) -> list[str]:
    assert process.stdout is not None
    lines: list[str] = []
    while not lines or not lines[-1].startswith("Logs:"):
        line = process.stdout.readline()
        assert line, "it ended early:\n" + "".join(lines)
        lines.append(line)
    return lines


def end_after_ready(process: subprocess.Popen[str]) -> None:
    read_until_ready(process)
    end(process)


def end(process: subprocess.Popen[str]) -> str:
    processes.send(process.pid, signal.SIGTERM)
    rest, _ = process.communicate(timeout=PATIENCE_S)
    return rest


def test_pages_are_served_without_a_home_and_with_no_redis_named(
    checkout: Checkout, run: subprocess.Popen[str]
) -> None:
    assert checkout.get("WEB_PORT", "/healthz") == 200
    assert checkout.get("WEB_PORT", "/") == 200


def test_a_second_one_in_the_same_checkout_is_refused(checkout: Checkout, run: subprocess.Popen[str]) -> None:
    said, _ = checkout.start().communicate(timeout=PATIENCE_S)
    assert f"it runs already, as process {run.pid}" in said


def test_a_killed_web_process_comes_back(checkout: Checkout, run: subprocess.Popen[str]) -> None:
    pid = checkout.pid_of("uvicorn tutor.asgi")
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    eventually(lambda: checkout.pid_of("uvicorn tutor.asgi") not in (None, pid))
    eventually(lambda: checkout.get("WEB_PORT", "/healthz") == 200, within_s=30)
    assert run.stdout is not None
    assert run.stdout.readline().startswith("web was killed by SIGKILL; starting it again")


def test_it_says_one_address_and_where_the_logs_are_and_leaves_nothing(fresh: Checkout) -> None:
    process = fresh.start()
    lines = read_until_ready(process)
    assert re.findall(r"http://\S+", "".join(lines)) == [f"http://127.0.0.1:{fresh.env['WEB_PORT']}/"]
    assert lines[-1] == "Logs: .run/logs/   Stop: Ctrl-C\n"
    started = processes.descendants(process.pid)
    assert len(started) >= 5  # the supervisor, Redis, the model server, the worker and its pool, web
    assert end(process).splitlines()[-1] == "stopped"
    assert process.returncode == 0
    assert not [pid for pid in started if Path(f"/proc/{pid}").exists()]


def test_the_model_server_answers_after_a_second_start(fresh: Checkout) -> None:
    """How soon is measured by `tests.bench serving`."""
    end_after_ready(fresh.start())
    process = fresh.start()
    eventually(lambda: fresh.get("MODELS_PORT", "/healthz") == 200, within_s=30)
    end_after_ready(process)


def test_a_taken_port_is_reported_and_nothing_is_started(fresh: Checkout) -> None:
    with socket.create_server(("127.0.0.1", int(fresh.env["WEB_PORT"]))):
        process = fresh.start()
        said, _ = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 1
    assert f"port {fresh.env['WEB_PORT']} on 127.0.0.1: Address already in use" in said
    assert "make run WEB_PORT=" in said


def test_a_request_to_stop_while_it_still_starts_is_heard(fresh: Checkout) -> None:
    process = fresh.start()
    eventually(lambda: fresh.pid_of("scripts.prepare"))
    said = end(process).splitlines()
    assert said[-1] == "stopped"
    assert not any(line.startswith("Logs:") for line in said)  # it did not go on starting
    assert process.returncode == 0
