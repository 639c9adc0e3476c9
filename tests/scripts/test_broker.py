"""The Redis that is provided: private, and what it holds survives a restart."""

from __future__ import annotations

from pathlib import Path

import pytest
import redis

from scripts import broker, ports
from scripts.steps import StepFailed
from tests import services


def test_it_answers_at_its_url_and_to_nobody_without_the_password(redis_server: services.RedisServer) -> None:
    with redis.Redis.from_url(redis_server.url) as client:
        assert client.ping()
    with_no_password = redis_server.url.rpartition("@")[2]
    with (
        redis.Redis.from_url(f"redis://{with_no_password}") as client,
        pytest.raises(redis.AuthenticationError),
    ):
        client.ping()


def test_what_a_durable_one_holds_survives_a_restart() -> None:
    with services.redis(durable=True) as server:
        with redis.Redis.from_url(server.url) as client:
            client.lpush("celery", "a job")
        server.stop()
        server.start()
        with redis.Redis.from_url(server.url) as client:
            assert client.lrange("celery", 0, -1) == [b"a job"]


def test_its_password_is_in_a_private_file_and_not_in_its_arguments(tmp_path: Path) -> None:
    configured = broker.configure(tmp_path / "redis")
    assert configured.password not in " ".join(configured.argv)
    assert (tmp_path / "redis").stat().st_mode & 0o077 == 0
    assert (tmp_path / "redis" / "redis.conf").stat().st_mode & 0o077 == 0


def test_a_named_redis_that_does_not_answer_is_reported() -> None:
    with pytest.raises(StepFailed, match="nothing answers at"):
        broker.require_answer(f"redis://127.0.0.1:{ports.free()}/0")
    with pytest.raises(StepFailed, match="does not exist"):
        broker.require_answer("unix:///nowhere/redis.sock")


def test_a_named_redis_that_answers_is_fine(redis_server: services.RedisServer) -> None:
    broker.require_answer(redis_server.url)
