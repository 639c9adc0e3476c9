"""Weeks later: what was guessed of a skill before it was learned, beside a review of it."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from tutor import grading, memory
from tutor.learner.choose import Why
from tutor.session import material
from tutor.session.commit import Draft
from tutor.session.view import View

AFTER = timedelta(days=14)


def beside(view: View, asked: Draft) -> Draft:
    """The same problem, with `guessed` where it is a review of what was once guessed otherwise.

    A guess that was right would help with the review, and so would one that rules out an option.
    """
    if asked.kind != "problem" or asked.body["why"] != Why.REVIEW:
        return asked
    now = timezone.now()
    for skill in asked.body["skills"]:
        guess = memory.first_guess(view.learner_id, view.course, skill["id"])
        if guess is None or not guess.wrong or guess.at > now - AFTER:
            continue
        if _is_safe(view, asked, guess.said):
            told = {"said": guess.said, "title": guess.title, "weeks": (now - guess.at).days // 7}
            return Draft(asked.kind, {**asked.body, "guessed": told})
    return asked


def _is_safe(view: View, asked: Draft, said: str) -> bool:
    problem = material.variant(view.course, asked.body["problem"], asked.body["seed"])
    specs = [grading.spec_of(step, problem.stem) for step in problem.steps]
    offered = {option for step in problem.steps for option in step.answer.get("options", ())}
    return said not in offered and not any(grading.leaks(said, spec) for spec in specs)
