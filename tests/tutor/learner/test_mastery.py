"""When a skill is got, kept, or has clicked."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from tutor.learner.mastery import Result, eureka, got, kept, result
from tutor.types import Evidence

MONDAY = datetime(2026, 3, 2, 12, tzinfo=timezone(timedelta(hours=2)))
TUESDAY = MONDAY + timedelta(days=1)


def right(item, at=MONDAY, **facts) -> Result:
    return Result(item, True, at, **facts)


def wrong(item, at=MONDAY, **facts) -> Result:
    return Result(item, False, at, **facts)


@pytest.mark.parametrize(
    ("results", "is_got", "is_kept"),
    [
        ([], False, False),
        ([right("x")], False, False),
        ([right("x"), right("y")], True, False),
        ([right("x"), right("y"), right("x", TUESDAY)], True, True),
        ([right("x"), right("y", TUESDAY)], True, True),
        # one fixed item alone earns nothing, on however many days
        ([right("x"), right("x", TUESDAY)], False, False),
        # other numbers make another item
        ([right("x", variant="1"), right("x", variant="2")], True, False),
        ([right("x", variant="1"), right("x", variant="1")], False, False),
        # with help, or after a reveal: nothing
        ([right("x"), right("y", assisted=True)], False, False),
        ([right("x"), right("y", void=True)], False, False),
        ([right("x"), right("y"), right("z", TUESDAY, assisted=True)], True, False),
        ([wrong("x"), wrong("y", TUESDAY)], False, False),
    ],
)
def test_got_and_kept(results, is_got, is_kept):
    assert got(results) is is_got
    assert kept(iter(results)) is is_kept


def test_days_are_the_learners_own():
    late = MONDAY.replace(hour=23)
    assert kept([right("x", MONDAY), right("y", late)]) is False
    assert kept([right("x", late), right("y", late + timedelta(hours=2))]) is True


def test_a_clock_that_runs_backwards_makes_no_later_day():
    assert kept([right("x", TUESDAY), right("y", MONDAY), right("z", MONDAY)]) is False
    assert kept([right("x", TUESDAY), right("y", MONDAY), right("z", TUESDAY)]) is True


def test_a_eureka_is_the_first_success_after_an_error():
    click = right("y", TUESDAY)
    assert eureka([wrong("x"), click, right("z", TUESDAY)]) is click
    assert eureka([wrong("x"), right("x", assisted=True), click]) is click
    assert eureka([click], guessed_wrong=MONDAY) is click


@pytest.mark.parametrize(
    "results",
    [
        [],
        [right("x")],
        [wrong("x")],
        [right("x"), wrong("y"), right("z")],  # was already known: errors earn no eureka
        [wrong("x", unknown=True), right("y")],
        [wrong("x", void=True), right("y")],
    ],
)
def test_no_eureka(results):
    assert eureka(results) is None


def test_a_guess_after_the_success_makes_none():
    assert eureka([right("x", MONDAY)], guessed_wrong=TUESDAY) is None


def test_evidence_as_a_result():
    evidence = Evidence(1, "p/s", ("a",), 0.5, assisted=False, void=False, at=MONDAY)
    assert result(evidence) == Result("p/s", False, MONDAY)
    full = Evidence(2, "p/s", ("a",), 1.0, assisted=True, void=True, at=MONDAY, says_unknown=True)
    assert result(full, "42") == Result(
        "p/s", True, MONDAY, assisted=True, void=True, unknown=True, variant="42"
    )
