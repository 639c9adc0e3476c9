"""Writes a polynomial as textbooks do: like terms together, highest power first. Leaves the rest alone."""

from __future__ import annotations

from fractions import Fraction

from tutor.grading import exact
from tutor.grading.poly import ONE, Monomial
from tutor.grading.tree import Add, MathsError, Mul, Name, Neg, Node, Number, Pow, number


def tidied(tree: Node) -> Node:
    """The tree put together if it is a number or a polynomial in named letters, else the tree itself."""
    try:
        form = exact.form(tree)
    except MathsError as error:
        if error.code == "undefined":
            raise
        return tree
    value = form.rational()
    if value is not None:
        return number(value)
    if form.bottom != {ONE: Fraction(1)} or not all(_is_plain(monomial) for monomial in form.top):
        return tree
    ordered = sorted(form.top.items(), key=lambda term: _order(term[0]))
    terms = [_term(monomial, coefficient) for monomial, coefficient in ordered]
    return terms[0] if len(terms) == 1 else Add(tuple(terms))


def _is_plain(monomial: Monomial) -> bool:
    return all(name[0] not in "#@" and power > 0 and power.denominator == 1 for name, power in monomial)


def _order(monomial: Monomial) -> tuple[Fraction, tuple[tuple[str, Fraction], ...]]:
    degree = sum((power for _, power in monomial), Fraction(0))
    return -degree, tuple((name, -power) for name, power in monomial)


def _term(monomial: Monomial, coefficient: Fraction) -> Node:
    factors: list[Node] = [
        Name(name) if power == 1 else Pow(Name(name), Number(power)) for name, power in monomial
    ]
    size = abs(coefficient)
    if size != 1 or not factors:
        factors.insert(0, number(size))
    body = factors[0] if len(factors) == 1 else Mul(tuple(factors))
    return Neg(body) if coefficient < 0 else body
