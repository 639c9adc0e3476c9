"""Equations with one letter in prose: can the letter be a number of the solution? Solves nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction

from tutor.grading.derivation.values import Undefined, value_at
from tutor.grading.parser import parse
from tutor.grading.tree import MathsError, Node, Relation, variables_of

_RUN = re.compile(r"[-+*/().\d\s$×÷%A-Za-z]*=[-+*/().\d\s$×÷=%A-Za-z]*")
_WORDS = re.compile(r"[A-Za-z]{2,}")
MAX_TRIED = 60


def equations(text: str) -> list[tuple[str, Node, Node]]:
    """(letter, left, right) of every equation that holds exactly one letter."""
    found: list[tuple[str, Node, Node]] = []
    for match in _RUN.finditer(text[:600]):
        parts = [part for part in _WORDS.split(match.group().replace("$", "")) if "=" in part]
        for part in parts:
            tree = _read(part.strip(" .,"))
            if isinstance(tree, Relation) and set(tree.signs) == {"="}:
                names = variables_of(tree)
                if len(names) == 1:
                    found.append((next(iter(names)), tree.sides[0], tree.sides[-1]))
    return found[:4]


def _read(text: str) -> Node | None:
    try:
        return parse(text)
    except MathsError:
        return None


def solutions_among(equation: tuple[str, Node, Node], candidates: Iterable[Fraction]) -> set[Fraction]:
    """Those candidates that make it true."""
    letter, left, right = equation
    found: set[Fraction] = set()
    for value in list(candidates)[:MAX_TRIED]:
        try:
            if value_at(left, {letter: value}) == value_at(right, {letter: value}):
                found.add(value)
        except (Undefined, MathsError):
            continue
    return found
