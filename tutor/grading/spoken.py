"""Maths in words put into signs: "minus twenty-one" → "-21", "two x plus three" → "2 x + 3". Judges nothing.

Knows English numerals to the millions, simple fractions, decimals and the names of signs.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SMALL = {word: value for value, word in enumerate(_ONES.split())} | {"nought": 0, "dozen": 12}
_LARGE = {word: 10 * value for value, word in enumerate(_TENS.split(), 2)}
_SCALES = {"thousand": 1000, "million": 1_000_000}
_ORDINALS = (
    "third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
)
_HUNDREDTHS = {"half": 2, "halve": 2, "quarter": 4, "hundredth": 100, "thousandth": 1000}
_TENTHS = {"thirtieth": 30, "fortieth": 40, "fiftieth": 50, "sixtieth": 60, "eightieth": 80}
_PARTS = {word: value for value, word in enumerate(_ORDINALS.split(), 3)} | _HUNDREDTHS | _TENTHS
_WORD = re.compile(r"[A-Za-z]+")
_GAP = re.compile(r"[ \t\n]*[-‐‑]?[ \t\n]*")
# "one of them" is no number, "is one." is; the same for a bare "half" or "third".
_CUE = re.compile(
    r"(?:\b(?:is|are|be|equals?|gets?|gives?|makes?|answer|value|leaves|plus|minus|times|by|"
    r"over|than|between|sum of|product of|add|subtract|divide|multiply)"
    r"|[-+*/=])\W*$",
    re.IGNORECASE,
)
_OPERATOR = re.compile(
    r"\s*(?:[-+*/=.,;:!?]|$|(?:plus|minus|times|over|divided|squared|percent|more|less|above|below|x"
    r"|y)\b|\w+ (?:more|less|fewer)\b"
    r"|(?:in|on|as) (?:the )?(?:numerator|denominator|top|bottom|tens|ones|units)\b"
    rf"|(?:to|in|and|or|out of|up to|comma|by)\s+(?:\d|(?:{'|'.join([*_ONES.split(), *_TENS.split()])})\b))",
    re.IGNORECASE,
)
_HALF_DOZEN = re.compile(r"\bhalf (?:a )?dozen\b", re.IGNORECASE)
_LONGEST = 12

_SIGNS = [
    (r"(?:is |are )?(?:greater|more|bigger|larger) than or equal to|is at least|is no less than", ">="),
    (r"(?:is |are )?(?:less|smaller) than or equal to|is at most|is no (?:more|greater) than", "<="),
    (r"is (?:strictly )?(?:greater|more|bigger|larger) than|exceeds", ">"),
    (r"is (?:strictly )?(?:less|smaller|fewer) than", "<"),
    (r"(?:is )?not equal to", "!="),
    (r"equals|is equal to", "="),
    (r"plus", "+"),
    (r"minus|negative", "-"),
    (r"times|multiplied by", "*"),
    (r"divided by|over", "/"),
    (r"squared|to the second(?: power)?", "^2"),
    (r"cubed|to the third(?: power)?", "^3"),
    (r"(?:raised )?to the power(?: of)?", "^"),
    (r"(?:the )?square root of|root of|root", "√"),
    (r"per ?cent", "%"),
    (r"(?:open|opening|left) (?:round )?(?:bracket|parenthesis|paren)", "("),
    (r"(?:close|closing|right) (?:round )?(?:bracket|parenthesis|paren)", ")"),
    (r"the quantity|all of", " "),
    (r"infinity|inf", "∞"),
    (r"pi", "π"),
]
_SIGN = re.compile("|".join(rf"(?P<s{k}>\b(?:{pattern})\b)" for k, (pattern, _) in enumerate(_SIGNS)), re.I)
_PI = re.compile(r"(?<=\d)\s?pi\b", re.IGNORECASE)


def in_signs(text: str) -> str:
    """The text with numerals and the names of signs replaced; all other words stay."""
    text = _PI.sub("π", figures(_ORDINAL_POWER.sub(_power, text)))
    return _SIGN.sub(_sign, text)


_POWERS = {"fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10}
_ORDINAL_POWER = re.compile(
    rf"\b(?:raised )?to the (?:power (?:of )?)?({'|'.join(_POWERS)})(?: power)?\b", re.IGNORECASE
)


def _power(match: re.Match[str]) -> str:
    return f"^{_POWERS[match.group(1).lower()]}"


def _sign(match: re.Match[str]) -> str:
    return f" {_SIGNS[int((match.lastgroup or 's0')[1:])][1]} "


@lru_cache(maxsize=128)  # a text that is read for leaks comes here from each of their detectors
def figures(text: str) -> str:
    """The text with numerals in figures: "three and a half of them" → "7/2 of them"."""
    text = _HALF_DOZEN.sub("six", text)
    out, at = [], 0
    words = list(_WORD.finditer(text))
    k = 0
    while k < len(words):
        run = _connected(text, words[k : k + _LONGEST])
        value, used = _spelled(run)
        if value is None or not _meant(text, words, k, used):
            k += 1
            continue
        out += [text[at : words[k].start()], written(value)]
        at = words[k + used - 1].end()
        k += used
    return _SCALED.sub(_scaled, "".join([*out, text[at:]]))


_SCALED = re.compile(
    r"(?<![\w.,/-])(\d+(?:\.\d+)?(?:/\d+)?) (thousand|million|dozen|hundred)\b(?! [a-z]*th)", re.IGNORECASE
)


def _scaled(match: re.Match[str]) -> str:
    """ "5/2 thousand" → 2500."""
    scale = {**_SCALES, "dozen": 12, "hundred": 100}[match.group(2).lower()]
    return written(Fraction(match.group(1)) * scale)


def written(value: Fraction) -> str:
    return str(value) if value >= 0 else f"-{-value}"


def _connected(text: str, words: list[re.Match[str]]) -> list[str]:
    """Words with nothing but spaces and hyphens between them."""
    run = [words[0].group().lower()]
    for before, word in pairwise(words):
        if _GAP.fullmatch(text, before.end(), word.start()) is None:
            break
        run.append(word.group().lower())
    return run


def _meant(text: str, words: list[re.Match[str]], first: int, used: int) -> bool:
    word = words[first].group().lower()
    if used > 1 or not (word == "one" or word in _PARTS or word == "dozen"):
        return True
    if word == "dozen" and text[: words[first].start()].rstrip(" -")[-1:].isdigit():
        return False
    end = words[first].end()
    return _OPERATOR.match(text, end) is not None or _CUE.search(text[: words[first].start()]) is not None


def _spelled(words: list[str]) -> tuple[Fraction | None, int]:
    """The number at the start of the words and how many of them it takes."""
    if words[0] in ("a", "an") and len(words) > 1 and (part := _part(words[1])):
        return Fraction(1, part), 2
    if words[0] == "point":
        places, more = _digits(words[1:])
        return (Fraction(int(places), 10 ** len(places)), more + 1) if more > 1 else (None, 0)
    whole, used = _whole(words)
    if whole is None:
        part = _part(words[0]) if words[0] in _PARTS else None
        return (Fraction(1, part), 1) if part else (None, 0)
    rest = words[used:]
    if rest[:1] == ["and"] and len(rest) > 1:
        tail, more = _spelled(rest[1:])
        if tail is not None and tail < 1 and more > 1:
            return whole + tail, used + 1 + more
        if tail is not None and tail == Fraction(1, 2):
            return whole + tail, used + 1 + more
    if rest and (part := _part(rest[0])) and (part > 2 or rest[0].startswith("hal")):
        return Fraction(whole, part), used + 1
    if rest[:1] == ["point"]:
        places, more = _digits(rest[1:])
        if places:
            return whole + Fraction(int(places), 10 ** len(places)), used + 1 + more
    if used == 1 and whole < 10:
        more_digits, more = _digits(rest)
        if more_digits:
            return Fraction(int(f"{whole}{more_digits}")), used + more
    return Fraction(whole), used


def _digits(words: list[str]) -> tuple[str, int]:
    """ "one four" → "14"."""
    found = ""
    for word in words:
        if not _SMALL.get(word, 10) < 10:
            break
        found += str(_SMALL[word])
    return found, len(found)


def _part(word: str) -> int | None:
    if word == "halve":  # that is work to do
        return None
    return _PARTS.get(word) or _PARTS.get(word.removesuffix("s"))


def _whole(words: list[str]) -> tuple[int | None, int]:
    """A whole number below a thousand million."""
    total, used = 0, 0
    while True:
        value, more = _below_thousand(words[used:])
        if (
            value is None
            and words[used : used + 1] == ["a"]
            and words[used + 1 : used + 2] in (["thousand"], ["million"])
        ):
            value, more = 1, 1
        if value is None:
            return (total, used) if used else (None, 0)
        scale = _SCALES.get(words[used + more]) if used + more < len(words) else None
        if scale is None:
            return (total + value, used + more) if not used or total % 1000 == 0 else (total, used)
        total += value * scale
        used += more + 1
        if words[used : used + 1] == ["and"] and _below_thousand(words[used + 1 :])[0] is not None:
            used += 1


def _below_thousand(words: list[str]) -> tuple[int | None, int]:
    if not words:
        return None, 0
    value, used = _below_hundred(words)
    if value is None and words[0] in ("a", "hundred") and "hundred" in words[:2]:
        value, used = 1, words.index("hundred")
    if value is None or value > 99 or words[used : used + 1] != ["hundred"]:
        return value, used
    value, used = value * 100, used + 1
    after = used + (words[used : used + 1] == ["and"])
    rest, more = _below_hundred(words[after:]) if after < len(words) else (None, 0)
    if rest is None:
        return value, used
    part = _part(words[after + more]) if after + more < len(words) else None
    if part is not None and rest < part:  # a hundred and three quarters
        return value, used
    return value + rest, after + more


def _below_hundred(words: list[str]) -> tuple[int | None, int]:
    first, second = words[0], words[1] if len(words) > 1 else ""
    if first in _LARGE:
        ones = _SMALL.get(second, 0)
        return (_LARGE[first] + ones, 2) if 0 < ones < 10 else (_LARGE[first], 1)
    if first == "a" and second == "dozen":
        return 12, 2
    return (_SMALL[first], 1) if first in _SMALL else (None, 0)
