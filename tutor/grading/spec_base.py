"""What every specification of an answer has, and how maths in it is read. Knows no kind."""

from __future__ import annotations

from typing import Annotated, Any, Self, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from tutor.grading.lexer import normalise
from tutor.grading.parser import parse
from tutor.grading.tree import IMAGINARY, MathsError, Name, Node, substitute

SpecT = TypeVar("SpecT", bound="Base")


class SpecError(ValueError):
    """An answer specification that cannot be used; the message says which field and why."""


def _as_text(value: object) -> object:
    """YAML turns 7 and 3.5 into numbers; the checker wants what was written."""
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


Maths = Annotated[str, BeforeValidator(_as_text), Field(min_length=1, max_length=1000)]
Words = Annotated[str, BeforeValidator(_as_text), Field(min_length=1, max_length=1000)]
Written = Annotated[str, BeforeValidator(_as_text), Field(min_length=1, max_length=4000)]


class MisconceptionAnswers(BaseModel):
    """A wrong idea by its id, and the answers that show it, in the grammar of the kind."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    id: str
    answers: tuple[Words, ...]


class RefusedAnswer(BaseModel):
    """An answer that a person found wrong, why, and the wrong idea that it shows."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    answer: Written
    why: str = Field(default="", max_length=2000)
    misconception: str | None = None


class Base(BaseModel):
    """`accepted` and `refused`: answers that a person ruled on, beside what the checker finds by itself."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    misconceptions: tuple[MisconceptionAnswers, ...] = ()
    accepted: tuple[Written, ...] = Field(default=(), max_length=100)
    refused: tuple[RefusedAnswer, ...] = Field(default=(), max_length=100)
    # What the learner was shown. Sent back as it stands, it is no attempt.
    asked: tuple[str, ...] = ()

    def with_answer(self, answer: str) -> Self:
        """The same specification with another right answer. Raises SpecError if it cannot be one."""
        raise NotImplementedError

    def _replaced(self, **changes: Any) -> Self:
        body = self.model_dump(exclude={"misconceptions", "accepted", "refused"})
        return _validated(type(self), {**body, **changes})

    @model_validator(mode="after")
    def _misconceptions_are_answers(self) -> Self:
        for misconception in self.misconceptions:
            for answer in misconception.answers:
                self.with_answer(answer)
        return self


def _validated(model: type[SpecT], body: dict[str, Any]) -> SpecT:
    try:
        return model.model_validate(body)
    except ValidationError as error:
        raise SpecError(explained(error)) from error


def explained(error: ValidationError) -> str:
    parts = []
    for problem in error.errors():
        field = ".".join(str(part) for part in problem["loc"][1:]) or ".".join(map(str, problem["loc"]))
        is_missing = problem["type"] == "missing"  # pydantic speaks of a field; authors read this
        message = "is missing" if is_missing else problem["msg"].removeprefix("Value error, ")
        parts.append(f"{field}: {message}" if field else message)
    return "; ".join(parts)


def read_maths(text: str, field: str, names: frozenset[str] | None = None) -> Node:
    """Maths in a specification. Raises ValueError, which pydantic turns into a message for the field."""
    try:
        return parse(unwrapped(text), names)
    except MathsError as error:
        raise ValueError(f"{field}: cannot read {text!r} as maths ({error.detail})") from error


def imaginary(tree: Node) -> Node:
    """The tree with i as the imaginary unit."""
    return substitute(tree, {"i": Name(IMAGINARY)})


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
