"""Where a comparison by points must look: on both sides of each place where a size, a root or a step turns.

|x - 50| is 50 - x at every small number. Knows the arguments that are polynomials; judges nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import pairwise

import mpmath  # type: ignore[import-untyped]

from tutor.grading import exact, poly
from tutor.grading.tree import Add, Call, MathsError, Neg, Node, Number, Pow, variables_of, walk

MAX_PLACES = 24
MAX_DEGREE = 12
_TURNING = frozenset({"abs", "sign", "sqrt", "root", "cbrt"})
_COMPARING = frozenset({"min", "max"})
_CONTEXT = mpmath.MPContext()
_CONTEXT.dps = 30


def places(trees: Iterable[Node], others: Mapping[str, Fraction]) -> Iterator[dict[str, Fraction]]:
    """Points between and beyond the zeros of all such arguments, one letter at a time.

    `others` says what every further letter is meanwhile.
    """
    found = 0
    for argument in dict.fromkeys(argument for tree in trees for argument in _arguments(tree)):
        for name in sorted(variables_of(argument)):
            for value in _around(_zeros(argument, name, others)):
                yield {**others, name: value}
                found += 1
                if found == MAX_PLACES:
                    return


def _arguments(tree: Node) -> Iterator[Node]:
    for part in walk(tree):
        match part:
            case Call(name, args) if name in _TURNING:
                yield from (arg for arg in args if variables_of(arg))
            case Call(name, (first, second)) if name in _COMPARING:
                yield Add((first, Neg(second)))
            case Pow(base, exponent) if variables_of(base) and not _is_whole(exponent):
                yield base


def _is_whole(exponent: Node) -> bool:
    inner = exponent.arg if isinstance(exponent, Neg) else exponent
    return isinstance(inner, Number) and inner.value.denominator == 1


def _zeros(argument: Node, name: str, others: Mapping[str, Fraction]) -> list[Fraction]:
    """Real zeros above and below the line, to many digits; none where it is no polynomial in the letter."""
    try:
        form = exact.form(argument)
    except MathsError:
        return []
    zeros = [zero for side in (form.top, form.bottom) for zero in _of_polynomial(side, name, others)]
    return sorted(set(zeros))


def _of_polynomial(side: poly.Poly, name: str, others: Mapping[str, Fraction]) -> list[Fraction]:
    coefficients: dict[int, Fraction] = {}
    for monomial, coefficient in side.items():
        value, degree = coefficient, 0
        for letter, power in monomial:
            if power.denominator != 1 or (letter != name and letter not in others):
                return []
            if letter == name:
                degree = int(power)
            elif abs(power) <= MAX_DEGREE:
                value *= others[letter] ** int(power)
        coefficients[degree] = coefficients.get(degree, Fraction(0)) + value
    top = max((degree for degree, value in coefficients.items() if value), default=0)
    if not 0 < top <= MAX_DEGREE or min(coefficients) < 0:
        return []
    exactly = _each_once([coefficients.get(k, Fraction(0)) for k in range(top, -1, -1)])
    row = [_CONTEXT.mpf(value.numerator) / value.denominator for value in exactly]
    try:
        roots = _CONTEXT.polyroots(row, maxsteps=100, extraprec=60)
    except (mpmath.libmp.NoConvergence, ZeroDivisionError):
        return []
    near = _CONTEXT.mpf(10) ** -12
    real = [root.real for root in map(_CONTEXT.mpc, roots) if abs(root.imag) <= near * (1 + abs(root))]
    return [Fraction(_CONTEXT.nstr(root, 20)) for root in real]


def _each_once(row: list[Fraction]) -> list[Fraction]:
    """A polynomial (highest power first) with the same zeros, each of them once."""
    top = len(row) - 1
    slope = [value * (top - k) for k, value in enumerate(row[:-1])]
    shared, rest = row, slope
    while any(rest):
        shared, rest = rest, _divided(shared, rest)[1]
    return _divided(row, shared)[0]


def _divided(row: list[Fraction], by: list[Fraction]) -> tuple[list[Fraction], list[Fraction]]:
    """Quotient and rest; the rest begins with no zero."""
    row, quotient = list(row), []
    while len(row) >= len(by):
        factor = row[0] / by[0]
        quotient.append(factor)
        row = [a - factor * b for a, b in zip(row, by + [Fraction(0)] * (len(row) - len(by)), strict=True)][
            1:
        ]
    while row and not row[0]:
        row = row[1:]
    return quotient, row


def _around(zeros: list[Fraction]) -> list[Fraction]:
    """A number below all, one between each two, one above all."""
    if not zeros:
        return []
    between = [_middle(low, high) for low, high in pairwise(zeros) if high - low > Fraction(1, 10**9)]
    return [_short(zeros[0] - 2), *between, _short(zeros[-1] + 2)]


def _middle(low: Fraction, high: Fraction) -> Fraction:
    """Not the very middle, where two branches may cross."""
    return (low + (high - low) * Fraction(37, 100)).limit_denominator(10**12)


def _short(value: Fraction) -> Fraction:
    return value.limit_denominator(1009)
