"""Goes through a learner's lines and finds the first that does not follow. Gives findings, not marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from tutor.grading.derivation import evidence, mistakes
from tutor.grading.derivation.logic import (
    Atom,
    Every,
    Formula,
    Letter,
    Truth,
    atoms,
    holds,
    letters,
    variables,
)
from tutor.grading.derivation.points import Point
from tutor.grading.derivation.reading import Line
from tutor.grading.derivation.relate import Kind, Step, relate, same_value
from tutor.grading.effort import Exhausted, share
from tutor.grading.equal import Result, compare
from tutor.grading.lexer import FUNCTIONS
from tutor.grading.tree import CONSTANTS, Name, Node, variables_of

MAX_LINES = 40
# One line may take so many times its equal share of the effort that is left: what is beyond stays unchecked.
FAIR_SHARES = 4


@dataclass(frozen=True, slots=True)
class Rules:
    """`strict`: a line that gains solutions is wrong even if a later one throws them out again.

    `answer` is what is asked for, as a statement or a value: no example may tell it.
    """

    strict: bool = False
    positive: bool = False
    complex_: bool = False
    conditions: Formula | None = None
    answer: Formula | Node | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """One line's finding.

    `relation`: a `relate.Kind`, or "start", "same_roots", "equivalent_real", "logical", "words",
    "missing_variable", "unreadable".
    """

    line: int
    status: str  # ok, wrong, suspect, unchecked
    relation: str
    why: str
    kind: str = ""
    counterexample: dict[str, Any] | None = None

    def as_dict(self) -> dict[str, Any]:
        return {
            "line": self.line,
            "status": self.status,
            "relation": self.relation,
            "why": self.why,
            "kind": self.kind or None,
            "counterexample": self.counterexample,
        }


@dataclass
class _Walk:
    """Where the walk through the lines stands."""

    rules: Rules
    start: Formula | None = None  # what the learner was given, as one statement
    before: Line | None = None
    broken: bool = False  # words stood between
    sound: Formula | None = None  # the last statement with all solutions and no others
    gained_at: int | None = None
    known: list[Formula] = field(default_factory=list)
    found: list[Found] = field(default_factory=list)


def judge(lines: Sequence[Line], rules: Rules, given: Line | None = None) -> list[Found]:
    """A finding for every line, in order. `given` is what the first line should follow from."""
    walk = _Walk(rules)
    if given is not None:
        walk.before = given
        walk.start = walk.sound = given.says
        walk.known = [given.says] if given.says is not None else []
    taken = lines[:MAX_LINES]
    for at, line in enumerate(taken):
        following = lines[at + 1] if at + 1 < len(lines) else None
        with share(FAIR_SHARES, len(taken) - at):
            walk.found.append(_judged_within(walk, line, following))
    if walk.gained_at is not None:
        _blame(walk)
    walk.found += [
        Found(line.number, "unchecked", "unknown", "There are too many lines.") for line in lines[40:]
    ]
    return walk.found


def _judged_within(walk: _Walk, line: Line, following: Line | None) -> Found:
    try:
        return _judged(walk, line, following)
    except Exhausted:
        walk.before, walk.broken = line, False
        return Found(line.number, "unchecked", "unknown", "That line is too large for me to work out.")


def _judged(walk: _Walk, line: Line, following: Line | None) -> Found:
    if line.error:
        return _unread(walk, line)
    before = walk.before
    if before is None:
        walk.before = line
        walk.sound = line.says
        walk.known = [line.says] if line.says is not None else []
        return _first(walk, line, following)
    if isinstance(line.value, Name) and before.says is not None and letters(before.says):
        line = replace(line, value=None, says=Letter(line.value.name))
    step = _statement_step if line.value is None else _value_step
    found = step(walk, before, line)
    if walk.broken and found.status != "ok":
        why = "Words stand before this line; I did not check how it follows from what was written above them."
        found = Found(line.number, "unchecked", found.relation, why)
    walk.broken = False
    walk.before = line
    return found


def _unread(walk: _Walk, line: Line) -> Found:
    if line.error == "missing_variable":
        why = "A number stands alone beside “or”. Write what it is equal to: x = 1 or x = 2."
        return Found(line.number, "suspect", "missing_variable", why, "missing_variable")
    if line.error in ("words", "syntax") and _is_signs(line.text):
        walk.broken = True
        why = "I cannot read this line as maths. Write it once more."
        return Found(line.number, "suspect", "unreadable", why, "unreadable")
    if line.error in ("words", "syntax", "empty"):
        walk.broken = True
        return Found(line.number, "unchecked", "words", "I read this line as words and did not check it.")
    walk.broken = True
    return Found(
        line.number, "unchecked", "unreadable", f"I cannot use this line: {line.detail or line.error}."
    )


def _is_signs(text: str) -> bool:
    """Whether it is written as maths: digits or signs between letters, and no words."""
    words = set(re.findall(r"[^\W\d_]{3,}", text.lower())) - set(FUNCTIONS)
    return not words and re.search(r"\d|[-+*/^=<>]", text) is not None


def _first(walk: _Walk, line: Line, following: Line | None) -> Found:
    """The first line is where it starts; but what is said to be equal in it must be."""
    ok = Found(line.number, "ok", "start", "This is where your work starts.")
    if line.value is not None and len(line.chain) > 1:
        return _links(line, line.chain, walk.rules) or ok
    if isinstance(line.says, Atom) and line.says.sign == "=":
        left, right = line.says.left, line.says.right
        asserted = following is not None and following.continues and _is_claim(left, right)
        if not variables(line.says) or asserted:
            return _links(line, (left, right), walk.rules) or ok
    if isinstance(line.says, Every) and line.chain and not variables(line.says):
        return _links(line, line.chain, walk.rules) or ok
    return ok


def _is_claim(left: Node, right: Node) -> bool:
    """`(x-2)^2 = x^2-4x+4` claims something for every x; `y = 2x + 1` says what y is."""
    return not isinstance(left, Name) and variables_of(left) <= variables_of(right)


def _links(line: Line, sides: Sequence[Node], rules: Rules) -> Found | None:
    """The first pair of sides of one line that are not equal."""
    for left, right in pairwise(sides):
        if same_value(left, right, complex_=rules.complex_) is not Result.DIFFERENT:
            continue
        shown = evidence.of_values(left, right, complex_=rules.complex_)
        if shown is None:
            return Found(line.number, "suspect", "neither", "I doubt that the two sides are equal.")
        if _is_answer(rules, left) or _is_answer(rules, right):
            why = "its two sides are not worth the same."
            return Found(line.number, "wrong", "neither", why, mistakes.of_values(left, right))
        where = ", ".join(f"{name} = {value}" for name, value in shown["at"].items())
        at = f"At {where} one" if where else "One"
        why = f"{at} side of this line gives {shown['before']}, the other {shown['after']}."
        return Found(line.number, "wrong", "neither", why, mistakes.of_values(left, right), shown)
    return None


def _value_step(walk: _Walk, before: Line, line: Line) -> Found:
    """An expression, or "= …", after another line."""
    source = _last_value(before, continues=line.continues)
    target = line.chain[0] if line.chain else line.value
    if source is None or target is None:
        return Found(line.number, "unchecked", "unknown", "I cannot tell what this line continues.")
    result = same_value(source, target, complex_=walk.rules.complex_)
    if result is Result.UNKNOWN:
        return Found(
            line.number, "unchecked", "unknown", "I could neither show nor refute that these are equal."
        )
    if result is Result.DIFFERENT:
        return _unequal(walk, before, line, source, target)
    inside = _links(line, line.chain, walk.rules) if len(line.chain) > 1 else None
    return inside or Found(
        line.number, "ok", "equivalent", f"It is equal to {_name(before.number)} where both exist."
    )


def _unequal(walk: _Walk, before: Line, line: Line, source: Node, target: Node) -> Found:
    shown = evidence.of_values(source, target, complex_=walk.rules.complex_)
    if shown is None:
        why = f"I doubt that this is equal to {_name(before.number)}, but I have no simple example. Check it."
        return Found(line.number, "suspect", "neither", why)
    slip = mistakes.of_values(source, target)
    if _is_answer(walk.rules, source):
        why = f"it is not worth the same as {_name(before.number)}."
        return Found(line.number, "wrong", "neither", why, slip)
    why = evidence.in_words(shown, before.number, line.number)
    return Found(line.number, "wrong", "neither", why, slip, shown)


def _last_value(line: Line, *, continues: bool) -> Node | None:
    if line.value is not None:
        return line.value
    if not continues:
        return None
    if line.chain:
        return line.chain[-1]
    return line.says.right if isinstance(line.says, Atom) and line.says.sign == "=" else None


def _name(number: int) -> str:
    return f"line {number}" if number else "what was given"


def _statement_step(walk: _Walk, before: Line, line: Line) -> Found:
    says = line.says
    if says is None or before.says is None:
        return _after_expression(walk, before, line)
    if not variables(says) and not variables(before.says) and not isinstance(says, Truth):
        return _first(walk, line, None) if _false_alone(says) else _equation_found(walk, before, line, says)
    return _equation_found(walk, before, line, says)


def _false_alone(says: Formula) -> bool:
    return holds(says, {}) is False


def _after_expression(walk: _Walk, before: Line, line: Line) -> Found:
    """`2x + 4`, then `2x + 4 = 2(x + 2)`: the left side is the line before; the rest is claimed."""
    says = line.says
    why = "I cannot tell how this line follows from the one before."
    unsure = Found(line.number, "unchecked", "unknown", why)
    if before.value is None or not isinstance(says, Atom) or says.sign != "=":
        return unsure
    if compare(before.value, says.left).result is not Result.SAME:
        return unsure
    return _links(line, (says.left, says.right), walk.rules) or Found(
        line.number, "ok", "equivalent", "Both sides are equal to the line before."
    )


def _conditioned(walk: _Walk, says: Formula) -> Formula:
    extra = walk.rules.conditions
    return says if extra is None else Every((says, extra))


def _equation_found(walk: _Walk, before: Line, line: Line, says: Formula) -> Found:
    rules = walk.rules
    earlier = before.says if before.says is not None else says
    first, second = _conditioned(walk, earlier), _conditioned(walk, says)
    with share(2, 3):  # the rest is for saying what is wrong
        step = relate(first, second, positive=rules.positive, complex_=rules.complex_)
    if step.kind is Kind.EQUIVALENT:
        relation = "same_roots" if step.repeated else "equivalent_real" if step.only_real else "equivalent"
        if step.logical or not (isinstance(earlier, Truth | Atom) or list(atoms(earlier))):
            relation = "logical"
        walk.known.append(says)
        return Found(line.number, "ok", relation, f"It has the same solutions as {_name(before.number)}.")
    if step.kind is Kind.UNKNOWN:
        return Found(line.number, "unchecked", "unknown", "I could not decide whether this line follows.")
    mended = None if rules.strict else _mended(walk, line, says, step)
    if mended is not None:
        walk.known.append(says)
        return mended
    return _against(walk, before, line, step)


def _mended(walk: _Walk, line: Line, says: Formula, step: Step) -> Found | None:
    """Steps that are sound although the two lines differ: extra solutions thrown out, part of a system."""
    rules = walk.rules
    if walk.gained_at is not None and walk.sound is not None:
        again = relate(_conditioned(walk, walk.sound), _conditioned(walk, says), positive=rules.positive)
        if again.kind is Kind.EQUIVALENT:
            walk.gained_at = None
            return Found(line.number, "ok", "equivalent", "The extra solutions are thrown out again.")
    names = variables(Every(tuple(walk.known))) if walk.known else frozenset[str]()
    if len(walk.known) and len(names - CONSTANTS) > 1:
        together = relate(_conditioned(walk, Every(tuple(walk.known[-6:]))), _conditioned(walk, says))
        if together.kind in (Kind.IMPLIES, Kind.EQUIVALENT) and not together.empty:
            return Found(line.number, "ok", "implies", "It follows from the lines above.")
    if step.kind is Kind.IMPLIES and step.gained is not None and walk.gained_at is None:
        if walk.before is not None:
            walk.sound = walk.before.says
        walk.gained_at = len(walk.found)
        return _gain(walk, line, says, step)
    return None


def _gain(walk: _Walk, line: Line, says: Formula, step: Step) -> Found:
    before = walk.before
    if before is None or before.says is None or step.gained is None:
        raise ValueError("a gain needs a line before it")
    if _solves_answer(walk.rules, step.gained):
        why = f"This line follows, but it allows more than {_name(before.number)}."
        return Found(line.number, "ok", "implies", why, "gained_solutions")
    shown = evidence.of_solution(before.says, says, step.gained, lost=False)
    why = "This line follows, but it allows more: " + evidence.in_words(shown, before.number, line.number)
    return Found(line.number, "ok", "implies", why, "gained_solutions", shown)


def _blame(walk: _Walk) -> None:
    """Solutions came in and nobody threw them out."""
    at = walk.gained_at
    if at is not None:
        walk.found[at] = replace(walk.found[at], status="wrong")


def _against(walk: _Walk, before: Line, line: Line, step: Step) -> Found:
    if before.says is None or line.says is None:
        raise ValueError("two statements are compared here")
    kind = mistakes.of_statements(before.says, line.says, step)
    relation = "neither" if step.empty else step.kind.value
    points = [point for point in (step.lost, step.gained) if point is not None]
    if not points:
        why = "I doubt that this line follows, but I have no example that shows it. Check it once more."
        return Found(line.number, "suspect", relation, why, kind)
    point = next((point for point in points if not _solves_answer(walk.rules, point)), None)
    if point is None:  # the only number that would show it is the one that is asked for
        why = f"its solutions are not those of {_name(before.number)}."
        return Found(line.number, "wrong", relation, why, kind)
    shown = evidence.of_solution(before.says, line.says, point, lost=point is step.lost)
    why = evidence.in_words(shown, before.number, line.number)
    return Found(line.number, "wrong", relation, why, kind, shown)


def _solves_answer(rules: Rules, point: Point) -> bool:
    """Whether a point is among the solutions that are asked for."""
    if rules.answer is None or isinstance(rules.answer, Node):
        return False
    return holds(rules.answer, point) is not False


def _is_answer(rules: Rules, source: Node) -> bool:
    """Whether an expression without letters is worth what is asked for, so that its value would tell it."""
    if not isinstance(rules.answer, Node) or variables_of(source) - CONSTANTS:
        return False
    return compare(source, rules.answer).result is Result.SAME
