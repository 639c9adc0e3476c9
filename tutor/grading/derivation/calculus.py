"""diff(f, x), int(f, x), limit(f, x, a), sum(f, k, a, b) in typed maths, worked out before comparing."""

from __future__ import annotations

import re
from typing import Any

from tutor.grading import symbolic
from tutor.grading.effort import spend
from tutor.grading.parser import parse
from tutor.grading.tree import MathsError, Name, Node, substitute, walk

_CALL = re.compile(r"(?<![A-Za-z\\])(?:noun)?(diff|int|limit|sum)\s*\(")
_ARGUMENTS = {"diff": (2, 3), "int": (2, 4), "limit": (3, 3), "sum": (4, 4)}
_PLACE = "Λ_{}"
MAX_CALLS = 4
# For every part of what is worked out, in units of effort.
_COST = {"diff": 500, "int": 40_000, "limit": 40_000, "sum": 20_000}


def parsed(text: str, names: frozenset[str] | None) -> Node:
    """As `parser.parse`, with these four worked out. Raises MathsError."""
    found: dict[str, Node] = {}
    while (match := _CALL.search(text)) is not None:
        if len(found) >= MAX_CALLS:
            raise MathsError("costly", "too many derivatives, integrals and sums")
        end = _closing(text, match.end() - 1)
        place = _PLACE.format(len(found))
        found[place] = _worked_out(match.group(1), _arguments(text[match.end() : end]), names)
        text = f"{text[: match.start()]}({place}){text[end + 1 :]}"
    tree = parse(text, None if names is None else names | set(found))
    return substitute(tree, found) if found else tree


def _closing(text: str, opening: int) -> int:
    depth = 0
    for at in range(opening, len(text)):
        depth += (text[at] in "([{") - (text[at] in ")]}")
        if depth == 0:
            return at
    raise MathsError("syntax", "a bracket that is not closed")


def _arguments(inside: str) -> list[str]:
    parts, depth, start = [], 0, 0
    for at, char in enumerate(inside):
        depth += (char in "([{") - (char in ")]}")
        if char == "," and depth == 0:
            parts.append(inside[start:at])
            start = at + 1
    return [*parts, inside[start:]]


def _worked_out(name: str, arguments: list[str], names: frozenset[str] | None) -> Node:
    low, high = _ARGUMENTS[name]
    if not low <= len(arguments) <= high:
        raise MathsError("syntax", f"{name} with {len(arguments)} values")
    trees = [parsed(argument, names) for argument in arguments]
    if not isinstance(trees[1], Name) or any(not symbolic.small(tree) for tree in trees):
        raise MathsError("costly", f"{name} of that")
    size = sum(1 for tree in trees for _ in walk(tree))
    spend(_COST[name] * size)
    built = [symbolic.built(tree) for tree in trees]
    return _read_back(_by_sympy(name, built))


def _by_sympy(name: str, built: list[Any]) -> Any:
    import sympy

    body, variable, *rest = built
    match name:
        case "diff":
            return sympy.diff(body, variable, int(rest[0]) if rest else 1)
        case "int":
            return _integral(body, variable, rest)
        case "limit":
            return sympy.limit(sympy.simplify(body), variable, rest[0])
    index = sympy.Symbol("k", integer=True)
    return sympy.summation(body.subs(variable, index), (index, *rest))


def _integral(body: Any, variable: Any, ends: list[Any]) -> Any:
    """By the rules that a person uses: quick, and either found or not."""
    from sympy.integrals.manualintegrate import manualintegrate

    found = manualintegrate(body, variable)
    if len(ends) != 2:
        return found
    return found.subs(variable, ends[1]) - found.subs(variable, ends[0])


def _read_back(value: Any) -> Node:
    import sympy

    if value.has(
        sympy.Integral, sympy.Sum, sympy.Limit, sympy.Derivative, sympy.zoo, sympy.nan, sympy.Piecewise
    ):
        raise MathsError("costly", "that cannot be worked out here")
    text = str(value).replace("log(", "ln(").replace("**", "^")
    names = frozenset(str(symbol) for symbol in value.free_symbols)
    tree = parse(text, names)
    if sum(1 for _ in walk(tree)) > symbolic.MAX_NODES * 2:
        raise MathsError("costly", "that is too long when it is worked out")
    return tree
