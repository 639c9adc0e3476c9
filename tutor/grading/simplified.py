"""Is an expression or an equation simplified as it is written? Knows nothing of the right answer.

Functions return what is left to do in a learner's words, "" when nothing is.
"""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import combinations

from tutor.grading import exact, poly
from tutor.grading.tree import (
    Add,
    Call,
    Div,
    Group,
    Mul,
    Name,
    Neg,
    Node,
    Number,
    Pow,
    Relation,
    walk,
)


def fault(tree: Node) -> str:
    for part in walk(tree):
        found = _fault_at(part)
        if found:
            return found
    return ""


def _fault_in_relation(relation: Relation) -> str:
    """What both sides still share: terms, a factor that is a number, in an equation also a letter."""
    if len(relation.sides) != 2 or any(isinstance(side, Group) for side in relation.sides):
        return ""
    left, right = (exact.form(side).top for side in relation.sides)
    if left.keys() & right.keys():
        return "there are like terms on both sides"
    if not left and not right:
        return ""
    if not _solved(relation) and math.gcd(_whole_content(left), _whole_content(right)) > 1:
        return "both sides can be divided by a number"
    if relation.signs == ("=",) and left and right and _shared_name(left, right):
        return "both sides can be divided by the same factor"
    return ""


def _solved(relation: Relation) -> bool:
    """x = 10 and y = 2x stay as they are."""
    return any(isinstance(side, Name | Call) for side in relation.sides)


def _fault_at(part: Node) -> str:
    match part:
        case Relation():
            return _fault_in_relation(part)
        case Add(terms):
            return _fault_in_sum(terms)
        case Mul(factors):
            return _fault_in_product(factors)
        case Div(top, bottom):
            return _fault_in_quotient(top, bottom)
        case Neg(Neg()):
            return "there are two minus signs in a row"
        case Pow(Number(), exponent) if _is_integer(exponent):
            return "there is still a power of a number to work out"
        case Pow(Pow() | Mul(), exponent) if _is_integer(exponent):
            return "there is still a power of a power or of a product"
        case Pow(_, Number(exponent)) if exponent in (0, 1):
            return "there is a power of 0 or 1"
        case Call("sqrt" | "cbrt" | "root"):
            return _fault_in_root(part)
        case Call("factorial", (Number(),)):
            return "there is still a factorial to work out"
    return ""


def _fault_in_sum(terms: tuple[Node, ...]) -> str:
    if any(_holds_product_of_sum(term) for term in terms):
        return "there is still a bracket to multiply out"
    singles = [monomial for term in terms for monomial in _single(term)]
    if Number(Fraction(0)) in terms:
        return "there is a zero to leave out"
    if sum(_is_logarithm(term) for term in terms) > 1:
        return "there are logarithms that can be put together"
    if any(not monomial for monomial in singles) and len([m for m in singles if m == ()]) > 1:
        return "there are numbers that can be put together"
    if len(set(singles)) < len(singles):
        return "there are like terms that can be put together"
    return ""


def _is_logarithm(term: Node) -> bool:
    inner = term.arg if isinstance(term, Neg) else term
    return isinstance(inner, Call) and inner.name in ("ln", "log")


def _holds_product_of_sum(term: Node) -> bool:
    inner = term.arg if isinstance(term, Neg) else term
    return (
        (isinstance(inner, Mul) and any(map(_is_sum, inner.factors)))
        or _is_sum(term)
        or isinstance(inner, Add)
    )


def _single(term: Node) -> list[poly.Monomial]:
    """The monomial of a term that is one, as a list of none or one."""
    value = exact.form(term)
    return list(value.top) if len(value.top) == 1 and value.bottom == {poly.ONE: Fraction(1)} else []


def _fault_in_product(factors: tuple[Node, ...]) -> str:
    if isinstance(factors[0], Number) and _is_power_of_ten_product(factors):
        return ""
    if sum(_is_plain_number(factor) for factor in factors) > 1:
        return "there are numbers that can be multiplied"
    if any(factor in (Number(Fraction(0)), Number(Fraction(1))) for factor in factors):
        return "there is a factor of 0 or 1"
    plain = factors[1:] if _is_plain_number(factors[0]) and len(factors) == 2 else factors
    if len(plain) > 1 and any(isinstance(factor, Div) for factor in plain[1:]):
        return "there is still a product with a fraction to put together"
    for first, second in combinations(factors, 2):
        if _base(first) == _base(second) and not isinstance(_base(first), Number):
            return "there are equal factors that can be written as a power"
    return ""


def _is_power_of_ten_product(factors: tuple[Node, ...]) -> bool:
    return len(factors) == 2 and isinstance(factors[1], Pow) and _is_power_of_ten(factors[1])


def _is_plain_number(tree: Node) -> bool:
    inner = tree.arg if isinstance(tree, Neg) else tree
    return isinstance(inner, Number) or (
        isinstance(inner, Div) and isinstance(inner.top, Number) and isinstance(inner.bottom, Number)
    )


def _base(tree: Node) -> Node:
    return tree.base if isinstance(tree, Pow) else tree


def _fault_in_quotient(top: Node, bottom: Node) -> str:
    if isinstance(bottom, Div) or isinstance(top, Div):
        return "there is a fraction inside a fraction"
    if any(isinstance(factor, Pow) and isinstance(factor.exponent, Neg) for factor in _parts(bottom)):
        return "there is a negative power below the line"
    above, below = exact.form(top).top, exact.form(bottom).top
    if not above or below == {poly.ONE: Fraction(1)}:
        return "the fraction can be written without its line"
    shared = math.gcd(*(_whole_content(above), _whole_content(below)))
    if (
        shared > 1
        or _shared_name(above, below)
        or (poly.ratio(above, below) is not None and poly.atoms(above))
    ):
        return "the fraction can be cancelled"
    return ""


def _parts(tree: Node) -> tuple[Node, ...]:
    return tree.factors if isinstance(tree, Mul) else (tree,)


def _whole_content(part: poly.Poly) -> int:
    if any(coefficient.denominator != 1 for coefficient in part.values()):
        return 1
    return math.gcd(*(abs(coefficient.numerator) for coefficient in part.values()))


def _shared_name(above: poly.Poly, below: poly.Poly) -> bool:
    """Whether one variable divides every term of both."""
    return any(
        all(dict(monomial).get(name, Fraction(0)) >= 1 for part in (above, below) for monomial in part)
        for name in poly.atoms(above) & poly.atoms(below)
    )


def _fault_in_root(call: Call) -> str:
    """√8 is 2√2; √2 and √x stay."""
    if not isinstance(call.args[0], Number | Div | Name):
        return ""
    value = exact.form(call).top
    plain = all(coefficient == 1 and monomial for monomial, coefficient in value.items())
    return "" if plain else "there is still a root that can be taken in part"


def _is_sum(tree: Node) -> bool:
    return isinstance(tree.arg if isinstance(tree, Neg) else tree, Add)


def _is_integer(tree: Node) -> bool:
    inner = tree.arg if isinstance(tree, Neg) else tree
    return isinstance(inner, Number) and inner.style == "integer"


def _is_power_of_ten(tree: Pow) -> bool:
    return tree.base == Number(Fraction(10)) and _is_integer(tree.exponent)
