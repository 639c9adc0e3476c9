"""Reads for the page of the whole course: its skills as a climb, and how far up this learner is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from courses.types import Course, Skill
from tutor.insight.progress import Bar, states, to_bar

WIDTH, HEIGHT, LOWEST = 10, 40, 6  # of stairs, in units of the drawing


@dataclass(frozen=True, slots=True)
class Ledge:
    """The skills that a lesson is the first to practise. `title` is empty for those that none practises."""

    title: str
    skills: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Stair:
    """A skill in the drawing of the climb: each one higher than the one before it."""

    bar: Bar
    x: int
    y: int
    height: int


@dataclass(frozen=True, slots=True)
class Climb:
    """`tried`: whether anything is known of this learner here."""

    ledges: tuple[Ledge, ...]
    stairs: tuple[Stair, ...]
    skills: int
    got: int  # those that are kept among them
    kept: int
    eurekas: int
    tried: bool

    @property
    def width(self) -> int:
        return WIDTH * max(self.skills, 1)


def climb(learner_id: UUID, course: Course, current: frozenset[str] = frozenset()) -> Climb:
    """In the order of the ramp, lesson by lesson."""
    known = states(learner_id, course.id)
    ledges = tuple(
        Ledge(title, tuple(to_bar(skill, known.get(skill.id), skill.id in current) for skill in skills))
        for title, skills in _ledges(course)
    )
    bars = [bar for ledge in ledges for bar in ledge.skills]
    return Climb(
        ledges,
        _stairs(bars),
        len(bars),
        sum(bar.got for bar in bars),
        sum(bar.kept for bar in bars),
        sum(bar.eureka for bar in bars),
        bool(known),
    )


def _stairs(bars: Sequence[Bar]) -> tuple[Stair, ...]:
    heights = (LOWEST + (HEIGHT - LOWEST) * place // len(bars) for place in range(1, len(bars) + 1))
    return tuple(
        Stair(bar, WIDTH * place, HEIGHT - height, height)
        for place, (bar, height) in enumerate(zip(bars, heights, strict=True))
    )


def _ledges(course: Course) -> Iterator[tuple[str, list[Skill]]]:
    left = {skill.id: skill for skill in course.skills}
    for lesson in course.lessons:
        here = {skill for problem in lesson.problems for skill in problem.skills}
        skills = [left.pop(skill.id) for skill in course.skills if skill.id in here and skill.id in left]
        if skills:
            yield lesson.title, skills
    if left:
        yield "", list(left.values())
