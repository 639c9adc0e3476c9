"""What people ruled on answers to a published question, given to the checker with the question.

Published content never changes: the rulings lie over it. They hold for the question as it was asked then; of
one that is parametric, for its numbers, unless the numbers change nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from courses.types import Hint, Misconception, Problem, Step
from tutor import grading
from tutor.grading import SpecError
from tutor.models import Ruling


def ruled(course_id: str, problem: Problem, step: Step, seed: int) -> Step:
    """`step`, with the numbers of `seed`, and what was ruled on it. `problem`: as it is published."""
    item = f"{problem.id}/{step.id}"
    rows = Ruling.objects.filter(course_id=course_id, item=item).exclude(state=Ruling.State.OPEN)
    found = [row for row in rows if row.is_for_all or row.seed == seed]
    if not found:
        return step
    own = [row for row in found if not row.scaffold and row.asked == asked(problem, step.id)]
    hints = tuple(
        _hint(
            hint,
            [
                row
                for row in found
                if row.scaffold == hint.id and row.asked == asked(problem, step.id, hint.id)
            ],
        )
        for hint in step.hints
    )
    return replace(with_rulings(step, own), hints=hints)


def with_rulings(step: Step, rulings: Iterable[Ruling]) -> Step:
    """The step with these taken in. A ruling that makes no usable question is left out."""
    for row in rulings:
        step = _with(step, row)
    return step


def asked(problem: Problem, step_id: str, hint_id: str = "") -> str:
    """A digest of the question, as it is published: another wording or answer is another question."""
    step = next(one for one in problem.steps if one.id == step_id)
    hint = next((one for one in step.hints if one.id == hint_id), None)
    answer = step.answer if hint is None else hint.answer or {}
    plain = {name: value for name, value in answer.items() if name not in ("accepted", "refused")}
    texts = [problem.stem, step.prompt] + ([] if hint is None else [hint.text])
    body = json.dumps([texts, plain, dict(problem.where)], sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(body.encode("ascii")).hexdigest()


def is_for_all(problem: Problem, step_id: str, hint_id: str = "") -> bool:
    """Whether the answer to the question is the same whatever the numbers."""
    if not problem.where:
        return True
    step = next(one for one in problem.steps if one.id == step_id)
    hint = next((one for one in step.hints if one.id == hint_id), None)
    shown = [problem.stem, step.prompt, step.answer] if hint is None else [hint.text, hint.answer]
    return "[[" not in json.dumps(shown, default=dict)


def key(course_id: str, item: str, hint_id: str, digest: str, seed: int | None, answer: str) -> str:
    """The same for the same answer to the same question. `answer`: `grading.ruled.key` of it."""
    body = json.dumps([course_id, item, hint_id, digest, seed, answer])
    return hashlib.sha256(body.encode("ascii")).hexdigest()


def _with(step: Step, row: Ruling) -> Step:
    match row.state:
        case Ruling.State.RIGHT:
            return replace(step, answer=_adding(step.answer, "accepted", row.text))
        case Ruling.State.WRONG:
            why = {"answer": row.text, "why": row.note}
            return replace(step, answer=_adding(step.answer, "refused", why))
        case Ruling.State.MISCONCEPTION:
            return _showing(step, row)
    return step


def _showing(step: Step, row: Ruling) -> Step:
    """The wrong idea by the answer as it was written, and where the checker can read it by all equal ones."""
    known = {one.id for one in step.misconceptions}
    if row.misconception not in known:
        new = Misconception(row.misconception, row.name, row.question)
        step = replace(step, misconceptions=(*step.misconceptions, new))
    found = {"answer": row.text, "why": row.note, "misconception": row.misconception}
    step = replace(step, answer=_adding(step.answer, "refused", found))
    equal = replace(
        step,
        misconceptions=tuple(
            replace(one, answers=(*one.answers, row.text)) if one.id == row.misconception else one
            for one in step.misconceptions
        ),
    )
    try:
        grading.spec_of(equal)
    except SpecError:
        return step
    return equal


def _hint(hint: Hint, rulings: Iterable[Ruling]) -> Hint:
    """A smaller question has no named wrong ideas of its own: such an answer is simply wrong there."""
    for row in rulings:
        right = row.state == Ruling.State.RIGHT
        value = row.text if right else {"answer": row.text, "why": row.note}
        hint = replace(hint, answer=_adding(hint.answer or {}, "accepted" if right else "refused", value))
    return hint


def _adding(answer: Mapping[str, Any], name: str, value: object) -> dict[str, Any]:
    """Only so many are kept in a question; the newest are the ones that learners come with."""
    return {**answer, name: [*answer.get(name, ()), value][-100:]}
