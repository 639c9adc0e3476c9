"""Real servers for tests: a Redis and a PostgreSQL of their own, on this machine, gone when the tests end.

Knows how to start and stop them, also as root (PostgreSQL refuses to run as root); knows nothing of Django.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from scripts import broker, processes
from scripts.steps import last_lines

PATIENCE_S = 20.0


class RedisServer:
    """A Redis that can be stopped and started again at the same address.

    Attributes:
        url: `redis://…`, the same over restarts.
    """

    def __init__(self, folder: Path, *, durable: bool = False) -> None:
        self._broker = broker.configure(folder, durable=durable)
        self._log = folder / "redis.log"
        self._process: subprocess.Popen[bytes] | None = None
        self.url = self._broker.url

    def start(self) -> None:
        """Start it and wait until it answers."""
        self._process = _spawn(self._broker.argv, self._log)
        _wait_until(self._broker.is_up, self._process, self._log)

    def stop(self) -> None:
        """Stop it as an operator would: a durable one writes first what it holds."""
        if self._process is not None:
            _stop(self._process, signal.SIGTERM)
            self._process = None


@contextmanager
def redis(*, durable: bool = False) -> Iterator[RedisServer]:
    """A running Redis in a folder of its own; a durable one keeps what it holds over `stop` and `start`."""
    with tempfile.TemporaryDirectory(prefix="edgewise-redis-") as folder:
        server = RedisServer(Path(folder), durable=durable)
        server.start()
        try:
            yield server
        finally:
            server.stop()


@contextmanager
def postgres() -> Iterator[str]:
    """A running PostgreSQL with an empty database; gives its `postgresql://` URL, over a private socket.

    Raises:
        FileNotFoundError: no PostgreSQL on this machine and no `pgserver` wheel.
        RuntimeError: it does not start; says why.
    """
    account = _unprivileged()
    with tempfile.TemporaryDirectory(prefix="edgewise-pg-") as name:
        folder = Path(name)
        os.chown(folder, account.get("user", -1), account.get("group", -1))
        commands = _postgres_commands(folder, account)
        data, log = folder / "data", folder / "postgres.log"
        initdb = (
            commands / "initdb",
            "-D",
            data,
            "-U",
            "edgewise",
            "--auth=trust",
            "-E",
            "UTF8",
            "--no-sync",
        )
        made = subprocess.run(initdb, cwd=folder, capture_output=True, text=True, **account)
        if made.returncode != 0:
            raise RuntimeError(f"initdb: {made.stderr[-2000:]}")
        # These data need not survive a power cut.
        careless = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
        here = ("listen_addresses=", f"unix_socket_directories={folder}")
        settings = tuple(part for one in (*careless, *here) for part in ("-c", one))
        process = _spawn((str(commands / "postgres"), "-D", str(data), *settings), log, **account)
        try:
            # The last line of its pid file says "ready" once it accepts connections.
            _wait_until(lambda: "ready" in last_lines(data / "postmaster.pid", 1), process, log)
            yield f"postgresql://edgewise@/postgres?host={folder}"
        finally:
            # SIGINT is its fast shutdown: it does not wait for connections that tests left open.
            _stop(process, signal.SIGINT)


def _unprivileged() -> dict[str, Any]:
    """What `subprocess` needs to run PostgreSQL: nothing, or for root an account with fewer rights."""
    if os.geteuid() != 0:
        return {}
    accounts = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = accounts.get("postgres") or accounts["nobody"]
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _postgres_commands(folder: Path, account: dict[str, Any]) -> Path:
    """The folder of `initdb` and `postgres`: the machine's, the newest first, else the wheel's."""
    on_path = shutil.which("initdb")
    if on_path and shutil.which("postgres"):
        return Path(on_path).resolve().parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if versions:
        return versions[-1].parent
    spec = importlib.util.find_spec("pgserver")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("no PostgreSQL on this machine and no pgserver wheel: run make test")
    wheel = Path(spec.origin).parent
    if not account:
        return wheel / "pginstall" / "bin"
    # The account may not be allowed to look into the checkout: it gets a copy, with the libraries beside it
    # where the programs look for them.
    for part in (wheel / "pginstall", wheel.parent / "pgserver.libs"):
        shutil.copytree(part, folder / "wheel" / part.relative_to(wheel.parent))
    return folder / "wheel" / "pgserver" / "pginstall" / "bin"


def _spawn(argv: Sequence[str], log: Path, **account: Any) -> subprocess.Popen[bytes]:
    """Start a server that dies with these tests, however they die."""
    tests = os.getpid()
    with log.open("ab") as out:
        return subprocess.Popen(
            argv,
            cwd=log.parent,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            preexec_fn=lambda: processes.die_with_parent(tests),
            **account,
        )


def _wait_until(is_up: Callable[[], bool], process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not is_up():
        if process.poll() is not None or time.monotonic() > deadline:
            process.kill()
            process.wait()
            raise RuntimeError(f"{process.args!r} does not come up:\n{last_lines(log)}")
        time.sleep(0.02)


def _stop(process: subprocess.Popen[bytes], how: signal.Signals) -> None:
    process.send_signal(how)
    try:
        process.wait(PATIENCE_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
