"""A problem ⇄ the fields of its form. Judges as a ramp's folder is judged, and says it at the field."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from courses import types
from courses.folder import agree, schema
from courses.folder.problems import FieldPath
from courses.forms import answers, tree as trees
from courses.forms.faults import Faults, FormError
from courses.forms.tree import Tree

_NO_ID = re.compile(r"[^a-z0-9]+")


def to_tree(problem: types.Problem, inherited: tuple[str, str] = ("", "")) -> Tree:
    """`inherited`: source and licence that hold where the problem says nothing."""
    source, licence = inherited
    return trees.renumbered(
        {
            "id": problem.id,
            "title": problem.title,
            "stem": problem.stem,
            "where": [{"name": name, "says": str(says)} for name, says in problem.where.items()],
            "steps": [_step_tree(step) for step in problem.steps],
            "source": "" if problem.source == source else problem.source,
            "licence": "" if problem.licence == licence else problem.licence,
        }
    )


def _step_tree(step: types.Step) -> Tree:
    return {
        "id": step.id,
        "prompt": step.prompt,
        "answer": answers.to_tree(step.answer),
        "skills": list(step.skills),
        "hints": [
            {
                "id": hint.id,
                "title": hint.title,
                "text": hint.text,
                "answer": {"kind": ""} if hint.answer is None else answers.to_tree(hint.answer),
                "requires": list(hint.requires),
            }
            for hint in step.hints
        ],
        "misconceptions": [
            {
                "id": one.id,
                "name": one.name,
                "question": one.question,
                "answers": [{"text": text} for text in one.answers],
            }
            for one in step.misconceptions
        ],
        "solution": [{"text": line} for line in step.solution],
    }


def blank() -> Tree:
    return trees.renumbered({"title": "", "steps": [{"id": "s1", "answer": {"kind": "number"}}]})


def tidied(tree: Tree) -> Tree:
    """Without rows that nobody wrote into, with a name for the records where one is missing."""
    steps = [_tidy_step(step, at) for at, step in enumerate(_rows(tree, "steps"), start=1)]
    whole = {**tree, "where": _written(tree, "where"), "steps": steps}
    whole["id"] = str(tree.get("id", "")).strip() or slug(str(tree.get("title", "")))
    return trees.renumbered(whole)


def _tidy_step(step: Tree, at: int) -> Tree:
    wrong = [
        {
            **one,
            "answers": _written(one, "answers"),
            "id": str(one.get("id", "")).strip() or slug(str(one.get("name", ""))),
        }
        for one in _written(step, "misconceptions")
    ]
    hints = [{**hint, "answer": _tidy_answer(hint.get("answer"))} for hint in _written(step, "hints")]
    return {
        **step,
        "id": str(step.get("id", "")).strip() or f"s{at}",
        "answer": _tidy_answer(step.get("answer")),
        "hints": hints,
        "misconceptions": wrong,
        "solution": _written(step, "solution"),
    }


def _tidy_answer(answer: Any) -> Tree:
    answer = answer if isinstance(answer, dict) else {}
    lists = {key: _written(answer, key) for key in ("options", "items", "pairs") if key in answer}
    return {**answer, **lists}


def _rows(tree: Tree, key: str) -> list[Tree]:
    rows = tree.get(key)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _written(tree: Tree, key: str) -> list[Tree]:
    return [row for row in _rows(tree, key) if not trees.is_empty(row)]


def slug(text: str) -> str:
    """A name for the records made of a title; empty where the title has no letters for it."""
    return _NO_ID.sub("-", text.lower()).strip("-")[:48].strip("-")


def read(
    tree: Tree, skills: Iterable[str], inherited: tuple[str, str], old: types.Problem | None = None
) -> types.Problem:
    """The problem that a `tidied` form describes. Raise FormError with everything that is wrong, by field.

    `old`: what stood there before; an answer that reads the same stays as it was written.
    """
    faults = Faults()
    data = _data(tree, faults)
    try:
        fields = schema.ProblemFile.model_validate(data)
    except ValidationError as error:
        for path, words in schema.complaints(error):
            faults.add(_name(path, tree), words)
        raise FormError(faults) from None
    for path, words in agree.problem_complaints(fields, set(skills)):
        _tell(faults, path, words, tree)
    if faults:
        raise FormError(faults)
    problem = fields.value(*inherited)
    return problem if old is None else _as_written(problem, old)


def _tell(faults: Faults, path: FieldPath, words: str, tree: Tree) -> None:
    name = _name(path, tree)
    if path and path[-1] == "answer":
        kind = str(trees.found(tree, f"{name}-kind"))
        for key, part in answers.in_field(words, kind):
            faults.add(f"{name}-{key}" if key else name, part)
    else:
        faults.add(name, words)


def rough(tree: Tree) -> types.Problem:
    """The problem as far as it is written, for looking at it: nothing is judged."""
    steps = []
    for row in _rows(tree, "steps"):
        data = _step_data(row, Faults(), "")
        hints = tuple(
            types.Hint(one.get("id", ""), one.get("text", ""), one.get("title", ""), one.get("answer"))
            for one in data["hints"]
        )
        wrong = tuple(
            types.Misconception(
                one.get("id", ""), one.get("name", ""), one.get("question", ""), tuple(one["answers"])
            )
            for one in data["misconceptions"]
        )
        steps.append(
            types.Step(
                data.get("id", ""),
                data.get("prompt", ""),
                data.get("answer", {}),
                tuple(data["skills"]),
                hints,
                wrong,
                tuple(data["solution"]),
            )
        )
    where = {row.get("name", "").strip(): row.get("says", "").strip() for row in _rows(tree, "where")}
    text = {key: str(tree.get(key, "")).strip() for key in ("id", "title", "stem", "source", "licence")}
    return types.Problem(
        text["id"] or "new", text["title"], text["stem"], tuple(steps), where, text["source"], text["licence"]
    )


def _data(tree: Tree, faults: Faults) -> dict[str, Any]:
    """What the file of the problem would say. Empty fields are left out."""
    data = _texts(tree, "id", "title", "stem", "source", "licence")
    where: dict[str, str] = {}
    for at, row in enumerate(_rows(tree, "where")):
        name = str(row.get("name", "")).strip()
        if name in where:
            faults.add(f"where-{at}-name", f"{name} is given twice")
        where[name] = str(row.get("says", "")).strip()
    steps = [_step_data(row, faults, f"steps-{at}-") for at, row in enumerate(_rows(tree, "steps"))]
    return {**data, "where": where, "steps": steps}


def _step_data(row: Tree, faults: Faults, before: str) -> dict[str, Any]:
    data: dict[str, Any] = _texts(row, "id", "prompt")
    data["answer"] = _answer(row.get("answer"), faults, f"{before}answer")
    data["skills"] = list(row.get("skills", ()))
    data["hints"] = []
    for at, hint in enumerate(_rows(row, "hints")):
        one: dict[str, Any] = _texts(hint, "id", "title", "text")
        one["requires"] = list(hint.get("requires", ()))
        asks = hint.get("answer")
        if isinstance(asks, dict) and asks.get("kind"):
            one["answer"] = _answer(asks, faults, f"{before}hints-{at}-answer")
        data["hints"].append(one)
    data["misconceptions"] = [
        {**_texts(one, "id", "name", "question"), "answers": _list(one, "answers")}
        for one in _rows(row, "misconceptions")
    ]
    data["solution"] = _list(row, "solution")
    return data


def _answer(tree: Any, faults: Faults, name: str) -> dict[str, Any]:
    mapping, complaints = answers.to_mapping(tree if isinstance(tree, dict) else {})
    for key, words in complaints:
        faults.add(f"{name}-{key}", words)
    return mapping


def _texts(row: Tree, *keys: str) -> dict[str, str]:
    found = {key: str(row.get(key, "")).strip() for key in keys}
    return {key: text for key, text in found.items() if text}


def _list(row: Tree, key: str) -> list[str]:
    return [str(one.get("text", "")).strip() for one in _rows(row, key)]


def _name(path: FieldPath, tree: Tree) -> str:
    """The field that a path into the file stands for."""
    if path[:1] == ("where",) and len(path) > 1:
        rows = _rows(tree, "where")
        at = next((at for at, row in enumerate(rows) if row.get("name", "").strip() == path[1]), 0)
        return f"where-{at}-says"
    return "-".join(map(str, path))


def _as_written(problem: types.Problem, old: types.Problem) -> types.Problem:
    before = {step.id: step for step in old.steps}
    steps = tuple(_step_as_written(step, before.get(step.id)) for step in problem.steps)
    return replace(problem, steps=steps)


def _step_as_written(step: types.Step, old: types.Step | None) -> types.Step:
    if old is None:
        return step
    asked = {hint.id: hint.answer for hint in old.hints}
    hints = tuple(replace(one, answer=_same(one.answer, asked.get(one.id))) for one in step.hints)
    answer = old.answer if answers.alike(step.answer, old.answer) else step.answer
    return replace(step, answer=answer, hints=hints)


def _same(new: Mapping[str, Any] | None, old: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    return old if new is not None and old is not None and answers.alike(new, old) else new
