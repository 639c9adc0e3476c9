"""Where a visit begins, and what an absence asks for. Knows times, not what was done in them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise

BREAK = timedelta(minutes=30)  # shorter ones do not end a visit, not even at midnight
LONG = timedelta(days=28)  # from here on what was known is asked about before it is built on
PAUSE = timedelta(minutes=5)  # who says nothing for longer does something else


class Return(StrEnum):
    """How a learner comes back."""

    GOES_ON = "goes_on"  # the same day, or never really away
    LATER = "later"  # another day: a word of greeting
    LONG = "long"  # greeted, and asked again


def returning(last: datetime, now: datetime) -> Return:
    """What an absence from `last` to `now` is. Both are in the learner’s time zone, which counts days."""
    away = now - last
    if away < BREAK or last.date() >= now.date():
        return Return.GOES_ON
    return Return.LONG if away >= LONG else Return.LATER


def begin(times: Sequence[datetime]) -> int:
    """The place in `times`, oldest first and in one time zone, at which the last visit begins."""
    starts = (
        place
        for place in range(len(times) - 1, 0, -1)
        if returning(times[place - 1], times[place]) is not Return.GOES_ON
    )
    return next(starts, 0)


def minutes(times: Sequence[datetime]) -> int:
    """How long somebody was at it, to the minute and without pauses; at least one."""
    gaps = (later - earlier for earlier, later in pairwise(times))
    worked = sum((gap for gap in gaps if timedelta() <= gap <= PAUSE), timedelta())
    return max(round(worked / timedelta(minutes=1)), 1)
