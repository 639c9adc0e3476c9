"""A difference between two lines as something a learner can work out again. Decides nothing."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tutor.grading import show
from tutor.grading.derivation.logic import Atom, Every, Formula, Some, atoms
from tutor.grading.derivation.points import Point
from tutor.grading.derivation.values import Undefined, is_rounded, value_at
from tutor.grading.tree import CONSTANTS, MathsError, Node, number, variables_of

_TRIED = (*(Fraction(k) for k in (2, 3, 1, 5, -1, 4, 7)), Fraction(1, 2), Fraction(10), Fraction(-3))


SHORT_BITS = 60


def said(value: Fraction) -> str:
    """A number as a learner writes it: exact when short, else "about 1.414"."""
    if not is_rounded(value) and value.numerator.bit_length() <= SHORT_BITS:
        text = show.plain(number(value))
        if len(text) <= 14:
            return text
    return f"about {Decimal(value.numerator) / Decimal(value.denominator):.6g}"


def of_values(left: Node, right: Node, *, complex_: bool = False) -> dict[str, Any] | None:
    """Numbers for the letters at which two expressions differ; None if simple numbers show none."""
    names = sorted(variables_of(left) | variables_of(right))
    if complex_ and "i" in names:
        return None
    for point in _points(names):
        try:
            before, after = value_at(left, point), value_at(right, point)
        except (Undefined, MathsError, OverflowError):
            continue
        if abs(before - after) > Fraction(1, 10**20) * max(abs(before), abs(after), Fraction(1)):
            return {"at": _at(point), "before": said(before), "after": said(after)}
    return None


def _points(names: list[str]) -> list[Point]:
    if not names:
        return [{}]
    count = len(_TRIED)
    return [
        {name: _TRIED[(k * (1 + 2 * at) + at) % count] for at, name in enumerate(names)} for k in range(count)
    ]


def _at(point: Mapping[str, Fraction]) -> dict[str, str]:
    return {name: said(value) for name, value in sorted(point.items()) if name not in CONSTANTS}


def of_solution(before: Formula, after: Formula, point: Point, *, lost: bool) -> dict[str, Any]:
    """A point that solves one line and not the other, with what each line says there."""
    return {
        "at": _at(point),
        "before": _line_at(before, point),
        "after": _line_at(after, point),
        "solves": "before" if lost else "after",
    }


def _line_at(formula: Formula, point: Point) -> str:
    """For example "9 = 9" or "no value = 3"."""
    match formula:
        case Atom(sign, left, right):
            return f"{_side(left, point)} {sign} {_side(right, point)}"
        case Some(parts) | Every(parts):
            word = " or " if isinstance(formula, Some) else " and "
            return word.join(_line_at(part, point) for part in parts[:4])
    return "true" if not list(atoms(formula)) and getattr(formula, "value", False) else "false"


def _side(node: Node, point: Point) -> str:
    try:
        return said(value_at(node, point))
    except Undefined:
        return "no value"
    except (MathsError, OverflowError):
        return "…"


def in_words(found: Mapping[str, Any], before: int, after: int) -> str:
    """The counterexample as a sentence about lines `before` and `after`, as the learner counts them."""
    where = ", ".join(f"{name} = {value}" for name, value in found["at"].items())
    first = f"line {before}" if before else "the start"
    if "solves" not in found:
        at = f"At {where} " if where else ""
        start = first if at else first[0].upper() + first[1:]
        return f"{at}{start} gives {found['before']}, line {after} gives {found['after']}."
    if not where:
        return f"Line {after} says {found['after']}."
    verb = "solves" if len(found["at"]) == 1 else "solve"
    if found["solves"] == "before":
        return f"{where} {verb} {first} ({found['before']}), but not line {after} ({found['after']})."
    return f"{where} {verb} line {after} ({found['after']}), but not {first} ({found['before']})."
