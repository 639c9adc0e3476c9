"""Values of trees at points: exact fractions while they last, sixty digits where roots and π come in."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from tutor.grading.effort import spend
from tutor.grading.numeric import Evaluator
from tutor.grading.tree import Add, Call, Div, MathsError, Mul, Name, Neg, Node, Number, Percent, Pow, walk

DIGITS = 60
# A coordinate with a longer denominator is a rounded root: equality there is agreement to half the digits.
ROUNDED_BITS = 150
_MAX_POWER = 200
_MAX_BITS = 20_000
_EVALUATOR = Evaluator(DIGITS)
_CLOSE = Fraction(1, 10**25)


class Undefined(Exception):
    """A value that does not exist on the reals. `by_zero`: because of a division by zero."""

    def __init__(self, *, by_zero: bool) -> None:
        super().__init__("undefined")
        self.by_zero = by_zero


class _NotRational(Exception):
    """Fractions do not suffice."""


def value_at(node: Node, point: Mapping[str, Fraction]) -> Fraction:
    """Exact where it is rational, else to about 60 digits. Raises Undefined, MathsError ("costly")."""
    try:
        return _exact(node, point)
    except _NotRational:
        return _rounded(node, point)


def is_rounded(value: Fraction) -> bool:
    return value.denominator.bit_length() > ROUNDED_BITS


def compare_at(sign: str, left: Node, right: Node, point: Mapping[str, Fraction]) -> bool:
    """Whether `left sign right` holds there. Raises as `value_at` does."""
    spend(6)
    first, second = value_at(left, point), value_at(right, point)
    gap = first - second
    rounded = is_rounded(first) or is_rounded(second)
    if rounded and abs(gap) <= _CLOSE * max(abs(first), abs(second), Fraction(1)):
        gap = Fraction(0)
    match sign:
        case "=":
            return gap == 0
        case "!=":
            return gap != 0
        case "<":
            return gap < 0
        case "<=":
            return gap <= 0
        case ">":
            return gap > 0
    return gap >= 0


def divides_by_zero(node: Node, point: Mapping[str, Fraction]) -> bool:
    """Whether some denominator in it is zero at the point."""
    return any_is_zero(bottoms(node), point)


def any_is_zero(nodes: Iterable[Node], point: Mapping[str, Fraction]) -> bool:
    return any(_is_zero(node, point) for node in nodes)


def bottoms(node: Node) -> Iterator[Node]:
    for part in walk(node):
        match part:
            case Div(_, bottom):
                yield bottom
            case Pow(base, Neg()):
                yield base


def _is_zero(node: Node, point: Mapping[str, Fraction]) -> bool:
    try:
        return compare_at("=", node, Number(Fraction(0)), point)
    except (Undefined, MathsError):
        return False


def _exact(node: Node, point: Mapping[str, Fraction]) -> Fraction:
    spend(3)
    match node:
        case Number(value):
            return value
        case Name(name):
            if name not in point:
                raise _NotRational
            return point[name]
        case Neg(arg):
            return -_exact(arg, point)
        case Percent(arg):
            return _exact(arg, point) / 100
        case Add(terms):
            return _small(sum((_exact(term, point) for term in terms), Fraction(0)))
        case Mul(factors):
            total = Fraction(1)
            for factor in factors:
                total = _small(total * _exact(factor, point))
            return total
        case Div(top, bottom):
            above, below = _exact(top, point), _exact(bottom, point)
            if not below:
                raise Undefined(by_zero=True)
            return _small(above / below)
        case Pow(base, exponent):
            return _power(_exact(base, point), _exact(exponent, point))
        case Call("abs", (arg,)):
            return abs(_exact(arg, point))
        case Call("sqrt", (arg,)):
            return _root(_exact(arg, point))
    raise _NotRational


def _small(value: Fraction) -> Fraction:
    if value.numerator.bit_length() > _MAX_BITS or value.denominator.bit_length() > _MAX_BITS:
        raise _NotRational
    return value


def _power(base: Fraction, exponent: Fraction) -> Fraction:
    if exponent.denominator != 1 or abs(exponent) > _MAX_POWER:
        raise _NotRational
    if not base and exponent < 0:
        raise Undefined(by_zero=True)
    size = max(base.numerator.bit_length(), base.denominator.bit_length())
    if size * abs(exponent) > _MAX_BITS:
        raise _NotRational
    return base**exponent.numerator


def _root(value: Fraction) -> Fraction:
    if value < 0:
        if is_rounded(value) and -value < _CLOSE:
            return Fraction(0)
        raise Undefined(by_zero=False)
    top, bottom = math.isqrt(value.numerator), math.isqrt(value.denominator)
    if top * top != value.numerator or bottom * bottom != value.denominator:
        raise _NotRational
    return Fraction(top, bottom)


def _rounded(node: Node, point: Mapping[str, Fraction]) -> Fraction:
    if any(
        isinstance(part, Name) and part.name not in point and part.name not in "πe" for part in walk(node)
    ):
        raise MathsError("costly", "a letter without a value")
    try:
        return as_fraction(_EVALUATOR.value(node, point))
    except MathsError as error:
        if error.code == "undefined":
            raise Undefined(by_zero=divides_by_zero(node, point)) from error
        raise


def as_fraction(value: Any) -> Fraction:
    """An mpf, rounded; always long enough to count as rounded unless it is a whole number."""
    spend(30)
    context = _EVALUATOR.context
    if value == int(value) and abs(value) < 10**20:
        return Fraction(int(value))
    shift = max(DIGITS - int(context.log10(abs(value) + 1)), 10)
    scaled = Fraction(int(context.floor(value * context.mpf(10) ** shift)))
    # An odd numerator over a long power of ten cannot be shortened by much.
    return (scaled * 10 + 1) / Fraction(10 ** (shift + 1))
