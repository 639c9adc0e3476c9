"""Does a text say the answer outright? For texts that talk about numbers which everybody has seen already.

`grading.leaks` asks more: whether an answer can be had from a text at all, sums left to be done included.
Here a number that was said before is said as the answer only where it stands as a result.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from tutor.grading import NumberSpec, Spec, answer_text, find_leak
from tutor.grading.spoken import figures

_NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?(?![\d])")
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
# ", not 117": a right number put against a wrong one.
_AGAINST = re.compile(
    r"^[^.;?\d]{0,60}?,? (?:not|instead of|rather than) (?:\$\s?)?(?:\d|double\b|half\b|twice\b)"
)
# "243 - 80 = ", but not "3x/2 = ", where something is still to be found.
_RESULT = re.compile(
    r"[\d)]\s*(?:[-+*/x×÷·−]|times|plus|minus)[^=;?]{1,60}(?:=|\bequals?|\bwhich equals)\s*\$?\s?$"
)
_OPEN = re.compile(r"\d[a-z](?![a-z])")
_CLAIM = re.compile(
    r"\b(?:(?:total|answer|amount|profit|cost|number|result|sum|difference|value)\b[^.;?]{0,60}?"
    r"\b(?:is|be|was|are|equals|simply)|"
    r"(?:must|needs? to|have to|has to)\b(?! have)[^.,;?]{0,40}?|must have \w+|"
    r"(?:gives?|giving) (?:us|you|him|her|them)|"
    r"(?:get|got|gets) (?:a|the) (?:final|total|correct|right)[^.;?]{0,20}|"
    r"total (?:profit|cost|amount|price),|(?:correct|right|final) (?:answer|result|total)\b[^.;?]{0,20})"
    r"(?:\W+(?:actually|just|only|simply|exactly|in fact|then|about))*\W*$",
    re.IGNORECASE,
)
_CONCLUDES = re.compile(r"\b(?:therefore|thus|hence)\W*\$?$", re.IGNORECASE)
_GOES_ON = re.compile(r"^\s*(?:\([^)]{0,20}\)\s*)?[-+*/×÷·−](?=\s*[\d(])")  # part of a longer sum


def says(text: str, spec: Spec, known: Sequence[str] = ()) -> bool:
    """Whether `text` says the answer. `known`: what both have seen, beside what was asked."""
    value = _value(spec)
    if value is None:
        return find_leak(text, spec) is not None
    plain = figures(text)
    if value in _values("\n".join((*spec.asked, *known))):
        return any(_claimed(plain, at) for at in _places(plain, value))
    if any(True for _ in _places(plain, value)):
        return True
    found = find_leak(text, spec)
    return found is not None and len(_NUMBER.findall(figures(found))) < 2


def _value(spec: Spec) -> Fraction | None:
    """The one number that is right; None where other things are."""
    if not isinstance(spec, NumberSpec):
        return None
    try:
        return abs(Fraction(answer_text(spec).strip("$ ").replace(",", "")))
    except (ValueError, ZeroDivisionError):
        return None


def _values(text: str) -> set[Fraction]:
    return {_read(found.group()) for found in _NUMBER.finditer(figures(text))}


def _read(numeral: str) -> Fraction:
    return Fraction(numeral.replace(",", ""))


def _places(text: str, value: Fraction) -> Iterator[re.Match[str]]:
    return (found for found in _NUMBER.finditer(text) if _read(found.group()) == value)


def _claimed(text: str, number: re.Match[str]) -> bool:
    """Whether a number stands there as a result, and not as something given, asked about or worked with."""
    start = max((cut.end() for cut in _SENTENCE.finditer(text, 0, number.start())), default=0)
    end = next((cut.start() for cut in _SENTENCE.finditer(text, number.end())), len(text))
    before, after = text[start : number.start()], text[number.end() : end]
    if after.rstrip().endswith("?") or _GOES_ON.match(after):
        return False
    if _AGAINST.match(after):
        return True
    result = _RESULT.search(before)
    if result is not None and not _OPEN.search(before[max(0, result.start() - 10) :]):
        return True
    return _CLAIM.search(before) is not None or _CONCLUDES.search(before) is not None
