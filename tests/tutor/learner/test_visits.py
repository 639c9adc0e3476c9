"""A problem comes back while there is something to learn from it, and not too often on one day."""

from __future__ import annotations

from datetime import date

from tests.tutor.learner.course import problem
from tutor.learner.visits import MOST_A_DAY, Visit, is_done

MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)
FIXED, PARAMETRIC = problem("f", "add"), problem("p", "add", where={"a": "2..9"})
FAILED = Visit(MONDAY, alone=False)


def test_what_was_never_met_is_open_even_if_known():
    assert not is_done(FIXED, [], True, MONDAY)


def test_what_was_met_and_is_known_is_done():
    assert is_done(FIXED, [FAILED], True, TUESDAY)
    assert is_done(PARAMETRIC, [FAILED], True, TUESDAY)


def test_a_fixed_one_comes_once_a_day_until_it_is_done_alone():
    assert is_done(FIXED, [FAILED], False, MONDAY)
    assert not is_done(FIXED, [FAILED], False, TUESDAY)
    assert is_done(FIXED, [FAILED, Visit(TUESDAY, alone=True)], False, date(2026, 4, 1))


def test_a_parametric_one_comes_a_few_times_a_day_while_its_skills_are_not_known():
    often = [FAILED] * MOST_A_DAY
    assert not is_done(PARAMETRIC, often[1:], False, MONDAY)
    assert is_done(PARAMETRIC, often, False, MONDAY)
    assert not is_done(PARAMETRIC, [*often, *often], False, TUESDAY)
    assert not is_done(PARAMETRIC, [Visit(MONDAY, alone=True)] * 2, False, MONDAY)


def test_a_day_that_has_not_come_yet_is_today():
    assert is_done(FIXED, [Visit(TUESDAY, alone=False)], False, MONDAY)
