"""Ports: is one free, which one is, does somebody answer there. Knows no service."""

from __future__ import annotations

import http.client
import os
import socket

from scripts.steps import StepFailed


def env_port(variable: str, default: int) -> int:
    """The port that `variable` names.

    Raises:
        StepFailed: its value is not a port.
    """
    value = os.environ.get(variable, str(default))
    if not (value.isascii() and value.isdigit() and 0 < int(value) < 65536):
        raise StepFailed(
            f"read {variable}", f"{value!r} is not a port", f"give a number, e.g. {variable}={default}"
        )
    return int(value)


def require_free(host: str, port: int, *, variable: str, purpose: str) -> None:
    """Make sure that `purpose` can listen on `host`:`port`.

    Raises:
        StepFailed: somebody else does, or the address cannot be listened on; says which variable changes it.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as listener:
        # As servers do it: a connection of a moment ago, still fading, does not count as taken.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
        except OSError as error:
            another = f"choose another, e.g. make run {variable}={port + 80 if port < 65000 else 8080}"
            why = f"port {port} on {host}: {error.strerror}"
            raise StepFailed(f"give {purpose} its port", why, another) from error


def free(host: str = "127.0.0.1") -> int:
    """A port that nobody listens on now."""
    with socket.socket() as listener:
        listener.bind((host, 0))
        port: int = listener.getsockname()[1]
        return port


def answers(host: str, port: int, timeout_s: float = 1.0) -> bool:
    """True when somebody accepts a connection there."""
    try:
        with socket.create_connection((host, port), timeout_s):
            return True
    except OSError:
        return False


def serves(host: str, port: int, path: str, timeout_s: float = 2.0) -> bool:
    """True when an HTTP GET of `path` is answered, if only with "I am not called localhost" (ALLOWED_HOSTS).

    Goes straight there, past any configured proxy.
    """
    connection = http.client.HTTPConnection(host, port, timeout=timeout_s)
    try:
        connection.request("GET", path, headers={"Host": f"localhost:{port}"})
        return connection.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
