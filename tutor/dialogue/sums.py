"""The arithmetic that a sentence claims: "16 x 2 = 32", "70 divided by 24 equals 2.92". Knows no task.

Each claim is judged by the checker's own parser and exact numbers. What may be meant in another way (units
that differ, a percentage added to a number) is left out: nothing is called false that is only loosely said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from tutor.grading import exact, parser
from tutor.grading.tree import MathsError

LONGEST = 1200  # characters of talk that are looked at, the last ones
MOST = 12  # sums


class Truth(StrEnum):
    TRUE = "true"
    FALSE = "false"
    ROUNDED = "rounded"


@dataclass(frozen=True, slots=True)
class Sum:
    """One claim: `left` and `right` in figures and signs, `quote` as short as the learner wrote it."""

    quote: str
    left: str
    right: str
    truth: Truth
    start: int  # where it stands in the text

    @property
    def numbers(self) -> frozenset[Fraction]:
        return frozenset(values(f"{self.left} {self.right}"))


NUMBER = re.compile(r"(?<![\w.,])\d+(?:,\d{3})*(?:\.\d+)?|(?<![\w.])\.\d+")
_N = r"(?:[$£€]\s?)?\d+(?:,\d{3})*(?:\.\d+)?(?:\s?%)?"
_UNIT = (
    r"(?:\s(?!times\b|plus\b|minus\b|divided\b|multiplied\b|over\b|and\b|is\b|are\b|or\b|x\b)[A-Za-z]+){0,3}"
)
_OF = rf"(?:\(\s?)*{_N}{_UNIT}?\)*"
_SIGN = r"(?:[-+*/×÷·−–x]|times|plus|minus|divided by|multiplied by|over)"
_EQUALS = (
    r"(?:=|equals?|is equal to|are equal to|comes to|which equals|which is|which gives(?: us| me)?"
    r"|gives(?: us| me)?|makes|is|are)"
)
_WRITTEN = re.compile(
    rf"(?<![\w.^√)+*/×÷·])(?P<left>{_OF}(?:\s?{_SIGN}\s?{_OF})+)\s*{_EQUALS}\s*(?P<right>[-−]?\s?{_N})",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"^\s?(?:[+*/×÷·^]|[-−–]\s?\d|x\s?\d|r(?:emainder)?\s?\d|\d|[a-z]\b(?=\s*[-+*/=]))", re.IGNORECASE
)
_BEFORE = re.compile(r"(?:[-+*/×÷·−^]|\d\s?x)\s*$")
_GAP = r"[^.;?\d]{0,70}?"
_TOLD = re.compile(
    rf"\b(?P<verb>add|subtract|multipl|divid)\w*\s(?:the\s|this\s)?(?P<a>{_N})(?P<ua>[^.;?\d]{{0,40}}?)\s"
    rf"(?P<link>and|to|from|by|with)\s(?P<b>{_N}){_GAP}"
    rf"\b(?:to get|and got|and get|getting|gave me|gives me|gives|which was|which is|equals)\s"
    rf"(?:[a-z]+\s){{0,4}}?(?P<c>{_N})(?![\d.]*\d)",
    re.IGNORECASE,
)
_VERBS = {"add": "+", "subtract": "-", "multipl": "x", "divid": "/"}
_LINKS = {"add": ("and", "to"), "subtract": ("from",), "multipl": ("by", "and", "with"), "divid": ("by",)}
_SIGNS = (
    (re.compile(r"\b(?:divided by|over)\b|÷", re.IGNORECASE), "/"),
    (re.compile(r"\b(?:multiplied by|times)\b|[×·]", re.IGNORECASE), "*"),
    (re.compile(r"(?<=[\d\s)%])x(?=[\s\d(.$£€])", re.IGNORECASE), "*"),
    (re.compile(r"\bplus\b", re.IGNORECASE), "+"),
    (re.compile(r"\bminus\b|[−–]", re.IGNORECASE), "-"),
    (re.compile(r"[$£€]"), ""),
    (re.compile(r"(?<=\d),(?=\d{3}(?!\d))"), ""),
)
_LETTERS = re.compile(r"[A-Za-z]+")


def sums(text: str) -> list[Sum]:
    """The claims in a text, in order. Never raises."""
    plain = text[-LONGEST:]
    found = [one for one in (*_written(plain), *_told(plain)) if one is not None]
    return sorted(found, key=lambda one: one.start)[:MOST]


def values(text: str) -> list[Fraction]:
    """The numbers that stand in a text."""
    return [Fraction(found.group().replace(",", "").rstrip(".")) for found in NUMBER.finditer(text)]


def _written(text: str) -> Iterator[Sum | None]:
    at = 0
    while (found := _WRITTEN.search(text, at)) is not None:
        at = found.end("left")
        if _BEFORE.search(text[: found.start()]) or _AFTER.match(text[found.end() :]):
            continue
        yield _judged(found["left"], found["right"], found.group(), found.start())


def _told(text: str) -> Iterator[Sum | None]:
    for found in _TOLD.finditer(text):
        verb = next(one for one in _VERBS if found["verb"].lower().startswith(one))
        if found["link"].lower() not in _LINKS[verb]:
            continue
        first, second = (found["b"], found["a"]) if verb == "subtract" else (found["a"], found["b"])
        left = f"{first.strip()} {_VERBS[verb]} {second.strip()}"
        yield _judged(left, found["c"], f"{left} = {found['c'].strip()}", found.start())


def _judged(left: str, right: str, quote: str, start: int) -> Sum | None:
    units = {word.lower().rstrip("s") for word in _LETTERS.findall(_in_signs(left)) if len(word) > 1}
    try:
        value, claimed = _value(left), _value(right)
    except (MathsError, ValueError):
        return None
    if value is None or claimed is None:
        return None
    truth = _truth(value, claimed, right)
    if truth is Truth.FALSE and _may_be_meant_otherwise(left, right, value, claimed, len(units)):
        return None
    return Sum(" ".join(quote.split()), " ".join(left.split()), right.strip(), truth, start)


def _may_be_meant_otherwise(left: str, right: str, value: Fraction, claimed: Fraction, units: int) -> bool:
    """Units that differ, percentages as numbers, or the same number in another unit."""
    if "%" in left + right or (units > 1 and re.search(r"[-+−]", left)):
        return True
    ratio = value / claimed if claimed else Fraction(0)
    return ratio in (60, 100, 1000, 12, 24, 7, 10) and units > 0


def _truth(value: Fraction, claimed: Fraction, right: str) -> Truth:
    if value == claimed:
        return Truth.TRUE
    figures = right.partition(".")[2].strip(" %")
    step = Fraction(1, 10 ** len(figures))
    near = abs(value - claimed) * 2 <= step and (value / step).denominator != 1
    return Truth.ROUNDED if near else Truth.FALSE


def _in_signs(text: str) -> str:
    for pattern, sign in _SIGNS:
        text = pattern.sub(sign, text)
    return text


def _value(text: str) -> Fraction | None:
    plain = _LETTERS.sub(" ", _in_signs(text))
    return exact.rational(parser.parse(plain, frozenset()))
