"""Prose to tokens: numbers, signs, words. Knows how people write sums in sentences, not what they mean."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from tutor.grading.effort import spend

MAX_CHARS = 4000
Kind = Literal["number", "sign", "open", "close", "equals", "word", "stop"]


@dataclass(frozen=True, slots=True)
class Token:
    kind: Kind
    text: str
    value: Fraction = Fraction(0)
    places: int = 0  # digits after the point as written
    percent: bool = False
    money: bool = False
    tight: bool = False  # no space before it


_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SPELLED = {
    **{word: k for k, word in enumerate(_UNITS.split())},
    **{word: 10 * k for k, word in enumerate(_TENS.split(), 2)},
    "hundred": 100,
    "dozen": 12,
}
_PARTS = {
    "half": Fraction(1, 2),
    "halves": Fraction(1, 2),
    "third": Fraction(1, 3),
    "thirds": Fraction(1, 3),
    "quarter": Fraction(1, 4),
    "quarters": Fraction(1, 4),
    "fourth": Fraction(1, 4),
    "fourths": Fraction(1, 4),
    "fifth": Fraction(1, 5),
    "fifths": Fraction(1, 5),
    "twice": Fraction(2),
    "double": Fraction(2),
    "doubled": Fraction(2),
    "triple": Fraction(3),
    "thrice": Fraction(3),
}
_LATEX = (
    (re.compile(r"\\d?frac\{([^{}]*)\}\{([^{}]*)\}"), r"((\1)/(\2))"),
    (re.compile(r"\\(?:text|mathrm|textbf|mathbf)\{([^{}]*)\}"), r" \1 "),
    (re.compile(r"\\boxed\{([^{}]*)\}"), r" \1 "),
    (re.compile(r"\\(?:times|cdot)(?![A-Za-z])"), "*"),
    (re.compile(r"\\div(?![A-Za-z])"), "/"),
    (re.compile(r"\\approx(?![A-Za-z])"), "≈"),
    (re.compile(r"\\(?:left|right|quad|,|;|!|:)"), " "),
    (re.compile(r"\\[\[\]()]"), " . "),
    (re.compile(r"\\%"), "%"),
    (re.compile(r"\\\$"), "$"),
    (re.compile(r"\*\*+"), " "),
    (re.compile(r"<<[^<>]*>>"), ""),
    (re.compile(r"\([^()\d]*\)"), " "),  # (total cookies)
    (re.compile(r"(?<=[A-Za-z])/(?=[A-Za-z])"), " per "),
    (re.compile(r"(?<=\d)/(?=[A-Za-z]{2})"), " per "),  # $900/day
    (re.compile(r"(?<=[A-Za-z])&(?=[A-Za-z])"), ""),  # M&Ms
    (re.compile(r"= ?="), "="),
    (re.compile(r"\b\d{1,2}:\d\d\b"), " clock "),
    (re.compile(r"(?<![\d.,/])(\d+) (\d+)/(\d+)(?![\d.,/])"), r"(\1+\2/\3)"),
    (re.compile(r"/ ?(\d+/\d+)(?![\d.,/])"), r"/(\1)"),
)
_TOKEN = re.compile(
    r"(?P<number>(?:\$\s?)?(?:(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?|\.\d+)%?)|(?P<equals>[=≈])"
    r"|(?P<sign>[-+*/×÷·−–^])|(?P<open>[(\[{])|(?P<close>[)\]}])|(?P<word>[^\W\d_]+(?:[’'-][^\W\d_]+)*)"
    r"|(?P<stop>[.,;:!?\n])|(?P<other>\S)"
)
_SIGNS = str.maketrans("×·÷−–", "**/--")


def tokens(text: str) -> list[Token]:
    """Never raises; what is longer than the limit is cut off."""
    text = _plain(text[:MAX_CHARS])
    spend(2 * len(text))
    found: list[Token] = []
    end = 0
    for match in _TOKEN.finditer(text):
        tight = match.start() == end
        end = match.end()
        spend(6)
        token = _token(match, tight=tight)
        if token is not None:
            found.append(token)
    return _times(found)


def _plain(text: str) -> str:
    text = unicodedata.normalize(
        "NFKC", text.replace("!=", "≠").replace("½", " 1/2").replace("¼", " 1/4").replace("¾", " 3/4")
    )
    for _ in range(2):
        for pattern, plain in _LATEX:
            text = pattern.sub(plain, text)
    return text


def _token(match: re.Match[str], *, tight: bool) -> Token | None:
    kind, text = match.lastgroup, match.group()
    match kind:
        case "number":
            return _number(text, tight=tight)
        case "sign":
            return Token("sign", text.translate(_SIGNS), tight=tight)
        case "word":
            value = spelled(text.lower())
            return Token("word", text, value if value is not None else Fraction(0), tight=tight)
        case "open" | "close" | "stop" | "equals":
            return Token(kind, text, tight=tight)
    return Token("stop", text, tight=tight) if text not in "\\$" else None


def spelled(word: str) -> Fraction | None:
    """A number written as a word, None if it is none."""
    if word in _PARTS:
        return _PARTS[word]
    first, _, second = word.partition("-")
    if second and first in _SPELLED and second in _SPELLED:
        return Fraction(_SPELLED[first] + _SPELLED[second])
    return Fraction(_SPELLED[word]) if word in _SPELLED else None


def _number(text: str, *, tight: bool) -> Token:
    digits = text.strip("$% ").replace(",", "")
    percent = text.endswith("%")
    value = Fraction(digits) / (100 if percent else 1)
    places = len(digits.partition(".")[2]) + (2 if percent else 0)
    return Token("number", digits, value, places, percent, "$" in text, tight)


def _times(found: list[Token]) -> list[Token]:
    """`3 x 4` and `20% of 50` multiply; `5x` and "of the" do not."""
    out: list[Token] = []
    for at, token in enumerate(found):
        following = found[at + 1] if at + 1 < len(found) else None
        before = found[at - 1] if at else None
        if token.kind == "word" and token.text in ("x", "X") and following is not None and before is not None:
            glued = token.tight and before.kind == "number" and not following.tight  # 5x 3
            minus = following.text == "-" and at + 2 < len(found) and found[at + 2].kind == "number"
            if (following.kind in ("number", "open") or minus) and not glued:
                token = Token("sign", "*", tight=token.tight)
        elif token.kind == "word" and token.text == "of" and following is not None and before is not None:
            parts = before.percent or _is_fraction(out)
            if parts and following.kind in ("number", "open"):
                token = Token("sign", "*", tight=token.tight)
        elif token.kind == "word" and token.text.lower() in ("plus", "minus", "times") and before is not None:
            if before.kind == "number" and following is not None and following.kind == "number":
                token = Token("sign", {"plus": "+", "minus": "-", "times": "*"}[token.text.lower()])
        elif token.kind == "open" and token.tight and out and out[-1].kind in ("number", "close"):
            out.append(Token("sign", "*"))
        out.append(token)
    return out


def _is_fraction(before: list[Token]) -> bool:
    return len(before) >= 3 and before[-1].kind == before[-3].kind == "number" and before[-2].text == "/"
