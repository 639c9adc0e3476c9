"""The records of an OATutor content pool as typed values, under our names. Decides nothing about them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError

from courses.importers.oatutor_archive import ImportProblem, Pool
from courses.importers.oatutor_text import fill, whole_names

# Spreadsheets left 0.0 where a cell was empty.
_Text = Annotated[str, BeforeValidator(lambda value: value if isinstance(value, str) else "")]
Variables = dict[str, list[str]]

# More than any author writes by hand; the public pool has at most 29 steps, 43 help items, 17 choices.
MAX_STEPS = 100
MAX_HELP = 200
MAX_CHOICES = 50
MAX_TEXT = 20_000


class UnreadableProblem(Exception):
    """One problem of the pool cannot be read; the message says why."""


class _Record(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, populate_by_name=True)


class LessonPlan(_Record):
    id: str
    name: _Text = ""
    topics: _Text = ""

    @property
    def title(self) -> str:
        return ": ".join(part.strip() for part in (self.name, self.topics) if part.strip()) or self.id


class CoursePlan(_Record):
    name: str = Field(alias="courseName")
    language: _Text = "en"
    source: _Text = Field("", alias="courseOER")
    licence: _Text = Field("", alias="courseLicense")
    lessons: list[LessonPlan]


class HintRecord(_Record):
    id: str
    type: Literal["hint", "scaffold"]
    title: _Text = ""
    text: _Text = ""
    requires: list[str] = Field([], alias="dependencies")
    control: _Text = Field("", alias="problemType")
    answer_type: _Text = Field("", alias="answerType")
    answers: list[str] = Field([], alias="hintAnswer")
    choices: list[str] = []
    source: _Text = Field("", alias="oer")
    below: list[HintRecord] = Field([], alias="subHints")
    variables: Variables = Field({}, alias="variabilization")


class StepRecord(_Record):
    id: str
    title: _Text = Field("", alias="stepTitle")
    body: _Text = Field("", alias="stepBody")
    control: _Text = Field("", alias="problemType")
    answer_type: _Text = Field("", alias="answerType")
    answers: list[str] = Field(alias="stepAnswer", min_length=1)
    choices: list[str] = []
    variables: Variables = Field({}, alias="variabilization")
    hints: list[HintRecord] = []


class ProblemRecord(_Record):
    id: str
    title: _Text = ""
    body: _Text = ""
    lesson: _Text = Field("", alias="lessonId")
    source: _Text = Field("", alias="oer")
    licence: _Text = Field("", alias="license")
    variables: Variables = Field({}, alias="variabilization")
    steps: list[StepRecord] = []


_PLANS = TypeAdapter(list[CoursePlan])
_SKILLS = TypeAdapter(dict[str, list[str]])


def course_plans(pool: Pool) -> list[CoursePlan]:
    """Raises ImportProblem when coursePlans.json has another shape."""
    try:
        return _PLANS.validate_python(pool.plans)
    except ValidationError as error:
        raise ImportProblem(f"coursePlans.json: {_first(error)}") from error


def skill_model(pool: Pool) -> dict[str, list[str]]:
    """Step id → names of skills. Raises ImportProblem when skillModel.json has another shape."""
    try:
        found = _SKILLS.validate_python(pool.skills if pool.skills is not None else {})
    except ValidationError as error:
        raise ImportProblem(f"skillModel.json: {_first(error)}") from error
    return {step: whole_names(pieces) for step, pieces in found.items()}


def problem_record(folder: str, files: Mapping[str, bytes]) -> ProblemRecord:
    """The whole problem: its own file, its steps in order of name, their hints. Raises UnreadableProblem."""
    inside = contents(files)
    if len(inside) > MAX_STEPS:
        raise UnreadableProblem(f"it has more than {MAX_STEPS} steps")
    if max(map(len, inside.values()), default=0) > MAX_HELP:
        raise UnreadableProblem(f"a step has more than {MAX_HELP} help items")
    try:
        record = _object(files, f"{folder}.json")
        steps = []
        for name in inside:
            base = f"steps/{name}"
            hints = f"{base}/tutoring/{name}DefaultPathway.json"
            step = _object(files, f"{base}/{name}.json")
            steps.append(step | {"hints": json.loads(files[hints]) if hints in files else []})
        return _sized(ProblemRecord.model_validate(record | {"steps": steps}))
    except ValidationError as error:
        raise UnreadableProblem(f"unexpected fields: {_first(error)}") from error
    except (KeyError, ValueError, RecursionError) as error:
        raise UnreadableProblem(f"a file is missing or not JSON: {error}") from error


def contents(files: Mapping[str, bytes]) -> dict[str, list[str]]:
    """Step → its help items with those below them, by what names them: no more than is needed to count them.

    Reads what `problem_record` refuses, and shares nothing with it, so that nothing can vanish unseen.
    """
    names = {path.split("/")[1] for path in files if path.startswith("steps/") and path.count("/") > 1}
    return {
        name: _help(files.get(f"steps/{name}/tutoring/{name}DefaultPathway.json")) for name in sorted(names)
    }


def _help(data: bytes | None) -> list[str]:
    try:
        open_lists = [json.loads(data or b"[]")]
    except (ValueError, RecursionError):
        return []
    found: list[str] = []
    while open_lists:  # by hand: a pathway may be nested as deep as JSON can be
        items = open_lists.pop()
        for item in items if isinstance(items, list) else ():
            if isinstance(item, dict):
                found.append(str(item.get("id") or f"#{len(found) + 1}")[:200])
                open_lists.append(item.get("subHints"))
    return found


def _sized(record: ProblemRecord) -> ProblemRecord:
    for step in record.steps:
        for choices in (step.choices, *(hint.choices for hint in flat(step.hints))):
            if len(choices) > MAX_CHOICES:
                raise UnreadableProblem(f"a question has more than {MAX_CHOICES} choices")
    longest = max((len(text) for text in _texts(record.model_dump())), default=0)
    if longest > MAX_TEXT:
        raise UnreadableProblem(f"a text has more than {MAX_TEXT} characters")
    return record


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)


def flat(hints: Sequence[HintRecord]) -> Iterator[HintRecord]:
    """The hints in order, each followed by those below it."""
    for hint in hints:
        yield hint
        yield from flat(hint.below)


def first_variant(record: ProblemRecord) -> ProblemRecord:
    """`record` itself when it has no variables; else with the first value of each in every text."""
    variables = dict(record.variables)
    for step in record.steps:
        variables |= step.variables
        for hint in flat(step.hints):
            variables |= hint.variables
    if not any(variables.values()):
        return record
    return ProblemRecord.model_validate(_filled(record.model_dump(), variables))


def _filled(value: Any, variables: Variables) -> Any:
    if isinstance(value, str):
        return fill(value, variables)
    if isinstance(value, list):
        return [_filled(item, variables) for item in value]
    if isinstance(value, dict):
        return {key: _filled(item, variables) for key, item in value.items()}
    return value


def _object(files: Mapping[str, bytes], path: str) -> dict[str, Any]:
    value = json.loads(files[path])
    if not isinstance(value, dict):
        raise ValueError(f"{path} is not an object")
    return value


def _first(error: ValidationError) -> str:
    item = error.errors(include_url=False)[0]
    return f"{'.'.join(str(part) for part in item['loc'])}: {item['msg']}"
