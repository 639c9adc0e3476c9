"""The records of an OATutor content pool as typed values, under our names. Decides nothing about them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError

from courses.importers.oatutor_archive import ImportProblem, Pool
from courses.importers.oatutor_text import fill

# Spreadsheets left 0.0 where a cell was empty.
_Text = Annotated[str, BeforeValidator(lambda value: value if isinstance(value, str) else "")]
Variables = dict[str, list[str]]


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
    """Step id → skill ids. Raises ImportProblem when skillModel.json has another shape."""
    try:
        return _SKILLS.validate_python(pool.skills if pool.skills is not None else {})
    except ValidationError as error:
        raise ImportProblem(f"skillModel.json: {_first(error)}") from error


def lesson_of(folder: str, files: Mapping[str, bytes]) -> str | None:
    """The lesson that the problem in `folder` names; None when its own file is missing or not readable."""
    try:
        record = json.loads(files.get(f"{folder}.json", b""))
    except (ValueError, RecursionError):
        return None
    lesson = record.get("lessonId") if isinstance(record, dict) else None
    return lesson if isinstance(lesson, str) else None


def problem_record(folder: str, files: Mapping[str, bytes]) -> ProblemRecord:
    """The whole problem: its own file, its steps in order of name, their hints. Raises UnreadableProblem."""
    names = sorted(
        {path.split("/")[1] for path in files if path.startswith("steps/") and path.count("/") > 1}
    )
    try:
        record = _object(files, f"{folder}.json")
        steps = []
        for name in names:
            base = f"steps/{name}"
            hints = f"{base}/tutoring/{name}DefaultPathway.json"
            step = _object(files, f"{base}/{name}.json")
            steps.append(step | {"hints": json.loads(files[hints]) if hints in files else []})
        return ProblemRecord.model_validate(record | {"steps": steps})
    except ValidationError as error:
        raise UnreadableProblem(f"unexpected fields: {_first(error)}") from error
    except (KeyError, ValueError, RecursionError) as error:
        raise UnreadableProblem(f"a file is missing or not JSON: {error}") from error


def first_variant(record: ProblemRecord) -> ProblemRecord:
    """`record` itself when it has no variables; else with the first value of each in every text."""
    variables = dict(record.variables)
    for step in record.steps:
        variables |= step.variables
        for hint in step.hints:
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
