"""Answers of question banks as specifications for our checker: picked, typed, numbers, pairs.

Knows no format. What a bank knows and our checker does not (half marks, wildcards, units that may be left
out) is said in `changes` or, where a right answer would be called wrong, keeps the question out.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from courses.importers.questions import FEEDBACK_LOST, Asked, Skip, named

Changes = list[tuple[str, str]]

HALF = "an answer that earns a part of the marks counts as wrong"
SAME = "options that are the same were put together"
WILD = "answers with a wildcard (*) are left out: other wordings are not recognised"
WILD_ONLY = "a wildcard (*) around its answer is left out: only the words themselves are accepted"
SEVERAL_RIGHT = "several options are right where one is to be chosen"
NONE_RIGHT = "no answer of it is right"
TWO_NUMBERS = "it has several different right numbers"
NO_NUMBER = "its answer is no number"
SAME_LEFT = "two things to match are the same"
ALL_WILD = "any answer to it is right"

_TRUTH = {
    "de": ("Wahr", "Falsch"),
    "es": ("Verdadero", "Falso"),
    "fr": ("Vrai", "Faux"),
    "sv": ("Sant", "Falskt"),
}


@dataclass(frozen=True, slots=True)
class Option:
    """An answer of a bank: what it is, which part of the marks it earns (100 is all), what is said to it."""

    text: str
    marks: float
    words: str = ""


def truth(prompt: str, right: bool, to_true: str, to_false: str, language: str) -> Asked:
    """True or false, in the course's language where we know its words."""
    yes, no = _TRUTH.get(language.partition("-")[0], ("True", "False"))
    options = [Option(yes, 100 if right else 0, to_true), Option(no, 0 if right else 100, to_false)]
    return picked(prompt, options, True, [])


def picked(prompt: str, options: list[Option], single: bool, changes: Changes) -> Asked:
    """One option, or all that earn marks. Raises Skip."""
    options = _different(options, changes)
    texts = [option.text for option in options]
    if not single:
        correct = [at for at, option in enumerate(options) if option.marks > 0]
        lost = [option for option in options if option.words and option.marks <= 0]
        changes += [(FEEDBACK_LOST, named(option.words)) for option in lost]
        said = [option.words for option in options if option.words and option.marks > 0]
        return Asked(prompt, {"kind": "several", "options": texts, "correct": correct}, solution=said)
    right = [at for at, option in enumerate(options) if option.marks >= 100]
    if not right:
        raise Skip(NONE_RIGHT)
    if len(right) > 1:
        raise Skip(SEVERAL_RIGHT)
    _half(options, changes)
    asked = Asked(prompt, {"kind": "choice", "options": texts, "correct": right[0]})
    return _with_words(asked, options)


def typed(prompt: str, options: list[Option], case: bool, changes: Changes) -> Asked:
    """A short text. `*` in an option stands for anything, `\\*` for itself. Raises Skip."""
    right = [option for option in options if option.marks >= 100]
    _half(options, changes)
    plain = [option.text.replace("\\*", "*") for option in right if not _wild(option.text)]
    if len(plain) < len(right):
        if plain:
            changes.append((WILD, ""))
        else:
            cores = [option.text.strip("* ") for option in right]
            plain = [core.replace("\\*", "*") for core in cores if core and not _wild(core)]
            changes.append((WILD_ONLY, ""))
    if not plain:
        raise Skip(ALL_WILD if right else NONE_RIGHT)
    answer: dict[str, Any] = {"kind": "text", "accept": list(dict.fromkeys(plain))}
    if len(answer["accept"]) == 1 and (value := decimal(plain[0])) is not None:
        answer = {"kind": "number", "value": value}
    elif case:
        answer["case"] = True
    asked = Asked(prompt, answer)
    return _with_words(asked, [option for option in options if not _wild(option.text)], changes)


def numeric(prompt: str, options: list[tuple[Option, str]], changes: Changes, unit: str = "") -> Asked:
    """A number; with each option comes how far off an answer may be. Raises Skip."""
    right = [(decimal(option.text), decimal(off)) for option, off in options if option.marks >= 100]
    if not right:
        raise Skip(NONE_RIGHT)
    value, off = right[0]
    if value is None:
        raise Skip(NO_NUMBER, named(options[0][0].text))
    if any(pair != right[0] for pair in right):
        raise Skip(TWO_NUMBERS)
    _half([option for option, _ in options], changes)
    answer: dict[str, Any] = {"kind": "number", "value": value}
    if off is not None and Decimal(off) != 0:
        answer["tolerance"] = off.lstrip("-")
    if unit:
        answer["unit"] = unit
    exact = [option for option, _ in options if decimal(option.text) is not None]
    changes += [(FEEDBACK_LOST, named(o.words)) for o, _ in options if o.words and o not in exact]
    return _with_words(Asked(prompt, answer), exact)


def matched(prompt: str, pairs: list[tuple[str, str]]) -> Asked:
    """Pairs; a pair without a left side is a partner that belongs to nothing. Raises Skip."""
    real = [(left, right) for left, right in pairs if left]
    if len({left for left, _ in real}) < len(real):
        raise Skip(SAME_LEFT)
    partners = {right for _, right in real}
    others = list(dict.fromkeys(right for left, right in pairs if not left and right not in partners))
    answer: dict[str, Any] = {"kind": "match", "pairs": dict(real)}
    if others:
        answer["others"] = others
    return Asked(prompt, answer)


def decimal(text: str) -> str | None:
    """A number as our checker writes it: no exponent where it can be avoided, a point before its decimals."""
    text = text.strip().replace("\N{MINUS SIGN}", "-")
    try:
        value = Decimal(text.replace(",", ".") if text.count(",") == 1 and "." not in text else text)
    except InvalidOperation:
        return None
    if not value.is_finite():
        return None
    plain = f"{value:f}"
    return plain if len(plain) <= 40 else f"{value:E}"


def _different(options: list[Option], changes: Changes) -> list[Option]:
    kept: dict[str, Option] = {}
    for option in options:
        there = kept.setdefault(option.text, option)
        if there is not option:
            if there.marks != option.marks:
                raise Skip("two options are the same, and one is right")
            changes.append((SAME, named(option.text)))
    return list(kept.values())


def _wild(text: str) -> bool:
    return "*" in text.replace("\\*", "")


def _half(options: list[Option], changes: Changes) -> None:
    changes += [(HALF, named(option.text)) for option in options if 0 < option.marks < 100]


def _with_words(asked: Asked, options: list[Option], changes: Changes | None = None) -> Asked:
    """What is said to a wrong answer exposes it; what is said to the right one is part of the solution."""
    for option in options:
        if option.words and option.marks >= 100:
            asked.solution.append(option.words)
        elif option.words:
            asked.wrong.append((option.text.replace("\\*", "*"), named(option.text), option.words))
    return asked
