"""Which reviews are for today when more are due than a day should hold. Knows when they are due, not of what.

Nobody is told how many wait: they are spread over the days to come, and each day is an ordinary one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

PER_DAY = 12  # skills; with what covers several at once that is about a quarter of an hour


@dataclass(frozen=True, slots=True)
class Due:
    """A skill and when it comes back."""

    skill: str
    at: datetime


def spread(due: Iterable[Due], now: datetime, per_day: int = PER_DAY, done_today: int = 0) -> tuple[Due, ...]:
    """The same skills in order, at most `per_day` on a day: the longest due first, the rest on later days.

    Days are those of `now`'s time zone; `done_today` reviews have been done and leave less room. Nothing
    comes earlier than it was due, or before `now`. What has to wait comes with the beginning of its day. All
    datetimes are aware, or none is. Raise ValueError for less than one a day. Deterministic.
    """
    if per_day < 1:
        raise ValueError(f"{per_day} reviews a day would never end")
    placed = []
    day, room = now.date(), max(per_day - max(done_today, 0), 0)
    for one in sorted(due, key=lambda one: (one.at, one.skill)):
        at = max(one.at.astimezone(now.tzinfo) if now.tzinfo else one.at, now)
        if at.date() > day:
            day, room = at.date(), per_day
        if room == 0:
            day, room = day + timedelta(days=1), per_day
        room -= 1
        begin = datetime.combine(day, time.min, tzinfo=now.tzinfo)
        placed.append(Due(one.skill, max(at, begin)))
    return tuple(placed)


def today(due: Iterable[Due], now: datetime, per_day: int = PER_DAY, done_today: int = 0) -> tuple[str, ...]:
    """The skills to review now, most urgent first: what `spread` leaves due by `now`."""
    return tuple(one.skill for one in spread(due, now, per_day, done_today) if one.at <= now)
