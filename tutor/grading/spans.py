"""Finds what in a text could be read as an answer: maths spans, their sides, numbers in figures and in words.

Knows no specification. A number inside a longer run of maths ("3x + 7 = 10" holds "3x + 7" and "10") is no
span of its own: only whole sides and items are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from tutor.grading.lexer import FUNCTIONS
from tutor.grading.parser import parse
from tutor.grading.tree import MathsError

_MARKED = re.compile(r"\$\$(.+?)\$\$|\$(.+?)\$|\\\((.+?)\\\)|\\\[(.+?)\\\]|`+([^`]+)`+", re.DOTALL)
_BETWEEN = re.compile(
    r"<=|>=|==|!=|\\(?:leq?|geq?|neq?|approx|to)(?![a-z])|\\(?:q?quad|text\{[^}]*\})|[=<>≤≥≈≠→,;\n]"
)
_LIST_WORDS = re.compile(r"\b(?:and|or|then|so)\b")
_WORDS = re.compile(r"[^\W\d_]{2,}", re.UNICODE)
_ARTICLE = re.compile(r"(?<!\S)[aAI](?=\s+[^\s\-+*/^=<>)])")
_STOP = re.compile(r"[.!?:](?=\s|$)|[\"“”…•]|(?<!\S)[.,:]")
_NUMBER = re.compile(
    r"(?<![\w.])(?:[-−–]\s?)?(?:\d+ \d+/\d+|\d+(?:[.,]\d+)*(?:\s?/\s?\d+)?%?|[½⅓⅔¼¾⅕⅛])(?![\w/]|[.,]\d)"
)

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SMALL = {word: value for value, word in enumerate(_ONES.split())}
_LARGE = {word: 10 * value for value, word in enumerate(_TENS.split(), 2)}
_PARTS = {"half": 2, "halve": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5} | {
    "sixth": 6,
    "eighth": 8,
    "tenth": 10,
}
_WORD = re.compile(r"[a-z]+")
# "one of them" is no number, "is one." is; the same for a bare "half" or "third".
_CUE = re.compile(r"\b(?:is|are|be|equals?|gets?|gives?|makes?|to|answer|value|leaves)\W*$")


def spans(text: str) -> Iterator[str]:
    """Candidates in the order of the text; the same one may come twice."""
    for match in _MARKED.finditer(text):
        content = next(group for group in match.groups() if group is not None)
        yield content.strip()
        yield from _sides(content, numbers=False)
    prose = _MARKED.sub("\n", text)
    for run in _runs(prose):
        yield from _sides(run, numbers=True)
    yield from number_words(text)


def _runs(prose: str) -> Iterator[str]:
    """Stretches without words: letters of two or more are words unless they name a function."""
    prose = _STOP.sub("\n", _ARTICLE.sub("\n", prose))
    prose = _WORDS.sub(lambda word: word.group() if word.group().lower() in FUNCTIONS else "\n", prose)
    for run in prose.split("\n"):
        run = run.strip(" \t.,;:!?'’*_#>")
        if run:
            yield run


def _sides(content: str, *, numbers: bool) -> Iterator[str]:
    content = _LIST_WORDS.sub("\n", content)
    if numbers:
        yield content.strip()
    for piece in _BETWEEN.split(content):
        piece = piece.strip()
        if not piece:
            continue
        yield piece
        if numbers and not _reads(piece):
            yield from (match.group().strip() for match in _NUMBER.finditer(piece))


def _reads(piece: str) -> bool:
    try:
        parse(piece)
    except MathsError:
        return False
    return True


def number_words(text: str) -> Iterator[str]:
    """Numbers from zero to hundred spelled out, with minus and fractions: "minus twenty-one" → "-21"."""
    lower = text.lower()
    words = list(_WORD.finditer(lower))
    at = 0
    while at < len(words):
        value, used = _spelled([word.group() for word in words[at : at + 7]])
        if value is None:
            at += 1
            continue
        bare = used == 1 and (words[at].group() == "one" or words[at].group() in _PARTS)
        ends = not lower[words[at + used - 1].end() :].lstrip(" *_$`")[:1].isalnum()
        if not bare or ends or _CUE.search(lower[: words[at].start()]):
            negative = at > 0 and words[at - 1].group() in ("minus", "negative")
            yield f"{-value if negative else value}"
        at += used


def _spelled(words: list[str]) -> tuple[Fraction | None, int]:
    """The number at the start of the words and how many of them it takes."""
    whole, used = _whole(words)
    if whole is None:
        part = _PARTS.get(words[0])
        return (Fraction(1, part), 1) if part else (None, 0)
    rest = words[used:]
    if rest[:1] == ["and"] and len(rest) > 1:
        tail, more = _spelled(["one", *rest[2:]] if rest[1] == "a" else rest[1:])
        if tail is not None and tail < 1:
            return whole + tail, used + 1 + more
    if rest and (part := _part(rest[0])):
        return Fraction(whole, part), used + 1
    if len(rest) > 1 and rest[0] == "over":
        below, more = _whole(rest[1:])
        if below:
            return Fraction(whole, below), used + 1 + more
    if len(rest) > 1 and rest[0] == "point" and rest[1] in _SMALL and _SMALL[rest[1]] < 10:
        return whole + Fraction(_SMALL[rest[1]], 10), used + 2
    return Fraction(whole), used


def _part(word: str) -> int | None:
    return _PARTS.get(word) or _PARTS.get(word.removesuffix("s"))


def _whole(words: list[str]) -> tuple[int | None, int]:
    first, second = words[0], words[1] if len(words) > 1 else ""
    if first in _LARGE:
        ones = _SMALL.get(second, 0)
        return (_LARGE[first] + ones, 2) if 0 < ones < 10 else (_LARGE[first], 1)
    if second == "hundred" and first in ("one", "a"):
        return 100, 2
    if first == "hundred":
        return 100, 1
    return (_SMALL[first], 1) if first in _SMALL else (None, 0)
