"""After several failures in a row nobody is sent there, until one try has gone well."""

from __future__ import annotations

import pytest

from models_server.errors import Refusal
from models_server.language.breaker import Breaker


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def broken(clock: Clock) -> Breaker:
    breaker = Breaker(failures=3, seconds=10.0, clock=clock)
    for _ in range(3):
        breaker.enter()
        breaker.failed()
    return breaker


def test_a_success_between_failures_keeps_it_closed(clock: Clock) -> None:
    breaker = Breaker(failures=2, seconds=10.0, clock=clock)
    for _ in range(5):
        breaker.failed()
        breaker.succeeded()
        breaker.enter()


def test_when_open_it_says_when_to_come_back(broken: Breaker, clock: Clock) -> None:
    clock.now = 4.0
    with pytest.raises(Refusal) as caught:
        broken.enter()
    assert (caught.value.code, caught.value.retry_after) == ("busy", 6)


def test_after_a_while_one_tries_and_the_others_wait(broken: Breaker, clock: Clock) -> None:
    clock.now = 11.0
    broken.enter()
    with pytest.raises(Refusal):
        broken.enter()
    broken.succeeded()
    broken.enter()
    broken.enter()


def test_a_try_that_fails_opens_it_again(broken: Breaker, clock: Clock) -> None:
    clock.now = 11.0
    broken.enter()
    broken.failed()
    with pytest.raises(Refusal):
        broken.enter()


def test_a_try_that_was_given_up_leaves_the_next_to_try(broken: Breaker, clock: Clock) -> None:
    clock.now = 11.0
    broken.enter()
    broken.left()
    broken.enter()
