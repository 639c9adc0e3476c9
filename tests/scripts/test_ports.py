"""Ports: a taken one is named together with the variable that changes it."""

from __future__ import annotations

import socket

import pytest

from scripts import ports
from scripts.steps import StepFailed


def test_a_free_port_may_be_used() -> None:
    ports.require_free("127.0.0.1", ports.free(), variable="WEB_PORT", purpose="the web service")


def test_a_taken_port_is_reported_with_the_variable_that_changes_it() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with pytest.raises(StepFailed) as failed:
            ports.require_free("127.0.0.1", port, variable="WEB_PORT", purpose="the web service")
    message = str(failed.value)
    assert message.startswith("Could not give the web service its port:")
    assert f"port {port} on 127.0.0.1: Address already in use" in message
    assert "make run WEB_PORT=" in message


def test_an_address_of_another_machine_is_refused() -> None:
    with pytest.raises(StepFailed, match="Cannot assign requested address"):
        ports.require_free("192.0.2.1", 8000, variable="WEB_PORT", purpose="the web service")


@pytest.mark.parametrize("value", ["", "http", "0", "65536", "-1", "٨٠٠٠", "80 "])
def test_what_is_no_port_is_refused(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEB_PORT", value)
    with pytest.raises(StepFailed, match="is not a port"):
        ports.env_port("WEB_PORT", 8000)


def test_a_port_comes_from_the_environment_or_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WEB_PORT", raising=False)
    assert ports.env_port("WEB_PORT", 8000) == 8000
    monkeypatch.setenv("WEB_PORT", "9000")
    assert ports.env_port("WEB_PORT", 8000) == 9000


def test_where_nobody_listens_nobody_answers() -> None:
    port = ports.free()
    assert not ports.answers("127.0.0.1", port)
    assert not ports.serves("127.0.0.1", port, "/healthz")
