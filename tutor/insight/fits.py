"""Reads for the pages on fits: how each course stands, and a plot of how far probabilities can be trusted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import sqrt
from typing import Any

from courses import publish
from tutor.models import CourseFit, CourseFitting

SIDE, EDGE = 300, 44  # of the square that is drawn in, and of the room around it for the axes
TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
_Z = 1.645  # 90 % of a normal lies within ± this many standard deviations


@dataclass(frozen=True, slots=True)
class CourseStanding:
    """Which fit serves the newest version of a course, and what came of the last try."""

    id: str
    title: str
    serving: CourseFit | None
    tried_at: datetime | None
    note: str


def standings() -> list[CourseStanding]:
    """Every published course, by title."""
    versions = publish.latest()
    fits = CourseFit.objects.filter(chosen=True, course__in=[version.course_id for version in versions])
    fits = fits.defer("fitted").select_related("version").order_by("version__number")
    serving = {fit.course_id: fit for fit in fits}  # that of the newest version that has one
    tries = CourseFitting.objects.in_bulk([version.course_id for version in versions])
    return [
        CourseStanding(
            version.course_id,
            version.title,
            serving.get(version.course_id),
            tries[version.course_id].tried_at if version.course_id in tries else None,
            tries[version.course_id].note if version.course_id in tries else "",
        )
        for version in versions
    ]


@dataclass(frozen=True, slots=True)
class Dot:
    """A bin of answers: where it stands, from where to where chance may have moved it."""

    x: str
    y: str
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class Tick:
    at: str  # from the left
    up: str  # from the top, for the same number on the other axis
    text: str


@dataclass(frozen=True, slots=True)
class Plot:
    """Coordinates of an SVG as text, so that no language writes them with a comma."""

    size: int
    left: int
    right: int
    top: int
    bottom: int
    middle: int
    ticks: tuple[Tick, ...]
    dots: tuple[Dot, ...]


def plot(bins: Sequence[Mapping[str, Any]]) -> Plot:
    """Predicted from left to right, seen from bottom to top, with 90 % intervals of what was seen."""
    dots = []
    for one in bins:
        seen, count = one["seen"], max(one["count"], 1)
        reach = _Z * sqrt(max(seen * (1 - seen), 0.25 / count) / count)
        low, high = max(seen - reach, 0.0), min(seen + reach, 1.0)
        dots.append(Dot(_across(one["predicted"]), _up(seen), _up(low), _up(high)))
    return Plot(
        size=SIDE + 2 * EDGE,
        left=EDGE,
        right=EDGE + SIDE,
        top=EDGE,
        bottom=EDGE + SIDE,
        middle=EDGE + SIDE // 2,
        ticks=tuple(Tick(_across(one), _up(one), f"{one:.2f}") for one in TICKS),
        dots=tuple(dots),
    )


def _across(p: float) -> str:
    return f"{EDGE + SIDE * p:.1f}"


def _up(p: float) -> str:
    return f"{EDGE + SIDE * (1 - p):.1f}"
