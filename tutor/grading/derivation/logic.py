"""What a line says: relations joined by and, or, not. Says how it is true at a point; solves nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from tutor.grading.derivation.values import Undefined, compare_at
from tutor.grading.tree import MathsError, Node, variables_of

NEGATED = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
MAX_BRANCHES = 24
Point = Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class Truth:
    value: bool


@dataclass(frozen=True, slots=True)
class Letter:
    """A statement with no inside: A in "A or B"."""

    name: str


@dataclass(frozen=True, slots=True)
class Atom:
    sign: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Not:
    part: Formula


@dataclass(frozen=True, slots=True)
class Every:
    parts: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Some:
    parts: tuple[Formula, ...]


Formula = Truth | Letter | Atom | Not | Every | Some


def atoms(formula: Formula) -> Iterator[Atom]:
    match formula:
        case Atom():
            yield formula
        case Not(part):
            yield from atoms(part)
        case Every(parts) | Some(parts):
            for part in parts:
                yield from atoms(part)


def letters(formula: Formula) -> frozenset[str]:
    match formula:
        case Letter(name):
            return frozenset({name})
        case Not(part):
            return letters(part)
        case Every(parts) | Some(parts):
            return frozenset().union(*map(letters, parts))
    return frozenset()


def variables(formula: Formula) -> frozenset[str]:
    return frozenset().union(*(variables_of(atom.left) | variables_of(atom.right) for atom in atoms(formula)))


def holds(formula: Formula, point: Point, given: Mapping[str, bool] | None = None) -> bool | None:
    """Whether it is true at a point. Without a value there it is false; None when too large to say."""
    match formula:
        case Truth(value):
            return value
        case Letter(name):
            return (given or {}).get(name)
        case Atom(sign, left, right):
            try:
                return compare_at(sign, left, right, point)
            except Undefined:
                return False
            except MathsError:
                return None
        case Not(part):
            inner = holds(part, point, given)
            return None if inner is None else not inner
        case Every(parts):
            return _joined([holds(part, point, given) for part in parts], False)
        case Some(parts):
            return _joined([holds(part, point, given) for part in parts], True)


def _joined(values: list[bool | None], decisive: bool) -> bool | None:
    if decisive in values:
        return decisive
    return None if None in values else not decisive


def branches(formula: Formula) -> list[tuple[Atom, ...]]:
    """Its ways of being true, each a list of relations that hold together. Raises MathsError ("costly")."""
    match formula:
        case Truth(value):
            return [()] if value else []
        case Letter():
            return [()]
        case Atom():
            return [(formula,)]
        case Not(part):
            return branches(_negated(part))
        case Some(parts):
            found = [branch for part in parts for branch in branches(part)]
        case Every(parts):
            options = [branches(part) for part in parts]
            count = 1
            for option in options:
                count *= len(option)
            if count > MAX_BRANCHES:
                raise MathsError("costly", "too many cases")
            found = [sum(choice, ()) for choice in product(*options)]
    if len(found) > MAX_BRANCHES:
        raise MathsError("costly", "too many cases")
    return found


def _negated(formula: Formula) -> Formula:
    match formula:
        case Truth(value):
            return Truth(not value)
        case Letter():
            return Not(formula)
        case Atom(sign, left, right):
            return Atom(NEGATED[sign], left, right)
        case Not(part):
            return part
        case Every(parts):
            return Some(tuple(map(_negated, parts)))
        case Some(parts):
            return Every(tuple(map(_negated, parts)))
