"""Conditions and intervals told in words: "x is at least 3", "from 2 to 5, without 5". Judges nothing.

Reads texts whose numerals are in figures (`spoken.figures`). Yields maths in the letter that is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

_N = (
    r"((?:minus |negative |[-−] ?)?(?:\d+(?:\.\d+)?(?:/\d+)?|∞|infinity|√\s?\d+|π))(?![\w/^]|\.\d"
    r"|\s?[a-z]\b(?<!\sa))"
)
_SIGNED = [
    (
        ">=",
        rf"(?:at least|(?:no|\w*not|\w*n['’]t|never)(?: be| go)? (?:less|smaller|lower|fewer) than"
        rf"|(?:\w*not|\w*n['’]t|never)(?: be| go| drop)? (?:below|under)|greater than or equal to|more "
        rf"than or equal to|minimum (?:value )?(?:of \w )?(?:is|of)|smallest (?:value )?(?:is|of)"
        rf"|starting (?:at|from)|(?:>=|≥|\\geq?|\\geqslant))\s*{_N}",
    ),
    (
        "<=",
        rf"(?:at most|(?:no|\w*not|\w*n['’]t|never)(?: be| go)? (?:more|greater|larger|bigger|higher) "
        rf"than|(?:\w*not|\w*n['’]t|never)(?: be| go)? (?:above|over|exceed(?:ing)?)|(?:less|smaller) "
        rf"than or equal to|up to and including|maximum (?:value )?(?:of \w )?(?:is|of)|largest "
        rf"(?:value )?(?:is|of)|(?:<=|≤|\\leq?|\\leqslant))\s*{_N}",
    ),
    (
        ">",
        rf"(?<!no )(?<!not )(?:(?:more|greater|larger|bigger|higher) than(?! or)|above|over|exceeds?"
        rf"|exceeding|beyond|to the right of|past|(?:>|\\gt)(?!=))\s*{_N}",
    ),
    (
        "<",
        rf"(?<!no )(?<!not )(?:(?:less|smaller|lower|fewer) than(?! or)|below|under|beneath|to the "
        rf"left of|up to,? but (?:not|without|excluding)(?: including)?|short of|(?:<|\\lt)(?!=))\s*{_N}",
    ),
    (
        ">=",
        rf"{_N},? (?:or|and) (?:more|greater|larger|above|higher|upwards?|up|bigger|everything above"
        rf"|anything above)\b",
    ),
    (">=", rf"from {_N}(?: (?:on|onwards?|up|upwards?)\b|,? (?:included|inclusive))"),
    ("<=", rf"{_N},? (?:or|and) (?:less|smaller|below|lower|fewer|downwards?|under)\b"),
    ("<=", rf"from {_N} (?:down|downwards?)\b"),
    (">", rf"{_N} (?:is )?(?:less than|smaller than|<) [a-z]\b"),
    ("<", rf"{_N} (?:is )?(?:greater than|more than|larger than|>|exceeds) [a-z]\b"),
    (">=", rf"{_N} (?:<=|≤) [a-z]\b"),
    ("<=", rf"{_N} (?:>=|≥) [a-z]\b"),
]
_CONDITIONS = [(sign, re.compile(rf"(?<!\w){pattern}", re.IGNORECASE)) for sign, pattern in _SIGNED]
_RANGES = re.compile(
    rf"(?:between|from|runs from|goes from)\s+{_N}(?P<a>[^.;\d]{{0,30}}?)\s+(?:and|to|up to|until"
    rf"|till|through)\s+(?:but not (?:including )?|and including )?{_N}",
    re.IGNORECASE,
)
_ENDS = re.compile(
    rf"(?:open|closed|round(?: bracket)?|square(?: bracket)?|left end|lower end|smaller end|left"
    rf"|starts?)\b[^\d.;]{{0,14}}?{_N}.{{0,40}}?"
    rf"(?:open|closed|round(?: bracket)?|square(?: bracket)?|right end|upper end|larger end|right"
    rf"|ends?)\b[^\d.;]{{0,14}}?{_N}",
    re.IGNORECASE | re.DOTALL,
)
_TURNED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}


def conditions(text: str, letter: str) -> Iterator[tuple[str, str]]:
    """Maths in the letter with the words that say it: single bounds, two bounds together, intervals."""
    found = []
    for sign, pattern in _CONDITIONS:
        for match in pattern.finditer(text):
            found.append((match.start(), match.end(), sign, _number(match.group(1)), match.group()))
    found = _outermost(sorted(found, key=lambda row: (row[0], -row[1])))
    for _, _, sign, bound, words in found:
        yield f"{letter} {sign} {bound}", words
        yield _ray(sign, bound), words
    lows = [row for row in found if row[2][0] == ">"]
    highs = [row for row in found if row[2][0] == "<"]
    for low, high in list(product(lows[:6], highs[:6])):
        words = f"{low[4]} … {high[4]}"
        yield f"{letter} {low[2]} {low[3]} and {letter} {high[2]} {high[3]}", words
        yield _interval(low[2] == ">=", low[3], high[3], high[2] == "<="), words
    yield from _ranges(text, letter)


def _outermost(found: list[tuple[int, int, str, str, str]]) -> list[tuple[int, int, str, str, str]]:
    kept: list[tuple[int, int, str, str, str]] = []
    for row in found:
        if not kept or row[0] >= kept[-1][1]:
            kept.append(row)
    return kept


def _ranges(text: str, letter: str) -> Iterator[tuple[str, str]]:
    for pattern in (_RANGES, _ENDS):
        for match in pattern.finditer(text):
            low, high = (_number(group) for group in (match.group(1), match.groups()[-1]))
            around = text[max(0, match.start() - 40) : match.end() + 60]
            for left, right in product(_closed(around, low), _closed(around, high)):
                yield _interval(left, low, high, right), match.group()
                signs = ("<=" if left else "<", "<=" if right else "<")
                yield f"{low} {signs[0]} {letter} and {letter} {signs[1]} {high}", match.group()


def _closed(text: str, end: str) -> tuple[bool, ...]:
    """Whether an end counts; both where the text does not say."""
    plain = re.sub(r"(?:minus|negative) |[-−] ", "-", text.lower())
    if "∞" in end:
        return (False,)
    n = rf"(?<![\w.-]){re.escape(end)}(?![\w/]|\.\d)"
    out = r"not(?: including| included)?|without|excluding|excludes?|except|open at|round bracket|open"
    into = r"including|includes?|inclusive of|with|closed at|square bracket|closed"
    if re.search(
        rf"(?:{out}) (?:the )?{n}|{n},? (?:itself )?(?:is |are )?(?:and )?(?:excluded|not included"
        rf"|does not count|exclusive|not)\b",
        plain,
    ):
        return (False,)
    if re.search(rf"(?:{into}) {n}|{n},? (?:itself )?(?:is |and )?(?:included|counts|inclusive)\b", plain):
        return (True,)
    if re.search(
        r"\b(?:both (?:ends )?(?:excluded|open|out)|exclusive|strictly|without the ends|neither end)\b", plain
    ):
        return (False,)
    if re.search(
        r"\b(?:both (?:ends )?(?:included|closed|in)|inclusive|including the ends|with (?:both|the) "
        r"ends|ends included)\b",
        plain,
    ):
        return (True,)
    return (True, False)


def _number(said: str) -> str:
    plain = re.sub(r"(?:minus|negative) |[-−] ?", "-", said.lower())
    return plain.replace("infinity", "∞")


def _ray(sign: str, bound: str) -> str:
    match sign:
        case "<" | "<=":
            return _interval(False, "-∞", bound, sign == "<=")
    return _interval(sign == ">=", bound, "∞", False)


def _interval(left: bool, low: str, high: str, right: bool) -> str:
    return f"{'[' if left else '('}{low}, {high}{']' if right else ')'}"
