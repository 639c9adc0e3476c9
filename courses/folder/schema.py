"""The fields of a ramp's files (docs/ramps.md shows them). Knows one file at a time."""

from __future__ import annotations

from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)
from pydantic_core import PydanticCustomError

from courses import types
from courses.folder.problems import FieldPath


def _as_text(value: object) -> object:
    """Whole numbers and true/false are text where text is wanted; a bare `[[a]]` is a YAML list in a list."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, (list, dict)):
        raise PydanticCustomError("quotes", 'must be text: put it in quotes, as in "[[a]]" or "{{2, 3, 5}}"')
    if value is None:
        raise PydanticCustomError("empty", "is empty")
    return value


def _without_bare_brackets(answer: dict[str, Any]) -> dict[str, Any]:
    for name, value in answer.items():
        if isinstance(value, list) and any(isinstance(item, list) for item in value):
            raise PydanticCustomError("quotes", '{name}: put it in quotes, as in "[[a]]"', {"name": name})
    return answer


_text = BeforeValidator(_as_text)
_ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"

# `_text` last: it runs first, and constraints behind it would measure what is not stripped yet.
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300), _text]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=10_000), _text]
Id = Annotated[str, StringConstraints(pattern=_ID, max_length=64), _text]
FileName = Id  # a plain name: it cannot lead out of the folder
Parameter = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_]{0,15}$")]
Answer = Annotated[dict[str, Any], Field(min_length=1), AfterValidator(_without_bare_brackets)]


class _Fields(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SkillEntry(_Fields):
    id: Id
    title: Line
    description: Text | None = None
    prerequisites: list[Id] = []

    def value(self) -> types.Skill:
        return types.Skill(self.id, self.title, self.description or "", tuple(self.prerequisites))


class BoundsEntry(_Fields):
    floor: Annotated[int, Field(ge=1, le=5)] = 1
    ceiling: Annotated[int, Field(ge=1, le=5)] = 5

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.floor > self.ceiling:
            raise PydanticCustomError("order", "the floor is above the ceiling")
        return self

    def value(self) -> types.Bounds:
        return types.Bounds(self.floor, self.ceiling)


class CourseFile(_Fields):
    """course.yaml"""

    id: Id
    title: Line
    summary: Text
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
    licence: Line
    source: Line
    contact: Line | None = None
    autonomy: BoundsEntry = BoundsEntry()
    skills: Annotated[list[SkillEntry], Field(min_length=1)]
    lessons: Annotated[list[FileName], Field(min_length=1)]


class LessonFile(_Fields):
    """lessons/<name>/lesson.yaml"""

    id: Id
    title: Line
    source: Line | None = None
    reveals_allowed: bool = True
    passages: list[FileName] = []
    problems: list[FileName] = []


class ChoiceEntry(_Fields):
    text: Text
    reply: Text
    truth: bool = False


class GuessEntry(_Fields):
    prompt: Text
    choices: Annotated[list[ChoiceEntry], Field(min_length=2, max_length=6)]

    def truths(self) -> list[int]:
        return [at for at, choice in enumerate(self.choices) if choice.truth]

    def value(self) -> types.Guess:
        choices = tuple(types.GuessChoice(choice.text, choice.reply) for choice in self.choices)
        return types.Guess(self.prompt, choices, self.truths()[0])


class PassageFile(_Fields):
    """The fields at the top of lessons/<name>/passages/<name>.md"""

    id: Id
    title: Line
    skills: list[Id] = []
    guess: GuessEntry | None = None

    def value(self, body: str) -> types.Passage:
        guess = self.guess.value() if self.guess else None
        return types.Passage(self.id, self.title, body, tuple(self.skills), guess)


class HintEntry(_Fields):
    id: Id | None = None
    title: Line | None = None
    text: Text
    answer: Answer | None = None
    requires: list[Id] = []


class MisconceptionEntry(_Fields):
    id: Id
    name: Line
    question: Text
    answers: list[Line] = []

    def value(self) -> types.Misconception:
        return types.Misconception(self.id, self.name, self.question, tuple(self.answers))


class StepEntry(_Fields):
    id: Id
    prompt: Text
    answer: Answer
    skills: Annotated[list[Id], Field(min_length=1)]
    hints: list[HintEntry] = []
    misconceptions: list[MisconceptionEntry] = []
    solution: list[Text] = []

    def hint_ids(self) -> list[str]:
        """A hint without an id is known by its place: h1, h2, …"""
        return [hint.id or f"h{at}" for at, hint in enumerate(self.hints, start=1)]

    def value(self) -> types.Step:
        hints = tuple(
            types.Hint(id_, hint.text, hint.title or "", hint.answer, tuple(hint.requires))
            for id_, hint in zip(self.hint_ids(), self.hints, strict=True)
        )
        wrong = tuple(entry.value() for entry in self.misconceptions)
        return types.Step(
            self.id, self.prompt, self.answer, tuple(self.skills), hints, wrong, tuple(self.solution)
        )


class ProblemFile(_Fields):
    """lessons/<name>/problems/<name>.yaml"""

    id: Id
    title: Line
    where: dict[Parameter, Line] = {}
    stem: Text | None = None
    steps: Annotated[list[StepEntry], Field(min_length=1)]
    source: Line | None = None
    licence: Line | None = None

    def value(self, source: str, licence: str) -> types.Problem:
        """`source` and `licence` hold where the problem itself says nothing."""
        steps = tuple(step.value() for step in self.steps)
        return types.Problem(
            self.id,
            self.title,
            self.stem or "",
            steps,
            dict(self.where),
            self.source or source,
            self.licence or licence,
        )


_WORDS = {
    "missing": "is missing",
    "string_too_short": "is empty",
    "too_short": "is missing: at least one is needed",
    "extra_forbidden": "is no field of this file: check the spelling",
    "string_type": "must be text",
    "list_type": "must be a list (lines that begin with `- `)",
    "dict_type": "must be fields (lines `name: value`)",
    "model_type": "must be fields (lines `name: value`)",
    "bool_parsing": "must be true or false",
    "bool_type": "must be true or false",
}


def complaints(error: ValidationError) -> list[tuple[FieldPath, str]]:
    """(path of the field, what is wrong in a teacher's words) for everything the schema found."""
    found = []
    for item in error.errors(include_url=False, include_context=True):
        path = tuple(part for part in item["loc"] if part != "[key]")
        message = _WORDS.get(item["type"], item["msg"])
        if item["type"] == "string_pattern_mismatch":
            message = _pattern_words(str(item["ctx"]["pattern"]), item["input"])
        found.append((path, message))
    return found


def _pattern_words(pattern: str, given: object) -> str:
    if pattern == _ID:
        return f"{given!r} must be small letters, digits and single hyphens, as in two-steps"
    return f"{given!r} does not look right here"
