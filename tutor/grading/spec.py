"""What counts as the answer: one pydantic model a kind, validated when it is read. Checks nothing itself.

The shapes are documented with an example each in docs/answers.md.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import Field, TypeAdapter, ValidationError

from courses.types import Hint, Step
from tutor.grading.spec_base import Base, SpecError, Words, explained, read_maths, unwrapped, without_degrees
from tutor.grading.spec_choices import ChoiceSpec, ClozeSpec, MatchSpec, OrderSpec, SeveralSpec
from tutor.grading.spec_lines import DerivationSpec, WorkedSpec
from tutor.grading.spec_maths import AntiderivativeSpec, ExpressionSpec, NumberSpec, ReadingSpec

__all__ = [
    "AntiderivativeSpec",
    "ChoiceSpec",
    "ClozeSpec",
    "DerivationSpec",
    "ExpressionSpec",
    "MatchSpec",
    "NumberSpec",
    "OrderSpec",
    "ReadingSpec",
    "SeveralSpec",
    "Spec",
    "SpecError",
    "TextSpec",
    "WorkedSpec",
    "parse_spec",
    "read_maths",
    "spec_of",
    "spec_of_hint",
    "unwrapped",
    "without_degrees",
]


class TextSpec(Base):
    """A short string, compared exactly after neutral changes (docs/answers.md). `case`: capitals matter.

    `typos`: how many letters may be wrong in a word of five letters or more. Never digits, signs or
    units; never
    a word of `unlike`, which names answers that look alike and are wrong. `accents` false: é counts like e.
    """

    kind: Literal["text"] = "text"
    accept: tuple[Words, ...] = Field(min_length=1, max_length=50)
    case: bool = False
    typos: int = Field(default=0, ge=0, le=3)
    unlike: tuple[Words, ...] = ()
    accents: bool = True

    def with_answer(self, answer: str) -> Self:
        return self._replaced(accept=(answer,))


Spec = (
    NumberSpec
    | ExpressionSpec
    | ReadingSpec
    | AntiderivativeSpec
    | DerivationSpec
    | WorkedSpec
    | ChoiceSpec
    | SeveralSpec
    | OrderSpec
    | MatchSpec
    | ClozeSpec
    | TextSpec
)
_ADAPTER: TypeAdapter[Spec] = TypeAdapter(Annotated[Spec, Field(discriminator="kind")])
_SPAN = re.compile(r"\$\$(.+?)\$\$|\$(.+?)\$", re.DOTALL)


def parse_spec(mapping: Mapping[str, Any]) -> Spec:
    """The specification a mapping describes. Raises SpecError naming the field."""
    try:
        return _ADAPTER.validate_python(dict(mapping))
    except ValidationError as error:
        raise SpecError(explained(error)) from error


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
