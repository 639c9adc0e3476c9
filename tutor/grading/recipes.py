"""Arithmetic told as a recipe: "Take 12 and add 3, then double it." Yields what comes out; judges nothing.

Reads texts whose numerals are in figures (`spoken.figures`).
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from fractions import Fraction

_NUMBER = (
    r"([-−]?(?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d{1,15})?(?:/\d{1,9})?%?)(?![\w/^*]|\.\d|\s?[a-z]\b(?<!\sa))"
)
_THE = r"(?:the (?:number |numbers |result |value )?)?"
_Step = Callable[[Fraction, Fraction], Fraction | None]


def _divided(a: Fraction, b: Fraction) -> Fraction | None:
    return a / b if b else None


# What is done to two numbers, in the order they are said.
_PAIRS: list[tuple[str, _Step]] = [
    (rf"add(?:ing)? {_THE}{_NUMBER} (?:to|and|with) {_THE}{_NUMBER}", lambda a, b: a + b),
    (rf"sum of {_NUMBER} and {_NUMBER}", lambda a, b: a + b),
    (
        rf"{_NUMBER} (?:added to|increased by|together with|and another|and then another) {_NUMBER}",
        lambda a, b: a + b,
    ),
    (
        rf"{_NUMBER} (?:\w+ )?(?:(?:more|greater|larger|higher) than|above|beyond|past|up from|on "
        rf"from) {_NUMBER}",
        lambda a, b: a + b,
    ),
    (
        rf"(?:subtract(?:ing)?|tak(?:e|ing)(?: away)?) {_THE}{_NUMBER} (?:away )?from {_THE}{_NUMBER}",
        lambda a, b: b - a,
    ),
    (
        rf"{_NUMBER} (?:\w+ )?(?:(?:less|fewer|smaller|lower|short) (?:than|of)|below|down from) {_NUMBER}",
        lambda a, b: b - a,
    ),
    (rf"{_NUMBER} subtracted from {_NUMBER}", lambda a, b: b - a),
    (rf"{_NUMBER} (?:decreased by|reduced by|take away|without) {_NUMBER}", lambda a, b: a - b),
    (rf"difference (?:between|of) {_NUMBER} and {_NUMBER}", lambda a, b: a - b),
    (rf"multiply(?:ing)? {_THE}{_NUMBER} (?:by|and|with|times) {_THE}{_NUMBER}", lambda a, b: a * b),
    (rf"product of {_NUMBER} and {_NUMBER}", lambda a, b: a * b),
    (rf"{_NUMBER} (?:lots|groups|sets|rows) of {_NUMBER}", lambda a, b: a * b),
    (rf"{_NUMBER} (?:times|multiplied by) {_NUMBER}", lambda a, b: a * b),
    (rf"divid(?:e|ing) {_THE}{_NUMBER} (?:by|into) {_THE}{_NUMBER}", _divided),
    (rf"(?:quotient|ratio) of {_NUMBER} and {_NUMBER}", _divided),
    (rf"{_NUMBER} (?:divided by|over|shared (?:between|among|by)|split into) {_NUMBER}", _divided),
    (rf"(?:share|split) {_NUMBER} (?:between|among|into) {_NUMBER}", _divided),
    (rf"{_NUMBER}(?: percent)? of {_NUMBER}", lambda a, b: a * b if a.denominator > 1 else None),
    (rf"(?:number |integer )?between {_NUMBER} and {_NUMBER}", lambda a, b: a + 1 if b - a == 2 else None),
]


def _root(value: Fraction) -> Fraction | None:
    if value < 0:
        return None
    top, bottom = math.isqrt(value.numerator), math.isqrt(value.denominator)
    return Fraction(top, bottom) if Fraction(top, bottom) ** 2 == value else None


_NEIGHBOUR = r"the (?:whole )?(?:number|integer)(?: that comes)?(?: right| just| directly)?"
# What is done to one number.
_SINGLES: list[tuple[str, Callable[[Fraction], Fraction | None]]] = [
    (rf"(?:double|twice|doubling|two times) (?:of )?{_NUMBER}", lambda a: 2 * a),
    (rf"(?:triple|thrice|tripling) (?:of )?{_NUMBER}", lambda a: 3 * a),
    (rf"(?:half|halve|halving) (?:of )?{_NUMBER}", lambda a: a / 2),
    (rf"(?:the )?square of {_NUMBER}", lambda a: a * a),
    (rf"{_NUMBER} squared", lambda a: a * a),
    (rf"{_NUMBER},? (?:doubled|times two)", lambda a: 2 * a),
    (rf"{_NUMBER},? (?:halved|cut in half|cut in two)", lambda a: a / 2),
    (rf"{_NUMBER},? (?:tripled|trebled)", lambda a: 3 * a),
    (rf"(?:the )?cube of {_NUMBER}", lambda a: a**3),
    (rf"{_NUMBER} cubed", lambda a: a**3),
    (rf"(?:the )?(?:square )?root of {_NUMBER}", _root),
    (rf"{_NEIGHBOUR} after {_NUMBER}", lambda a: a + 1),
    (rf"{_NEIGHBOUR} before {_NUMBER}", lambda a: a - 1),
    (rf"the opposite of {_NUMBER}", lambda a: -a),
    (rf"the reciprocal of {_NUMBER}", lambda a: 1 / a if a else None),
]
_IT = r"(?:it |that |this |the result |the sum |the product |what you get |everything |all that )?"
# What is done next to what came out before.
_NEXT: list[tuple[str, _Step]] = [
    (
        rf"(?:add|plus|adding|put on|increase {_IT}by) (?:another )?{_NUMBER}(?! (?:to|and|with) [-−]?\d)",
        lambda a, b: a + b,
    ),
    (
        rf"(?:subtract|minus|subtracting|take away|take off|remove|knock off|decrease {_IT}by|lose)"
        rf" {_NUMBER}(?! from [-−]?\d)",
        lambda a, b: a - b,
    ),
    (rf"(?:take|taking) {_NUMBER} (?:away|off)(?! from [-−]?\d)", lambda a, b: a - b),
    (
        rf"(?:multiply|multiplying|times) {_IT}(?:by )?{_NUMBER}(?! (?:by|and|with) [-−]?\d)",
        lambda a, b: a * b,
    ),
    (rf"(?:divide|dividing|share) {_IT}(?:by|into|between|among) {_NUMBER}", _divided),
    (r"(?:double|doubling) (it|that|this|the result|everything)()", lambda a, b: 2 * a),
    (
        r"(?:double|twice|two times|2 times) (that|it|as (?:old|much|many|long|far|big|heavy|tall"
        r"|large|high))()",
        lambda a, b: 2 * a,
    ),
    (r"(?:triple|tripling) (it|that|this|the result|everything)()", lambda a, b: 3 * a),
    (r"(?:halve|halving|take half of|half of) (it|that|this|the result|everything)()", lambda a, b: a / 2),
    (r"(?:square|squaring) (it|that|this|the result|everything)()", lambda a, b: a * a),
]
_START = (
    rf"(?:take|start(?:ing)? (?:with|from|at)|begin(?:ning)? (?:with|from|at)|think of|from) {_THE}{_NUMBER}"
    rf"|(?:is|are|has|makes|gives|gets) {_NUMBER}(?=[.,;:]|$)"
)


_Does = Callable[..., Fraction | None]


def _found(patterns: list[tuple[str, _Does]]) -> list[tuple[re.Pattern[str], _Does]]:
    return [(re.compile(rf"(?<![\w.]){pattern}", re.IGNORECASE), step) for pattern, step in patterns]


_TWO, _ONE, _THEN = _found([*_PAIRS]), _found([*_SINGLES]), _found([*_NEXT])
_BEGIN = re.compile(rf"(?<![\w.]){_START}", re.IGNORECASE)


def outcomes(text: str) -> Iterator[tuple[str, Fraction]]:
    """Each thing that comes out with the words that say it. What goes on from sentence to sentence is
    followed.
    """
    value: Fraction | None = None
    begun = 0
    for at, end, step in _steps(text):
        if step is None:
            value, begun = _value(_number_in(text[at:end])), at
            continue
        before, value = value, step(value)
        if before is None or not _continues(text[at:end]):
            begun = at
        if value is not None:
            yield " ".join(text[begun:end].split()), value


def _continues(said: str) -> bool:
    return not any(pattern.match(said) for pattern, _ in (*_TWO, *_ONE))


def _number_in(said: str) -> str:
    found = re.search(_NUMBER, said)
    return found.group(1) if found else ""


_Action = Callable[[Fraction | None], Fraction | None]


def _steps(text: str) -> list[tuple[int, int, _Action | None]]:
    """Where each step is said, in order; None for a beginning. Longer ones hide what stands inside them."""
    found: list[tuple[int, int, _Action | None]] = []
    for pattern, two in _TWO:
        for match in pattern.finditer(text):
            a, b = map(_value, match.groups())
            if a is not None and b is not None:
                found.append((match.start(), match.end(), _always(two(a, b))))
    for pattern, one in _ONE:
        for match in pattern.finditer(text):
            if (a := _value(match.group(1))) is not None:
                found.append((match.start(), match.end(), _always(one(a))))
    for match in _BEGIN.finditer(text):
        found.append((match.start(), match.end(), None))
    for pattern, then in _THEN:
        for match in pattern.finditer(text):
            found.append((match.start(), match.end(), _after(then, _value(match.group(1)) or Fraction(0))))
    kept: list[tuple[int, int, _Action | None]] = []
    for start, end, action in sorted(found, key=lambda step: (step[0], -step[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end, action))
    return kept


def _always(value: Fraction | None) -> _Action:
    return lambda before: value


def _after(then: Callable[..., Fraction | None], other: Fraction) -> _Action:
    return lambda before: None if before is None else then(before, other)


def _value(number: str) -> Fraction | None:
    plain = number.replace("−", "-").replace(",", "")
    try:
        value = Fraction(plain.removesuffix("%"))
    except (ValueError, ZeroDivisionError):
        return None
    return value / 100 if plain.endswith("%") else value
