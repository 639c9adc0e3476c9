"""A backlog becomes ordinary days."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.learner.backlog import Due, spread, today

NOW = datetime(2026, 3, 10, 15, tzinfo=UTC)
DAY = timedelta(days=1)
dues = st.lists(
    st.tuples(st.integers(0, 10**6).map(str), st.floats(-400, 30)),
    max_size=60,
    unique_by=lambda one: one[0],
).map(lambda found: [Due(skill, NOW + days * DAY) for skill, days in found])


def late(count: int) -> list[Due]:
    return [Due(f"s{n:02}", NOW - (count - n) * DAY) for n in range(count)]


@given(dues, st.integers(1, 8), st.integers(0, 10))
def test_nothing_is_lost_hurried_or_out_of_order_and_no_day_is_too_full(
    due: list[Due], per_day: int, done: int
) -> None:
    found = spread(due, NOW, per_day, done)
    assert [one.skill for one in found] == [
        one.skill for one in sorted(due, key=lambda one: (one.at, one.skill))
    ]
    assert [one.at for one in found] == sorted(one.at for one in found)
    was = {one.skill: one.at for one in due}
    assert all(one.at >= max(was[one.skill], NOW) for one in found)
    days = Counter(one.at.date() for one in found)
    assert all(count <= per_day for count in days.values())
    assert days[NOW.date()] <= max(per_day - done, 0)


@given(dues, st.integers(1, 8))
def test_spreading_again_changes_nothing(due: list[Due], per_day: int) -> None:
    once = spread(due, NOW, per_day)
    assert spread(once, NOW, per_day) == tuple(sorted(once, key=lambda one: (one.at, one.skill)))


def test_what_fits_stays_where_it_is() -> None:
    due = [Due("a", NOW + DAY), Due("b", NOW + 5 * DAY)]
    assert spread(due, NOW, 1) == tuple(due)


def test_the_longest_due_come_today_and_the_others_day_by_day() -> None:
    found = spread(late(5), NOW, 2)
    midnight = NOW.replace(hour=0)
    assert [one.at for one in found] == [NOW, NOW, *[midnight + DAY] * 2, midnight + 2 * DAY]
    assert today(late(5), NOW, 2) == ("s00", "s01")


def test_what_is_due_later_today_waits_for_its_hour() -> None:
    assert today([Due("a", NOW + timedelta(hours=1)), Due("b", NOW)], NOW) == ("b",)


def test_what_was_done_today_leaves_less_for_today() -> None:
    assert today(late(5), NOW, 2, done_today=1) == ("s00",)
    assert today(late(5), NOW, 2, done_today=9) == ()


def test_days_are_the_learners() -> None:
    tokyo = NOW.astimezone(ZoneInfo("Asia/Tokyo"))  # already the eleventh, at midnight
    found = spread(late(2), tokyo, 1)
    assert [one.at.date().day for one in found] == [11, 12]


def test_datetimes_without_a_zone_stay_so() -> None:
    naive = NOW.replace(tzinfo=None)
    assert spread([Due("a", naive - DAY)], naive) == (Due("a", naive),)


def test_less_than_one_a_day_is_refused() -> None:
    with pytest.raises(ValueError, match="never end"):
        spread([], NOW, 0)


def test_a_backlog_of_a_hundred_thousand() -> None:
    due = [Due(f"{n:06}", NOW - DAY) for n in range(100_000)]
    assert spread(due, NOW, 10)[-1].at.date() == (NOW + 9_999 * DAY).date()
