"""Scaffolds that ask for what the step asks for. The checker says whether two answers are the same."""

from __future__ import annotations

import re
from collections.abc import Iterator

from courses.lint import texts
from courses.lint.finding import Finding, Severity
from courses.types import AnswerMapping, Course, Hint, Step
from tutor.grading import Spec, check, spec_of
from tutor.grading.variants import instantiate
from tutor.types import Outcome

SEEDS = (0, 1)  # a draw may make two answers equal that are not the same question
_MATHS = ("number", "expression")
_PLAIN = re.compile(r"-?\d+(?:\.\d+)?")
_SMALL = 12  # whole numbers up to here come out of different questions by chance
_COMMON = frozenset(texts.words("yes no true false right wrong left none both"))


def repeated_answers(course: Course) -> Iterator[Finding]:
    """A sub-question whose answer is the step's own: who answers it has nothing left to do."""
    for place, _, problem in texts.problems(course):
        draws = [instantiate(problem, seed) for seed in (SEEDS if problem.where else SEEDS[:1])]
        for number, step in enumerate(problem.steps):
            drawn = [(draw.steps[number], spec_of(draw.steps[number], draw.stem)) for draw in draws]
            for rung, hint in enumerate(step.hints):
                if hint.is_scaffold and all(_repeats(one, one.hints[rung], spec) for one, spec in drawn):
                    yield Finding(
                        "scaffold",
                        f"{place}/{step.id}/{hint.id}",
                        "the sub-question has the step's own answer",
                        "Ask for something on the way there, or leave the sub-question out.",
                        Severity.WARNING,
                    )


def _repeats(step: Step, hint: Hint, spec: Spec) -> bool:
    own, other = _given(step.answer), _given(hint.answer or {})
    if not own or not other or not _same(step, hint, spec, own, other):
        return False
    return not _by_chance(own) or _asks_the_same(step, hint)


def _same(step: Step, hint: Hint, spec: Spec, own: str, other: str) -> bool:
    if own == other:
        return True
    if _PLAIN.fullmatch(own) and _PLAIN.fullmatch(other):
        return float(own) == float(other)
    kinds = step.answer.get("kind"), (hint.answer or {}).get("kind")
    if not all(kind in _MATHS for kind in kinds):
        return own.casefold() == other.casefold()
    # What is longer than the answer is a line on the way to it, of the same value.
    return _length(other) <= _length(own) and check(spec, other).outcome == Outcome.CORRECT


def _length(formula: str) -> int:
    return len(re.sub(r"\\left|\\right|\\frac|[\s{}*]+", "", formula))


def _given(answer: AnswerMapping) -> str:
    """The right answer as one line, "" for a kind that has no such line."""
    match answer.get("kind"):
        case "number" | "expression":
            return str(answer.get("value", "")).strip()
        case "text":
            accepted = answer.get("accept") or [""]
            return str(accepted[0]).strip()
        case "choice":
            options, correct = answer.get("options", ()), answer.get("correct", 0)
            return str(options[correct]).strip() if 0 <= correct < len(options) else ""
    return ""


def _by_chance(own: str) -> bool:
    if _PLAIN.fullmatch(own):
        return float(own).is_integer() and abs(float(own)) <= _SMALL
    plain = own.strip("$ .").casefold()
    return len(plain) <= 1 or plain in _COMMON


def _asks_the_same(step: Step, hint: Hint) -> bool:
    """Whether most words of the sub-question stand in the step's prompt too."""
    asked = set(texts.words(texts.prose(step.prompt)))
    words = set(texts.words(texts.prose(hint.text)))
    return len(words) > 2 and len(words & asked) >= 0.6 * len(words)
