"""Points at which two statements can differ: solutions, edges of intervals and what lies between."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import combinations, pairwise

from tutor.grading import exact, poly
from tutor.grading.derivation import algebra, roots
from tutor.grading.derivation.logic import Atom, Formula, atoms, branches, variables
from tutor.grading.tree import (
    CONSTANTS,
    Add,
    MathsError,
    Neg,
    Node,
    Number,
    Pow,
    number,
    substitute,
    variables_of,
    walk,
)

Point = dict[str, Fraction]
MAX_POINTS = 400
SLICES = 6
MAX_QUICK_DEGREE = 6
_SMALL = tuple(map(Fraction, (2, 3, 1, 5, -1, 4, -2, 7)))


def difference(atom: Atom) -> Node:
    return Add((atom.left, Neg(atom.right)))


def worth_trying(first: Formula, second: Formula, *, positive: bool = False) -> Iterator[Point]:
    """Points, simple ones first. Deterministic."""
    names = sorted(variables(first) | variables(second))
    seen: set[tuple[Fraction, ...]] = set()
    for point in _all(first, second, names):
        key = tuple(point[name] for name in names)
        if key in seen or (positive and any(value <= 0 for value in key)):
            continue
        seen.add(key)
        yield point
        if len(seen) >= MAX_POINTS:
            return


def _all(first: Formula, second: Formula, names: list[str]) -> Iterator[Point]:
    if not names:
        yield {}
        return
    trees = list({difference(atom): None for part in (first, second) for atom in atoms(part)})
    if len(names) == 1:
        yield from _on_line(trees, names[0], {})
        return
    for formula in (first, second):
        yield from _solutions(formula, names)
    for others, name in _slices(names):
        yield from _on_line(trees, name, others)


def _slices(names: list[str]) -> Iterator[tuple[Point, str]]:
    """Every name in turn as the unknown, the others fixed at small numbers: different, equal, zero."""
    source = random.Random(4)
    for k in range(SLICES if len(names) < 4 else SLICES // 2):
        for name in names[:5]:
            if k == 0:
                fixed = {other: _SMALL[at % 8] for at, other in enumerate(names)}
            elif k == 1:
                fixed = dict.fromkeys(names, Fraction(2))
            elif k == 2:
                fixed = {other: -_SMALL[(at + 1) % 4] for at, other in enumerate(names)}
            else:
                fixed = {other: Fraction(source.randint(-6, 6), source.choice((1, 1, 2))) for other in names}
            fixed.pop(name)
            yield fixed, name


def _on_line(trees: list[Node], name: str, others: Mapping[str, Fraction]) -> Iterator[Point]:
    fixed = {other: number(value) for other, value in others.items()}
    edges: set[Fraction] = set()
    inside = [substitute(tree, fixed) if fixed else tree for tree in trees]
    # Roots of high degree come last: their cost may be more than is left.
    for tree in sorted(inside, key=_degree):
        if name in variables_of(tree):
            if edges and _degree(tree) > MAX_QUICK_DEGREE:
                yield from ({**others, name: x} for x in sorted(edges, key=_plainness))
            edges.update(roots.critical(tree, name))
    for x in sorted(edges, key=_plainness):
        yield {**others, name: x}
    for x in between(sorted(edges)):
        yield {**others, name: x}


def _degree(tree: Node) -> Fraction:
    powers = [
        part.exponent.value
        for part in walk(tree)
        if isinstance(part, Pow) and isinstance(part.exponent, Number)
    ]
    return max(powers, default=Fraction(1))


def _plainness(value: Fraction) -> tuple[int, Fraction]:
    return min(value.denominator.bit_length(), 40), abs(value)


def between(edges: list[Fraction]) -> list[Fraction]:
    """One simple number in every gap and outside."""
    if not edges:
        return [Fraction(0), Fraction(1), Fraction(-1), Fraction(2)]
    inside = [simplest(left, right) for left, right in pairwise(edges)]
    return [Fraction(int(edges[0]) - 2), *inside, Fraction(int(edges[-1]) + 2)]


def simplest(left: Fraction, right: Fraction) -> Fraction:
    """A number strictly between two, with a small denominator if there is one."""
    for bottom in (1, 2, 3, 4, 5, 10, 100):
        top = (left * bottom).numerator // (left * bottom).denominator + 1
        if left < Fraction(top, bottom) < right:
            return Fraction(top, bottom)
    return (left + right) / 2


def _solutions(formula: Formula, names: list[str]) -> Iterator[Point]:
    """Points that solve several equations at once, by elimination."""
    try:
        ways = branches(formula)
    except MathsError:
        return
    for way in ways:
        equations = [difference(atom) for atom in way if atom.sign == "="]
        if len(equations) > 1:
            for start in range(3):
                yield from _solved(equations, {}, names, start)


def _solved(equations: list[Node], known: Point, names: list[str], start: int) -> Iterator[Point]:
    fixed = {name: number(value) for name, value in known.items()}
    left = [substitute(tree, fixed) for tree in equations]
    open_names = {name for tree in left for name in variables_of(tree)} - CONSTANTS
    single = next((tree for tree in left if len(variables_of(tree)) == 1), None)
    if single is not None:
        name = next(iter(variables_of(single)))
        for root in roots.zeros(single, name)[:6]:
            yield from _solved(equations, {**known, name: root}, names, start)
        return
    if not open_names:
        rest = {name: _SMALL[(at + start) % 8] for at, name in enumerate(names)}
        yield {**rest, **known}
        return
    alone = _eliminated([tree for tree in left if variables_of(tree)])
    unknown = variables_of(alone) & open_names if alone is not None else frozenset[str]()
    if alone is not None and unknown:  # o^r is eliminated as one thing, which no equation holds as a letter
        name = next(iter(unknown))
        for root in roots.zeros(alone, name)[:6]:
            yield from _solved(equations, {**known, name: root}, names, start)
        return
    # More unknowns than equations: fix one.
    name = sorted(open_names)[start % len(open_names)]
    yield from _solved(equations, {**known, name: _SMALL[(start + len(known)) % 8]}, names, start)


def _eliminated(trees: list[Node]) -> Node | None:
    """A consequence in one unknown, by elimination. None if there is none or it is too large."""
    try:
        parts = [exact.form(tree).top for tree in trees]
    except MathsError:
        return None
    if len(parts) > 4 or len(frozenset().union(*map(poly.atoms, parts))) > len(parts):
        return None
    while parts:
        single = next((part for part in parts if len(poly.atoms(part)) == 1), None)
        if single is not None:
            return algebra.tree_of(single)
        if len(parts) < 2:
            return None
        reduced = _one_less(parts)
        if reduced is None:
            return None
        parts = reduced
    return None


def _one_less(parts: list[poly.Poly]) -> list[poly.Poly] | None:
    for name in sorted(frozenset().union(*map(poly.atoms, parts))):
        for first, second in combinations(parts, 2):
            if name in poly.atoms(first) and name in poly.atoms(second):
                joined = algebra.without(name, first, second)
                if joined:
                    others = [part for part in parts if part is not first and name not in poly.atoms(part)]
                    return [joined, *others]
    return None
