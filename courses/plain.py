"""Units of a course as JSON knows them, and back. What comes back is what went in; nothing is judged here."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from courses import types

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class About:
    """The header of a course and the order of its lessons, by their keys."""

    title: str
    summary: str
    language: str
    licence: str
    source: str
    contact: str
    autonomy: types.Bounds
    lessons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LessonHead:
    """A lesson without what is in it: of that only the order, by keys."""

    id: str
    title: str
    reveals_allowed: bool
    source: str
    passages: tuple[str, ...]
    problems: tuple[str, ...]


def plain(value: Any) -> Any:
    """A frozen value as mappings, lists and texts. `where` is a list of pairs: its order has a meaning."""
    if dataclasses.is_dataclass(value):
        found = {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
        if isinstance(value, types.Problem):
            found["where"] = [list(pair) for pair in value.where.items()]
        return found
    if isinstance(value, Mapping):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, (tuple, list)):
        return [plain(one) for one in value]
    return value


def about(data: Plain) -> About:
    return About(**{**data, "autonomy": types.Bounds(**data["autonomy"]), "lessons": tuple(data["lessons"])})


def lesson_head(data: Plain) -> LessonHead:
    lists = {"passages": tuple(data["passages"]), "problems": tuple(data["problems"])}
    return LessonHead(**{**data, **lists})


def lesson(data: Plain) -> types.Lesson:
    """A lesson with all that is in it."""
    lists = {
        "passages": tuple(passage(one) for one in data["passages"]),
        "problems": tuple(problem(one) for one in data["problems"]),
    }
    return types.Lesson(**{**data, **lists})


def skills(data: list[Plain]) -> tuple[types.Skill, ...]:
    return tuple(types.Skill(**{**one, "prerequisites": tuple(one["prerequisites"])}) for one in data)


def passage(data: Plain) -> types.Passage:
    return types.Passage(**{**data, "skills": tuple(data["skills"]), "guess": _guess(data["guess"])})


def problem(data: Plain) -> types.Problem:
    steps = tuple(_step(one) for one in data["steps"])
    return types.Problem(**{**data, "steps": steps, "where": dict(data["where"])})


def course(data: Plain) -> types.Course:
    return types.Course(
        **{
            **data,
            "skills": skills(data["skills"]),
            "lessons": tuple(lesson(one) for one in data["lessons"]),
            "autonomy": types.Bounds(**data["autonomy"]),
        }
    )


def _guess(data: Plain | None) -> types.Guess | None:
    if data is None:
        return None
    return types.Guess(
        **{**data, "choices": tuple(types.GuessChoice(**choice) for choice in data["choices"])}
    )


def _step(data: Plain) -> types.Step:
    return types.Step(
        **{
            **data,
            "skills": tuple(data["skills"]),
            "hints": tuple(
                types.Hint(**{**one, "requires": tuple(one["requires"])}) for one in data["hints"]
            ),
            "misconceptions": tuple(
                types.Misconception(**{**one, "answers": tuple(one["answers"])})
                for one in data["misconceptions"]
            ),
            "solution": tuple(data["solution"]),
        }
    )
