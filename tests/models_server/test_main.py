"""A real process: it answers, and a signal ends it cleanly."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import httpx
import pytest

from tests.models_server.cast import MONDAY, attempts, course, evidence

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


def test_what_is_held_at_the_end_is_there_at_the_next_start_bit_for_bit(tmp_path: Path):
    told = [
        evidence(n, item, float(n % 3 > 0)) for n, item in enumerate(["count1", "add1", "both"] * 4, start=1)
    ]
    asked = {"learner": "ada", "at_n": 12, "now": MONDAY + 1e6}
    answers: list[dict] = []
    for _ in range(2):
        with server(MODELS_SNAPSHOTS=str(tmp_path / "kept")) as (process, address):
            wait_until_ready(process, address)
            url = f"{address}/v1/courses/sums@1"
            httpx.put(url, json=course()).raise_for_status()
            if not answers:
                httpx.post(f"{url}/observe", json={"learner": "ada", "after_n": 0, "evidence": told})
            answers.append(httpx.post(f"{url}/next", json=asked).raise_for_status().json())
            process.send_signal(signal.SIGTERM)
            assert process.wait(PATIENCE_S) == 0
    assert answers[0] == answers[1]


def test_a_fit_that_runs_does_not_hold_up_the_end():
    with server() as (process, address), ThreadPoolExecutor() as aside:
        wait_until_ready(process, address)
        url = f"{address}/v1/courses/sums@1"
        httpx.put(url, json=course()).raise_for_status()
        body = {"log": attempts(400, 20), "seed": 1}
        running = aside.submit(httpx.post, f"{url}/fit", json=body, timeout=PATIENCE_S)
        while "models_fit_running 1.0" not in httpx.get(f"{address}/metrics").text:
            assert not running.done()
            time.sleep(0.05)
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE_S) == 0
        assert running.result().json()["error"]["code"] == "not_ready"


def test_a_setting_that_cannot_be_used_is_named_and_nothing_starts():
    with server(MODELS_STATES="many") as (process, _):
        _, words = process.communicate(timeout=PATIENCE_S)
        assert process.returncode == 1
        assert b"MODELS_STATES" in words


def test_a_folder_that_cannot_be_used_is_named_and_nothing_starts(tmp_path: Path):
    (tmp_path / "taken").write_text("a file")
    with server(MODELS_SNAPSHOTS=str(tmp_path / "taken")) as (process, _):
        _, words = process.communicate(timeout=PATIENCE_S)
        assert process.returncode == 1
        assert b"MODELS_SNAPSHOTS" in words
