"""Ids and references of a course: is each there once, and does each lead somewhere. Knows no answers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from courses import graph
from courses.lint.finding import Finding
from courses.types import Course, Passage, Problem, Step

COURSE_ID = re.compile(r"[A-Za-z0-9_-]{1,80}")
LONGEST_ID = 200  # characters; `courses.models.KEY_LENGTH` holds as many


_REMEDIES = {
    "id": "Give it an id of its own, and keep it once learners have met it.",
    "empty": "Write what is missing.",
    "prerequisites": "Take out the edge that is least needed.",
    "guess": "Mark one choice as the one that turns out right.",
    "milestone": "Name a skill of the step, or add it to the step's skills.",
    "requires": "Name a hint that comes before this one.",
    "unknown-skill": "Add it to the skills of the course, or correct the name.",
    "twice": "Keep one of them, or give the other an id of its own.",
}


def structure_faults(course: Course) -> Iterator[Finding]:
    for finding in _faults(course):
        yield replace(finding, remedy=_REMEDIES[finding.rule])


def _faults(course: Course) -> Iterator[Finding]:
    if not COURSE_ID.fullmatch(course.id):
        yield Finding(
            "id", "", f"{course.id!r} is no course id: up to 80 letters, digits, hyphens, underscores"
        )
    if not course.title.strip():
        yield Finding("empty", "", "the course has no title")
    if not course.lessons:
        yield Finding("empty", "", "the course has no lesson")
    elif not course.problems():
        yield Finding("empty", "", "the course has no problem")
    yield from _graph(course)
    passages = [passage for lesson in course.lessons for passage in lesson.passages]
    yield from _ids("", "lesson", (lesson.id for lesson in course.lessons))
    yield from _ids("", "passage", (passage.id for passage in passages))
    yield from _ids("", "problem", (problem.id for problem in course.problems()))
    known = {skill.id for skill in course.skills}
    for lesson in course.lessons:
        for passage in lesson.passages:
            yield from _passage(f"{lesson.id}/{passage.id}", passage, known)
        for problem in lesson.problems:
            yield from _problem(f"{lesson.id}/{problem.id}", problem, known)


def _graph(course: Course) -> Iterator[Finding]:
    yield from _ids("", "skill", sorted({skill.id for skill in course.skills}))  # doubles: see below
    try:
        graph.check(course)
    except graph.GraphError as error:
        for message in error.problems:
            yield Finding("prerequisites", "", message)


def _passage(place: str, passage: Passage, known: set[str]) -> Iterator[Finding]:
    yield from _skills(place, passage.skills, known)
    if passage.guess is not None and passage.guess.truth not in range(len(passage.guess.choices)):
        yield Finding("guess", place, f"the true choice {passage.guess.truth} of the guess does not exist")


def _problem(place: str, problem: Problem, known: set[str]) -> Iterator[Finding]:
    if not problem.steps:
        yield Finding("empty", place, "the problem has no step")
    yield from _ids(place, "step", (step.id for step in problem.steps))
    for step in problem.steps:
        yield from _step(f"{place}/{step.id}", step, known)


def _step(place: str, step: Step, known: set[str]) -> Iterator[Finding]:
    yield from _skills(place, step.skills, known)
    for milestone in step.answer.get("milestones", ()):
        if isinstance(milestone, Mapping) and milestone.get("shows") not in step.skills:
            yield Finding(
                "milestone", place, f"{milestone.get('shows')!r} is not among the skills of this step"
            )
    yield from _ids(place, "hint", (hint.id for hint in step.hints))
    yield from _ids(place, "misconception", (one.id for one in step.misconceptions))
    earlier: set[str] = set()
    for hint in step.hints:
        for required in hint.requires:
            if required not in earlier:
                yield Finding(
                    "requires", f"{place}/{hint.id}", f"requires {required!r}, which is no earlier hint"
                )
        earlier.add(hint.id)


def _skills(place: str, skills: tuple[str, ...], known: set[str]) -> Iterator[Finding]:
    for skill, times in Counter(skills).items():
        if skill not in known:
            yield Finding("unknown-skill", place, f"{skill!r} is no skill of this course")
        if times > 1:
            yield Finding("twice", place, f"skill {skill!r} is named {times} times")


def _ids(place: str, noun: str, ids: Iterable[str]) -> Iterator[Finding]:
    for one, times in Counter(ids).items():
        if not one or len(one) > LONGEST_ID:
            yield Finding("id", place, f"{noun} id {one!r} must have 1 to {LONGEST_ID} characters")
        if times > 1:
            yield Finding("twice", place, f"{noun} {one!r} is there {times} times")
