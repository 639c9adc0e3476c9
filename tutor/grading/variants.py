"""Fills a parametric problem with numbers, the same on every machine. Knows no learners and no storage.

`where` gives each name a set to draw from or an expression; the draw is keyed by the problem, the seed and
the name, so neither the order of the names nor the Python version matters.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from courses.types import Hint, Misconception, Problem, Step
from tutor.grading import exact, show, tidy
from tutor.grading.parser import parse
from tutor.grading.tree import MathsError, Node, Relation, names_of, number, substitute

REQUIRE = "require"
MAX_DRAWS = 1000
MAX_RANGE = 100_000
_RANGE = re.compile(r"(?P<low>[^{}\\]+?)\s*\.\.\s*(?P<high>[^{}\\]+)")
_SET = re.compile(r"\{(?P<items>[^{}]*)\}")
_HOLE = re.compile(r"\[\[(.+?)\]\]")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*(_[A-Za-z0-9]+)?")


class VariantError(ValueError):
    """A `where` clause or a `[[…]]` that cannot be filled; the message names the problem and the place."""


class _NotYet(Exception):
    """An expression uses a name that has no value yet."""


@dataclass(frozen=True, slots=True)
class _Draw:
    """One attempt at values for all names. `values` holds trees: numbers, or expressions in other letters."""

    key: str
    names: frozenset[str]
    values: dict[str, Node]

    def tree(self, text: str) -> Node:
        """An expression with the names filled in. Raises _NotYet, MathsError."""
        written = parse(text, self.names | _letters(text), grouping=False)
        if (names_of(written) & self.names) - self.values.keys():
            raise _NotYet
        return substitute(written, self.values)

    def number(self, text: str) -> Fraction:
        value = exact.rational(self.tree(text))
        if value is None:
            raise VariantError(f"{text!r} is not a rational number")
        return value

    def pick(self, name: str, choices: int) -> int:
        digest = hashlib.sha256(f"{self.key}|{name}".encode()).digest()
        return int.from_bytes(digest[:8], "big") % choices


def _letters(text: str) -> frozenset[str]:
    """Single letters of an expression count as names, so that `abcd` is not taken for a word."""
    return frozenset(char for char in text if char.isalpha())


def instantiate(problem: Problem, seed: int) -> Problem:
    """The problem with every `[[…]]` filled and `where` empty; as it is, if it has no `where`.

    Raises VariantError.
    """
    return _variant(problem, seed)[0]


def with_values(problem: Problem, seed: int) -> tuple[Problem, dict[str, str]]:
    """The same, and what was filled in: name → value, written plainly, in the author's order."""
    variant, draw = _variant(problem, seed)
    if draw is None:
        return variant, {}
    return variant, {name: show.plain(draw.values[name]) for name in problem.where if name != REQUIRE}


def _variant(problem: Problem, seed: int) -> tuple[Problem, _Draw | None]:
    if not problem.where:
        return problem, None
    try:
        draw = _drawn(problem, seed)
        return _filled(problem, lambda text: _fill(text, draw)), draw
    except VariantError as error:
        raise VariantError(f"problem {problem.id!r}: {error}") from error


def _drawn(problem: Problem, seed: int) -> _Draw:
    names = frozenset(problem.where) - {REQUIRE}
    for name in sorted(names):
        if not _NAME.fullmatch(name):
            raise VariantError(f"where: {name!r} is not a name")
    condition = problem.where.get(REQUIRE, "")
    for attempt in range(MAX_DRAWS):
        draw = _Draw(f"{problem.id}|{seed}|{attempt}", names, {})
        _settle(draw, problem.where)
        if _holds(draw, condition):
            return draw
    raise VariantError(f"where.require: {condition!r} held in none of {MAX_DRAWS} draws")


def _settle(draw: _Draw, where: Mapping[str, str]) -> None:
    """Give every name its value, in whatever order the expressions allow."""
    waiting = sorted(draw.names)
    while waiting:
        left = [name for name in waiting if not _settled(draw, name, str(where[name]))]
        if len(left) == len(waiting):
            raise VariantError(f"where: {', '.join(left)} depend on each other")
        waiting = left


def _settled(draw: _Draw, name: str, clause: str) -> bool:
    try:
        draw.values[name] = _value(draw, name, clause)
    except _NotYet:
        return False
    except MathsError as error:
        raise VariantError(f"where.{name}: {clause!r}: {error.detail}") from error
    return True


