"""Finds what in a text could be read as an answer: maths spans, their sides, items and numbers, each
with the words
before it.

Knows no specification. A number inside a longer run of maths ("3x + 7 = 10" holds "3x + 7" and "10") is no
span of its own: only whole sides and items are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tutor.grading.lexer import FUNCTIONS
from tutor.grading.parser import parse
from tutor.grading.tree import MathsError

_MARKED = re.compile(r"\$\$(.+?)\$\$|\$(.+?)\$|\\\((.+?)\\\)|\\\[(.+?)\\\]|`+([^`]+)`+", re.DOTALL)
_BETWEEN = re.compile(
    r"<=|>=|==|!=|\\(?:leq?|geq?|neq?|approx|to)(?![a-z])|\\(?:q?quad|text\{[^}]*\})|[=<>≤≥≈≠→,;\n]"
)
_LIST_WORDS = re.compile(r"\b(?:and|or|then|so)\b")
_WORDS = re.compile(r"[^\W\d_⁰¹²³⁴⁵⁶⁷⁸⁹ⁿ½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅐⅑⅒]{2,}")  # those are letters to `re`
_ARTICLE = re.compile(r"(?<!\S)[aAI](?=\s+[^\s\-+*/^=<>)])")
_CONTRACTED = re.compile(r"(?<=[^\W\d_])['’](?:s|t|d|m|ll|re|ve)(?!\w)")
_STOP = re.compile(r"[.!?:](?=\s|$)|[\"“”…•]|(?<!\S)[.,:]")
_NUMBER = re.compile(
    r"(?<![\w.])(?:[-−–]\s?)?(?:\d+ \d+/\d+|\d+(?:[.,]\d+)*(?:\s?/\s?\d+)?(?:\s?%)?"
    r"|[½⅓⅔¼¾⅕⅛])(?![\w/]|[.,]\d)"
)
_AROUND = " \t.,;:!?'’*_#>"
_BEFORE = 60


class TooMuch(Exception):
    """More maths in a text than is worth reading. What it hides is not known."""


@dataclass(frozen=True, slots=True)
class Span:
    """A candidate, the words before it, and the whole run of maths that it stands in."""

    text: str
    before: str
    run: str


def spans(text: str) -> Iterator[Span]:
    """Candidates; the same one may come twice."""
    for match in _MARKED.finditer(text):
        content = next(group for group in match.groups() if group is not None)
        yield Span(content.strip(), _words_before(text, match.start()), content)
        yield from _sides(text, match.start(), content, numbers=False)
    prose = _MARKED.sub(_blank, text)
    for start, run in _runs(prose):
        yield from _sides(text, start, run, numbers=True)


def numbers(text: str) -> Iterator[str]:
    """Every number in figures, also inside of longer maths: what a text shows already."""
    for match in _ANY_NUMBER.finditer(text):
        yield match.group()


_ANY_NUMBER = re.compile(r"(?<![\d.])(?:[-−–])?\d+(?:[.,]\d+)*(?:/\d+)?%?|(?<=[\d\w)] [-−–] )\d+")


def _words_before(text: str, at: int) -> str:
    return text[max(0, at - _BEFORE) : at]


def _blank(match: re.Match[str]) -> str:
    """As long as before, so that places stay: a newline ends a run."""
    return "\n" * (match.end() - match.start())


def _runs(prose: str) -> Iterator[tuple[int, str]]:
    """Stretches without words: letters of two or more are words unless they name a function."""
    prose = _CONTRACTED.sub(_blank, prose)
    prose = _STOP.sub(_blank, _ARTICLE.sub("\n", prose))
    prose = _WORDS.sub(
        lambda word: word.group() if word.group().lower() in FUNCTIONS else _blank(word), prose
    )
    at = 0
    for line in prose.split("\n"):
        run = balanced(line.strip(_AROUND)).strip(_AROUND)
        if run:
            yield at + line.index(run), run
        at += len(line) + 1


def balanced(run: str) -> str:
    """Without brackets at the ends that have no partner in the run: "(see 3 + 4)" leaves "3 + 4"."""
    while run[:1] in tuple("([{") and not _closes(run):
        run = run[1:]
    while run[-1:] in tuple(")]}") and sum(map(run.count, ")]}")) > sum(map(run.count, "([{")):
        run = run[:-1]
    return run


def _closes(run: str) -> bool:
    return sum(map(run.count, ")]}")) >= sum(map(run.count, "([{"))


def _sides(text: str, start: int, content: str, *, numbers: bool) -> Iterator[Span]:
    before = _words_before(text, start)
    if numbers:
        yield Span(content.strip(), before, content)
        bracketed = _factors_apart(content)
        if bracketed:
            yield Span(bracketed, before, content)
    at = 0
    plain = _LIST_WORDS.sub(_blank, content)
    for separator in [*_BETWEEN.finditer(plain), None]:
        piece = plain[at : separator.start() if separator else len(plain)]
        place = start + at
        at = separator.end() if separator else len(plain)
        if not piece.strip():
            continue
        yield Span(
            balanced(piece.strip()), _words_before(text, place) + content[: place - start][-_BEFORE:], content
        )
        if numbers and not _reads(piece):
            for match in _NUMBER.finditer(piece):
                yield Span(match.group().strip(), _words_before(text, place + match.start()), content)


def _factors_apart(run: str) -> str:
    """ "x + 2, * x + 3", as it is said, is a product of two sums."""
    parts = [part.strip(" ,") for part in run.split("*")]
    if len(parts) < 2 or not all(parts) or not any(re.search(r"[+-]", part) for part in parts):
        return ""
    return "*".join(f"({part})" for part in parts)


def _reads(piece: str) -> bool:
    try:
        parse(piece)
    except MathsError:
        return False
    return True
