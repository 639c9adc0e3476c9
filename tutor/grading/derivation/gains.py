"""Extra solutions that a line lets in: which may be thrown out later, and which show a slip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tutor.grading.derivation.judge import Found
from tutor.grading.derivation.logic import Atom, Formula, Truth, atoms
from tutor.grading.derivation.reading import Line
from tutor.grading.equal import Result, compare
from tutor.grading.tree import Call, Div, Node, Pow, variables_of, walk


def without_excuse(found: Sequence[Found], lines: Sequence[Line], given: Line | None) -> list[Found]:
    """The findings, with every gain marked wrong that no squaring, no multiplying and no domain explains.

    Squaring or multiplying an equation lets in single numbers, which a check throws out. A line that is
    always true lets in everything, an inequality with another bound a whole stretch: a right end below shows
    no way.
    """
    excused = any(_has_domain(line) for line in (given, *lines) if line is not None)
    out = list(found)
    for at, (entry, line) in enumerate(zip(found, lines, strict=False)):
        if entry.kind != "gained_solutions" or entry.status != "ok" or line.says is None:
            continue
        if _says_nothing(line.says) or (not excused and any(atom.sign != "=" for atom in atoms(line.says))):
            out[at] = replace(entry, status="wrong")
    return out


def _says_nothing(says: Formula) -> bool:
    if isinstance(says, Atom):
        return says.sign == "=" and compare(says.left, says.right).result is Result.SAME
    return isinstance(says, Truth) and says.value


def _has_domain(line: Line) -> bool:
    """Roots, logarithms, denominators: with them an inequality may be widened and cut again."""
    sides: list[Node] = [] if line.value is None else [line.value]
    if line.says is not None:
        sides += [side for atom in atoms(line.says) for side in (atom.left, atom.right)]
    return any(_restricts(part) for side in sides for part in walk(side))


def _restricts(part: Node) -> bool:
    match part:
        case Call():
            return bool(variables_of(part))
        case Div(_, bottom):
            return bool(variables_of(bottom))
        case Pow(_, exponent):
            return isinstance(exponent, Div) or bool(variables_of(exponent))
    return False
