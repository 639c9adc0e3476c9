"""The form of an expression as it is written: is anything left to do? Knows nothing of the right answer.

Each function returns what is left in a learner's words, "" when nothing is, and None when it cannot tell.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations

from tutor.grading import exact, poly, symbolic
from tutor.grading.tree import (
    Add,
    Call,
    Div,
    MathsError,
    Mul,
    Name,
    Neg,
    Node,
    Number,
    Percent,
    Pow,
    walk,
)


def left_to_do(form: str, tree: Node) -> str | None:
    """What is left to do until `tree` is "simplified", "expanded" or "factored"; nothing for "any"."""
    try:
        match form:
            case "simplified":
                return simplified(tree)
            case "expanded":
                return expanded(tree)
            case "factored":
                return factored(tree)
    except MathsError:
        return None
    return ""


def is_number(tree: Node) -> bool:
    """One number as numbers are written: -7/2, 3.5, 3 1/2, 50%, 7.8·10^-3; not a calculation."""
    match tree:
        case Neg(arg):
            return not isinstance(arg, Neg) and is_number(arg)
        case Number():
            return True
        case Percent(arg):
            return is_number(arg)
        case Div(top, bottom):
            return _is_integer(top) and _is_integer(bottom)
        case Mul((Number(), Pow() as power)):
            return _is_power_of_ten(power)
        case Pow():
            return _is_power_of_ten(tree)
    return False


def _is_integer(tree: Node) -> bool:
    inner = tree.arg if isinstance(tree, Neg) else tree
    return isinstance(inner, Number) and inner.style == "integer"


def _is_power_of_ten(tree: Pow) -> bool:
    return tree.base == Number(Fraction(10)) and _is_integer(tree.exponent)


def simplified(tree: Node) -> str:
    for part in walk(tree):
        found = _fault_at(part)
        if found:
            return found
    return ""


def expanded(tree: Node) -> str:
    for part in walk(tree):
        if isinstance(part, Mul) and any(_is_sum(factor) for factor in part.factors):
            return "there is still a bracket to multiply out"
        if isinstance(part, Pow) and _is_sum(part.base) and _is_integer(part.exponent):
            return "there is still a power of a bracket to multiply out"
        if isinstance(part, Neg) and _is_sum(part.arg):
            return "there is still a bracket with a minus sign in front of it"
    return simplified(tree)


def factored(tree: Node) -> str | None:
    whole = exact.form(tree)
    if symbolic.factors(whole.top) is None:
        return None
    for factor, count in _factors(tree, 1):
        top = exact.form(factor).top
        if not poly.atoms(top):
            continue
        parts = symbolic.factors(top)
        if parts is None or count < 0:
            return None
        if len(parts) > 1 or parts[0][1] > 1:
            return "one of the factors can be factored further"
        shared = symbolic.content(top)
        if shared is not None and shared.denominator == 1 and abs(shared) > 1:
            return "the terms of one factor still share a number"
    return ""


def _factors(tree: Node, count: int) -> Iterator[tuple[Node, int]]:
    match tree:
        case Neg(arg):
            yield from _factors(arg, count)
        case Mul(parts):
            for part in parts:
                yield from _factors(part, count)
        case Pow(base, Number(exponent)) if exponent.denominator == 1:
            yield from _factors(base, count * int(exponent))
        case Div(top, Number()):
            yield from _factors(top, count)
        case _:
            yield tree, count


def _is_sum(tree: Node) -> bool:
    return isinstance(tree.arg if isinstance(tree, Neg) else tree, Add)


def _fault_at(part: Node) -> str:
    match part:
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
    if any(not monomial for monomial in singles) and len([m for m in singles if m == ()]) > 1:
        return "there are numbers that can be put together"
    if len(set(singles)) < len(singles):
        return "there are like terms that can be put together"
    return ""


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
    if any(isinstance(factor, Div) for factor in factors[1:]):
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
