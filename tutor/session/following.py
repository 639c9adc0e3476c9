"""What is asked next: the next step, a passage that is due, or the problem the model server chose."""

from __future__ import annotations

from typing import Any

from channels.db import database_sync_to_async

from courses.types import Course, Passage, Problem
from tutor import grading, memory
from tutor.dialogue.state import fold
from tutor.learner import passages
from tutor.session import choosing, material
from tutor.session.commit import Decision, Draft
from tutor.session.reply import passage_draft
from tutor.session.view import View

FINISHED = (
    "That is all that is new for you here today. What you have learned stays; come back on another day, "
    "show that it is still there, and take up what was hard."
)


async def decide(view: View) -> Decision:
    step = _next_step(view)
    if step is not None:
        return Decision((step,))
    past = await database_sync_to_async(choosing.past_of)(view)
    beliefs = await database_sync_to_async(memory.beliefs_of)(view.learner_id, view.course.id)
    choice = await choosing.next_problem(view, past, beliefs)
    if choice is None:
        return Decision((Draft("finished", {"words": FINISHED}),))
    due = passages.before(view.course, choice.problem, past.passages, beliefs)
    if due:
        return Decision((_passage(view, due[0]),))
    return Decision((_problem(view, past, choice),))


def _next_step(view: View) -> Draft | None:
    """The next step of the open problem, unless that was left for another."""
    opener = view.opener
    if opener is None or "index" not in opener.body or fold(view.events).left:
        return None
    index = opener.body["index"] + 1
    problem = material.variant(view.course, opener.body["problem"], opener.body["seed"])
    if index >= len(problem.steps):
        return None
    carried = {name: opener.body[name] for name in ("problem", "seed", "seen_solution")}
    return Draft("step", _question(view.course, problem, index) | carried)


def _passage(view: View, passage: Passage) -> Draft:
    if passage.guess is None:
        return passage_draft(view, passage.id, None)
    choices = [choice.text for choice in passage.guess.choices]
    body = {"passage": passage.id, "title": passage.title, "prompt": passage.guess.prompt, "choices": choices}
    return Draft("guess", body)


def _problem(view: View, past: choosing.Past, chosen: choosing.Chosen) -> Draft:
    problem_id = chosen.problem.id
    seed = material.fresh_seed(view.course, view.learner_id, problem_id, past.visits(problem_id))
    shown = material.variant(view.course, problem_id, seed)
    body = _question(view.course, shown, 0) | {
        "problem": shown.id,
        "title": shown.title,
        "stem": shown.stem,
        "seed": seed,
        "seen_solution": not chosen.problem.where and past.was_revealed(chosen.problem),
        "reason": chosen.reason,
        "chosen_by": chosen.by,
        "why": chosen.why,
        "source": shown.source,
        "licence": shown.licence,
    }
    return Draft("problem", body)


def _question(course: Course, problem: Problem, index: int) -> dict[str, Any]:
    step = problem.steps[index]
    titles = {skill.id: skill.title for skill in course.skills}
    return {
        "item": f"{problem.id}/{step.id}",
        "step": step.id,
        "index": index,
        "steps": len(problem.steps),
        "prompt": step.prompt,
        "control": grading.control(grading.spec_of(step)),
        "skills": [{"id": skill, "title": titles[skill]} for skill in step.skills],
    }