def _value(draw: _Draw, name: str, clause: str) -> Node:
    drawn_from, _, without = clause.partition("\\")
    match = _RANGE.fullmatch(drawn_from.strip())
    if match is not None:
        low, high = draw.number(match["low"]), draw.number(match["high"])
        if low.denominator != 1 or high.denominator != 1 or not 0 <= high - low <= MAX_RANGE:
            raise VariantError(f"where.{name}: {clause!r} is no range of whole numbers")
        choices = [Fraction(k) for k in range(int(low), int(high) + 1)]
    elif listed := _SET.fullmatch(drawn_from.strip()):
        choices = [draw.number(item) for item in listed["items"].split(",")]
    else:
        return _simplest(draw.tree(clause))
    excluded = {draw.number(item) for item in without.strip().strip("{}").split(",") if item.strip()}
    allowed = [choice for choice in choices if choice not in excluded]
    if not allowed:
        raise VariantError(f"where.{name}: {clause!r} leaves nothing to choose from")
    return number(allowed[draw.pick(name, len(allowed))])


def _simplest(tree: Node) -> Node:
    """A number as a number, a polynomial put together; anything else as it is."""
    if isinstance(tree, Relation):
        raise MathsError("syntax", "a relation where a value is needed")
    return tidy.tidied(tree)


def _holds(draw: _Draw, condition: str) -> bool:
    parts = [part for part in re.split(r"\band\b|;|,(?![^(]*\))", condition) if part.strip()]
    return all(_true(draw, part) for part in parts)


def _true(draw: _Draw, part: str) -> bool:
    try:
        tree = draw.tree(part)
        if not isinstance(tree, Relation):
            raise VariantError(f"where.require: {part.strip()!r} is no condition")
        values = [exact.rational(side) for side in tree.sides]
    except _NotYet as error:
        raise VariantError(f"where.require: {part.strip()!r} uses a name without a value") from error
    except MathsError as error:
        raise VariantError(f"where.require: {part.strip()!r}: {error.detail}") from error
    numbers = [value for value in values if value is not None]
    if len(numbers) < len(values):
        raise VariantError(f"where.require: {part.strip()!r} is not about numbers")
    return all(_compare(sign, numbers[k], numbers[k + 1]) for k, sign in enumerate(tree.signs))


def _compare(sign: str, left: Fraction, right: Fraction) -> bool:
    match sign:
        case "=":
            return left == right
        case "!=":
            return left != right
        case "<":
            return left < right
        case "<=":
            return left <= right
        case ">":
            return left > right
    return left >= right


def _fill(text: str, draw: _Draw) -> str:
    """`[[a]]` by its value, `[[+a]]` by its sign and size. Fractions stand upright inside $maths$."""

    def filled(match: re.Match[str]) -> str:
        inside_maths = text[: match.start()].replace("\\$", "").count("$") % 2 == 1
        return _hole(match.group(1).strip(), draw, inside_maths)

    return _HOLE.sub(filled, text)


def _hole(expression: str, draw: _Draw, inside_maths: bool) -> str:
    write: Callable[[Node], str] = show.latex if inside_maths else show.plain
    signed = expression.startswith("+")
    try:
        tree = _simplest(draw.tree(expression.removeprefix("+")))
    except (MathsError, _NotYet) as error:
        detail = error.detail if isinstance(error, MathsError) else "a name without a value"
        raise VariantError(f"[[{expression}]]: {detail}") from error
    written = write(tree)
    if not signed:
        return written
    return f"- {written[1:]}" if written.startswith("-") else f"+ {written}"


def _filled(problem: Problem, fill: Callable[[str], str]) -> Problem:
    return replace(
        problem,
        title=fill(problem.title),
        stem=fill(problem.stem),
        steps=tuple(_filled_step(step, fill) for step in problem.steps),
        where={},
    )


def _filled_step(step: Step, fill: Callable[[str], str]) -> Step:
    return replace(
        step,
        prompt=fill(step.prompt),
        answer=_filled_value(step.answer, fill),
        hints=tuple(_filled_hint(hint, fill) for hint in step.hints),
        misconceptions=tuple(_filled_misconception(m, fill) for m in step.misconceptions),
        solution=tuple(map(fill, step.solution)),
    )


def _filled_hint(hint: Hint, fill: Callable[[str], str]) -> Hint:
    answer = None if hint.answer is None else _filled_value(hint.answer, fill)
    return replace(hint, text=fill(hint.text), title=fill(hint.title), answer=answer)


def _filled_misconception(misconception: Misconception, fill: Callable[[str], str]) -> Misconception:
    return replace(
        misconception,
        name=fill(misconception.name),
        question=fill(misconception.question),
        answers=tuple(map(fill, misconception.answers)),
    )


def _filled_value(value: Any, fill: Callable[[str], str]) -> Any:
    """Strings anywhere in a mapping of plain values."""
    if isinstance(value, str):
        return fill(value)
    if isinstance(value, Mapping):
        return {key: _filled_value(item, fill) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_filled_value(item, fill) for item in value]
    return value
