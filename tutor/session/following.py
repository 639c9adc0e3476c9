"""What is asked next: the next step, a passage that is due, or the problem the model server chose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from channels.db import database_sync_to_async

from courses.types import Course, Passage, Problem
from tutor import grading, memory
from tutor.dialogue.state import fold
from tutor.learner import confidence, guessing, passages
from tutor.learner.choose import Why
from tutor.learner.support import ALONE, Support
from tutor.session import (
    choosing,
    detours,
    first_guess,
    material,
    opening,
    placing,
    reading,
    showing,
    summing,
)
from tutor.session.commit import Decision, Draft
from tutor.session.reply import passage_draft
from tutor.session.view import View
from tutor.types import Belief

FINISHED = (
    "That is all that is new for you here today. What you have learned stays; come back on another day, "
    "show that it is still there, and take up what was hard."
)

PLAIN = showing.Plan()


async def decide(view: View) -> Decision | None:
    """As `_decide`; while a learner is placed, what they said and answers speak against is taken back."""
    decision = await _decide(view)
    if decision is None or not placing.is_on(view):
        return decision
    back = await database_sync_to_async(opening.taken_back)(view)
    said = [event.seq for event in view.events if event.kind == "message"]
    return replace(decision, answers=said[-1], evidence=back) if back and said else decision


async def _decide(view: View) -> Decision | None:
    """None where a finished course has nothing for today."""
    step = _next_step(view)
    if step is not None:
        return Decision((step,))
    past = await database_sync_to_async(choosing.past_of)(view)
    promised = choosing.promised(view, past)
    if promised is not None and view.opener is not None and view.opener.kind == showing.OPENER:
        return Decision((_problem(view, past, promised, showing.plan(view.course, past, promised)),))
    if not placing.is_on(view):
        on_the_way = await database_sync_to_async(detours.next_on)(view, past)
        if on_the_way is not None:
            return Decision((_on_detour(view, past, on_the_way),))
    if promised is not None:
        beliefs = await database_sync_to_async(memory.beliefs_of)(view.learner_id, view.course.id)
        return Decision(await _offer(view, past, promised, beliefs))
    first: tuple[Draft, ...] = ()
    if placing.is_on(view):
        found = await placing.next_probe(view, past)
        if isinstance(found, placing.Probe):
            asked = _problem(view, past, found.chosen)
            return Decision(
                (
                    Draft(
                        "problem",
                        {**asked.body, "nth": found.nth, "about": found.about, "again": found.again},
                    ),
                )
            )
        first = (found,)
    elif await opening.is_due(view, past):
        return Decision((opening.draft(view.course),))
    beliefs = await database_sync_to_async(memory.beliefs_of)(view.learner_id, view.course.id)
    choice = await choosing.next_problem(view, past, beliefs)
    if choice is None and view.opener is not None and view.opener.kind == "finished":
        return None
    if choice is None:
        return Decision((*first, Draft("finished", {"words": FINISHED}), *await summing.at_the_end(view)))
    return Decision((*first, *await _offer(view, past, choice, beliefs)))


def _next_step(view: View) -> Draft | None:
    """The next step of the open problem, unless that was left, or asked to place the learner."""
    opener = view.opener
    if opener is None or "index" not in opener.body or placing.is_on(view):
        return None
    state = fold(view.events)
    if state.left or state.set_aside:
        return None
    index = opener.body["index"] + 1
    problem = material.variant(view.course, opener.body["problem"], opener.body["seed"])
    if index >= len(problem.steps):
        return None
    carried = {name: opener.body[name] for name in ("problem", "seed", "seen_solution")}
    carried |= {name: opener.body.get(name, "") for name in ("support", "begun")}
    return Draft("step", _question(view.course, problem, index) | carried | _given(problem, index, carried))


def _on_detour(view: View, past: choosing.Past, found: Passage | choosing.Chosen | Draft) -> Draft:
    if isinstance(found, Passage):
        was_read = found.id in past.passages
        return passage_draft(view, found.id, None) if was_read else _passage(view, past, found)
    return _problem(view, past, found) if isinstance(found, choosing.Chosen) else found


async def _offer(
    view: View, past: choosing.Past, chosen: choosing.Chosen, beliefs: Mapping[str, Belief]
) -> tuple[Draft, ...]:
    """The problem, or what is read before it: a passage that is due, or one that is worked out.

    Who wants to try alone reads after that: once something on it was not done alone.
    """
    plan = showing.plan(view.course, past, chosen)
    due = passages.before(view.course, chosen.problem, past.passages, beliefs)
    if past.autonomy == ALONE:
        due = tuple(one for one in due if past.tried(view.course, one.skills))
    if due and (plan.support is not Support.BARE or past.autonomy == ALONE):
        return (_passage(view, past, due[0], chosen),)
    put = await _put(view, past, chosen, plan)
    if put.kind == showing.OPENER:
        lesson = view.course.lesson_of(put.body["problem"]).id
        if guessing.is_off(past.guesses, lesson):
            return showing.unasked(view, put, f"{view.session_id}:{view.last_seq}")
    return (await database_sync_to_async(first_guess.beside)(view, put),)


def _passage(
    view: View, past: choosing.Past, passage: Passage, chosen: choosing.Chosen | None = None
) -> Draft:
    """A guess on the passage, or at once the passage; `chosen` is what it is read for, and comes after it."""
    lesson = next(one.id for one in view.course.lessons if passage in one.passages)
    then = {"next": showing.note(chosen)} if chosen is not None else {}
    if passage.guess is None:
        draft = passage_draft(view, passage.id, None)
        return Draft(draft.kind, {**draft.body, **then})
    if not reading.asks(passage, lesson, past.guesses):
        told = {"reply": reading.not_asked(lesson, past.guesses, passage.id), "truth": None}
        draft = passage_draft(view, passage.id, None)
        return Draft(draft.kind, {**draft.body, **told, **then})
    choices = [choice.text for choice in passage.guess.choices]
    body = {"passage": passage.id, "title": passage.title, "prompt": passage.guess.prompt, "choices": choices}
    return Draft("guess", body | then)


async def _put(view: View, past: choosing.Past, chosen: choosing.Chosen, plan: showing.Plan) -> Draft:
    """The problem as planned, or first one that is worked out."""
    if plan.support is not Support.WORKED:
        return _problem(view, past, chosen, plan)
    example = await showing.example(view, past, chosen, plan.skill)
    return example if example is not None else _problem(view, past, chosen)


def _problem(view: View, past: choosing.Past, chosen: choosing.Chosen, plan: showing.Plan = PLAIN) -> Draft:
    seed = showing.next_seed(view, past, chosen.problem.id)
    shown = material.variant(view.course, chosen.problem.id, seed)
    how = {"support": plan.support, "begun": plan.skill}
    if plan.support is Support.FADED and not _given(shown, 0, how)["given"]:
        how = {"support": Support.PLAIN, "begun": ""}
    body = {
        "problem": shown.id,
        "title": shown.title,
        "stem": shown.stem,
        "seed": seed,
        "seen_solution": _seen(view, past, chosen, shown),
        "asks_sure": how["support"] is not Support.FADED and _asks_sure(view, past),
        "reason": chosen.reason,
        "chosen_by": chosen.by,
        "why": chosen.why,
        "p": chosen.p,
        "source": shown.source,
        "licence": shown.licence,
    }
    return Draft("problem", _question(view.course, shown, 0) | body | how | _given(shown, 0, how))


def _seen(view: View, past: choosing.Past, chosen: choosing.Chosen, shown: Problem) -> bool:
    """Whether the answer to just this is known already, so that it proves nothing."""
    problem = chosen.problem
    if problem.where:
        return showing.was_shown(view.course, past, shown)
    return past.was_revealed(problem) or chosen.why == Why.AGAIN


def _asks_sure(view: View, past: choosing.Past) -> bool:
    own = material.seed_for(view.learner_id, f"sure of {view.course.id}", 0)
    return confidence.asks(own, len(past.asked))


def _given(problem: Problem, index: int, how: Mapping[str, str]) -> dict[str, Any]:
    """The lines with which a step on the skill begins that fades."""
    step = problem.steps[index]
    return {"given": list(showing.given(step, problem)) if how["begun"] in step.skills else []}


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
