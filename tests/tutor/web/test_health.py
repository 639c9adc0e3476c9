"""Alive, ready, and counted: for supervisors, balancers and Prometheus."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import Settings

from scripts import ports
from tests.live import ModelServer
from tests.services import RedisServer
from tests.talk import Talk

pytestmark = pytest.mark.django_db(transaction=True)

ELSEWHERE = "203.0.113.7"


def test_alive_says_nothing_of_neighbours() -> None:
    response = Client().get("/healthz")
    assert response.json() == {"ok": True}
    assert "no-store" in response.headers["Cache-Control"]


def test_ready_without_the_model_server(settings: Settings) -> None:
    settings.MODELS_URL = f"http://127.0.0.1:{ports.free()}"
    response = Client().get("/readyz")
    assert response.status_code == 200
    assert response.json() == {
        "ready": True,
        "parts": {"database": True, "redis": True, "models": False},
    }


def test_ready_with_it(settings: Settings, model_server: ModelServer) -> None:
    model_server.ensure_up()
    settings.MODELS_URL = model_server.url
    assert Client().get("/readyz").json()["parts"]["models"]


def test_ready_without_redis(redis_server: RedisServer) -> None:
    redis_server.stop()
    try:
        response = Client().get("/readyz")
    finally:
        redis_server.start()
    assert response.status_code == 200
    assert response.json()["parts"]["redis"] is False


def test_metrics_count_what_happens(talk: Talk) -> None:
    talk.say(talk.right_answer())
    text = Client().get("/metrics").content.decode()
    assert "# TYPE edgewise_inference_seconds histogram" in text
    assert 'edgewise_inference_failures_total{call="next",code="unreachable"}' in text


def test_metrics_are_for_this_machine_only() -> None:
    assert Client(REMOTE_ADDR="127.0.0.1").get("/metrics").status_code == 200
    assert Client(REMOTE_ADDR="::1").get("/metrics").status_code == 200
    refused = Client(REMOTE_ADDR=ELSEWHERE).get("/metrics")
    assert refused.status_code == 403
    assert b"edgewise_" not in refused.content


@pytest.mark.parametrize(
    ("authorization", "status"),
    [
        ("Bearer s3cret", 200),
        ("", 403),
        ("Bearer", 403),
        ("Bearer s3cre", 403),
        ("bearer s3cret", 403),
        ("Basic s3cret", 403),
        ("Bearer s3cr\u00e9t", 403),
    ],
)
def test_with_a_token_metrics_are_for_its_bearer_wherever(
    settings: Settings, authorization: str, status: int
) -> None:
    settings.METRICS_TOKEN = "s3cret"
    for address in ("127.0.0.1", ELSEWHERE):
        browser = Client(REMOTE_ADDR=address, HTTP_AUTHORIZATION=authorization)
        assert browser.get("/metrics").status_code == status
