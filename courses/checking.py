"""Whether one unit of a draft may be stored: the schema of the ramp's files, asked of values. Knows no rows.

What this lets through may still be no course: that is the linter's to say, before publishing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from courses import graph, types
from courses.folder import agree, schema
from courses.folder.problems import FieldPath
from courses.units import About, LessonHead, UnitValue

Complaint = tuple[FieldPath, str]

_NOUNS = {
    "steps": "step",
    "hints": "hint",
    "misconceptions": "misconception",
    "choices": "choice",
    "skills": "skill",
    "prerequisites": "prerequisite",
    "milestones": "line",
    "answers": "wrong answer",
    "solution": "line of the solution",
}
_NAMED = {"where": "parameters", "id": "id", "reveals_allowed": "solutions may be shown"}


class CheckedBody(BaseModel):
    body: schema.Text


def checked(
    value: UnitValue, known_skills: set[str], before: UnitValue | None
) -> tuple[UnitValue, list[str]]:
    """The value tidied as the schema does, and what is wrong with it, in words."""
    tidied, found = judged(value, known_skills, before)
    return tidied, [in_words(one) for one in found]


def judged(
    value: UnitValue, known_skills: set[str], before: UnitValue | None
) -> tuple[UnitValue, list[Complaint]]:
    """The value tidied as the schema does, and what is wrong with it, by path.

    What was wrong with the unit already `before`, as it may be in a course from elsewhere, stops nobody.
    """
    tidied, found = _check(value, known_skills)
    if not found:
        return tidied, []
    old = Counter(_mark(one) for one in _check(before, known_skills)[1]) if before is not None else Counter()
    new = []
    for one in found:
        old[_mark(one)] -= 1
        if old[_mark(one)] < 0:
            new.append(one)
    return value, new


def beginnings(course: types.Course) -> list[str]:
    """What is wrong with a course that begins: its id, title and language. The rest may be told later."""
    data = {"id": course.id, "title": course.title, "language": course.language}
    _, found = _fit(schema.CourseFile, data)
    return [in_words(one) for one in found if one[0][0] in data]


def in_words(complaint: Complaint) -> str:
    """`(("steps", 0, "hints", 1, "text"), "is missing")` → "step 1, hint 2, text: is missing"."""
    path, message = complaint
    parts: list[str] = []
    for at, part in enumerate(path):
        if isinstance(part, int):
            continue
        following = path[at + 1] if at + 1 < len(path) else None
        if isinstance(following, int):
            parts.append(f"{_NOUNS.get(part, part)} {following + 1}")
        else:
            parts.append(_NAMED.get(part, part))
    return f"{', '.join(parts)}: {message}" if parts else message


def _mark(complaint: Complaint) -> tuple[FieldPath, str]:
    """A complaint wherever it stands: what is moved or renumbered keeps it."""
    return tuple(part for part in complaint[0] if isinstance(part, str)), complaint[1]


def _check(value: Any, known: set[str]) -> tuple[UnitValue, list[Complaint]]:
    match value:
        case types.Problem():
            return _problem(value, known)
        case types.Passage():
            return _passage(value, known)
        case LessonHead():
            return _lesson(value)
        case About():
            return _about(value)
    return _skills(value)


def _problem(problem: types.Problem, known: set[str]) -> tuple[UnitValue, list[Complaint]]:
    data = {
        "id": problem.id,
        "title": problem.title,
        "where": dict(problem.where),
        "stem": problem.stem or None,
        "steps": [_step(step) for step in problem.steps],
        "source": problem.source or None,
        "licence": problem.licence or None,
    }
    fields, found = _fit(schema.ProblemFile, data)
    found = [one for one in found if not _names_known(data, one[0], known)]
    for at, step in enumerate(problem.steps):
        found += _names(step.skills, known, ("steps", at, "skills"))
    if fields is not None:
        found += agree.of_problem(fields, known)
    return problem if fields is None else fields.value("", ""), list(dict.fromkeys(found))


def _step(step: types.Step) -> dict[str, Any]:
    return {
        "id": step.id,
        "prompt": step.prompt,
        "answer": dict(step.answer),
        "skills": list(step.skills),
        "hints": [
            {
                "id": hint.id or None,
                "title": hint.title or None,
                "text": hint.text,
                "answer": None if hint.answer is None else dict(hint.answer),
                "requires": list(hint.requires),
            }
            for hint in step.hints
        ],
        "misconceptions": [
            {"id": one.id, "name": one.name, "question": one.question, "answers": list(one.answers)}
            for one in step.misconceptions
        ],
        "solution": list(step.solution),
    }


def _passage(passage: types.Passage, known: set[str]) -> tuple[UnitValue, list[Complaint]]:
    data: dict[str, Any] = {"id": passage.id, "title": passage.title, "skills": list(passage.skills)}
    if passage.guess is not None:
        data["guess"] = {
            "prompt": passage.guess.prompt,
            "choices": [
                {"text": choice.text, "reply": choice.reply, "truth": at == passage.guess.truth}
                for at, choice in enumerate(passage.guess.choices)
            ],
        }
    fields, found = _fit(schema.PassageFile, data)
    body, no_body = _fit(CheckedBody, {"body": passage.body})
    found = [one for one in [*found, *no_body] if not _names_known(data, one[0], known)]
    found += _names(passage.skills, known, ("skills",))
    if fields is None or body is None:
        return passage, found
    found += agree.of_passage(fields, known)
    # A guess of which no choice is true has no value.
    return passage if found else fields.value(body.body), list(dict.fromkeys(found))


def _lesson(head: LessonHead) -> tuple[UnitValue, list[Complaint]]:
    data = {"id": head.id, "title": head.title, "source": head.source or None}
    fields, found = _fit(schema.LessonFile, data)
    if fields is None:
        return head, found
    tidied = LessonHead(
        fields.id, fields.title, head.reveals_allowed, fields.source or "", head.passages, head.problems
    )
    return tidied, []


def _about(about: About) -> tuple[UnitValue, list[Complaint]]:
    data = {
        "id": "course",  # the id, the skills and the lessons are looked at elsewhere
        "title": about.title,
        "summary": about.summary,
        "language": about.language,
        "licence": about.licence,
        "source": about.source,
        "contact": about.contact or None,
        "skills": [{"id": "skill", "title": "skill"}],
        "lessons": ["lesson"],
    }
    fields, found = _fit(schema.CourseFile, data)
    if fields is None:
        return about, found
    tidied = About(
        fields.title,
        fields.summary,
        fields.language,
        fields.licence,
        fields.source,
        fields.contact or "",
        about.autonomy,
        about.lessons,
    )
    return tidied, []


def _skills(skills: tuple[types.Skill, ...]) -> tuple[UnitValue, list[Complaint]]:
    data = [
        {
            "id": skill.id,
            "title": skill.title,
            "description": skill.description or None,
            "prerequisites": list(skill.prerequisites),
        }
        for skill in skills
    ]
    try:
        entries = TypeAdapter(list[schema.SkillEntry]).validate_python(data)
    except ValidationError as error:
        return skills, [(("skills", *path), message) for path, message in schema.complaints(error)]
    found = list(agree.of_skills(entries))
    for at, skill in enumerate(skills):
        found += _names(skill.prerequisites, {one.id for one in skills}, ("skills", at, "prerequisites"))
    if found:
        return skills, list(dict.fromkeys(found))
    tidied = tuple(entry.value() for entry in entries)
    return tidied, [((), message) for message in _circles(tidied)]


def _circles(skills: tuple[types.Skill, ...]) -> Iterable[str]:
    try:
        graph.check(types.Course("c", "", "", "", "", "", skills, ()))
    except graph.GraphError as error:
        return error.problems
    return ()


def _names(names: tuple[str, ...], known: set[str], path: FieldPath) -> Iterable[Complaint]:
    yield from agree.unknown(list(names), known, path)
    for at, name in enumerate(names):
        if name in names[:at]:
            yield (*path, at), f"{name} is named twice"


def _names_known(data: Any, path: FieldPath, known: set[str]) -> bool:
    """Whether the complaint is of the spelling of a skill that the course has, from elsewhere, like that."""
    if "skills" not in path[:-1]:
        return False
    for part in path:
        data = data[part]
    return data in known


def _fit(model: type[Any], data: dict[str, Any]) -> tuple[Any, list[Complaint]]:
    try:
        return model.model_validate(_typed(data)), []
    except ValidationError as error:
        return None, schema.complaints(error)


def _typed(value: Any) -> Any:
    """As people type: blanks around a text are not meant, and a blank text is none. Files may hold both."""
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, dict):
        return {name: one if name == "answer" else _typed(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_typed(one) for one in value]
    return value
