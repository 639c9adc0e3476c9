"""Polynomials with exact coefficients, as plain dictionaries. Knows no trees and no notation.

A monomial is a sorted tuple of (atom, exponent). Atoms are strings: a name ("x", "π"), a prime under a root
("#2", exponent between 0 and 1), or an opaque part by its canonical text ("@sin(…)"). Exponents are
fractions: √x is x^(1/2). Products of distinct prime roots are linearly independent over the rationals, so
without opaque atoms a polynomial is zero exactly when its dictionary is empty.
"""

from __future__ import annotations

from fractions import Fraction

from tutor.grading.effort import spend
from tutor.grading.tree import IMAGINARY, MathsError

Monomial = tuple[tuple[str, Fraction], ...]
Poly = dict[Monomial, Fraction]

MAX_TERMS = 200
MAX_BITS = 4096
MAX_POWER = 10_000
ONE: Monomial = ()


def too_costly() -> MathsError:
    return MathsError("costly", "that is too large for me to work out")


def bits(value: Fraction) -> int:
    return max(value.numerator.bit_length(), value.denominator.bit_length())


def constant(value: Fraction) -> Poly:
    if bits(value) > MAX_BITS:
        raise too_costly()
    return {ONE: value} if value else {}


def atom(name: str, exponent: Fraction = Fraction(1)) -> Poly:
    return {((name, exponent),): Fraction(1)}


def add(left: Poly, right: Poly) -> Poly:
    spend(1 + len(right))
    total = dict(left)
    for monomial, coefficient in right.items():
        merged = total.get(monomial, Fraction(0)) + coefficient
        if merged:
            total[monomial] = merged
        else:
            total.pop(monomial, None)
    return total


def scale(poly: Poly, factor: Fraction) -> Poly:
    return {monomial: coefficient * factor for monomial, coefficient in poly.items()} if factor else {}


def _join(left: Monomial, right: Monomial) -> tuple[Monomial, Fraction]:
    """Product of two monomials, and the factor that comes of whole powers of primes under roots and of
    i² = -1."""
    exponents = dict(left)
    for name, exponent in right:
        exponents[name] = exponents.get(name, Fraction(0)) + exponent
    factor = Fraction(1)
    for name, exponent in exponents.items():
        if name.startswith("#") and not 0 <= exponent < 1:
            whole = exponent.numerator // exponent.denominator
            factor *= Fraction(int(name[1:])) ** whole
            exponents[name] = exponent - whole
        elif name == IMAGINARY and exponent.denominator == 1:
            factor *= -1 if exponent.numerator // 2 % 2 else 1
            exponents[name] = exponent % 2
    return tuple(sorted((name, exponent) for name, exponent in exponents.items() if exponent)), factor


def multiply(left: Poly, right: Poly) -> Poly:
    if len(left) * len(right) > MAX_TERMS * 20:
        raise too_costly()
    spend(2 + len(left) * len(right) * (5 + _size(left) + _size(right)))
    product: Poly = {}
    for first, a in left.items():
        for second, b in right.items():
            monomial, factor = _join(first, second)
            total = product.get(monomial, Fraction(0)) + a * b * factor
            if bits(total) > MAX_BITS:
                raise too_costly()
            product[monomial] = total
    product = {monomial: coefficient for monomial, coefficient in product.items() if coefficient}
    if len(product) > MAX_TERMS:
        raise too_costly()
    return product


def _size(poly: Poly) -> int:
    """How much longer arithmetic takes with coefficients and monomials like the first."""
    monomial, coefficient = next(iter(poly.items()), (ONE, Fraction(0)))
    return 2 * len(monomial) + bits(coefficient) // 128


def power(poly: Poly, exponent: int) -> Poly:
    """A whole power; negative only of a single term. Large ones are refused before they are worked out."""
    if len(poly) <= 1:
        return _term_power(poly, exponent)
    if exponent < 0 or exponent > 64 or _terms_after(len(poly), exponent) > MAX_TERMS:
        raise too_costly()
    result: Poly = {ONE: Fraction(1)}
    for _ in range(exponent):
        result = multiply(result, poly)
    return result


def _terms_after(terms: int, exponent: int) -> int:
    """At most C(terms + exponent - 1, exponent) terms, counted only as far as the limit."""
    count = 1
    for k in range(1, terms):
        count = count * (exponent + k) // k
        if count > MAX_TERMS:
            break
    return count


def _term_power(poly: Poly, exponent: int) -> Poly:
    if not poly:
        if exponent < 0:
            raise MathsError("undefined", "a division by zero")
        return {} if exponent else {ONE: Fraction(1)}
    ((monomial, coefficient),) = poly.items()
    grows = coefficient not in (1, -1)
    if abs(exponent) > MAX_POWER or (grows and bits(coefficient) * abs(exponent) > MAX_BITS):
        raise too_costly()
    primes = sum(int(name[1:]).bit_length() for name, _ in monomial if name.startswith("#"))
    if primes * abs(exponent) > MAX_BITS:
        raise too_costly()
    raised = tuple((name, power * exponent) for name, power in monomial if exponent)
    joined, factor = _join(raised, ONE)
    return {joined: coefficient**exponent * factor}


def atoms(poly: Poly) -> frozenset[str]:
    return frozenset(name for monomial in poly for name, _ in monomial)


def key(poly: Poly) -> str:
    """Canonical text: equal for equal polynomials, whatever the order they were built in."""
    terms = sorted((monomial, coefficient) for monomial, coefficient in poly.items())
    return "+".join(
        f"{coefficient}" + "".join(f"·{name}^{exponent}" for name, exponent in monomial)
        for monomial, coefficient in terms
    )


def degree_in(poly: Poly, name: str) -> Fraction:
    """The highest exponent of an atom (0 if it does not occur)."""
    return max((dict(monomial).get(name, Fraction(0)) for monomial in poly), default=Fraction(0))


def split(poly: Poly, name: str) -> dict[Fraction, Poly]:
    """The polynomial by powers of one atom: exponent → what it is multiplied by."""
    parts: dict[Fraction, Poly] = {}
    for monomial, coefficient in poly.items():
        rest = tuple(pair for pair in monomial if pair[0] != name)
        exponent = dict(monomial).get(name, Fraction(0))
        parts.setdefault(exponent, {})[rest] = coefficient
    return parts


def without_negative_powers(poly: Poly) -> Poly:
    """Times the least monomial that leaves no letter below a fraction line."""
    least: dict[str, Fraction] = {}
    for monomial in poly:
        for name, exponent in monomial:
            least[name] = min(least.get(name, Fraction(0)), exponent)
    clearing = tuple(sorted((name, -exponent) for name, exponent in least.items() if exponent < 0))
    return multiply(poly, {clearing: Fraction(1)}) if clearing else poly


def ratio(left: Poly, right: Poly) -> Fraction | None:
    """The constant c with left = c·right, if there is one."""
    if not left or left.keys() != right.keys():
        return None
    quotients = {left[monomial] / right[monomial] for monomial in left}
    return quotients.pop() if len(quotients) == 1 else None
