"""Whether two trees mean the same: exact identity first, then evidence from points. Knows no specification.

Values are compared on the reals where both sides exist; where one has a value and the other has none,
principal
complex values must agree too. Rational functions with roots of numbers are decided exactly. Otherwise
many-digit
values can refute, and `ENOUGH` independent points that agree to at least 30 digits (100 for numbers without
variables) confirm: a difference that the written literals could build is far larger.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from tutor.grading import exact, kinks, symbolic
from tutor.grading.numeric import Evaluator, Real, digits_for, points, simple_points
from tutor.grading.plusminus import has_signs, spread
from tutor.grading.tree import (
    IMAGINARY,
    Call,
    Group,
    MathsError,
    Node,
    Pow,
    Relation,
    names_of,
    variables_of,
    walk,
)

ENOUGH = 16
_ROOTS = frozenset({"sqrt", "root"})
TRIED = 40
MAX_DIGITS = 600


class Result(StrEnum):
    SAME = "same"
    DIFFERENT = "different"
    UNKNOWN = "unknown"  # neither shown nor refuted


@dataclass(frozen=True, slots=True)
class Comparison:
    result: Result
    how: str  # "exact", "points", "proof", or why it is unknown: "costly", "undefined", "undecided"


SAME = Comparison(Result.SAME, "exact")
DIFFERENT = Comparison(Result.DIFFERENT, "exact")
UNDECIDED = Comparison(Result.UNKNOWN, "undecided")


def compare(
    left: Node, right: Node, within: Fraction = Fraction(0), *, both_exist: bool = False
) -> Comparison:
    """Values, relations and lists of them. Never raises on a parsed tree.

    `within`: values that differ by no more than this part of their size count as the same (0: exactly equal).
    `both_exist`: look at no place where only one of two values is real.
    """
    from tutor.grading import relations  # they compare each other's parts

    if has_signs(left) or has_signs(right):
        left, right = spread(left), spread(right)
    if isinstance(left, Group) or isinstance(right, Group):
        return relations.groups(left, right, within)
    if isinstance(left, Relation) or isinstance(right, Relation):
        return relations.relations(left, right, within)
    return _values(left, right, within, both_exist)


def all_of(parts: Iterable[Comparison]) -> Comparison:
    """Different if one part is, unknown if one part is, else the same."""
    results = list(parts)
    for part in results:
        if part.result is Result.DIFFERENT:
            return part
    return next((part for part in results if part.result is Result.UNKNOWN), SAME)


def _values(left: Node, right: Node, within: Fraction, both_exist: bool) -> Comparison:
    if left == right:
        return SAME
    try:
        identical = exact.same(exact.form(left), exact.form(right))
    except MathsError as error:
        if error.code != "costly":
            return Comparison(Result.UNKNOWN, error.code)
        identical = None
    if identical is None or (within and not identical):
        return _by_points(left, right, within, both_exist)
    return SAME if identical else DIFFERENT


def evaluator_for(left: Node, right: Node, digits: int) -> Evaluator:
    """Real values, unless the imaginary unit occurs."""
    beyond = IMAGINARY in names_of(left) | names_of(right)
    return Evaluator(min(digits, MAX_DIGITS), beyond_reals=beyond)


def _by_points(left: Node, right: Node, within: Fraction, both_exist: bool) -> Comparison:
    names = variables_of(left) | variables_of(right)
    digits = digits_for(left, right) + (0 if names else 140)
    evaluator = evaluator_for(left, right, digits)
    agreed, trouble, one_sided = 0, "undecided", []
    turning = list(kinks.places((left, right), next(points(names, 1)))) if names else []
    needed = ENOUGH + len(turning) if names else 1
    letters_above = any(
        isinstance(part, Pow) and variables_of(part.exponent) for part in (*walk(left), *walk(right))
    )
    for point in (*turning, *_places(left, right, names)):
        first, second = value_or_code(evaluator, left, point), value_or_code(evaluator, right, point)
        if isinstance(first, str) or isinstance(second, str):
            trouble = first if isinstance(first, str) else second
            if "costly" not in (first, second) and first != second:
                one_sided.append(point)
            continue
        if not _agree(evaluator, first, second, within):
            return Comparison(Result.DIFFERENT, "points")
        agreed += 1
        if agreed >= needed and not letters_above:
            break
    roots = _holds_roots(left) or _holds_roots(right)
    if one_sided and roots and not both_exist and not _agree_beyond_reals(left, right, one_sided):
        return Comparison(Result.DIFFERENT, "points")
    if agreed >= needed:
        too_long = digits > MAX_DIGITS and not within
        return Comparison(Result.UNKNOWN, "costly") if too_long else Comparison(Result.SAME, "points")
    if trouble != "costly" and symbolic.proves_equal(left, right):
        return Comparison(Result.SAME, "proof")
    return Comparison(Result.UNKNOWN, trouble)


def _places(left: Node, right: Node, names: frozenset[str]) -> Iterator[dict[str, Fraction]]:
    """Points to try; with letters in exponents also simple ones, where powers of negative numbers exist."""
    yield from points(names, TRIED if names else 1)
    if any(isinstance(part, Pow) and variables_of(part.exponent) for part in (*walk(left), *walk(right))):
        yield from simple_points(names, TRIED)


def _holds_roots(tree: Node) -> bool:
    parts = list(walk(tree))
    if any(isinstance(part, Call) and part.name == "log" and len(part.args) == 2 for part in parts):
        return False  # its branches are no multiples of one period
    return any(isinstance(part, Pow) or (isinstance(part, Call) and part.name in _ROOTS) for part in parts)


def value_or_code(evaluator: Evaluator, tree: Node, point: dict[str, Fraction]) -> Real | str:
    """The value, or the code of the error that stands in its way."""
    try:
        return evaluator.value(tree, point)
    except MathsError as error:
        return str(error.code)


def _agree(evaluator: Evaluator, left: Real, right: Real, within: Fraction) -> bool:
    if evaluator.close(left, right):
        return True
    return bool(within and abs(left - right) <= evaluator.exact(within) * max(abs(left), abs(right)))


def _agree_beyond_reals(left: Node, right: Node, where: list[dict[str, Fraction]]) -> bool:
    """Whether principal values agree where only one side is real: √(x²-1) is not √(x-1)·√(x+1), below -1.

    A difference of 2πi (or of that over ln 10) is a logarithm's choice of branch: ln(a²) and 2 ln a
    count as the same.
    """
    evaluator = Evaluator(50, beyond_reals=True)
    turn = 2 * evaluator.context.pi
    for point in where[:6]:
        first, second = value_or_code(evaluator, left, point), value_or_code(evaluator, right, point)
        if isinstance(first, str) or isinstance(second, str) or evaluator.close(first, second):
            continue
        gap = evaluator.context.mpc(first - second)
        turns = (gap.imag / turn, gap.imag / turn * evaluator.context.ln(10))
        whole = any(evaluator.close(count, evaluator.context.nint(count)) for count in turns)
        if not evaluator.close(gap.real, 0) or not whole:
            return False
    return True
