"""What follows from passages and examples that were read: whether guesses are asked for, what is to be tried.

Reads events that it is given, and no records.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from courses.types import Course, Passage
from tutor.dialogue import words
from tutor.learner import guessing
from tutor.learner.guessing import Guessed

SHOWN = "shown"  # `found` of an example that asked for no prediction


@dataclass(frozen=True, slots=True)
class Read:
    """A `problem`, `passage` or `worked` event, as far as it says what was read and guessed."""

    kind: str
    problem: str | None
    passage: str | None
    reply: str | None = None
    truth: str | None = None
    found: str | None = None


def guesses(course: Course, log: Sequence[Read]) -> tuple[Guessed, ...]:
    """How every guess went that was, or could have been, asked for."""
    lessons = {one.id: lesson.id for lesson in course.lessons for one in lesson.problems}
    passages = {
        one.id: lesson.id for lesson in course.lessons for one in lesson.passages if one.guess is not None
    }
    found = []
    for one in log:
        if one.kind == "passage" and one.passage in passages:
            found.append(Guessed(passages[one.passage], one.reply is None, asked=one.truth is not None))
        elif one.kind == "worked" and one.problem in lessons:
            found.append(Guessed(lessons[one.problem], one.found == "none", asked=one.found != SHOWN))
    return tuple(found)


def untried(course: Course, log: Sequence[Read]) -> frozenset[str]:
    """The passages since which no problem on one of their skills was asked."""
    passages = {one.id: frozenset(one.skills) for lesson in course.lessons for one in lesson.passages}
    skills = {one.id: frozenset(one.skills) for one in course.problems()}
    open_: set[str] = set()
    for one in log:
        if one.kind == "passage" and one.passage in passages:
            open_.add(one.passage)
        elif one.kind == "problem" and one.problem in skills:
            open_ = {read for read in open_ if passages[read].isdisjoint(skills[one.problem])}
    return frozenset(open_)


def asks(passage: Passage, lesson: str, before: Sequence[Guessed]) -> bool:
    """Whether the passage asks for a guess before it is shown."""
    return passage.guess is not None and not guessing.is_off(before, lesson)


def not_asked(lesson: str, before: Sequence[Guessed], seed: str) -> str | None:
    """What is said where no guess is asked for: the first time in a lesson that it is so from here on."""
    return None if guessing.is_told(before, lesson) else words.say("guesses_off", seed, ())
