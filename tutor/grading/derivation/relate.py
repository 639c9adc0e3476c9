"""How one line stands to the next: equivalent, implies, implied by, neither; with points that show it."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from itertools import product

from tutor.grading import exact, poly
from tutor.grading.derivation import algebra, points
from tutor.grading.derivation.logic import Atom, Formula, Truth, atoms, holds, letters, variables
from tutor.grading.derivation.values import any_is_zero, bottoms
from tutor.grading.effort import Exhausted
from tutor.grading.equal import Result, compare
from tutor.grading.tree import MathsError, Node

MAX_LETTERS = 8


class Kind(StrEnum):
    EQUIVALENT = "equivalent"
    IMPLIES = "implies"  # the new line follows, and allows more: solutions gained
    IMPLIED_BY = "implied_by"  # the new line allows less: solutions lost
    NEITHER = "neither"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Step:
    """`lost` solves only the line before, `gained` only the new one. `proved`: by algebra, not by points."""

    kind: Kind
    lost: points.Point | None = None
    gained: points.Point | None = None
    proved: bool = False
    repeated: bool = False  # the same solutions, some counted more often than before
    only_real: bool = False  # the same on the reals; over the complex numbers not
    empty: bool = False  # one of the two has no solutions at all
    logical: bool = False  # letters that stand for statements


def relate(
    before: Formula,
    after: Formula,
    *,
    positive: bool = False,
    complex_: bool = False,
) -> Step:
    """Raises nothing but effort.Exhausted.

    `positive`: every letter is above zero; `complex_`: i is the imaginary unit.
    """
    if before == after:
        return Step(Kind.EQUIVALENT, proved=True)
    if letters(before) or letters(after):
        return _by_table(before, after)
    try:
        proved = _by_factors(before, after, complex_=complex_, positive=positive)
    except MathsError:
        proved = None
    return proved or _by_points(before, after, positive=positive)


def _by_table(before: Formula, after: Formula) -> Step:
    names = sorted(letters(before) | letters(after))
    if len(names) > MAX_LETTERS or variables(before) or variables(after):
        return Step(Kind.UNKNOWN, logical=True)
    lost = gained = False
    for values in product((False, True), repeat=len(names)):
        given = dict(zip(names, values, strict=True))
        first, second = holds(before, {}, given), holds(after, {}, given)
        lost = lost or bool(first and not second)
        gained = gained or bool(second and not first)
    return Step(_kind(lost, gained), proved=True, logical=True)


def _kind(lost: bool, gained: bool) -> Kind:
    if lost and gained:
        return Kind.NEITHER
    return Kind.IMPLIED_BY if lost else Kind.IMPLIES if gained else Kind.EQUIVALENT


def _by_factors(before: Formula, after: Formula, *, complex_: bool, positive: bool) -> Step | None:
    if complex_ and _is_identity(before) and _is_identity(after):
        return Step(Kind.EQUIVALENT, proved=True)
    first, second = algebra.product_of(before), algebra.product_of(after)
    if first and second and complex_:
        first, second = algebra.with_imaginary_unit(first), algebra.with_imaginary_unit(second)
    if first and second and poly.ratio(first, second) is not None:
        return Step(Kind.EQUIVALENT, proved=True)
    mine, theirs = algebra.factors_of(before), algebra.factors_of(after)
    if mine is None or theirs is None:
        return None
    if mine.keys() == theirs.keys():
        if not mine and not (isinstance(before, Truth) or isinstance(after, Truth) or variables(before)):
            return None
        return Step(Kind.EQUIVALENT, proved=True, repeated=mine != theirs)
    if positive or any(key.startswith("?") for key in (*mine, *theirs)):
        return None
    return _unlike_factors(before, after, mine.keys(), theirs.keys(), complex_=complex_)


def _unlike_factors(
    before: Formula, after: Formula, mine: Set[str], theirs: Set[str], *, complex_: bool
) -> Step:
    """Different irreducible factors: never the same over the complex numbers, sometimes on the reals."""
    step = _by_points(before, after, positive=False)
    if not complex_:
        return replace(step, only_real=step.kind is Kind.EQUIVALENT)
    kind = _kind(not mine <= theirs, not theirs <= mine)
    if not mine or not theirs:
        kind = Kind.NEITHER
    return replace(step, kind=kind, proved=True)


def _is_identity(formula: Formula) -> bool:
    """Whether it is true whatever the letters are, i the imaginary unit."""
    match formula:
        case Truth(value):
            return value
        case Atom("=", left, right):
            return same_complex(left, right)
    return False


def same_complex(left: Node, right: Node) -> bool:
    """Exact identity of rational expressions, with i² = -1. Raises MathsError."""
    first, second = exact.form(left), exact.form(right)
    gap = poly.add(
        poly.multiply(first.top, second.bottom),
        poly.scale(poly.multiply(second.top, first.bottom), Fraction(-1)),
    )
    return not algebra.with_imaginary_unit(gap)


def _by_points(before: Formula, after: Formula, *, positive: bool) -> Step:
    lost: points.Point | None = None
    gained: points.Point | None = None
    true_before = true_after = unsure = 0
    # With several letters, a denominator is taken not to be zero: a x = b gives x = b/a.
    several = len(variables(before) | variables(after)) > 1
    excluded = _bottoms(before, after) if several else []
    try:
        for point in points.worth_trying(before, after, positive=positive):
            if any_is_zero(excluded, point):
                continue
            first, second = holds(before, point), holds(after, point)
            if first is None or second is None:
                unsure += 1
                continue
            true_before += first
            true_after += second
            if first and not second and lost is None:
                lost = point
            if second and not first and gained is None:
                gained = point
            if lost is not None and gained is not None:
                break
    except Exhausted:
        if lost is None:
            raise
        return Step(Kind.NEITHER, lost, gained)  # a lost solution is wrong whatever else there is
    kind = _kind(lost is not None, gained is not None)
    if kind is Kind.EQUIVALENT and (unsure or (several and not true_before)):
        return Step(Kind.UNKNOWN)
    empty = (not true_before) != (not true_after)
    if kind is not Kind.EQUIVALENT and empty:
        kind = Kind.NEITHER
    return Step(kind, lost, gained, empty=empty)


def _bottoms(before: Formula, after: Formula) -> list[Node]:
    return [
        bottom
        for formula in (before, after)
        for atom in atoms(formula)
        for side in (atom.left, atom.right)
        for bottom in bottoms(side)
    ]


def same_value(left: Node, right: Node, *, complex_: bool = False) -> Result:
    """Whether two expressions are equal where both exist. Never raises."""
    if complex_:
        try:
            if same_complex(left, right):
                return Result.SAME
        except MathsError:
            return Result.UNKNOWN
    found = compare(left, right)
    return found.result
