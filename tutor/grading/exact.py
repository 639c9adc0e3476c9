"""Trees to exact canonical forms: a quotient of two polynomials. Decides nothing about answers.

The reals are meant throughout: odd roots of negative numbers are real, x^(1/2)·x^(1/2) is x.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from tutor.grading import poly
from tutor.grading.effort import spend
from tutor.grading.poly import ONE, Poly, too_costly
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
)

_UNIT: Poly = {ONE: Fraction(1)}
_ROOTS = {"sqrt": 2, "cbrt": 3}
_SMALL_PRIME = 2000


@dataclass(frozen=True, slots=True)
class Form:
    """top / bottom; `bottom` is never zero, and is 1 when a single term could be divided out."""

    top: Poly
    bottom: Poly

    @property
    def opaque(self) -> bool:
        return opaque(self.top) or opaque(self.bottom)

    def rational(self) -> Fraction | None:
        """Its value, if it is a rational number."""
        if self.bottom != _UNIT:
            ratio = poly.ratio(self.top, self.bottom) if self.top else Fraction(0)
            return ratio
        if not self.top:
            return Fraction(0)
        return self.top.get(ONE) if len(self.top) == 1 else None


def form(node: Node) -> Form:
    """Canonical form. Raises MathsError ("undefined" for a division by zero, "costly" beyond the limits)."""
    spend(2)
    match node:
        case Number(value):
            return _whole(poly.constant(value))
        case Name(name):
            return _whole(poly.atom(name))
        case Neg(arg):
            inner = form(arg)
            return Form(poly.scale(inner.top, Fraction(-1)), inner.bottom)
        case Percent(arg):
            inner = form(arg)
            return Form(poly.scale(inner.top, Fraction(1, 100)), inner.bottom)
        case Add(terms):
            total = _whole({})
            for term in terms:
                total = plus(total, form(term))
            return total
        case Mul(factors):
            product = _whole(_UNIT)
            for factor in factors:
                product = times(product, form(factor))
            return product
        case Div(top, bottom):
            return times(form(top), _inverse(form(bottom)))
        case Pow(base, exponent):
            return _power(form(base), form(exponent))
        case Call(name, args):
            return _call(name, [form(arg) for arg in args])
        case Relation() | Group():
            raise MathsError("syntax", "a list or a relation where one value is needed")


def rational(node: Node) -> Fraction | None:
    """The exact value of a tree, None if it is not a rational number. Raises MathsError as `form` does."""
    return form(node).rational()


def same(left: Form, right: Form) -> bool | None:
    """Whether two forms are identical; None when the forms cannot tell."""
    negative = poly.scale(poly.multiply(right.top, left.bottom), Fraction(-1))
    difference = poly.add(poly.multiply(left.top, right.bottom), negative)
    if not difference:
        return True
    return None if opaque(difference) else False


def opaque(part: Poly) -> bool:
    """Whether its parts may be related in ways the form does not know: then it may be zero though not empty.

    Nobody knows how π and e are related, so together they are opaque too.
    """
    names = poly.atoms(part)
    return any(name.startswith("@") for name in names) or {"π", "e"} <= names


def _whole(top: Poly) -> Form:
    return Form(top, _UNIT)


def plus(left: Form, right: Form) -> Form:
    if left.bottom == right.bottom:
        return _reduced(poly.add(left.top, right.top), left.bottom)
    top = poly.add(poly.multiply(left.top, right.bottom), poly.multiply(right.top, left.bottom))
    return _reduced(top, poly.multiply(left.bottom, right.bottom))


def times(left: Form, right: Form) -> Form:
    return _reduced(poly.multiply(left.top, right.top), poly.multiply(left.bottom, right.bottom))


def minus(left: Form, right: Form) -> Form:
    return plus(left, Form(poly.scale(right.top, Fraction(-1)), right.bottom))


def _inverse(value: Form) -> Form:
    if not value.top:
        raise MathsError("undefined", "a division by zero")
    return _reduced(value.bottom, value.top)


def _reduced(top: Poly, bottom: Poly) -> Form:
    if len(bottom) == 1 and bottom != _UNIT:
        return Form(poly.multiply(top, poly.power(bottom, -1)), _UNIT)
    common = poly.ratio(top, bottom) if bottom != _UNIT else None
    return Form(poly.constant(common), _UNIT) if common is not None else Form(top, bottom)


def _power(base: Form, exponent: Form) -> Form:
    value = exponent.rational()
    if value is None:
        return _opaque("pow", [base, exponent])
    if value.denominator == 1:
        return _integer_power(base, value.numerator)
    root = _root(base, value)
    return _opaque("pow", [base, exponent]) if root is None else root


def _integer_power(base: Form, exponent: int) -> Form:
    if exponent < 0:
        base, exponent = _inverse(base), -exponent
    return _reduced(_raised(base.top, exponent), _raised(base.bottom, exponent))


def _raised(part: Poly, exponent: int) -> Poly:
    """A power, kept as one atom where it is too long to write out: (a - x)^6000 is (x - a)^6000."""
    try:
        return poly.power(part, exponent)
    except MathsError:
        if len(part) < 2 or exponent > poly.MAX_POWER:
            raise
    lead = part[max(part)]
    if poly.bits(lead) * exponent > poly.MAX_BITS and abs(lead) != 1:
        raise too_costly()
    whole = poly.key(poly.scale(part, 1 / lead))
    if len(whole) > 1000:
        raise too_costly()
    return poly.scale(poly.atom(f"@({whole})", Fraction(exponent)), lead**exponent)


def _root(base: Form, exponent: Fraction) -> Form | None:
    """base^(p/q) of a single term whose root is sure on the reals, else None."""
    if base.bottom != _UNIT or len(base.top) > 1:
        return None
    if any(name == IMAGINARY for monomial in base.top for name, _ in monomial):
        return None
    if not base.top:
        if exponent < 0:
            raise MathsError("undefined", "a division by zero")
        return _whole({})
    ((monomial, coefficient),) = base.top.items()
    sign = Fraction(1)
    if coefficient < 0:
        if exponent.denominator % 2 == 0 or monomial:
            return None
        sign = Fraction(-1) ** exponent.numerator
    variables = [pair for pair in monomial if not pair[0].startswith("#")]
    if len(variables) > 1 or any(power != 1 or name.startswith("@") for name, power in variables):
        return None
    primes = _prime_powers(abs(coefficient), exponent)
    if primes is None:
        return None
    rest: Poly = {tuple((name, power * exponent) for name, power in monomial): sign}
    return _whole(poly.multiply(poly.multiply(rest, _UNIT), primes))


def _prime_powers(value: Fraction, exponent: Fraction) -> Poly | None:
    """value^exponent as roots of primes; None if the number does not fall into small primes."""
    if poly.bits(value) * abs(exponent) > poly.MAX_BITS or exponent.denominator > 1000:
        raise too_costly()
    result = _UNIT
    for whole, sign in ((value.numerator, 1), (value.denominator, -1)):
        exact = _exact_root(whole, exponent.denominator)
        if exact is not None:
            result = poly.multiply(result, poly.constant(Fraction(exact) ** (sign * exponent.numerator)))
            continue
        factors = _factored(whole)
        if factors is None:
            return None
        for prime, count in factors.items():
            # Through a product, so that whole powers leave the root.
            raised: Poly = {((f"#{prime}", exponent * count * sign),): Fraction(1)}
            result = poly.multiply(result, poly.multiply(raised, _UNIT))
    return result


def _exact_root(whole: int, degree: int) -> int | None:
    if degree == 2:
        root = math.isqrt(whole)
        return root if root * root == whole else None
    low, high = 0, 1 << (whole.bit_length() // degree + 1)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if middle**degree < whole else (low, middle)
    return low if low**degree == whole else None


def _factored(whole: int) -> dict[int, int] | None:
    factors: dict[int, int] = {}
    for prime in range(2, _SMALL_PRIME):
        if prime * prime > whole:
            break
        while whole % prime == 0:
            whole //= prime
            factors[prime] = factors.get(prime, 0) + 1
    if whole >= _SMALL_PRIME * _SMALL_PRIME:
        return None
    if whole > 1:
        factors[whole] = factors.get(whole, 0) + 1
    return factors


def _call(name: str, args: list[Form]) -> Form:
    if name in _ROOTS:
        return _power(args[0], _whole(poly.constant(Fraction(1, _ROOTS[name]))))
    if name == "root":
        return _power(args[0], _inverse(args[1]))
    if name == "exp":
        return _power(_whole(poly.atom("e")), args[0])
    values = [arg.rational() for arg in args]
    known = [value for value in values if value is not None]
    exact = _function_of(name, known) if len(known) == len(values) else None
    return _opaque(name, args) if exact is None else _whole(poly.constant(exact))


def _function_of(name: str, values: list[Fraction]) -> Fraction | None:
    """An elementary function of rational numbers, where its value is rational for sure."""
    match name:
        case "abs":
            return abs(values[0])
        case "floor":
            return Fraction(math.floor(values[0]))
        case "ceil":
            return Fraction(math.ceil(values[0]))
        case "min":
            return min(values)
        case "max":
            return max(values)
        case "ln" | "log":
            return _logarithm(values)
    if any(value.denominator != 1 for value in values):
        return None
    whole = [value.numerator for value in values]
    match name:
        case "gcd":
            return Fraction(math.gcd(*whole))
        case "lcm":
            return Fraction(math.lcm(*whole))
        case "sign":
            return Fraction((whole[0] > 0) - (whole[0] < 0))
        case "binomial" if 0 <= whole[1] <= whole[0] <= 500:
            return Fraction(math.comb(*whole))
        case "mod" if whole[1]:
            return Fraction(whole[0] % whole[1])
        case "factorial" if whole[0] >= 0:
            if whole[0] > 200:
                raise too_costly()
            return Fraction(math.factorial(whole[0]))
    return None


def _logarithm(values: list[Fraction]) -> Fraction | None:
    if values[0] <= 0:
        raise MathsError("undefined", "a logarithm of zero or less")
    return Fraction(0) if values[0] == 1 and len(values) == 1 else None


def _opaque(name: str, args: list[Form]) -> Form:
    text = ",".join(f"{poly.key(arg.top)}/{poly.key(arg.bottom)}" for arg in args)
    if len(text) > 4000:
        raise too_costly()
    return _whole(poly.atom(f"@{name}({text})"))
