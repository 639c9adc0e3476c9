"""A problem ⇄ the fields of its form. Judges as a ramp's folder is judged, and says it at the field."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from courses import checking, types
from courses.folder.problems import FieldPath
from courses.forms import answers
from courses.forms import tree as trees
from courses.forms.faults import Faults, FormError
from courses.forms.tree import Tree

_NO_ID = re.compile(r"[^a-z0-9]+")
_OF_A_NUMBER = re.compile(r"(?:problem '[^']*': )?where\.(?P<name>\w+): (?P<words>.*)", re.DOTALL)


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
    tree: Tree,
    skills: Iterable[str],
    inherited: tuple[str, str],
    old: types.Problem | None = None,
) -> types.Problem:
    """The problem that a `tidied` form describes. Raise FormError with everything that is wrong, by field.

    `old`: what stood there before. An answer that reads the same stays as it was written, and what was wrong
    with it already stops nobody.
    """
    faults = Faults()
    problem = _built(tree, faults)
    source, licence = inherited
    problem = replace(problem, source=problem.source or source, licence=problem.licence or licence)
    if old is not None:
        problem = _as_written(problem, old)
    value, complaints = checking.judged(problem, set(skills), old)
    for path, words in complaints:
        _tell(faults, path, words, tree)
    if faults:
        raise FormError(faults)
    assert isinstance(value, types.Problem)
    return value


def rough(tree: Tree) -> types.Problem:
    """The problem as far as it is written, for looking at it: nothing is judged."""
    return _built(tree, Faults())


def _tell(faults: Faults, path: FieldPath, words: str, tree: Tree) -> None:
    name = _name(path, tree)
    if path == ("where",):
        said = _OF_A_NUMBER.fullmatch(words)
        if said is not None:
            name, words = _name(("where", said["name"]), tree), f"cannot be used ({said['words']})"
        faults.add(name, words.removeprefix(f"problem {_text(tree, 'id')!r}: "))
    elif path and path[-1] == "answer":
        kind = str(trees.found(tree, f"{name}-kind"))
        for key, part in answers.in_field(words, kind):
            faults.add(f"{name}-{key}" if key else name, part)
    else:
        faults.add(name, words)


def _built(tree: Tree, faults: Faults) -> types.Problem:
    where: dict[str, str] = {}
    for at, row in enumerate(_rows(tree, "where")):
        name = _text(row, "name")
        if name in where:
            faults.add(f"where-{at}-name", f"{name} is given twice")
        where[name] = _text(row, "says")
    return types.Problem(
        _text(tree, "id"),
        _text(tree, "title"),
        _text(tree, "stem"),
        tuple(_step(row, faults, f"steps-{at}-") for at, row in enumerate(_rows(tree, "steps"))),
        where,
        _text(tree, "source"),
        _text(tree, "licence"),
    )


def _step(row: Tree, faults: Faults, before: str) -> types.Step:
    return types.Step(
        _text(row, "id"),
        _text(row, "prompt"),
        _answer(row.get("answer"), faults, f"{before}answer"),
        tuple(row.get("skills", ())),
        tuple(_hint(one, faults, f"{before}hints-{at}-") for at, one in enumerate(_rows(row, "hints"))),
        tuple(
            types.Misconception(
                _text(one, "id"), _text(one, "name"), _text(one, "question"), _list(one, "answers")
            )
            for one in _rows(row, "misconceptions")
        ),
        _list(row, "solution"),
    )


def _hint(row: Tree, faults: Faults, before: str) -> types.Hint:
    asks = row.get("answer")
    is_scaffold = isinstance(asks, dict) and asks.get("kind")
    return types.Hint(
        _text(row, "id"),
        _text(row, "text"),
        _text(row, "title"),
        _answer(asks, faults, f"{before}answer") if is_scaffold else None,
        tuple(row.get("requires", ())),
    )


def _answer(tree: Any, faults: Faults, name: str) -> dict[str, Any]:
    mapping, complaints = answers.to_mapping(tree if isinstance(tree, dict) else {})
    for key, words in complaints:
        faults.add(f"{name}-{key}", words)
    return mapping


def _text(row: Tree, key: str) -> str:
    return str(row.get(key, "")).strip()


def _list(row: Tree, key: str) -> tuple[str, ...]:
    return tuple(_text(one, "text") for one in _rows(row, key))


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
