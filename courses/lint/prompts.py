"""Questions that are badly put: yes or no, two at once, or with their own answer in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from courses.lint import texts
from courses.lint.finding import Finding, Severity
from courses.types import Course, Problem, Step
from tutor.grading import find_leak, spec_of
from tutor.grading.variants import instantiate

SEED = 0
_PAIRS = tuple(
    map(
        frozenset,
        (
            ("yes", "no"),
            ("true", "false"),
            ("t", "f"),
            ("y", "n"),
            ("right", "wrong"),
            ("correct", "incorrect"),
        ),
    )
)
_ONE_FIELD = ("number", "expression", "text")
_ASKING = r"(?:what|which|how|where|when|who|why)"
_WH = re.compile(rf"\b{_ASKING}\b", re.I)
_JOINED = re.compile(rf"\b{_ASKING}\b[^.?!]*\band\s+{_ASKING}\b[^.?!]*\?", re.I)
_ORDER = r"(?:find|give|state|determine|calculate|compute|identify|write|what (?:is|are))"
_LINKS = r"(?!(?:of|between|from|to|in|for|by|with|at|on|and|when|that|which)\b)"
_BOTH = re.compile(
    rf"\b{_ORDER}\s+(?:both\s+)?the\s+(?:{_LINKS}[\w-]+\s+){{1,2}}and\s+the\s+{_LINKS}[\w-]+", re.I
)
_SHORT = 8  # words
_TOLD = re.compile(
    r"(?<![^.?!\n])[^.?!\n]*\b(?:the|its|correct|right|final)\s+(?:answer|solution|result)"
    r"\s+(?:is|equals|will be|would be)\s[^?!\n]*",
    re.I,
)
_CONDITION = re.compile(r"\b(?:if|when|whether|unless|where)\b", re.I)
_SENTENCE = re.compile(r"(?<![^.?!])[^.?!]*\?")  # looked for from where one begins only
_MANY_VALUES = re.compile(r"[,;=]|\b(?:or|and)\b")


def yes_or_no(course: Course) -> Iterator[Finding]:
    for place, _, step in texts.steps(course):
        if _is_yes_or_no(step):
            yield Finding(
                "yes-no",
                place,
                "can be answered with yes or no, so half of all guesses are right",
                "Ask which, how many or why instead, or give more to choose from.",
                Severity.WARNING,
            )


def _is_yes_or_no(step: Step) -> bool:
    match step.answer.get("kind"):
        case "choice":
            said = texts.options(step)
        case "text":
            said = tuple(map(str, step.answer.get("accept", ())))
        case _:
            return False
    plain = {one.strip(" .!$").casefold() for one in said}
    if step.answer["kind"] == "text":
        return bool(plain) and any(plain <= pair for pair in _PAIRS)
    return plain in _PAIRS


def two_at_once(course: Course) -> Iterator[Finding]:
    """Two questions where there is one field to answer in."""
    for place, _, step in texts.steps(course):
        if step.answer.get("kind") in _ONE_FIELD and not _takes_many(step) and _asks_twice(step.prompt):
            yield Finding(
                "two-questions",
                place,
                "asks two things, and there is one field for the answer",
                "Make two steps of it.",
                Severity.WARNING,
            )


def _takes_many(step: Step) -> bool:
    return bool(_MANY_VALUES.search(str(step.answer.get("value", ""))))


def _asks_twice(prompt: str) -> bool:
    plain = texts.prose(prompt, " § ")
    return bool(_JOINED.search(plain) or _BOTH.search(plain)) or _are_two(_SENTENCE.findall(plain))


def _are_two(questions: list[str]) -> bool:
    """Two short questions with different words; a longer second one mostly says the first again."""
    asked = [set(texts.words(one)) for one in questions if _WH.search(one)]
    if len(asked) != 2 or max(map(len, asked)) > _SHORT:
        return False
    return len(asked[0] & asked[1]) < 0.5 * min(map(len, asked))


def own_answers(course: Course) -> Iterator[Finding]:
    """A stem or prompt that says the answer as the answer, or shows the equation that is the solution.

    What else it shows is what the question is about: the number in "how much is half of 6" may be right.
    """
    for place, _, problem in texts.problems(course):
        if not problem.where and not _may_tell(problem):
            continue
        variant = instantiate(problem, SEED)
        for step in variant.steps:
            evidence = _told(f"{variant.stem}\n\n{step.prompt}", step)
            if evidence is not None:
                yield Finding(
                    "own-answer",
                    f"{place}/{step.id}",
                    f"the question holds its own answer: {evidence}",
                    "Take the answer out of the words.",
                    Severity.STOP,
                )


def _may_tell(problem: Problem) -> bool:
    shown = [problem.stem, *(step.prompt for step in problem.steps)]
    return any(_TOLD.search(text) for text in shown) or any(
        "variable" in step.answer for step in problem.steps
    )


def _told(shown: str, step: Step) -> str | None:
    spec = spec_of(replace(step, prompt=""))  # as if nothing had been shown
    for sentence in _TOLD.findall(shown):
        evidence = None if _CONDITION.search(sentence) else find_leak(sentence, spec)
        if evidence is not None:
            return evidence
    variable, value = step.answer.get("variable"), step.answer.get("value")
    if variable is not None and value is not None:
        wanted = f"{variable}={value}".replace(" ", "")
        for found in texts.MATHS.finditer(shown):
            formula = found[0]
            if formula.strip("$").replace(" ", "") == wanted:
                return formula.strip("$")
    return None
