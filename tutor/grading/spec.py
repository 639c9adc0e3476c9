"""What counts as the answer: one pydantic model a kind, validated when it is read. Checks nothing itself.

The shapes are documented with an example each in docs/answers.md.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationError,
    model_validator,
)

from courses.types import Hint, Step
from tutor.grading import exact
from tutor.grading.lexer import normalise
from tutor.grading.numeric import Evaluator
from tutor.grading.parser import parse
from tutor.grading.tree import MathsError, Node, Relation, names_of, variables_of

SpecT = TypeVar("SpecT", bound="_Base")


class SpecError(ValueError):
    """An answer specification that cannot be used; the message says which field and why."""


def _as_text(value: object) -> object:
    """YAML turns 7 and 3.5 into numbers; the checker wants what was written."""
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


Maths = Annotated[str, BeforeValidator(_as_text), Field(min_length=1, max_length=1000)]
Words = Annotated[str, BeforeValidator(_as_text), Field(min_length=1, max_length=1000)]


class MisconceptionAnswers(BaseModel):
    """A wrong idea by its id, and the answers that show it, in the grammar of the kind."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    id: str
    answers: tuple[Words, ...]


class _Base(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    misconceptions: tuple[MisconceptionAnswers, ...] = ()
    # What the learner was shown. Sent back as it stands, it is no attempt.
    asked: tuple[str, ...] = ()

    def with_answer(self, answer: str) -> Self:
        """The same specification with another right answer. Raises SpecError if it cannot be one."""
        raise NotImplementedError

    def _replaced(self, **changes: Any) -> Self:
        body = self.model_dump(exclude={"misconceptions"})
        return _validated(type(self), {**body, **changes})

    @model_validator(mode="after")
    def _misconceptions_are_answers(self) -> Self:
        for misconception in self.misconceptions:
            for answer in misconception.answers:
                self.with_answer(answer)
        return self


class NumberSpec(_Base):
    """One number. `value` may use roots, π and functions of numbers; `tolerance` is absolute and exact.

    `percent`: "50" and "50%" both mean fifty. `variable`: "x = 3" counts like "3". `form` "any" also accepts
    a calculation that was not worked out.
    """

    kind: Literal["number"] = "number"
    value: Maths
    tolerance: Maths = "0"
    percent: bool = False
    variable: str | None = Field(default=None, min_length=1, max_length=40)
    form: Literal["number", "any"] = "number"

    @model_validator(mode="after")
    def _is_a_number(self) -> Self:
        tree = self.tree
        if variables_of(tree):
            raise ValueError(f"value: {self.value!r} holds letters; a number has none")
        try:
            if exact.rational(tree) is None:
                Evaluator(30).value(tree, {})
        except MathsError as error:
            raise ValueError(f"value: {self.value!r}: {error.detail}") from error
        if self.allowance < 0:
            raise ValueError("tolerance: less than zero")
        return self

    @property
    def tree(self) -> Node:
        return read_maths(without_degrees(self.value), "value")

    @property
    def allowance(self) -> Fraction:
        try:
            value = exact.rational(read_maths(self.tolerance, "tolerance"))
        except MathsError as error:
            raise ValueError(f"tolerance: {error.detail}") from error
        if value is None:
            raise ValueError("tolerance: not a rational number")
        return value

    def with_answer(self, answer: str) -> Self:
        return self._replaced(value=answer)


class ExpressionSpec(_Base):
    """An expression, equation, inequality, tuple, interval or list. Letters longer than one go into `names`.

    `form` is what the learner was asked for: "any" accepts every equal expression.
    """

    kind: Literal["expression"] = "expression"
    value: Maths
    form: Literal["any", "simplified", "expanded", "factored"] = "any"
    variable: str | None = Field(default=None, min_length=1, max_length=40)
    names: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _is_maths(self) -> Self:
        tree = self.tree
        if isinstance(tree, Relation) and self.variable is not None:
            raise ValueError("variable: the value is already an equation")
        return self

    @property
    def tree(self) -> Node:
        return read_maths(self.value, "value", frozenset(self.names) if self.names else None)

    @property
    def known_names(self) -> frozenset[str]:
        """Names a learner may use: those of the value, of the question, and the variable."""
        extra = {self.variable} if self.variable else set()
        return names_of(self.tree) | extra | frozenset(self.names)

    def with_answer(self, answer: str) -> Self:
        return self._replaced(value=answer)


class ChoiceSpec(_Base):
    """One of several options; `correct` counts from 0. Options are Markdown and must differ."""

    kind: Literal["choice"] = "choice"
    options: tuple[Words, ...] = Field(min_length=2, max_length=20)
    correct: int = Field(ge=0)

    @model_validator(mode="after")
    def _one_is_right(self) -> Self:
        if self.correct >= len(self.options):
            raise ValueError(f"correct: there is no option {self.correct} (they count from 0)")
        seen = {" ".join(option.split()) for option in self.options}
        if len(seen) < len(self.options):
            raise ValueError("options: two are the same")
        return self

    def with_answer(self, answer: str) -> Self:
        if answer not in self.options:
            raise ValueError(f"misconceptions: {answer!r} is not one of the options")
        return self._replaced(correct=self.options.index(answer))


class TextSpec(_Base):
    """A short string, compared exactly after neutral changes (docs/answers.md). `case`: capitals matter."""

    kind: Literal["text"] = "text"
    accept: tuple[Words, ...] = Field(min_length=1, max_length=50)
    case: bool = False

    def with_answer(self, answer: str) -> Self:
        return self._replaced(accept=(answer,))


Spec = NumberSpec | ExpressionSpec | ChoiceSpec | TextSpec
_ADAPTER: TypeAdapter[Spec] = TypeAdapter(Annotated[Spec, Field(discriminator="kind")])
_SPAN = re.compile(r"\$\$(.+?)\$\$|\$(.+?)\$", re.DOTALL)


def parse_spec(mapping: Mapping[str, Any]) -> Spec:
    """The specification a mapping describes. Raises SpecError naming the field."""
    try:
        return _ADAPTER.validate_python(dict(mapping))
    except ValidationError as error:
        raise SpecError(_explained(error)) from error


def _validated(model: type[SpecT], body: Mapping[str, Any]) -> SpecT:
    try:
        return model.model_validate(body)
    except ValidationError as error:
        raise SpecError(_explained(error)) from error


def _explained(error: ValidationError) -> str:
    parts = []
    for problem in error.errors():
        field = ".".join(str(part) for part in problem["loc"][1:]) or ".".join(map(str, problem["loc"]))
        message = problem["msg"].removeprefix("Value error, ")
        parts.append(f"{field}: {message}" if field else message)
    return "; ".join(parts)


def read_maths(text: str, field: str, names: frozenset[str] | None = None) -> Node:
    """Maths in a specification. Raises ValueError, which pydantic turns into a message for the field."""
    try:
        return parse(unwrapped(text), names)
    except MathsError as error:
        raise ValueError(f"{field}: cannot read {text!r} as maths ({error.detail})") from error


def without_degrees(text: str) -> str:
    """A number of degrees is a number: the sign at its end is a unit."""
    return normalise(unwrapped(text)).removesuffix("°")


def unwrapped(text: str) -> str:
    """Without the dollar signs or brackets that mark maths in Markdown and LaTeX."""
    text = text.strip()
    if text.count("$$") > 2 and text.count("$$") % 2 == 0:
        return text.replace("$$", " ").strip()
    for opening, closing in (("$$", "$$"), ("$", "$"), ("\\(", "\\)"), ("\\[", "\\]")):
        inside = text[len(opening) : -len(closing)]
        if text.startswith(opening) and text.endswith(closing) and inside.strip() and closing not in inside:
            return inside.strip()
    return text


def spec_of(step: Step, stem: str = "") -> Spec:
    """The specification of a step, with its misconceptions and what was asked. Raises SpecError."""
    body = dict(step.answer)
    listed = [{"id": m.id, "answers": list(m.answers)} for m in step.misconceptions if m.answers]
    body["misconceptions"] = [*body.get("misconceptions", ()), *listed]
    body["asked"] = [*body.get("asked", ()), *_maths_in(step.prompt), *_maths_in(stem)]
    return parse_spec(body)


def spec_of_hint(hint: Hint) -> Spec:
    """The specification of a scaffold's own question. Raises SpecError for a hint that asks nothing."""
    if hint.answer is None:
        raise SpecError(f"hint {hint.id!r} asks no question")
    body = dict(hint.answer)
    body["asked"] = [*body.get("asked", ()), *_maths_in(hint.text)]
    return parse_spec(body)


def _maths_in(text: str) -> list[str]:
    spans = [first or second for first, second in _SPAN.findall(text)]
    return [part for part in (text.strip(), *spans) if part]
