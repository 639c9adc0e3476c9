"""What learners read in a course, each text with its place, and plain words out of it. Knows no rule."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from courses.types import Course, Lesson, Passage, Problem, Step

Kind = Literal["body", "guess", "stem", "prompt", "option", "hint", "question", "solution"]

MATHS = re.compile(r"\$\$.+?\$\$|\$[^$\n]+\$", re.DOTALL)
CODE = re.compile(r"^(```|~~~).*?^\1[^\S\n]*$|`[^`\n]+`", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\n]*\)|https?://\S+")
_MARKS = re.compile(r"[*_#>|]+")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Text:
    place: str
    kind: Kind
    text: str


def of_course(course: Course) -> Iterator[Text]:
    """In the order of the course: the passages of a lesson, then its problems."""
    for lesson in course.lessons:
        for passage in lesson.passages:
            yield from of_passage(f"{lesson.id}/{passage.id}", passage)
        for problem in lesson.problems:
            yield from of_problem(f"{lesson.id}/{problem.id}", problem)


def of_passage(place: str, passage: Passage) -> Iterator[Text]:
    if passage.guess is not None:
        yield Text(place, "guess", passage.guess.prompt)
        for choice in passage.guess.choices:
            yield Text(place, "guess", choice.text)
            yield Text(place, "guess", choice.reply)
    yield Text(place, "body", passage.body)


def of_problem(place: str, problem: Problem) -> Iterator[Text]:
    yield Text(place, "stem", problem.stem)
    for step in problem.steps:
        yield from of_step(f"{place}/{step.id}", step)


def of_step(place: str, step: Step) -> Iterator[Text]:
    yield Text(place, "prompt", step.prompt)
    for option in options(step):
        yield Text(place, "option", option)
    for hint in step.hints:
        yield Text(f"{place}/{hint.id}", "hint", f"{hint.title}\n\n{hint.text}" if hint.title else hint.text)
    for misconception in step.misconceptions:
        yield Text(f"{place}/{misconception.id}", "question", misconception.question)
    for line in step.solution:
        yield Text(place, "solution", line)


def options(step: Step) -> tuple[str, ...]:
    """What a step gives to choose from, in words."""
    given = step.answer.get("options", ())
    return tuple(str(option) for option in given) if isinstance(given, list | tuple) else ()


def problems(course: Course) -> Iterator[tuple[str, Lesson, Problem]]:
    for lesson in course.lessons:
        for problem in lesson.problems:
            yield f"{lesson.id}/{problem.id}", lesson, problem


def steps(course: Course) -> Iterator[tuple[str, Problem, Step]]:
    for place, _, problem in problems(course):
        for step in problem.steps:
            yield f"{place}/{step.id}", problem, step


def prose(text: str, formula: str = " ") -> str:
    """Without code, addresses and Markdown's marks; `formula` stands for each formula."""
    text = CODE.sub(" ", text)
    text = MATHS.sub(formula, text)
    text = _LINK.sub(r"\1", text)
    return _MARKS.sub(" ", text)


def words(text: str) -> list[str]:
    """Runs of letters, in small letters; "don't" and "well-known" are one word each."""
    return _WORD.findall(text.lower())
