"""One right answer with its specification, question and honest hints, and the register of their generators.

Uses no checker code: what is right is known by construction, and `Right.same` is a second opinion on any
text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import Any

from tests.bench.grading import oracle
from tests.bench.grading.notation import Maths, write
from tests.bench.grading.oracle import Unreadable


@dataclass(frozen=True)
class Right:
    """One right answer.

    Attributes:
        family: the name of its generator.
        spec: a mapping for `parse_spec`, with what was asked.
        typed: the answer in plain typing; for a choice the option's text.
        shape: value | relation | interval | set | list | tuple | choice | text.
        tree: the answer as maths of the bench's own, None for words.
        question: what the learner sees.
        hints: help that does not give it away.
        judge: the second opinion of a kind that has one of its own: whether a text is right.
        neutral: the same answer written otherwise, each with the name of the change.
        near: wrong answers close to it that its family knows, each with the name of the change.
        unready: the right value in a form that is not asked for.
    """

    family: str
    spec: dict[str, Any]
    typed: str
    shape: str
    tree: Maths
    question: str
    hints: tuple[str, ...] = ()
    judge: Callable[[str], bool] | None = None
    neutral: tuple[tuple[str, str], ...] = ()
    near: tuple[tuple[str, str], ...] = ()
    unready: tuple[str, ...] = ()

    @property
    def in_lines(self) -> bool:
        """Whether a way is asked for, of which the last line is the answer."""
        return self.spec["kind"] in ("derivation", "worked")

    @property
    def end(self) -> str:
        """The answer alone."""
        return str(self.spec["answer"]) if self.in_lines else self.typed

    def same(self, text: str) -> bool:
        """Whether a plain typed text is this answer, by the bench's own reading. Unreadable is False."""
        seen = "".join(char for char in text if unicodedata.category(char) != "Cf")
        try:
            return self._same(seen)
        except (Unreadable, OverflowError, ZeroDivisionError, ValueError):
            return False

    def _same(self, text: str) -> bool:
        if self.judge is not None:
            return self.judge(text)
        match self.shape:
            case "value":
                return self._same_value(text)
            case "relation":
                return oracle.same_relation(text, self.typed)
            case "interval" | "tuple":
                return oracle.same_items(text, self.typed, ordered=True, brackets=True)
            case "set":
                return oracle.same_items(text, self.typed, ordered=False, brackets=True)
            case "list":
                return oracle.same_items(text, self.typed, ordered=False, brackets=False)
            case "choice":
                return " ".join(text.split()) == self.typed
        accepted = {_plain(word, self.spec.get("case", False)) for word in self.spec["accept"]}
        return _plain(text, self.spec.get("case", False)) in accepted

    def _same_value(self, text: str) -> bool:
        variable = self.spec.get("variable")
        sides = [side.strip() for side in text.split("=")]
        if len(sides) == 2 and variable in sides:
            text = sides[1 - sides.index(variable)]
        if self.spec.get("percent"):
            text = text.strip().removesuffix("%")
        if "tolerance" in self.spec:
            gap = f"abs(({text})-({self.typed}))"
            low = f"abs({gap}-{self.spec['tolerance']})"
            return oracle.same_value(low, f"{self.spec['tolerance']}-{gap}")
        return oracle.same_value(text, self.typed)


def _plain(text: str, case: bool) -> str:
    squeezed = "".join(text.split())
    return squeezed if case else squeezed.casefold()


Family = Callable[[Random], Right]
FAMILIES: dict[str, Family] = {}  # whose answers the bench of leaks can give away
FURTHER: dict[str, Family] = {}


def family(name: str, register: dict[str, Family] = FAMILIES) -> Callable[[Family], Family]:
    """Register a generator of right answers under a name."""

    def put(generator: Family) -> Family:
        register[name] = generator
        return generator

    return put


def make(name: str, kind: str, tree: Maths, question: str, hints: tuple[str, ...] = (), **spec: Any) -> Right:
    """A right answer that is maths; its shape follows from the tree."""
    typed = write(tree)
    shape = "value"
    if isinstance(tree, tuple) and tree[0] == "rel":
        shape = "relation"
    if isinstance(tree, tuple) and tree[0] == "group":
        shape = {"()": "tuple", "{}": "set", "": "list"}.get(tree[1], "interval")
        if "inf" in typed or name.startswith("interval"):
            shape = "interval"
    body = {"kind": kind, "value": typed, "asked": asked(question), **spec}
    return Right(name, body, typed, shape, tree, question, hints)


def asked(question: str) -> list[str]:
    """What a specification should know of the question: the whole, and the maths in it."""
    return [question, *question.split("$")[1::2]]


def away_from_zero(draw: Random, low: int, high: int) -> Fraction:
    """A whole number between the two that is not zero."""
    return Fraction(draw.choice([n for n in range(low, high + 1) if n]))


def fraction(draw: Random, high: int = 12) -> Fraction:
    """A proper or improper fraction that is no whole number."""
    while True:
        value = Fraction(draw.randint(1, 3 * high), draw.randint(2, high))
        if value.denominator > 1:
            return value


def linear(name: str, slope: Fraction, shift: Fraction) -> Maths:
    """slope·name + shift as a tree, without ones and zeros."""
    size: Maths = name if abs(slope) == 1 else ("*", abs(slope), name)
    first: Maths = ("-", size) if slope < 0 else size
    return ("+", first, shift) if shift else first
