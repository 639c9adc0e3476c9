"""Specifications of answers that are maths: number, expression, antiderivative. Checks nothing itself."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Literal, Self

from pydantic import Field, model_validator

from tutor.grading import exact, rewriting, units
from tutor.grading.numeric import Evaluator
from tutor.grading.spec_base import Base, Maths, imaginary, read_maths, without_degrees
from tutor.grading.tree import MathsError, Node, Relation, names_of, variables_of

Form = Literal[
    "any",
    "simplified",
    "expanded",
    "factored",
    "single_fraction",
    "partial_fractions",
    "completed_square",
    "rational_denominator",
    "lowest_terms",
    "as_written",
]


_ANGLES = re.compile(r"°|\\circ|\b(?:degrees?|angles?|rotat\w+|bearing|latitude|longitude)\b", re.IGNORECASE)


class NumberSpec(Base):
    """One number, with a unit where `unit` names one. `value` may use roots, π and functions of numbers.

    `tolerance` is absolute and exact, `relative` a part of the value. `figures` and `decimals`: how many
    significant figures or decimal places are to be written; the value then needs to be right to `accuracy`
    figures (default: as many). `percent`: "50" and "50%" both mean fifty. `variable`: "x = 3" counts
    like "3".
    `form` "any" also accepts a calculation that was not worked out. `units` "same" accepts no other unit of
    the same quantity. `decimal`: which sign stands before the decimals.
    """

    kind: Literal["number"] = "number"
    value: Maths
    tolerance: Maths = "0"
    relative: Maths = "0"
    figures: int | None = Field(default=None, ge=1, le=30)
    accuracy: int | None = Field(default=None, ge=1, le=30)
    more_figures: bool = False
    decimals: int | None = Field(default=None, ge=0, le=30)
    percent: bool = False
    variable: str | None = Field(default=None, min_length=1, max_length=40)
    form: Literal["number", "any"] = "number"
    unit: str | None = Field(default=None, min_length=1, max_length=60)
    units: Literal["any", "same"] = "any"
    decimal: Literal["point", "comma", "either"] = "point"
    domain: Literal["real", "complex"] = "real"

    @model_validator(mode="after")
    def _is_a_number(self) -> Self:
        tree = self.tree
        if variables_of(tree):
            raise ValueError(f"value: {self.value!r} holds letters; a number has none")
        try:
            if exact.rational(tree) is None:
                Evaluator(30, beyond_reals=self.domain == "complex").value(tree, {})
            if self.unit is not None and units.measured(units.parse(self.unit)) is None:
                raise ValueError(f"unit: {self.unit!r} is no unit that I know")
        except MathsError as error:
            raise ValueError(f"value: {self.value!r}: {error.detail}") from error
        if self.allowance < 0 or self.part_allowed < 0:
            raise ValueError("tolerance: less than zero")
        return self

    @property
    def tree(self) -> Node:
        tree = read_maths(without_degrees(self.value), "value")
        return imaginary(tree) if self.domain == "complex" else tree

    @property
    def in_degrees(self) -> bool:
        """Whether ° may stand after it: where the author wrote one, or the question is about angles."""
        words = " ".join((self.value, *self.asked))
        return _ANGLES.search(words) is not None

    @property
    def allowance(self) -> Fraction:
        return _rational(self.tolerance, "tolerance")

    @property
    def part_allowed(self) -> Fraction:
        return _rational(self.relative, "relative")

    def with_answer(self, answer: str) -> Self:
        return self._replaced(value=answer)


def _rational(text: str, field: str) -> Fraction:
    try:
        value = exact.rational(read_maths(text, field))
    except MathsError as error:
        raise ValueError(f"{field}: {error.detail}") from error
    if value is None:
        raise ValueError(f"{field}: not a rational number")
    return value


class ReadingSpec(Base):
    """A number of the learner's own, such as a measurement: it is only to be written with so many figures.

    Zeros at the end of a whole number may count or not; `strict`: they do not.
    """

    kind: Literal["reading"] = "reading"
    figures: int = Field(ge=1, le=30)
    strict: bool = False

    def with_answer(self, answer: str) -> Self:
        raise ValueError("misconceptions: a reading has no wrong answers")


class ExpressionSpec(Base):
    """An expression, equation, inequality, set, tuple, interval, matrix or list. Long names go into `names`.

    `form` is what the learner was asked for: "any" accepts every equal expression. `domain` "complex":
    i is the
    imaginary unit. `relative`: values count as equal within that part of their size. A name with brackets,
    `f()`, is a function's. `solutions`: conditions count by their solutions, so x² = 9 is x = 3 or x = -3.
    `rounding`: a decimal of two or more places stands for every number that rounds to it.
    `calculation`: where the value is a number, a calculation that gives it counts too. `letter`: what a
    completed square or partial fractions are to be written in. `apart_from`: rewritings that the form
    "as_written"
    leaves free. `renaming`: letters other than `names` may be called otherwise. `system`: equations
    hold together.
    """

    kind: Literal["expression"] = "expression"
    value: Maths
    form: Form = "any"
    variable: str | None = Field(default=None, min_length=1, max_length=40)
    names: tuple[str, ...] = ()
    domain: Literal["real", "complex"] = "real"
    relative: Maths = "0"
    solutions: bool = False
    calculation: bool = False
    rounding: bool = False
    apart_from: tuple[str, ...] = ()
    renaming: bool = False
    system: bool = False
    letter: str | None = Field(default=None, min_length=1, max_length=60)

    @model_validator(mode="after")
    def _is_maths(self) -> Self:
        tree = self.tree
        if isinstance(tree, Relation) and self.variable is not None:
            raise ValueError("variable: the value is already an equation")
        if self.part_allowed < 0:
            raise ValueError("relative: less than zero")
        unknown = sorted(set(self.apart_from) - rewriting.RULES)
        if unknown or (self.apart_from and self.form != "as_written"):
            raise ValueError(
                f"apart_from: no rule {unknown[0]!r}" if unknown else "apart_from: without as_written"
            )
        if impossible(tree) or (self.letter_tree is not None and impossible(self.letter_tree)):
            raise ValueError("value: it divides by zero")
        return self

    @property
    def letter_tree(self) -> Node | None:
        return None if self.letter is None else read_maths(self.letter, "letter", frozenset(self.names))

    @property
    def tree(self) -> Node:
        tree = read_maths(self.value, "value", frozenset(self.names) if self.names else None)
        return imaginary(tree) if self.domain == "complex" else tree

    @property
    def part_allowed(self) -> Fraction:
        return _rational(self.relative, "relative")

    @property
    def known_names(self) -> frozenset[str]:
        """Names a learner may use: those of the value, of the question, and the variable."""
        extra = {self.variable} if self.variable else set()
        return names_of(self.tree) | extra | frozenset(self.names)

    def with_answer(self, answer: str) -> Self:
        return self._replaced(value=answer)


class AntiderivativeSpec(Base):
    """Any antiderivative in `variable`; `value` is one of them, or of `integrand` if that is easier to say.

    `constant` "required": one arbitrary constant must be added; "optional": it may; "free": any may,
    in any form.
    """

    kind: Literal["antiderivative"] = "antiderivative"
    value: Maths
    variable: str = Field(default="x", pattern=r"^[A-Za-zα-ωΑ-Ω]\w{0,39}$")
    constant: Literal["required", "optional", "free"] = "required"
    names: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _can_be_derived(self) -> Self:
        tree = self.tree
        if impossible(tree):
            raise ValueError("value: it divides by zero")
        if isinstance(tree, Relation):
            raise ValueError("value: an antiderivative is no equation")
        return self

    @property
    def tree(self) -> Node:
        return read_maths(
            self.value, "value", frozenset({*self.names, self.variable}) if self.names else None
        )

    @property
    def known_names(self) -> frozenset[str]:
        return names_of(self.tree) | {self.variable, "C", "c", "k", "K"} | frozenset(self.names)

    def with_answer(self, answer: str) -> Self:
        return self._replaced(value=answer)


def impossible(tree: Node) -> bool:
    """Whether it has no value whatever its letters are: it divides by zero."""
    try:
        if not isinstance(tree, Relation):
            exact.form(tree)
    except MathsError as error:
        return error.code == "undefined"
    return False
