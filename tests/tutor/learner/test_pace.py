"""What a quick answer counts for, and that slow ones lose nothing."""

from __future__ import annotations

from math import inf, nan

import pytest

from tutor.learner import pace
from tutor.learner.pace import ENOUGH, RAPID, Usual, share, usual

STEADY = [60.0 + n for n in range(ENOUGH)]  # seconds of twenty people


def test_fewer_than_twenty_say_nothing() -> None:
    assert usual(STEADY[:-1]) is None
    assert usual([*STEADY[:-1], nan, inf, 0.0, -3.0]) is None
    assert usual(STEADY) is not None


def test_one_who_went_for_tea_moves_nothing() -> None:
    found, with_tea = usual(STEADY), usual([*STEADY, 86_400.0])
    assert found is not None
    assert with_tea is not None
    assert with_tea.seconds == pytest.approx(found.seconds, rel=0.02)
    assert with_tea.spread < 0.2


@pytest.mark.parametrize(
    ("seconds", "counts"), [(0.0, RAPID), (2.0, RAPID), (6.5, RAPID), (7.5, 1.0), (60.0, 1.0), (9e9, 1.0)]
)
def test_a_right_pick_below_a_tenth_of_the_usual_time_counts_less(seconds: float, counts: float) -> None:
    assert share(seconds, usual(STEADY), right=True, picked=True) == counts


def test_ten_seconds_are_always_enough_to_think() -> None:
    long = usual([600.0 + n for n in range(ENOUGH)])
    assert share(10.0, long, right=True, picked=True) == 1.0
    assert share(9.0, long, right=True, picked=True) == RAPID


def test_where_people_differ_that_much_quick_is_nothing_odd() -> None:
    assert share(3.0, Usual(60.0, 2.0), right=True, picked=True) == 1.0


def test_only_a_right_pick_counts_less() -> None:
    item = usual(STEADY)
    assert share(1.0, item, right=False, picked=True) == 1.0
    assert share(1.0, item, right=True, picked=False) == 1.0


@pytest.mark.parametrize("seconds", [None, nan, inf, -inf])
def test_a_time_that_is_none_counts_in_full(seconds: float | None) -> None:
    assert share(seconds, usual(STEADY), right=True, picked=True) == 1.0


def test_a_clock_that_ran_backwards_is_no_time_at_all() -> None:
    assert share(-5.0, usual(STEADY), right=True, picked=True) == 1.0


def test_an_item_without_numbers_counts_in_full() -> None:
    assert share(0.1, None, right=True, picked=True) == 1.0
    assert pace.FLOOR == 10.0
