"""An OATutor answer as a specification that our checker holds to be right. Grades nothing itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from courses.importers.oatutor_text import has_gaps, is_typable, markdown, plain
from tutor.grading import SpecError, check, parse_spec
from tutor.types import Outcome

# A named value, as in `x=3` or `A = \frac{d}{r}`.
_NAMED = re.compile(r"(?P<name>[A-Za-z])\s*=\s*(?P<value>[^=]+)\Z")
# DNE, Complex, N: words, not products of letters; `num%2==0`, `top_n_rows` and `np.mean(x)`: code.
_WORDY = re.compile(r"(?:[A-Za-z]{2,}|[A-Z])\Z|.*(?:==|[A-Za-z]_[A-Za-z]{2}|[A-Za-z]{2}\.[A-Za-z]{2})")
# The pool has no field for the form; its own answer must have it, or it is not asked for.
_FORMS = (
    (re.compile(r"\bfactor(?:ing|ed|ize)?\b", re.IGNORECASE), "factored"),
    (re.compile(r"\bsimplif", re.IGNORECASE), "simplified"),
    (re.compile(r"\b(?:expand|multiply|multiplying|distribut|square each)", re.IGNORECASE), "expanded"),
)


class NoAnswer(Exception):
    """The record cannot be asked: it names no answer that could be right."""


@dataclass(frozen=True, slots=True)
class RawAnswer:
    """What a step or scaffold of the pool says about its answer."""

    control: str  # "TextBox" or "MultipleChoice"
    answers: Sequence[str]
    choices: Sequence[str]
    question: str = ""  # the words around it, which may ask for a form


def specification(raw: RawAnswer) -> dict[str, Any]:
    """A mapping for `grading.parse_spec` that holds the pool's own answer to be correct. Raises NoAnswer."""
    if not raw.answers or not plain(raw.answers[0]):
        raise NoAnswer("no answer is given")
    if any(map(has_gaps, (*raw.answers, *raw.choices, raw.question))):
        raise NoAnswer("one of its variables has no values")
    if raw.control == "MultipleChoice" or raw.choices:
        return _choice(raw)
    for candidate in _candidates(raw):
        if _holds(candidate, plain(raw.answers[0])):
            return candidate
    raise NoAnswer("the checker does not understand its answer")


def _choice(raw: RawAnswer) -> dict[str, Any]:
    options = list(dict.fromkeys(markdown(choice) for choice in raw.choices if choice.strip()))
    right = markdown(raw.answers[0])
    if right not in options:
        raise NoAnswer("its answer is not among its choices")
    if len(options) < 2:
        raise NoAnswer("it has fewer than two different choices")
    return {"kind": "choice", "options": options, "correct": options.index(right)}


def _candidates(raw: RawAnswer) -> Iterator[dict[str, Any]]:
    """From the most telling kind to the least: a number, an expression in its form, the text itself."""
    value = plain(raw.answers[0])
    named = _NAMED.match(value)
    if len(raw.answers) == 1 and not _WORDY.match(value):
        if named:
            yield {"kind": "number", "value": named["value"], "variable": named["name"]}
        yield {"kind": "number", "value": value}
        if named:
            yield {"kind": "expression", "value": named["value"], "variable": named["name"]}
        form = next((form for word, form in _FORMS if word.search(raw.question)), None)
        if form:
            yield {"kind": "expression", "value": value, "form": form}
        yield {"kind": "expression", "value": value}
    if all(map(is_typable, map(plain, raw.answers))):
        yield {"kind": "text", "accept": list(dict.fromkeys(plain(answer) for answer in raw.answers))}


def _holds(candidate: Mapping[str, Any], own: str) -> bool:
    try:
        spec = parse_spec(candidate)
    except SpecError:
        return False
    return check(spec, own).outcome is Outcome.CORRECT
