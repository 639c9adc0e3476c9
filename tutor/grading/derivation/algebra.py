"""Polynomial equations as products of factors, and elimination of one letter. Judges nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from tutor.grading import exact, poly, symbolic
from tutor.grading.derivation.logic import Atom, Formula, Some, Truth
from tutor.grading.parser import parse
from tutor.grading.tree import Add, Call, Div, Mul, Name, Neg, Node, Number, Pow, number, variables_of, walk

_UNIT: poly.Poly = {poly.ONE: Fraction(1)}
_ZERO = Number(Fraction(0))
_STEPS = 12
_DUMMY = re.compile(r"(?<![^\W_])_(?=[^\W\d_])")


def factors_of(formula: Formula) -> Counter[str] | None:
    """The irreducible factors that make an equation (or several joined by "or") true, with multiplicity.

    None where it is not such an equation: denominators, functions, inequalities. Raises MathsError.
    """
    found: Counter[str] = Counter()
    match formula:
        case Truth(False):
            return found
        case Atom("=", left, right):
            parts = (left, right)
        case Some(several):
            for part in several:
                inner = factors_of(part)
                if inner is None:
                    return None
                found += inner
            return found
        case _:
            return None
    product = parts[0] if parts[1] == _ZERO else parts[1] if parts[0] == _ZERO else None
    bases = list(_bases(product, 1)) if product is not None else [(Add((left, Neg(right))), 1)]
    for base, count in bases:
        own = _irreducible(base)
        if own is None:
            return None
        for text, times in own:
            found[text] += times * count
    return found


def _bases(node: Node, count: int) -> Iterator[tuple[Node, int]]:
    match node:
        case Neg(arg):
            yield from _bases(arg, count)
        case Mul(parts):
            for part in parts:
                yield from _bases(part, count)
        case Pow(base, Number(exponent)) if exponent.denominator == 1 and exponent > 0:
            yield from _bases(base, count * int(exponent))
        case _:
            yield node, count


def _irreducible(node: Node) -> list[tuple[str, int]] | None:
    if not is_polynomial(node):
        return None
    top = exact.form(node).top
    if not top:
        return None
    if not poly.atoms(top):
        return []
    if _is_linear(top):
        return [(_key(top), 1)]
    parts = symbolic.factors(top)
    if parts is None:
        return [(_key(top), 1)]
    names = poly.atoms(top)
    # SymPy's dummies are written with a dash below the line before the name.
    texts = [(_DUMMY.sub("", text), count) for text, count in parts]
    return [(_key(exact.form(parse(text, names)).top), count) for text, count in texts]


def _key(top: poly.Poly) -> str:
    """The same text for every multiple by a constant; marked where it may split further."""
    lead = top[max(monomial for monomial in top if monomial)]
    mark = "?" if any(name[0] in "#@" for name in poly.atoms(top)) else ""
    return mark + poly.key(poly.scale(top, 1 / lead))


def is_polynomial(node: Node) -> bool:
    """No letters below a line, under a root, in an exponent or in a function: it exists everywhere."""
    for part in walk(node):
        match part:
            case Div(_, inner) | Call(_, (inner, *_)):
                if variables_of(inner):
                    return False
            case Pow(base, exponent):
                whole = isinstance(exponent, Number) and exponent.value.denominator == 1
                if variables_of(exponent) or (variables_of(base) and not whole):
                    return False
    return True


def _is_linear(top: poly.Poly) -> bool:
    """Of the first degree it cannot be split: no need to ask."""
    plain = not any(name[0] in "#@" for name in poly.atoms(top))
    return plain and all(sum(power for _, power in monomial) <= 1 for monomial in top)


def product_of(formula: Formula) -> poly.Poly | None:
    """The polynomial that is zero exactly where the equation holds, up to a constant; None as above."""
    match formula:
        case Atom("=", left, right):
            if not (is_polynomial(left) and is_polynomial(right)):
                return None
            return exact.minus(exact.form(left), exact.form(right)).top
        case Some(parts):
            total = _UNIT
            for part in parts:
                inner = product_of(part)
                if inner is None:
                    return None
                total = poly.multiply(total, inner)
            return total
    return None


def with_imaginary_unit(part: poly.Poly) -> poly.Poly:
    """The same with i² = -1."""
    total: poly.Poly = {}
    for monomial, coefficient in part.items():
        powers = dict(monomial)
        turns = powers.pop("i", Fraction(0))
        if turns.denominator != 1:
            return part
        sign = -1 if turns % 4 >= 2 else 1
        if turns % 2:
            powers["i"] = Fraction(1)
        total = poly.add(total, {tuple(sorted(powers.items())): coefficient * sign})
    return total


def tree_of(part: poly.Poly) -> Node:
    terms: list[Node] = []
    for monomial, coefficient in part.items():
        factors = [Pow(Name(name), number(power)) for name, power in monomial]
        terms.append(Mul((number(coefficient), *factors)) if factors else number(coefficient))
    return Add(tuple(terms)) if len(terms) > 1 else terms[0] if terms else _ZERO


def without(name: str, first: poly.Poly, second: poly.Poly) -> poly.Poly | None:
    """What follows from first = 0 and second = 0 without one letter (pseudo-division). Raises MathsError."""
    for _ in range(_STEPS):
        if _degree(first, name) < _degree(second, name):
            first, second = second, first
        if _degree(second, name) == 0:
            return second or None
        first = _remainder(first, second, name)
        if not first:
            return None
    return None


def _degree(part: poly.Poly, name: str) -> Fraction:
    return poly.degree_in(part, name)


def _remainder(first: poly.Poly, second: poly.Poly, name: str) -> poly.Poly:
    degree = _degree(second, name)
    lead = poly.split(second, name)[degree]
    while first and (height := _degree(first, name)) >= degree:
        top = poly.split(first, name)[height]
        shifted = poly.multiply(top, poly.atom(name, height - degree)) if height > degree else top
        first = poly.add(poly.multiply(lead, first), poly.scale(poly.multiply(shifted, second), Fraction(-1)))
    return first
