"""When a skill comes back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.learner.review import LONGEST, Recall, next_due

START = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def due_after(*days_and_success: tuple[float, bool], now: datetime = START + 1000 * DAY) -> timedelta:
    """From the last return to the next."""
    history = [Recall(START + day * DAY, success) for day, success in days_and_success]
    return next_due(history, now) - history[-1].at


def test_what_was_never_practised_is_due_now():
    assert next_due([], START) == START


def test_intervals_grow_with_success_and_shrink_with_failure():
    once = due_after((0, True))
    twice = due_after((0, True), (2, True))
    forgotten = due_after((0, True), (2, False))
    assert DAY <= forgotten < once < twice


def test_nothing_comes_back_the_same_day_and_nothing_never():
    assert due_after((0, False)) == DAY
    many = [(float(20 * n * n), True) for n in range(60)]
    assert due_after(*many, now=START + 10**6 * DAY) <= LONGEST * DAY


def test_an_overdue_review_lies_in_the_past():
    now = START + 100 * DAY
    assert next_due([Recall(START, True)], now) < now


def test_the_same_history_gives_the_same_day():
    history = [Recall(START, True), Recall(START + 3 * DAY, False), Recall(START + 4 * DAY, True)]
    assert next_due(history, START + 5 * DAY) == next_due(history, START + 50 * DAY)


def test_a_clock_that_ran_backwards_is_no_time_passed():
    backwards = [Recall(START, True), Recall(START - 30 * DAY, True)]
    still = [Recall(START, True), Recall(START, True)]
    assert next_due(backwards, START) == next_due(still, START)


def test_a_clock_that_ran_ahead_is_now():
    assert next_due([Recall(START + 400 * DAY, True)], START) == next_due([Recall(START, True)], START)


def test_a_long_history_is_read_quickly():
    history = [Recall(START + n * DAY / 50, n % 7 > 0) for n in range(100_000)]
    assert next_due(history, START + 5000 * DAY) > START


moments = st.floats(0, 400).map(lambda days: START + days * DAY)
tries = st.builds(Recall, moments, st.booleans())
implied = st.builds(Recall, moments, st.just(True), st.floats(0, 1))
NOW = START + 400 * DAY


@given(st.lists(tries | implied, max_size=12), moments, st.floats(0, 1), st.floats(0, 1))
def test_a_larger_share_never_brings_a_review_forward(
    history: list[Recall], at: datetime, one: float, other: float
) -> None:
    low, high = sorted((one, other))
    none, less, more, whole = (
        next_due([*history, Recall(at, True, share)], NOW) for share in (0.0, low, high, 1.0)
    )
    blink = timedelta(seconds=1)  # the memory model counts in 32 bits
    if any(recall.share == 1.0 for recall in history):
        assert abs(none - next_due(history, NOW)) < blink
        assert none - blink < less < more + blink
        assert less < whole + blink


def test_half_a_review_is_worth_something_and_less_than_a_whole_one() -> None:
    history = [Recall(START, True), Recall(START + 2 * DAY, True)]
    after = START + 8 * DAY
    none, half, whole = (next_due([*history, Recall(after, True, share)], NOW) for share in (0.0, 0.5, 1.0))
    assert none + DAY < half < whole - DAY


def test_what_is_implied_before_the_skill_itself_was_tried_teaches_nothing() -> None:
    direct = [Recall(START + 5 * DAY, True)]
    assert next_due([Recall(START, True, 0.5), *direct], NOW) == next_due(direct, NOW)
    assert next_due([Recall(START, True, 0.5)], NOW) == NOW


@pytest.mark.parametrize("share", [-0.1, 1.1, float("nan")])
def test_what_is_no_share_is_refused(share: float) -> None:
    with pytest.raises(ValueError, match="share"):
        Recall(START, True, share)


def test_an_error_is_no_share_of_a_review() -> None:
    with pytest.raises(ValueError, match="success"):
        Recall(START, False, 0.5)
