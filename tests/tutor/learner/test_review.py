"""When a skill comes back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tutor.learner.review import LONGEST, next_due

START = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def due_after(*days_and_success: tuple[float, bool], now: datetime = START + 1000 * DAY) -> timedelta:
    """From the last return to the next."""
    history = [(START + day * DAY, success) for day, success in days_and_success]
    return next_due(history, now) - history[-1][0]


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
    assert next_due([(START, True)], now) < now


def test_the_same_history_gives_the_same_day():
    history = [(START, True), (START + 3 * DAY, False), (START + 4 * DAY, True)]
    assert next_due(history, START + 5 * DAY) == next_due(history, START + 50 * DAY)


def test_a_clock_that_ran_backwards_is_no_time_passed():
    backwards = [(START, True), (START - 30 * DAY, True)]
    still = [(START, True), (START, True)]
    assert next_due(backwards, START) == next_due(still, START)


def test_a_clock_that_ran_ahead_is_now():
    assert next_due([(START + 400 * DAY, True)], START) == next_due([(START, True)], START)


def test_a_long_history_is_read_quickly():
    history = [(START + n * DAY / 50, n % 7 > 0) for n in range(100_000)]
    assert next_due(history, START + 5000 * DAY) > START
