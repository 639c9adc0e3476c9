"""A real process: it answers, and a signal ends it cleanly."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

import httpx
import pytest

PATIENCE_S = 30.0


def free_port() -> int:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@contextmanager
def server(**environment: str) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """A server that answers, with its address; killed on the way out if it still runs."""
    port = free_port()
    settings = {"MODELS_PORT": str(port), "MODELS_DEVICE": "cpu", "MODELS_MEANING": "off"}
    settings |= {"MODELS_LANGUAGE": "off", **environment}
    process = subprocess.Popen(
        [sys.executable, "-m", "models_server"], env=os.environ | settings, stderr=subprocess.PIPE
    )
    try:
        yield process, f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.communicate()


def wait_until_ready(process: subprocess.Popen[bytes], address: str) -> httpx.Response:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            return httpx.get(f"{address}/readyz", timeout=5.0)
        except httpx.TransportError:
            time.sleep(0.05)
    pytest.fail(f"no answer within {PATIENCE_S} s; exit status {process.poll()}")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_server_answers_and_a_signal_ends_it_with_status_0(number: signal.Signals):
    with server() as (process, address):
        ready = wait_until_ready(process, address)
        assert ready.json()["parts"]["knowledge"] == "ready"
        process.send_signal(number)
        assert process.wait(PATIENCE_S) == 0


def test_a_signal_while_the_sentence_model_loads_ends_it_too():
    with server(MODELS_MEANING="on") as (process, address):
        assert wait_until_ready(process, address).json()["parts"]["meaning"] in ("loading", "ready")
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE_S) == 0


def test_a_setting_that_cannot_be_used_is_named_and_nothing_starts():
    with server(MODELS_STATES="many") as (process, _):
        _, words = process.communicate(timeout=PATIENCE_S)
        assert process.returncode == 1
        assert b"MODELS_STATES" in words
