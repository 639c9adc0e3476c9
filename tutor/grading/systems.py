"""Whether two systems of polynomial equations have the same consequences: by Gröbner bases, within limits."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from tutor.grading import exact, poly, symbolic
from tutor.grading.tree import Group, MathsError, Node, Relation

MAX_EQUATIONS = 6
MAX_LETTERS = 4
MAX_DEGREE = 4
MAX_TERMS = 12


def same(left: Node, right: Node) -> bool | None:
    """True when each equation follows from the other system; None when they are no small polynomial
    systems."""
    try:
        first, second = _polynomials(left), _polynomials(right)
    except MathsError:
        return None
    if first is None or second is None:
        return None
    names = sorted({name for part in (*first, *second) for name in poly.atoms(part)})
    if not 1 < len(names) <= MAX_LETTERS and len(names) != 1:
        return None
    return bool(_basis(first, names) == _basis(second, names))


def _polynomials(tree: Node) -> list[poly.Poly] | None:
    if isinstance(tree, Relation):
        tree = Group("", (tree,))
    if not (isinstance(tree, Group) and tree.brackets in ("", "[]", "and", "()", "{}")):
        return None
    if not 1 <= len(tree.items) <= MAX_EQUATIONS:
        return None
    found = []
    for item in tree.items:
        if not (isinstance(item, Relation) and item.signs == ("=",)):
            return None
        difference = exact.minus(*(exact.form(side) for side in item.sides))
        if difference.bottom != {poly.ONE: Fraction(1)} or not _is_small(difference.top):
            return None
        found.append(difference.top)
    return found


def _is_small(part: poly.Poly) -> bool:
    plain = all(
        name[0] not in "#@πeⅈ" and power.denominator == 1 and power > 0
        for monomial in part
        for name, power in monomial
    )
    degree = max(
        (sum((power for _, power in monomial), Fraction(0)) for monomial in part), default=Fraction(0)
    )
    return plain and degree <= MAX_DEGREE and len(part) <= MAX_TERMS


def _basis(parts: list[poly.Poly], names: list[str]) -> Any:
    return symbolic.reduced_basis(parts, names)
