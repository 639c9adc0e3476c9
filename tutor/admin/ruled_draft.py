"""A ruling goes into the draft of its course, so that the next version knows it without anybody ruling."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from asgiref.sync import async_to_sync
from django.utils.translation import gettext as _

from courses import drafts
from courses.drafts import DraftError
from courses.models import CourseVersion, Unit
from courses.types import Misconception, Problem, Step
from tutor import grading
from tutor.grading import SpecError
from tutor.grading.variants import VariantError, instantiate
from tutor.models import Ruling
from tutor.session import overlay
from tutor.session.checking import pool
from tutor.session.ruling import RulingError, question_of
from tutor.types import Outcome


def put(rulings: Iterable[Ruling], by: Any, general: str = "") -> str:
    """Into the draft, which is opened if there is none; what became of it, in words for the person who ruled.

    `general`: the answer as it is for all numbers of a parametric question, with its names in `[[…]]`.
    """
    all_ = list(rulings)
    first = all_[0]
    if first.state == Ruling.State.WRONG:
        return ""
    if not (first.is_for_all or general):
        return _("It holds for the numbers of this learner only, so it is not in the draft.")
    try:
        draft = drafts.open(first.course_id, by)
        course = drafts.read(draft)
        problem = course.problem(first.problem)
        if overlay.asked(problem, first.step, first.scaffold) != first.asked:
            return _(
                "The question stands otherwise in the draft, so the draft stays as it is: see to it there."
            )
        texts = [general] if general else [one.text for one in all_]
        changed = _changed(problem, first, texts)
        drafts.save(draft, Unit.PROBLEM, problem.id, changed, by=by, seen=drafts.seen(problem))
    except (KeyError, StopIteration):
        return _("The draft has no such question any more.")
    except CourseVersion.DoesNotExist:
        return _("There is no draft, and nothing to begin one with.")
    except DraftError as error:
        return _("The draft would not take it: %(why)s") % {"why": str(error)}
    return _("It is in the draft, for the next version.")


def check_general(ruling: Ruling, general: str) -> None:
    """With the learner's numbers it must be the learner's answer. Raise RulingError."""
    question = question_of(ruling)
    step = next(one for one in question.problem.steps if one.id == ruling.step)
    marked = replace(step, answer=_adding(step.answer, "accepted", general))
    try:
        shown = instantiate(replace(question.problem, steps=(marked,)), ruling.seed)
        filled = str(shown.steps[0].answer["accepted"][-1])
        only = {**shown.steps[0].answer, "accepted": [filled]}
        spec = grading.spec_of(replace(shown.steps[0], answer=only), shown.stem)
    except (VariantError, SpecError) as error:
        raise RulingError(str(error)) from error
    if async_to_sync(pool().check)(spec, ruling.text).outcome is not Outcome.CORRECT:
        raise RulingError(
            _("With the numbers of this learner that is “%(filled)s”, which is not what they answered.")
            % {"filled": filled}
        )


def _changed(problem: Problem, ruling: Ruling, texts: Iterable[str]) -> Problem:
    def of_step(step: Step) -> Step:
        if step.id != ruling.step:
            return step
        for text in texts:
            step = _with(step, ruling, text)
        return step

    return replace(problem, steps=tuple(map(of_step, problem.steps)))


def _with(step: Step, ruling: Ruling, text: str) -> Step:
    if ruling.scaffold:
        hints = (
            replace(hint, answer=_accepting(hint.answer or {}, text)) if hint.id == ruling.scaffold else hint
            for hint in step.hints
        )
        return replace(step, hints=tuple(hints))
    if ruling.state == Ruling.State.RIGHT:
        return replace(step, answer=_accepting(step.answer, text))
    known = [one.id for one in step.misconceptions]
    if ruling.misconception not in known:
        new = Misconception(ruling.misconception, ruling.name, ruling.question)
        step = replace(step, misconceptions=(*step.misconceptions, new))
    showing = tuple(
        replace(one, answers=tuple(dict.fromkeys((*one.answers, text))))
        if one.id == ruling.misconception
        else one
        for one in step.misconceptions
    )
    by_equality = replace(step, misconceptions=showing)
    try:
        grading.spec_of(by_equality)
    except SpecError:  # nobody but a person can read it: it is known again as it is written
        found = {"answer": text, "why": ruling.note, "misconception": ruling.misconception}
        return replace(step, answer=_adding(step.answer, "refused", found))
    return by_equality


def _accepting(answer: Mapping[str, Any], text: str) -> dict[str, Any]:
    return _adding(answer, "accept" if answer.get("kind") == "text" else "accepted", text)


def _adding(answer: Mapping[str, Any], name: str, value: object) -> dict[str, Any]:
    known = list(answer.get(name, ()))
    return {**answer, name: known if value in known else [*known, value]}
