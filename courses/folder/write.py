"""From a `Course` to a ramp's folder: the canonical spelling of each file. The counterpart of `read`.

The same course gives the same bytes on every machine, and `read` gives the course back. What holds by
default is left out: a hint's id where it is its place, a problem's source and licence where they are the
course's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from courses import types
from courses.folder import yamltext
from courses.folder.problems import stray_template

# Names first in an answer, in this order; others follow by the alphabet. A database may forget their order.
_ANSWER_ORDER = (
    "kind",
    "problem",
    "text",
    "given",
    "value",
    "answer",
    "options",
    "correct",
    "items",
    "pairs",
    "others",
    "gaps",
    "accept",
    "lines",
    "shows",
    "solution",
)
_RANK = {name: at for at, name in enumerate(_ANSWER_ORDER)}
_BLOCKS = frozenset(
    {"lessons", "passages", "problems", "solution"}
)  # long lists, one a line: easy to compare
_SAFE = re.compile(r"[^a-z0-9]+")
_NAME_LENGTH = 60


def write(course: types.Course, folder: Path) -> None:
    """The course as files in `folder`, which must be empty or not there yet. Raises FileExistsError."""
    folder = Path(folder)
    if folder.exists() and any(folder.iterdir()):
        raise FileExistsError(f"{folder} is not empty")
    for name, text in files(course):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())


def files(course: types.Course) -> Iterator[tuple[str, str]]:
    """(path in the folder, text) of each file, course.yaml first."""
    names = _names([lesson.id for lesson in course.lessons])
    yield "course.yaml", yamltext.dump(_course(course, names), _BLOCKS)
    for name, lesson in zip(names, course.lessons, strict=True):
        yield from _lesson_files(f"lessons/{name}", lesson, course)


def _lesson_files(folder: str, lesson: types.Lesson, course: types.Course) -> Iterator[tuple[str, str]]:
    passages = _names([passage.id for passage in lesson.passages])
    problems = _names([problem.id for problem in lesson.problems])
    fields = {
        "id": lesson.id,
        "title": lesson.title,
        **_unless(lesson.source, course.source, source=lesson.source),
        **_unless(lesson.reveals_allowed, True, reveals_allowed=lesson.reveals_allowed),
        **_some(passages=passages, problems=problems),
    }
    yield f"{folder}/lesson.yaml", yamltext.dump(fields, _BLOCKS)
    for name, passage in zip(passages, lesson.passages, strict=True):
        yield f"{folder}/passages/{name}.md", _passage(passage)
    for name, problem in zip(problems, lesson.problems, strict=True):
        fields = _problem(problem, lesson.source, course.licence)
        yield f"{folder}/problems/{name}.yaml", yamltext.dump(fields, _BLOCKS)


def _names(ids: Sequence[str]) -> list[str]:
    """`01-two-moves`: the place keeps apart what would else be one name, on any file system."""
    width = max(2, len(str(len(ids))))
    return [f"{at:0{width}d}-{_safe(id_)}" for at, id_ in enumerate(ids, start=1)]


def _safe(id_: str) -> str:
    return _SAFE.sub("-", id_.lower())[:_NAME_LENGTH].strip("-") or "x"


def _some(**fields: Any) -> dict[str, Any]:
    """Those that hold something."""
    return {name: value for name, value in fields.items() if value not in ("", [], {}, None)}


def _unless(value: Any, default: Any, **fields: Any) -> dict[str, Any]:
    return {} if value == default else fields


def _course(course: types.Course, lessons: list[str]) -> dict[str, Any]:
    bounds = course.autonomy
    return {
        "id": course.id,
        "title": course.title,
        "summary": course.summary,
        "language": course.language,
        "licence": course.licence,
        "source": course.source,
        **_some(
            contact=course.contact,
            autonomy={
                **_unless(bounds.floor, 1, floor=bounds.floor),
                **_unless(bounds.ceiling, 5, ceiling=bounds.ceiling),
            },
        ),
        "skills": [
            {
                "id": skill.id,
                "title": skill.title,
                **_some(description=skill.description, prerequisites=list(skill.prerequisites)),
            }
            for skill in course.skills
        ],
        "lessons": lessons,
    }


def _passage(passage: types.Passage) -> str:
    """Fields between two lines `---`, then the text; a text that would not stay as it is joins the fields."""
    stands = passage.body and passage.body == passage.body.strip() and not _control(passage.body)
    fields = {
        "id": passage.id,
        "title": passage.title,
        **_some(skills=list(passage.skills)),
        **({} if passage.guess is None else {"guess": _guess(passage.guess)}),
        **({} if stands else {"body": passage.body}),
    }
    return f"---\n{yamltext.dump(fields, _BLOCKS)}---\n" + (f"{passage.body}\n" if stands else "")


def _control(text: str) -> bool:
    return any(ord(char) < 32 and char not in "\t\n" for char in text)


def _guess(guess: types.Guess) -> dict[str, Any]:
    return {
        "prompt": guess.prompt,
        "choices": [
            {"text": choice.text, **({"truth": True} if at == guess.truth else {}), "reply": choice.reply}
            for at, choice in enumerate(guess.choices)
        ],
    }


def _problem(problem: types.Problem, source: str, licence: str) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "id": problem.id,
        "title": problem.title,
        **_some(where=dict(problem.where)),
        **_some(stem=problem.stem),
        "steps": [_step(step) for step in problem.steps],
        **_unless(problem.source, source, source=problem.source),
        **_unless(problem.licence, licence, licence=problem.licence),
    }
    if not problem.where and stray_template(fields):  # said, so that it is not taken for a slip
        head = {name: fields.pop(name) for name in ("id", "title")}
        return {**head, "where": {}, **fields}
    return fields


def _step(step: types.Step) -> dict[str, Any]:
    return {
        "id": step.id,
        "prompt": step.prompt,
        "skills": list(step.skills),
        "answer": _answer(step.answer),
        **_some(
            hints=[_hint(hint, at) for at, hint in enumerate(step.hints, start=1)],
            misconceptions=[
                {
                    "id": wrong.id,
                    "name": wrong.name,
                    "question": wrong.question,
                    **_some(answers=list(wrong.answers)),
                }
                for wrong in step.misconceptions
            ],
            solution=list(step.solution),
        ),
    }


def _hint(hint: types.Hint, place: int) -> dict[str, Any]:
    return {
        **_unless(hint.id, f"h{place}", id=hint.id),
        **_some(title=hint.title),
        "text": hint.text,
        **({} if hint.answer is None else {"answer": _answer(hint.answer)}),
        **_some(requires=list(hint.requires)),
    }


def _answer(value: Any) -> Any:
    """An answer's mapping in one order, however it was stored."""
    if isinstance(value, Mapping):
        return {name: _answer(value[name]) for name in sorted(value, key=_rank)}
    if isinstance(value, (list, tuple)):
        return [_answer(item) for item in value]
    return value


def _rank(name: str) -> tuple[int, str]:
    return _RANK.get(name, len(_RANK)), name
