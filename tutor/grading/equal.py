"""Whether two trees mean the same: exact identity first, then evidence from points. Knows no specification.

Values are compared on the reals where both sides exist. Rational functions with roots of numbers are decided
exactly. Otherwise many-digit values can refute, and `ENOUGH` independent points that agree to at least 30
digits (100 for numbers without variables) confirm: a difference that the written literals could build is far
larger.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from tutor.grading import exact, poly, symbolic
from tutor.grading.numeric import Evaluator, digits_for, points
from tutor.grading.tree import Group, MathsError, Node, Relation, variables_of

ENOUGH = 16
TRIED = 40
MAX_DIGITS = 600
_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}


class Result(StrEnum):
    SAME = "same"
    DIFFERENT = "different"
    UNKNOWN = "unknown"  # neither shown nor refuted


@dataclass(frozen=True, slots=True)
class Comparison:
    result: Result
    how: str  # "exact", "points", "proof", or why it is unknown: "costly", "undefined", "undecided"


_SAME = Comparison(Result.SAME, "exact")
_DIFFERENT = Comparison(Result.DIFFERENT, "exact")
_UNDECIDED = Comparison(Result.UNKNOWN, "undecided")


def compare(left: Node, right: Node) -> Comparison:
    """Values, relations and lists of them. Never raises on a parsed tree."""
    if isinstance(left, Group) or isinstance(right, Group):
        return _groups(left, right)
    if isinstance(left, Relation) or isinstance(right, Relation):
        return _relations(left, right)
    return _values(left, right)


def _values(left: Node, right: Node) -> Comparison:
    if left == right:
        return _SAME
    try:
        identical = exact.same(exact.form(left), exact.form(right))
    except MathsError as error:
        if error.code != "costly":
            return Comparison(Result.UNKNOWN, error.code)
        identical = None
    if identical is None:
        return _by_points(left, right)
    return _SAME if identical else _DIFFERENT


def _by_points(left: Node, right: Node) -> Comparison:
    names = variables_of(left) | variables_of(right)
    digits = digits_for(left, right) + (0 if names else 140)
    evaluator = Evaluator(min(digits, MAX_DIGITS))
    agreed, trouble = 0, "undecided"
    needed = ENOUGH if names else 1
    for point in points(names, TRIED if names else 1):
        try:
            agrees = evaluator.close(evaluator.value(left, point), evaluator.value(right, point))
        except MathsError as error:
            trouble = error.code
            continue
        if not agrees:
            return Comparison(Result.DIFFERENT, "points")
        agreed += 1
        if agreed >= needed:
            if digits > MAX_DIGITS:
                return Comparison(Result.UNKNOWN, "costly")
            return Comparison(Result.SAME, "points")
    if trouble != "costly" and symbolic.proves_equal(left, right):
        return Comparison(Result.SAME, "proof")
    return Comparison(Result.UNKNOWN, trouble)


def _groups(left: Node, right: Node) -> Comparison:
    if not (isinstance(left, Group) and isinstance(right, Group)) or left.brackets != right.brackets:
        return _DIFFERENT
    if left.brackets in ("", "{}"):
        return _unordered(left.items, right.items)
    if len(left.items) != len(right.items):
        return _DIFFERENT
    return _all(compare(a, b) for a, b in zip(left.items, right.items, strict=True))


def _unordered(left: tuple[Node, ...], right: tuple[Node, ...]) -> Comparison:
    """The same items, whatever their order and however often each is said."""
    unknown = False
    for items, others in ((left, right), (right, left)):
        for item in items:
            found = {compare(item, other).result for other in others}
            if Result.SAME not in found:
                if Result.UNKNOWN not in found:
                    return _DIFFERENT
                unknown = True
    return _UNDECIDED if unknown else _SAME


def _all(parts: Iterator[Comparison]) -> Comparison:
    results = list(parts)
    for part in results:
        if part.result is Result.DIFFERENT:
            return part
    return next((part for part in results if part.result is Result.UNKNOWN), _SAME)


def _relations(left: Node, right: Node) -> Comparison:
    if not (isinstance(left, Relation) and isinstance(right, Relation)):
        return _DIFFERENT
    if len(left.signs) != len(right.signs):
        return _DIFFERENT
    if any(isinstance(side, Group) for relation in (left, right) for side in relation.sides):
        return _side_by_side(left, right)
    if len(left.signs) > 1:
        return _chains(left, right)
    try:
        return _single(left, right)
    except MathsError:
        return _side_by_side(left, right, otherwise=_UNDECIDED)


def _side_by_side(left: Relation, right: Relation, otherwise: Comparison = _DIFFERENT) -> Comparison:
    if left.signs != right.signs:
        return otherwise
    found = _all(compare(a, b) for a, b in zip(left.sides, right.sides, strict=True))
    return found if found.result is Result.SAME else otherwise


def _chains(left: Relation, right: Relation) -> Comparison:
    mirrored = Relation(tuple(_MIRRORED[sign] for sign in right.signs[::-1]), right.sides[::-1])
    for other in (right, mirrored):
        if left.signs == other.signs:
            return _all(compare(a, b) for a, b in zip(left.sides, other.sides, strict=True))
    return _DIFFERENT


def _single(left: Relation, right: Relation) -> Comparison:
    """L ~ R as the polynomial condition (L - R) ~ 0, known up to a constant factor."""
    first, second = (exact.minus(exact.form(r.sides[0]), exact.form(r.sides[1])) for r in (left, right))
    signs = (left.signs[0], right.signs[0])
    try:
        factor = poly.ratio(poly.multiply(first.top, second.bottom), poly.multiply(second.top, first.bottom))
    except MathsError:
        factor = None
    if factor is not None:
        expected = signs[1] if factor > 0 else _MIRRORED[signs[1]]
        return _SAME if signs[0] == expected else _DIFFERENT
    if first.opaque or second.opaque:
        return _side_by_side(left, right, otherwise=_UNDECIDED)
    if _linear(first) and _linear(second):
        return _DIFFERENT
    if signs[0] != signs[1] and "=" in signs:
        return _DIFFERENT
    if signs == ("=", "=") and (_refutes(first, second) or _refutes(second, first)):
        return _DIFFERENT
    return _UNDECIDED


def _linear(form: exact.Form) -> bool:
    if form.bottom != {poly.ONE: Fraction(1)}:
        return False
    return bool(form.top) and all(
        sum(power for _, power in monomial) <= 1 and all(power == 1 for _, power in monomial)
        for monomial in form.top
    )


def _refutes(first: exact.Form, second: exact.Form) -> bool:
    """A point, found exactly, that satisfies first = 0 and not second = 0."""
    names = sorted((poly.atoms(first.top) | poly.atoms(second.top)) - {"π", "e"})
    if any(name.startswith("#") for name in names):
        return False
    for name in names:
        powers = {*poly.split(first.top, name)}
        if Fraction(1) in powers and powers <= {Fraction(0), Fraction(1)}:
            tried = points(frozenset(names), 5)
            return any(_on_first_only(first, second, name, point) for point in tried)
    return False


def _on_first_only(first: exact.Form, second: exact.Form, name: str, point: dict[str, Fraction]) -> bool:
    parts = poly.split(first.top, name)
    others = {other: value for other, value in point.items() if other != name}
    slope, rest = _at(parts[Fraction(1)], others), _at(parts.get(Fraction(0), {}), others)
    if not slope or rest is None:
        return False
    where = {**others, name: -rest / slope}
    defined = all(_at(form.bottom, where) for form in (first, second))
    value = _at(second.top, where)
    return bool(defined and value)


def _at(part: poly.Poly, point: dict[str, Fraction]) -> Fraction | None:
    """Exact value at a point; None where a constant or a root stands in the way."""
    total = Fraction(0)
    for monomial, coefficient in part.items():
        for name, power in monomial:
            if name not in point or power.denominator != 1 or abs(power) > 50:
                return None
            if power < 0 and not point[name]:
                return None
            coefficient *= point[name] ** power.numerator
        total += coefficient
    return total
