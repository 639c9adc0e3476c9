"""SymPy's share of the work, on trees built by our own parser only. Imported late: it takes 0.2 s to load.

Only polynomials and small trees with small exponents are handed over, so that the time stays bounded.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from tutor.grading.effort import spend
from tutor.grading.poly import Poly, atoms, degree_in
from tutor.grading.tree import Add, Call, Div, MathsError, Mul, Name, Neg, Node, Number, Percent, Pow, walk

MAX_NODES = 60
MAX_DEGREE = 12
_CALLS = {"ln": "log", "abs": "Abs", "ceil": "ceiling", "min": "Min", "max": "Max"}
_PLAIN_CALLS = frozenset(
    {"sin", "cos", "tan", "sec", "csc", "cot", "sinh", "cosh", "tanh", "asin", "acos", "atan"}
    | {"exp", "sqrt", "floor", "factorial", "gcd", "lcm"}
)


def factors(poly: Poly) -> list[tuple[str, int]] | None:
    """Irreducible factors over the rationals, as (text, multiplicity), without the numeric factor.

    None when it is not a polynomial with whole exponents in named variables, or too large.
    """
    polynomial = _polynomial(poly)
    if polynomial is None:
        return None
    _, parts = polynomial.factor_list()
    return [(str(part.as_expr()), count) for part, count in parts]


def content(poly: Poly) -> Fraction | None:
    """The numeric factor that all coefficients share (None as for `factors`)."""
    polynomial = _polynomial(poly)
    if polynomial is None:
        return None
    shared = polynomial.content()
    return Fraction(int(shared.p), int(shared.q))


def _polynomial(poly: Poly) -> Any | None:
    names = sorted(atoms(poly))
    if not names or any(name.startswith(("#", "@")) for name in names):
        return None
    if any(exponent.denominator != 1 or exponent < 0 for monomial in poly for _, exponent in monomial):
        return None
    if sum(degree_in(poly, name) for name in names) > MAX_DEGREE:
        return None
    spend(1500 + 150 * len(poly) * len(names))
    import sympy

    symbols = [sympy.Dummy(name) for name in names]
    rows = {
        tuple(int(dict(monomial).get(name, 0)) for name in names): sympy.Rational(c.numerator, c.denominator)
        for monomial, c in poly.items()
    }
    return sympy.Poly.from_dict(rows, *symbols, domain="QQ")


def real_roots(poly: Poly, digits: int, number: Callable[[str], Any]) -> list[Any]:
    """Real roots of a polynomial in one letter, each once, as `number` of its digits.

    Raises MathsError for what is not such a polynomial: its coefficients are rational, or it is linear.
    """
    polynomial = _polynomial(poly)
    if polynomial is None or len(polynomial.gens) != 1:
        raise MathsError("costly", "a condition that I cannot solve")
    spend(1500 * polynomial.degree() ** 2)
    return [number(str(root.evalf(digits + 10))) for root in polynomial.sqf_part().real_roots()]


def reduced_basis(polys: list[Poly], names: list[str]) -> tuple[str, ...]:
    """The reduced Gröbner basis, as texts: the same for systems with the same consequences. The caller
    keeps it small."""
    spend(5000 + 500 * sum(map(len, polys)) * len(names))
    import sympy

    symbols = [sympy.Symbol(f"v{k}") for k in range(len(names))]
    letters = dict(zip(names, symbols, strict=True))
    equations = [
        sympy.Add(*(_monomial(monomial, coefficient, letters) for monomial, coefficient in poly.items()))
        for poly in polys
    ]
    basis = sympy.groebner(
        [part for part in equations if part != 0] or [sympy.Integer(0)], *symbols, order="grevlex"
    )
    return tuple(sorted(str(part) for part in basis.exprs))


def _monomial(monomial: Any, coefficient: Fraction, letters: dict[str, Any]) -> Any:
    import sympy

    factors = [letters[name] ** int(power) for name, power in monomial]
    return sympy.Mul(sympy.Rational(coefficient.numerator, coefficient.denominator), *factors)


def proves_equal(left: Node, right: Node) -> bool:
    """Whether SymPy reduces the difference to zero. False means only that it did not."""
    if not (small(left) and small(right)):
        return False
    spend(20_000 + 3000 * sum(1 for tree in (left, right) for _ in walk(tree)))
    import sympy

    difference = built(left) - built(right)
    return bool(sympy.simplify(difference) == 0)


def small(tree: Node) -> bool:
    """Whether SymPy may be given it."""
    parts = list(walk(tree))
    if len(parts) > MAX_NODES:
        return False
    return all(_harmless(part) for part in parts)


def _harmless(part: Node) -> bool:
    match part:
        case Number(value):
            return max(value.numerator.bit_length(), value.denominator.bit_length()) <= 64
        case Pow(_, Number(exponent)) | Pow(_, Neg(Number(exponent))):
            return exponent <= MAX_DEGREE
        case Pow(base, _):
            return not isinstance(base, Number)
        case Call(name, _):
            return name in _PLAIN_CALLS or name in _CALLS
        case Name() | Neg() | Add() | Mul() | Div() | Percent():
            return True
    return False


def built(node: Node) -> Any:
    """SymPy's tree for a small one of ours. Raises TypeError for what is no value."""
    import sympy

    match node:
        case Number(value):
            return sympy.Rational(value.numerator, value.denominator)
        case Name("π"):
            return sympy.pi
        case Name("e"):
            return sympy.E
        case Name(name):
            return sympy.Symbol(name, real=True)
        case Neg(arg):
            return -built(arg)
        case Percent(arg):
            return built(arg) / 100
        case Add(terms):
            return sympy.Add(*map(built, terms))
        case Mul(parts):
            return sympy.Mul(*map(built, parts))
        case Div(top, bottom):
            return built(top) / built(bottom)
        case Pow(base, exponent):
            return built(base) ** built(exponent)
        case Call(name, args):
            return getattr(sympy, _CALLS.get(name, name))(*map(built, args))
    raise TypeError(f"not a value: {type(node).__name__}")
