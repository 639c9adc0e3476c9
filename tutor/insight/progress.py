"""Reads for the home page and the bars beside the conversation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from courses.models import CourseVersion
from courses.types import Course, Skill
from tutor.models import SkillState


@dataclass(frozen=True, slots=True)
class Bar:
    """One skill as the learner sees it; numbers are percent, low and high a 90 % interval."""

    skill: str
    title: str
    percent: int
    low: int
    high: int
    got: bool
    kept: bool
    eureka: bool
    current: bool


@dataclass(frozen=True, slots=True)
class CourseCard:
    id: str
    title: str
    summary: str
    language: str
    licence: str
    lessons: int
    skills: int
    problems: int
    session_url: str | None


FEW = 24  # skills that fit beside a conversation


def bars(learner_id: UUID, course: Course, current: frozenset[str] = frozenset()) -> list[Bar]:
    """A bar a skill, in the order of the course; zero until there is a belief.

    Of a large course those of the current lessons, and those that were got.
    """
    known = states(learner_id, course.id)
    near = _near(course, current) if len(course.skills) > FEW else {skill.id for skill in course.skills}
    got = {row.skill for row in known.values() if row.got_at is not None}
    return [
        to_bar(skill, known.get(skill.id), skill.id in current)
        for skill in course.skills
        if skill.id in near or skill.id in got
    ]


def _near(course: Course, current: frozenset[str]) -> set[str]:
    """The skills of every lesson that practises one of `current`."""
    lessons = ({skill for one in lesson.problems for skill in one.skills} for lesson in course.lessons)
    return set().union(current, *(skills for skills in lessons if skills & current))


def states(learner_id: UUID, course_id: str, skills: Sequence[str] | None = None) -> dict[str, SkillState]:
    """What is believed, by skill: of all of them, or of `skills`, these with their traces."""
    rows = SkillState.objects.filter(learner_id=learner_id, course_id=course_id)
    rows = rows.defer("trace") if skills is None else rows.filter(skill__in=skills)
    return {row.skill: row for row in rows}


def to_bar(skill: Skill, state: SkillState | None, current: bool) -> Bar:
    if state is None:
        return Bar(skill.id, skill.title, 0, 0, 0, False, False, False, current)
    return Bar(
        skill.id,
        skill.title,
        _percent(state.p),
        _percent(state.low),
        _percent(state.high),
        state.got_at is not None,
        state.kept_at is not None,
        state.eureka_at is not None,
        current,
    )


def _percent(probability: float) -> int:
    """1..99: nobody is told that something is certain or hopeless."""
    return min(max(round(100 * probability), 1), 99)


def card(version: CourseVersion, session_url: str | None) -> CourseCard:
    return CourseCard(
        version.course_id,
        version.title,
        version.summary,
        version.language,
        version.licence,
        version.lessons.count(),
        version.skills.count(),
        version.lessons.filter(problems__isnull=False).values("problems").count(),
        session_url,
    )
