"""Answers told in parts: numerator and denominator, digits, terms, factors, coordinates, items. Judges
nothing.

Reads texts whose numerals are in figures and whose signs are signs (`spoken.in_signs`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_N = r"(?P<{}>-?\s?(?:\d+(?:\.\d+)?(?:/\d+)?|∞|√\s?\d+|\d*\s?π))"
_IS = (
    r"(?:\s*(?:(?:is|of|:|=|must be|should be|reads|stands at|equals|has|there is|stands|goes|an?|the|number)"
    r"\s*)+)"
)


def _number(name: str) -> str:
    return _N.format(name)


def _both(first: str, second: str) -> list[re.Pattern[str]]:
    """Two named parts in either order, each before or after its number."""
    a, b = _number("a"), _number("b")
    one, two = rf"(?:{first}){_IS}{a}", rf"(?:{second}){_IS}{b}"
    stands = r"\s(?:is|as|in|on|stands|goes) (?:the )?"
    one_back = rf"(?<![\w.]){a}{stands}(?:{first})"
    two_back = rf"(?<![\w.]){b}{stands}(?:{second})"
    made = []
    for p, q in ((one, two), (two, one), (one_back, two_back), (two_back, one_back)):
        made.append(re.compile(rf"{p}\b.{{0,60}}?{q}(?![\w/])", re.IGNORECASE | re.DOTALL))
    return made


_SLOPE = r"slope|gradient|coefficient of x|number (?:before|in front of) x"
_SHIFT = r"(?:y-)?\s?intercept(?: (?:on|with|at) the y[ -]?axis)?|constant(?: term)?|shift"
_PARTS: list[tuple[list[re.Pattern[str]], str]] = [
    (
        _both(
            r"numerator|top(?: number| part)?|upper (?:part|number)|above the (?:line|bar)|on top",
            r"denominator|bottom(?: number| part)?|lower (?:part|number)|below the (?:line|bar)|underneath",
        ),
        "{a}/{b}",
    ),
    (
        _both(
            r"tens digit|tens(?: place)?|first digit|digit of tens",
            r"ones digit|units digit|ones(?: place)?|units(?: place)?|second digit|last digit",
        ),
        "{a}{b}",
    ),
    (
        _both(
            r"whole part|integer part|before the (?:decimal )?point",
            r"(?:digits? )?after the (?:decimal )?point|decimal part|decimals",
        ),
        "{a}.{b}",
    ),
    (
        [
            re.compile(
                rf"(?:top|numerator)[^.;\d]{{0,25}}?{_number('a')}\b.{{0,30}}?"
                rf"(?:bottom|denominator)[^.;\d]{{0,15}}?{_number('b')}(?![\w/])",
                re.I,
            )
        ],
        "{a}/{b}",
    ),
    (_both(r"whole part|whole number part", r"fraction(?:al part| part)?"), "{a} {b}"),
    (
        _both(
            r"first coordinate|x-?\s?coordinate|x-?\s?value|\bx",
            r"second(?: coordinate| one)?|y-?\s?coordinate|y-?\s?value|\by",
        ),
        "({a}, {b})",
    ),
    (
        _both(
            r"front (?:number|factor)|leading number|mantissa|first factor|number in front",
            r"power of (?:10|ten)|exponent|power",
        ),
        "{a}*10^({b})",
    ),
    (_both(_SLOPE, _SHIFT), "y = {a}x + ({b})"),
    (_both(_SLOPE, _SHIFT), "{a}x + ({b})"),
    (
        _both(
            r"outside(?: the root)?|coefficient|before the root|(?:factor )?in front(?: of the root)?|factor",
            r"inside(?: the root)?|under the root|radicand|below the root",
        ),
        "{a}sqrt({b})",
    ),
]
_DIGITS = re.compile(
    r"\b(?:digits?|figures?|signs?)\b[^\d.!?]{0,40}((?:-?\d\b[^\d.!?]{0,12}){1,9}(?<=[\d]))", re.IGNORECASE
)
_FOLLOWED = re.compile(
    r"(?<![\d.])(\d)\W{1,3}(?:(?:and|write|put|add|it is|which is)?\W*)?(?:followed by|then|next to|"
    r"after that)"
    r"\W+(?:by |an? |the (?:digit )?|write |put |comes? )?(\d)(?!\d|\.\d)",
    re.IGNORECASE,
)
_NAMED_DIGITS = re.compile(
    r"\b(first|second|third|fourth|last) digit\W+(?:is |= ?)?(?:an? )?(\d)\b", re.IGNORECASE
)
_TENS = re.compile(r"(?<![\d.])(\d) tens?,? (?:and )?(\d) (?:ones|units?)\b", re.IGNORECASE)
_HUNDREDS = re.compile(
    r"(?<![\d.])(\d) hundreds?,? (?:and )?(\d) tens?,? (?:and )?(\d) (?:ones|units?)\b", re.IGNORECASE
)
_NEGATIVE = re.compile(
    r"(?<!\w)(?:minus sign|below zero|less than zero|sign is -|it is -[ .]|"
    r"-\s*(?:number|value|sign|one|$|[.,;!]))",
    re.IGNORECASE | re.MULTILINE,
)
_SIDES = re.compile(
    r"\bleft(?:-hand)?(?: side)?(?: is|:| =)? "
    r"(?P<a>[^.;!?\n]{1,60}?)[.;,!?\n]+.{0,20}?\bright(?:-hand)?(?: side)?"
    r"(?: is|:| =)? (?P<b>[^.;!?\n]{1,60}?)(?=[.;!?\n]|$)",
    re.IGNORECASE | re.DOTALL,
)
TERMS = re.compile(r"\b(?:terms?|summands?|then comes|pieces|parts?)\b", re.IGNORECASE)
FACTORS = re.compile(r"\b(?:factors?|brackets?|parenthes[ei]s|times|multiply|product)\b", re.IGNORECASE)


def wholes(text: str) -> Iterator[tuple[str, str]]:
    """What the parts make together, and the words that name them. Parts that make nothing come out as
    nonsense.
    """
    for patterns, shape in _PARTS:
        for pattern in patterns:
            for match in pattern.finditer(text):
                a, b = ("".join(match.group(name).split()) for name in ("a", "b"))
                yield shape.format(a=a, b=b), " ".join(match.group().split())
    yield from _from_digits(text)
    for match in _SIDES.finditer(text):
        for sign in ("=", "<", ">", "<=", ">="):
            yield f"{match.group('a')} {sign} {match.group('b')}", " ".join(match.group().split())


def _from_digits(text: str) -> Iterator[tuple[str, str]]:
    for match in _DIGITS.finditer(text):
        yield "".join(re.findall(r"-?\d", match.group(1))), match.group()
    named = list(_NAMED_DIGITS.finditer(text))
    if len(named) > 1:
        yield "".join(match.group(2) for match in named), " … ".join(match.group() for match in named)
    for pattern in (_FOLLOWED, _TENS, _HUNDREDS):
        for match in pattern.finditer(text):
            yield "".join(match.groups()), match.group()
    yield from _one_after_the_other(text)


def _one_after_the_other(text: str) -> Iterator[tuple[str, str]]:
    at = 0
    while (first := _FOLLOWED.search(text, at)) is not None:
        digits, last = first.group(1) + first.group(2), first
        while (following := _FOLLOWED.match(text, last.end() - 1)) is not None:
            digits, last = digits + following.group(2), following
        yield digits, text[first.start() : last.end()]
        at = last.end()


def says_negative(text: str) -> bool:
    """Whether a text says apart from the number that it is negative."""
    return _NEGATIVE.search(text) is not None
