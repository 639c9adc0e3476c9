"""Where a visit begins, and what an absence asks for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tutor.learner.absence import Return, begin, minutes, returning

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


@pytest.mark.parametrize(
    ("away", "how"),
    [
        (MINUTE, Return.GOES_ON),
        (5 * HOUR, Return.GOES_ON),  # the same day
        (DAY, Return.LATER),
        (13 * HOUR, Return.LATER),  # since last night
        (27 * DAY, Return.LATER),
        (28 * DAY, Return.LONG),
        (400 * DAY, Return.LONG),
        (-DAY, Return.GOES_ON),  # a clock that ran backwards
    ],
)
def test_how_a_learner_comes_back(away: timedelta, how: Return) -> None:
    assert returning(NOON - away, NOON) is how


def test_midnight_alone_is_no_absence() -> None:
    midnight = NOON.replace(hour=0)
    assert returning(midnight - 5 * MINUTE, midnight + 5 * MINUTE) is Return.GOES_ON
    assert returning(midnight - 20 * MINUTE, midnight + 20 * MINUTE) is Return.LATER


def test_a_visit_begins_after_the_last_absence() -> None:
    times = [NOON - 3 * DAY, NOON - DAY, NOON - DAY + HOUR, NOON, NOON + 4 * HOUR]
    assert begin(times) == 3
    assert begin(times[:3]) == 1
    assert begin(times[:1]) == 0
    assert begin([]) == 0


def test_minutes_leave_pauses_out() -> None:
    times = [NOON, NOON + 2 * MINUTE, NOON + 62 * MINUTE, NOON + 65 * MINUTE]
    assert minutes(times) == 5
    assert minutes(times[:1]) == 1
