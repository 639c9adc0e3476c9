"""Real roots of one unknown: exact where they are rational, sixty digits elsewhere. Knows no lines."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

import mpmath  # type: ignore[import-untyped]

from tutor.grading import exact, poly
from tutor.grading.derivation import floats
from tutor.grading.derivation.values import (
    DIGITS,
    Undefined,
    as_fraction,
    compare_at,
    is_rounded,
    value_at,
)
from tutor.grading.effort import spend
from tutor.grading.tree import (
    Add,
    Call,
    Div,
    MathsError,
    Mul,
    Neg,
    Node,
    Number,
    Pow,
    variables_of,
    walk,
)

MAX_DEGREE = 30
MAX_ROOTS = 40
_ZERO = Number(Fraction(0))
_CONTEXT = mpmath.MPContext()
_CONTEXT.dps = DIGITS
# Where a function that is no polynomial is looked at: fine near zero, coarse far out, off the round numbers.
_GRID = sorted(
    {k * 0.25 + 0.003 for k in range(-60, 61)} | {s * 1.6**k for s in (-1, 1) for k in range(-8, 18)}
)


def critical(node: Node, name: str) -> list[Fraction]:
    """Where the value of a tree in one unknown may change its sign or begin to exist, in order."""
    found: set[Fraction] = set()
    for part in _telling_parts(node):
        found.update(zeros(part, name))
        if len(found) > MAX_ROOTS:
            break
    return sorted(found)


def _telling_parts(node: Node) -> Iterator[Node]:
    yield node
    for part in walk(node):
        match part:
            case (
                Call("sqrt" | "ln" | "log" | "abs" | "root", (arg, *_))
                | Div(_, arg)
                | Pow(arg, Neg() | Div())
            ):
                if variables_of(arg):
                    yield arg


def zeros(node: Node, name: str) -> list[Fraction]:
    """Real zeros, each once. Not always all of them where it is no polynomial."""
    found: set[Fraction] = set()
    for factor in _factors(node):
        if name in variables_of(factor):
            found.update(_zeros_of_factor(factor, name))
    return sorted(found)[:MAX_ROOTS]


def _factors(node: Node) -> Iterator[Node]:
    """The parts of a product, so that high powers stay low."""
    match node:
        case Neg(arg):
            yield from _factors(arg)
        case Mul(parts):
            for part in parts:
                yield from _factors(part)
        case Div(top, _):
            yield from _factors(top)
        case Pow(base, Number(exponent)) if exponent.denominator == 1 and exponent > 0:
            yield from _factors(base)
        case Add((part, *others)) if others and all(
            other == _ZERO or other == Neg(_ZERO) for other in others
        ):
            yield from _factors(part)
        case _:
            yield node


def _zeros_of_factor(node: Node, name: str) -> list[Fraction]:
    try:
        form = exact.form(node)
    except MathsError as error:
        if error.code == "undefined":
            return []
        return _scanned(node, name)
    if form.opaque or not _is_whole(form.top, name):
        return _scanned(node, name)
    return real_roots(_coefficients(form.top, name))


def _is_whole(part: poly.Poly, name: str) -> bool:
    return all(
        power.denominator == 1 and 0 <= power <= MAX_DEGREE
        for monomial in part
        for atom, power in monomial
        if atom == name
    ) and poly.atoms(part) <= {name, "π", "e"} | {a for a in poly.atoms(part) if a.startswith("#")}


def _coefficients(part: poly.Poly, name: str) -> list[Fraction]:
    """From the highest power down to the constant."""
    by_power = poly.split(part, name)
    top = int(max(by_power, default=Fraction(0)))
    return [_constant(by_power.get(Fraction(k), {})) for k in range(top, -1, -1)]


def _constant(part: poly.Poly) -> Fraction:
    total = Fraction(0)
    for monomial, coefficient in part.items():
        if not monomial:
            total += coefficient
            continue
        value = _CONTEXT.mpf(1)
        for atom, power in monomial:
            base = {"π": +_CONTEXT.pi, "e": +_CONTEXT.e}.get(atom) or _CONTEXT.mpf(int(atom[1:]))
            value *= base ** (_CONTEXT.mpf(power.numerator) / power.denominator)
        total += as_fraction(value) * coefficient
    return total


def real_roots(coefficients: Sequence[Fraction]) -> list[Fraction]:
    """Of a polynomial, highest power first; each root once."""
    rest = _trimmed(list(coefficients))
    if len(rest) < 2 or len(rest) > MAX_DEGREE + 1:
        return []
    if not any(map(is_rounded, rest)):
        rest = square_free(rest)
    found: list[Fraction] = []
    while len(rest) > 3 and (root := _rational_root(rest)) is not None:
        found.append(root)
        rest = _divided(rest, root)
    return sorted({*found, *_last_roots(rest)})


def _trimmed(coefficients: list[Fraction]) -> list[Fraction]:
    start = next((k for k, c in enumerate(coefficients) if c), len(coefficients))
    return coefficients[start:]


def _last_roots(rest: list[Fraction]) -> list[Fraction]:
    if len(rest) == 2:
        return [-rest[1] / rest[0]]
    if len(rest) == 3:
        return _quadratic(*rest)
    if len(rest) < 2:
        return []
    return _by_digits(rest)


def _quadratic(a: Fraction, b: Fraction, c: Fraction) -> list[Fraction]:
    inside = b * b - 4 * a * c
    if any(map(is_rounded, (a, b, c))) and abs(inside) < Fraction(1, 10**40):
        inside = Fraction(0)
    if inside < 0:
        return []
    top, bottom = math.isqrt(inside.numerator), math.isqrt(inside.denominator)
    if top * top == inside.numerator and bottom * bottom == inside.denominator:
        root = Fraction(top, bottom)
    else:
        root = as_fraction(_CONTEXT.sqrt(_CONTEXT.mpf(inside.numerator) / inside.denominator))
    return sorted({(-b - root) / (2 * a), (-b + root) / (2 * a)})


def _by_digits(rest: list[Fraction]) -> list[Fraction]:
    spend(250 * len(rest) ** 2)
    values = [_CONTEXT.mpf(c.numerator) / c.denominator for c in rest]
    try:
        roots = _CONTEXT.polyroots(values, maxsteps=120, extraprec=120)
    except mpmath.libmp.libhyper.NoConvergence:
        return []
    small = _CONTEXT.mpf(10) ** -20
    return [as_fraction(_CONTEXT.re(root)) for root in roots if abs(_CONTEXT.im(root)) < small]


def _rational_root(rest: list[Fraction]) -> Fraction | None:
    """One with a small numerator and denominator, if there is one."""
    if not rest[-1]:
        return Fraction(0)
    common = math.lcm(*(c.denominator for c in rest))
    if common.bit_length() > 60:
        return None
    first, last = abs(int(rest[0] * common)), abs(int(rest[-1] * common))
    bottoms = [k for k in range(1, 31) if first % k == 0]
    tops = [k for k in range(1, 201) if last % k == 0]
    for bottom in bottoms:
        for top in tops:
            for root in (Fraction(top, bottom), Fraction(-top, bottom)):
                if not _at(rest, root):
                    return root
    return None


def _at(rest: Sequence[Fraction], point: Fraction) -> Fraction:
    spend(2 * len(rest))
    total = Fraction(0)
    for coefficient in rest:
        total = total * point + coefficient
    return total


def _divided(rest: list[Fraction], root: Fraction) -> list[Fraction]:
    out: list[Fraction] = []
    carry = Fraction(0)
    for coefficient in rest[:-1]:
        carry = carry * root + coefficient
        out.append(carry)
    return out


def square_free(rest: list[Fraction]) -> list[Fraction]:
    degree = len(rest) - 1
    slope = [c * (degree - k) for k, c in enumerate(rest[:-1])]
    common = common_divisor(rest, slope)
    return quotient(rest, common)[0] if len(common) > 1 else rest


def common_divisor(left: list[Fraction], right: list[Fraction]) -> list[Fraction]:
    while right:
        left, right = right, quotient(left, right)[1]
    return [c / left[0] for c in left]


def quotient(left: list[Fraction], right: list[Fraction]) -> tuple[list[Fraction], list[Fraction]]:
    """Quotient and rest of two polynomials, highest power first."""
    rest, out = list(left), []
    while len(rest) >= len(right):
        factor = rest[0] / right[0]
        out.append(factor)
        padded = [*right, *[Fraction(0)] * (len(rest) - len(right))]
        rest = [a - factor * b for a, b in zip(rest, padded, strict=True)][1:]
    return out, _trimmed(rest)


def _scanned(node: Node, name: str) -> list[Fraction]:
    """Zeros found by looking: changes of sign on a grid made narrow, then tried as simple fractions."""
    quick = floats.compiled(node, name)
    values = [(x, quick(x)) for x in _GRID]
    found: list[Fraction] = []
    for (x, y), (x2, y2) in pairwise(values):
        if y is None or y2 is None or y * y2 > 0:
            continue
        root = _narrowed(quick, node, name, (x, x2))
        if root is not None:
            found.append(root)
        if len(found) >= MAX_ROOTS:
            break
    for half in (Fraction(k, 2) for k in range(-20, 21)):
        near = quick(float(half))
        if near is not None and abs(near) < 1e-9 and half not in found and _is_zero(node, name, half):
            found.append(half)
    return found


def _narrowed(
    quick: Callable[[float], float | None], node: Node, name: str, ends: tuple[float, float]
) -> Fraction | None:
    left, right = ends
    below = quick(left)
    for _ in range(60):
        middle = (left + right) / 2
        value = quick(middle)
        if value is None or below is None:
            return None
        left, right = (middle, right) if value * below > 0 else (left, middle)
    near = Fraction(right).limit_denominator(360)
    return near if _is_zero(node, name, near) else _polished(node, name, right)


def _polished(node: Node, name: str, start: float) -> Fraction | None:
    def function(x: object) -> object:
        value = value_at(node, {name: as_fraction(x)})
        return _CONTEXT.mpf(value.numerator) / value.denominator

    try:
        root = as_fraction(_CONTEXT.findroot(function, start, tol=1e-80, maxsteps=12, verify=False))
    except (Undefined, MathsError, ValueError, ZeroDivisionError, OverflowError):
        return None
    return root if _is_zero(node, name, root) else None


def _is_zero(node: Node, name: str, x: Fraction) -> bool:
    try:
        return compare_at("=", node, _ZERO, {name: x})
    except (Undefined, MathsError):
        return False
