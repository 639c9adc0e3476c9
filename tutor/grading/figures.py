"""How many figures a number was written with, and rounding to so many. Knows no specification."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction

_LITERAL = re.compile(
    r"""\s*[-+]?\s*\(?\s*[-+]?\s*(?P<whole>\d*)(?P<point>\.(?P<part>\d*))?\s*\)?
    (?:[eE][-+]?\d+|\s*[*·×]?\s*10\s*(?:\^|\*\*)\s*[({]?\s*[-+]?\d+\s*[)}]?)?""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Written:
    """Significant figures: `least` ≤ `most`, as zeros at the end of a whole number may or may not count."""

    least: int
    most: int
    decimals: int

    def can_be(self, figures: int) -> bool:
        return self.least <= figures <= self.most


_GROUPED = re.compile(r"(?<![\d.,])(\d{1,3})((?:,\d{3})+|(?:[  \u2009\u202f]\d{3})+)(?![\d,])")

# 332/7 and 69*1.01 begin with a decimal number and are none.
_GOES_ON = re.compile(r"\s*(?:[-+*/^×·÷:]|\*\*)\s*[(\[{]?\s*[\d.]")


def written(text: str) -> Written | None:
    """Of the number that the text begins with; None if it begins with none."""
    text = "".join(char for char in text if unicodedata.category(char) != "Cf")
    text = _GROUPED.sub(lambda match: re.sub(r"\D", "", match.group()), text, count=1)
    match = _LITERAL.match(text)
    if match is None or not (match["whole"] or match["part"]) or _GOES_ON.match(text, match.end()):
        return None
    whole, part = match["whole"], match["part"] or ""
    decimals = len(part)
    digits = (whole + part).lstrip("0")
    if not digits:
        return Written(max(1, decimals), max(1, decimals), decimals)
    if match["point"]:
        return Written(len(digits), len(digits), decimals)
    least = len(digits.rstrip("0"))
    bare = match.end("whole") == match.end()
    return Written(least if bare else len(digits), len(digits), 0)


def rounded(value: Fraction, figures: int) -> Fraction:
    """To so many significant figures, halves away from zero."""
    return _to_step(value, step(value, figures)) if value else value


def to_decimals(value: Fraction, decimals: int) -> Fraction:
    return _to_step(value, Fraction(1, 10**decimals))


def _to_step(value: Fraction, unit: Fraction) -> Fraction:
    steps = (abs(value) / unit + Fraction(1, 2)).__floor__()
    return unit * steps * (-1 if value < 0 else 1)


def step(value: Fraction, figures: int) -> Fraction:
    """What one is in the last of so many significant figures."""
    size, exponent = abs(value), 0
    digits = len(str(size.numerator)) - len(str(size.denominator))
    exponent = digits if size >= Fraction(10) ** digits else digits - 1
    return Fraction(10) ** (exponent - figures + 1)
