"""Numbers told by other means than numerals: Roman, digit by digit, backwards, "one in two", "3 below zero".

Judges nothing. Reads texts whose numerals are in figures (`spoken.figures`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

_N = r"(?<![\w.,/-])(\d+(?:\.\d+)?(?:/\d+)?)(?![\w/]|[.,]\d)"
_ROMAN = re.compile(
    r"(?<![\w'-])((?=[IVXLCDM])M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3}))(?![\w'-])"
)
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_NO_NUMBER = frozenset(
    {"CD", "DC", "MD", "MC", "MM", "CM", "DM", "LCD", "CC", "ML", "DI", "MI", "LI", "DIM", "MIX", "CIV", "XL"}
)
_HEADING = re.compile(
    r"\b(?:section|chapter|part|book|volume|vol\.|act|type|war|world war|theorem|unit|lesson|step"
    r"|appendix|level|[A-Z][a-z]+)\s*$",
    re.IGNORECASE,
)
_ROMAN_CUE = re.compile(
    r"\b(?:roman|numeral|answer|is|it's|write|be|with|get|equals)\W*(?:it |simply |just )?$", re.IGNORECASE
)
_ODDS = re.compile(
    rf"{_N} (?:in|out of|in every|out of every) (?:every |an? )?{_N}(?! (?:steps|minutes|hours|ways))",
    re.IGNORECASE,
)
_EVEN = re.compile(r"\b(?:50|fifty)[-–/ ](?:50|fifty)\b", re.IGNORECASE)
_BELOW = re.compile(
    rf"{_N} (?:\w+ )?(?:below|under|less than|left of|to the left of|short of|further (?:to the "
    rf")?left) (?:zero|0|nought|nothing|freezing)",
    re.IGNORECASE,
)
_LEFT = re.compile(
    rf"\b(?:zero|0|nought)\b[^.;]{{0,20}}?{_N} (?:\w+ )?(?:further |more )?(?:to the left|down|below"
    rf"|backwards?)",
    re.IGNORECASE,
)
_OPPOSITE = re.compile(rf"\b(?:opposite|negation|negative|additive inverse) of {_N}", re.IGNORECASE)
_MINUS_IN_FRONT = re.compile(
    rf"{_N},? (?:but )?(?:with|and) a (?:minus|negative) (?:sign )?(?:in front|before)?", re.IGNORECASE
)
_MIDWAY = re.compile(
    rf"\b(?:midway|halfway|half way|in the middle|the mean|the average)(?: point)? (?:between|of) "
    rf"{_N} and {_N}",
    re.IGNORECASE,
)
_SCALED = re.compile(
    r"(?<![\w.,/-])(\d+(?:\.\d+)?)[\s-]?(k|K|tens|hundreds?|thousands?|dozens?|scores?|tenths?"
    r"|hundredths?|thousandths?|percent|per cent)(?![\w])"
)
_SCALES = {
    "k": Fraction(1000),
    "ten": Fraction(10),
    "hundred": Fraction(100),
    "thousand": Fraction(1000),
    "dozen": Fraction(12),
    "score": Fraction(20),
    "tenth": Fraction(1, 10),
    "hundredth": Fraction(1, 100),
    "thousandth": Fraction(1, 1000),
    "percent": Fraction(1, 100),
    "per cent": Fraction(1, 100),
}
_POWER = re.compile(
    rf"{_N} to the (?:power (?:of )?)?(\d+(?:/\d+)?|minus \d+)(?:st|nd|rd|th)?(?: power)?", re.IGNORECASE
)
_NTH_POWER = re.compile(rf"\bthe (\w+) power of {_N}", re.IGNORECASE)
_ORDINALS = {
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}
_ROOT = re.compile(rf"\b(?:root|square root of|root of) {_N}", re.IGNORECASE)
_SQUARE_IS = re.compile(rf"\b(?:whose|its|the) square (?:is|equals) {_N}", re.IGNORECASE)
_MULTIPLE_IS = re.compile(
    rf"\b(twice|double|half(?: of)?|\d+ times|triple) (?:the answer|it|that number|the number|what "
    rf"you want|the result) (?:is|equals|gives|makes) {_N}",
    re.IGNORECASE,
)
_BACKWARDS = re.compile(
    r"\b(?:backwards?|revers\w+|from right to left|from the right|mirror\w*|turned around)\b", re.IGNORECASE
)
_DIGITS = re.compile(
    r"(?:^|(?<=[.!?:;\n]))\W*+((?:(?:an?|the|then|and|by|digit|write|next|comes?|first|followed|are|its|digits|is|it)\W+)*"
    r"(?:\d\b(?!/)\s?(?:zeros?|s\b)?|point\b|zeros?\b)(?:\W+(?:(?:an?|the|then|and|by|digit|write|next|comes?|finally|followed|another)\W+)*"
    r"(?:\d\b(?!/)(?:\s?zeros?|\s?0s|\s?noughts?)?|point\b|zeros?\b)){1,9})\s*(?=[.!?;\n]|$)",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"(\d) (?:zeros?|0s|noughts?)|(\d)|(point)|(zeros?)", re.IGNORECASE)
_PLAIN = {"a trio": "3", "a score": "20", "a gross": "144", "a baker's dozen": "13"}
_NAMED = re.compile(r"\b(a trio|a score|a gross|a baker['’]s dozen)\b", re.IGNORECASE)
_DOZENS = re.compile(r"\b(\d+|12)\s+dozens?\b", re.IGNORECASE)


_COUNTED = "twos threes fours fives sixes sevens eights nines tens elevens twelves"
_PLURALS = {word: size for size, word in enumerate(_COUNTED.split(), 2)} | {"twenties": 20, "fifties": 50}
_TIMES = re.compile(rf"{_N} ({'|'.join(_PLURALS)})\b", re.IGNORECASE)


def values(text: str) -> Iterator[tuple[str, str]]:
    """Each number, as maths, with the words that tell it."""
    yield from _roman(text)
    yield from _compared(text)
    yield from _scaled(text)
    yield from _digit_by_digit(text)
    for match in _TIMES.finditer(text):
        yield str(Fraction(match.group(1)) * _PLURALS[match.group(2).lower()]), match.group()
    for match in _NAMED.finditer(text):
        yield _PLAIN[match.group().lower().replace("’", "'")], match.group()


def _roman(text: str) -> Iterator[tuple[str, str]]:
    for match in _ROMAN.finditer(text):
        said = match.group(1)
        before = text[max(0, match.start() - 20) : match.start()]
        cued = _ROMAN_CUE.search(before) is not None and said != "I"
        cued = cued or (len(said) > 1 and said not in _NO_NUMBER and _HEADING.search(before) is None)
        if cued or "oman numeral" in text:
            yield str(_of_roman(said)), said


def _of_roman(said: str) -> int:
    sizes = [_VALUES[letter] for letter in said]
    return sum(-size if size < max(sizes[k:]) else size for k, size in enumerate(sizes))


def _compared(text: str) -> Iterator[tuple[str, str]]:
    for match in _ODDS.finditer(text):
        yield f"{match.group(1)}/({match.group(2)})", match.group()
    for match in _EVEN.finditer(text):
        yield "1/2", match.group()
    for pattern in (_BELOW, _LEFT, _OPPOSITE, _MINUS_IN_FRONT):
        for match in pattern.finditer(text):
            yield f"-({match.group(1)})", match.group()
    for match in _MIDWAY.finditer(text):
        if not _asks(text, match.end()):
            middle = (Fraction(match.group(1)) + Fraction(match.group(2))) / 2
            yield str(middle), match.group()
    for match in _SQUARE_IS.finditer(text):
        yield f"sqrt({match.group(1)})", match.group()
    for match in _ROOT.finditer(text):
        if not _asks(text, match.end()):
            yield f"sqrt({match.group(1)})", match.group()
    for match in _MULTIPLE_IS.finditer(text):
        word = match.group(1).lower()
        times = 2 if word in ("twice", "double") else 3 if word == "triple" else None
        if word.startswith("half"):
            yield f"2*({match.group(2)})", match.group()
        else:
            yield f"({match.group(2)})/{times or word.split()[0]}", match.group()


def _asks(text: str, at: int) -> bool:
    rest = re.split(r"(?<=[.!?])(?=\s|$)", text[at:], maxsplit=1)[0]
    return rest.rstrip().endswith("?")


def _scaled(text: str) -> Iterator[tuple[str, str]]:
    for match in _SCALED.finditer(text):
        scale = match.group(2).lower()
        size = _SCALES.get(scale) or _SCALES[scale.removesuffix("s")]
        yield str(Fraction(match.group(1)) * size), match.group()
    for match in _POWER.finditer(text):
        yield f"({match.group(1)})^({match.group(2).replace('minus ', '-')})", match.group()
        lead = re.search(r"(\d+(?:\.\d+)?(?:/\d+)?) (?:times|multiplied by) $", text[: match.start()])
        if lead:
            yield f"({lead.group(1)})*({match.group(1)})^({match.group(2)})", match.group()
    for match in _NTH_POWER.finditer(text):
        if match.group(1).lower() in _ORDINALS and not _asks(text, match.end()):
            yield f"({match.group(2)})^{_ORDINALS[match.group(1).lower()]}", match.group()


def _digit_by_digit(text: str) -> Iterator[tuple[str, str]]:
    for match in _DIGITS.finditer(text):
        number = "".join(map(_digit, _DIGIT.finditer(match.group(1))))
        if re.fullmatch(r"\d+(?:\.\d+)?", number):
            yield number, match.group(1)
    if _BACKWARDS.search(text):
        for match in re.finditer(r"(?<![\d.,])\d{2,9}(?![\d]|[.,]\d)", text):
            yield match.group()[::-1], match.group()


def _digit(match: re.Match[str]) -> str:
    if match.group(1):
        return "0" * int(match.group(1))
    return "." if match.group(3) else "0" if match.group(4) else match.group(2)
