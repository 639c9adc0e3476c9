"""Values of trees at points, to many digits, on the reals. Gives evidence and decides nothing."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any

import mpmath  # type: ignore[import-untyped]

from tutor.grading.effort import spend
from tutor.grading.lexer import FUNCTIONS
from tutor.grading.tree import (
    IMAGINARY,
    Add,
    Call,
    Div,
    Group,
    MathsError,
    Mul,
    Name,
    Neg,
    Node,
    Number,
    Percent,
    Pow,
    Relation,
    children,
)

# mpmath ships no types: its numbers and contexts are Any here and nowhere else.
Real = Any
MAX_MAGNITUDE = 20_000  # bits of the integer part of any value on the way
MAX_EXPONENTIAL = 14  # bits of an argument of exp: e^16384 still fits the magnitude
_KNOWN = frozenset(FUNCTIONS.values()) | {"factorial"}
_ORDERED = frozenset({"floor", "ceil", "min", "max", "mod", "sign"})
_RANGES = ((0.1, 1.0), (-1.0, 1.0), (-4.0, 4.0), (1.0, 9.0), (-30.0, 30.0))
# Points where powers of negative numbers exist: (a^2)^(1/2) is not a.
_HALVES = tuple(Fraction(k, 2) for k in range(-7, 8) if k)
_PLAIN = tuple(Fraction(k, 2) for k in (-6, -4, -2, -1, 1, 2, 4, 6))


def digits_for(*trees: Node) -> int:
    """Digits that separate what these trees can build from zero: twice what is written, powers written out.

    Not capped: a tree that needs too many cannot be confirmed by points.
    """
    return 60 + 2 * sum(_height(tree) for tree in trees)


def _height(node: Node) -> int:
    match node:
        case Number(value):
            return int((value.numerator.bit_length() + value.denominator.bit_length()) * 0.302)
        case Pow(base, Number(exponent)) | Pow(base, Neg(Number(exponent))):
            return _height(base) * max(1, math.ceil(float(min(exponent, Fraction(10**6)))))
    return sum(_height(child) for child in children(node))


def points(names: frozenset[str], count: int) -> Iterator[dict[str, Fraction]]:
    """The same points on every machine: exact fractions, small, large and of both signs."""
    source = random.Random(20_271)
    for k in range(count):
        if k % 4 == 3:
            yield {name: source.choice(_PLAIN) for name in sorted(names)}
            continue
        low, high = _RANGES[k % len(_RANGES)]
        yield {
            name: Fraction(round((low + (high - low) * source.random()) * 10_007), 10_007)
            for name in sorted(names)
        }


def simple_points(names: frozenset[str], count: int) -> Iterator[dict[str, Fraction]]:
    """Whole numbers and halves of both signs, the same on every machine."""
    source = random.Random(20_272)
    for _ in range(count if names else 0):
        yield {name: source.choice(_HALVES) for name in sorted(names)}


class Evaluator:
    """Evaluates trees with its own working precision; not shared between threads."""

    def __init__(self, digits: int, *, beyond_reals: bool = False) -> None:
        """`beyond_reals`: values may be complex, and powers and logarithms are the principal ones."""
        self.context = mpmath.MPContext()
        self.context.dps = digits
        self.digits = digits
        self.beyond_reals = beyond_reals
        self._given: Mapping[str, Real] = {}

    def value(self, node: Node, point: Mapping[str, Fraction]) -> Real:
        """A real number. Raises MathsError ("undefined" off the reals, "costly" beyond the limits)."""
        try:
            return self._real(node, point)
        except (ZeroDivisionError, ValueError, OverflowError) as error:
            raise MathsError("undefined", "a value that does not exist") from error

    def value_with(self, node: Node, point: Mapping[str, Real]) -> Real:
        """As `value`, at numbers of this evaluator's own."""
        self._given = point
        try:
            return self.value(node, {})
        finally:
            self._given = {}

    def close(self, left: Real, right: Real) -> bool:
        """Equal to half of the working digits, relative to the larger (absolute below one)."""
        scale = max(abs(left), abs(right), self.context.mpf(1))
        return bool(abs(left - right) <= scale * self.context.mpf(10) ** (-self.digits // 2))

    def exact(self, value: Fraction) -> Real:
        return self.context.mpf(value.numerator) / value.denominator

    def _real(self, node: Node, point: Mapping[str, Fraction]) -> Real:
        return self._checked(self._value(node, point))

    def _checked(self, value: Real) -> Real:
        if isinstance(value, self.context.mpc) and not self.beyond_reals:
            raise MathsError("undefined", "a value that is not a real number")
        if not self.context.isfinite(value):
            raise MathsError("undefined", "a value that is not a real number")
        if value and self.context.mag(value) > MAX_MAGNITUDE:
            raise MathsError("costly", "that is too large for me to work out")
        return value

    def _value(self, node: Node, point: Mapping[str, Fraction]) -> Real:
        spend(15 + self.digits // 4 if isinstance(node, Call | Pow) else 4 + self.digits // 100)
        match node:
            case Number(value):
                return self.exact(value)
            case Name(name):
                return self._named(name, point)
            case Neg(arg):
                return -self._real(arg, point)
            case Percent(arg):
                return self._real(arg, point) / 100
            case Add(terms):
                return self.context.fsum([self._real(term, point) for term in terms])
            case Mul(factors):
                product = self.context.mpf(1)
                for factor in factors:
                    product = self._checked(product * self._real(factor, point))
                return product
            case Div(top, bottom):
                return self._real(top, point) / self._real(bottom, point)
            case Pow(base, exponent):
                return self._power(self._real(base, point), exponent, point)
            case Call(name, args):
                return self._call(name, [self._real(arg, point) for arg in args])
            case Relation() | Group():
                raise MathsError("syntax", "a list or a relation where one value is needed")

    def _named(self, name: str, point: Mapping[str, Fraction]) -> Real:
        if name == "π":
            return +self.context.pi
        if name == "e":
            return +self.context.e
        if name == IMAGINARY and self.beyond_reals:
            return self.context.mpc(0, 1)
        if name in self._given:
            return self._given[name]
        if name not in point:
            raise MathsError("undefined", f"a value for {name}")
        return self.exact(point[name])

    def _power(self, base: Real, exponent: Node, point: Mapping[str, Fraction]) -> Real:
        value = self._real(exponent, point)
        if self.beyond_reals:
            return self._principal(base, value)
        if base < 0 and (root := _odd_root(exponent)) is not None:
            return (-1) ** root.numerator * self._power_of_positive(-base, value)
        if base < 0 and value == int(value):
            return (-1) ** int(value % 2) * self._power_of_positive(-base, value)
        if base < 0:
            raise MathsError("undefined", "a root of a negative number")
        return self._power_of_positive(base, value)

    def _principal(self, base: Real, exponent: Real) -> Real:
        if not base:
            return base**exponent
        if abs(exponent * self.context.ln(base)) > 2**MAX_EXPONENTIAL:
            raise MathsError("costly", "that is too large for me to work out")
        return self._checked(base**exponent)

    def _power_of_positive(self, base: Real, exponent: Real) -> Real:
        if not base:
            return base**exponent
        if abs(exponent * self.context.ln(base)) > 2**MAX_EXPONENTIAL:
            raise MathsError("costly", "that is too large for me to work out")
        return self._checked(base**exponent)

    def _call(self, name: str, args: list[Real]) -> Real:
        context = self.context
        if any(context.mag(arg) > 1000 for arg in args if arg):
            raise MathsError("costly", "that is too large for me to work out")
        if name == "exp":
            return self._principal(+context.e, args[0])
        if self.beyond_reals and name in _ORDERED and any(isinstance(arg, context.mpc) for arg in args):
            raise MathsError("undefined", f"{name} of a number that is not real")
        if name not in _KNOWN:
            return self._stranger(name, args)
        if name in ("sinh", "cosh", "factorial") and abs(args[0]) > 2**11:
            raise MathsError("costly", "that is too large for me to work out")
        if name in ("cbrt", "root") and self.beyond_reals:
            return self._principal(args[0], 1 / (args[1] if name == "root" else context.mpf(3)))
        if name in ("cbrt", "root"):
            return self._root(args[0], args[1] if name == "root" else context.mpf(3))
        if name == "log":
            return context.ln(args[0]) / context.ln(args[1] if len(args) == 2 else 10)
        if name == "mod":
            return args[0] - args[1] * context.floor(args[0] / args[1])
        if name in ("gcd", "lcm"):
            raise MathsError("undefined", f"{name} of numbers that are not whole")
        functions: dict[str, Callable[..., Real]] = {"abs": abs, "min": min, "max": max}
        function = functions.get(name) or getattr(context, name)
        return function(*args)

    def _stranger(self, name: str, args: list[Real]) -> Real:
        """A value for f(x) of which nothing is known: one smooth function for each name, the same
        everywhere."""
        seeds = random.Random(name)
        total = self.context.mpf(seeds.randrange(1, 1000)) / 997
        for arg in args:
            total += arg * seeds.randrange(500, 1500) / 991
        return self.context.sin(total) + 2

    def _root(self, radicand: Real, index: Real) -> Real:
        if radicand < 0 and index == int(index) and int(index) % 2:
            return -self._power_of_positive(-radicand, 1 / index)
        if radicand < 0:
            raise MathsError("undefined", "a root of a negative number")
        return self._power_of_positive(radicand, 1 / index)


def _odd_root(exponent: Node) -> Fraction | None:
    """The exponent as p/q with odd q > 1, which has a real power of negative numbers; None otherwise."""
    match exponent:
        case Neg(arg):
            inner = _odd_root(arg)
            return None if inner is None else -inner
        case Div(Neg(top), bottom):
            inner = _odd_root(Div(top, bottom))
            return None if inner is None else -inner
        case Div(Number(top), Number(bottom)) if bottom:
            value = top / bottom
            return value if value.denominator % 2 and value.denominator > 1 else None
    return None
