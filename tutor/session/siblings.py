"""One like it, worked out, before a solution is shown. Knows the course and what was met, no policy.

The same problem with other numbers comes first, then another on the skill. `gate.may_demonstrate` is asked
about all that is seen of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from courses.types import Course, Hint, Problem, Step
from tutor import grading
from tutor.learner import examples
from tutor.session import material, showing
from tutor.session.view import View
from tutor.types import Event, Sibling

if TYPE_CHECKING:
    from tutor.session.choosing import Past


def find(view: View, past: Past, opener: Event) -> Sibling | None:
    """A problem like the open one that may be shown whole; None where the course has none. Takes a while."""
    body = opener.body
    asked = material.variant(view.course, body["problem"], body["seed"])
    ahead = asked.steps[body["index"] :]
    allowed = showing.showable(view.course)
    for problem, step_id in _like(view.course, asked.id, ahead[0], past, allowed):
        for seed in showing.seeds(view, past, problem):
            shown = material.variant(view.course, problem.id, seed)
            sibling = _worked(shown, step_id, seed)
            if showing.may_show("\n\n".join(sibling.texts), shown, asked, allowed, ahead):
                return sibling
    return None


def _like(
    course: Course, asked_id: str, step: Step, past: Past, allowed: frozenset[str]
) -> Iterator[tuple[Problem, str]]:
    """Problems with the step of theirs that is like `step`, the nearest first."""
    wanted = course.problem(asked_id)
    if wanted.where and asked_id in allowed and worked_lines(step):
        yield wanted, step.id
    done = {one.problem for one in past.asked} | {one.problem for one in past.shown}
    met = {wanted.id, *past.waiting}
    for skill in step.skills:
        for problem, like in examples.candidates(course, skill, wanted, done, allowed, worked_lines):
            if problem.id not in met:
                met.add(problem.id)
                yield problem, like.id


def worked_lines(step: Step) -> tuple[str, ...]:
    """The written solution; where none is written, its hints in a row, with the answers they ask for."""
    return step.solution or tuple(_told(hint) for hint in step.hints)


def _told(hint: Hint) -> str:
    if not hint.is_scaffold:
        return hint.text
    return f"{hint.text} {grading.answer_text(grading.spec_of_hint(hint))}"


def _worked(problem: Problem, step_id: str, seed: int) -> Sibling:
    step = next(one for one in problem.steps if one.id == step_id)
    return Sibling(
        title=problem.title,
        stem=problem.stem,
        prompt=step.prompt,
        lines=worked_lines(step),
        answer=grading.answer_text(grading.spec_of(step, problem.stem)),
        problem=problem.id,
        step=step.id,
        seed=seed,
        source=problem.source,
        licence=problem.licence,
    )
