"""Specifications of answers of several lines: a derivation, and the worked answer of a word problem."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from tutor.grading.derivation.reading import Line, read
from tutor.grading.milestones import MOST, Milestone
from tutor.grading.prose import claims
from tutor.grading.spec_base import Base, Maths, Words


class DerivationSpec(Base):
    """Lines of algebra, each against the one before.

    `given` is what the first line must follow from, `answer` what the last one must say, solved or in
    `form`. Without `answer` only the lines are checked. `strict`: no line may gain solutions, even if a later
    one throws them out. `conditions` hold in every line (`x > 0`). `domain` "positive": every letter is
    above zero; "complex": roots are counted over the complex numbers and i is the imaginary unit.
    `milestones` are lines on the way and what each shows.
    """

    kind: Literal["derivation"] = "derivation"
    given: Maths | None = None
    answer: Maths | None = None
    form: Literal["any", "simplified", "expanded", "factored"] = "any"
    domain: Literal["real", "positive", "complex"] = "real"
    conditions: Maths | None = None
    strict: bool = False
    names: tuple[str, ...] = ()
    milestones: tuple[Milestone, ...] = Field(default=(), max_length=MOST)

    @model_validator(mode="after")
    def _can_be_read(self) -> Self:
        texts = [("given", self.given), ("answer", self.answer), ("conditions", self.conditions)]
        texts += [("milestones", text) for one in self.milestones for text in one.lines]
        for field, text in texts:
            line = self.line(text)
            if line is not None and line.error:
                raise ValueError(f"{field}: cannot read {text!r} ({line.detail or line.error})")
            if field == "conditions" and line is not None and line.says is None:
                raise ValueError(f"conditions: {text!r} states nothing")
        return self

    def line(self, text: str | None) -> Line | None:
        """One of the texts as a line numbered 0."""
        return None if text is None else read(text, 0, self.known_names)

    @property
    def known_names(self) -> frozenset[str] | None:
        return frozenset(self.names) if self.names else None

    def with_answer(self, answer: str) -> Self:
        return self._replaced(answer=answer)


class WorkedSpec(Base):
    """The worked answer of a word problem: lines of prose with arithmetic, against an authored solution.

    Without `solution` only the arithmetic that is written out is checked; without `answer` the value is not.
    `milestones` are numbers on the way and what each shows.
    """

    kind: Literal["worked"] = "worked"
    problem: str = Field(default="", max_length=8000)
    solution: tuple[str, ...] = Field(default=(), max_length=100)
    answer: Words | None = None
    milestones: tuple[Milestone, ...] = Field(default=(), max_length=MOST)

    @model_validator(mode="after")
    def _milestones_are_numbers(self) -> Self:
        for text in (text for one in self.milestones for text in one.lines):
            if len(claims.read(text).numbers) != 1:
                raise ValueError(f"milestones: {text!r} is not one number")
        return self

    def with_answer(self, answer: str) -> Self:
        return self._replaced(answer=answer)
