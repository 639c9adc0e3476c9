"""What is asked next: the next step, a passage that is due, or the problem the model server chose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from channels.db import database_sync_to_async

from courses.types import Course, Passage, Problem
from tutor import grading, memory
from tutor.dialogue.state import fold
from tutor.inference import InferenceError
from tutor.learner import choose, passages, ramp
from tutor.models import Attempt, EventRow
from tutor.session import material
from tutor.session.commit import Decision, Draft
from tutor.session.reply import passage_draft
from tutor.session.view import View
from tutor.types import Belief

MOST_CANDIDATES = 200  # open problems the model server is asked about: nearest in the ramp first
KNOWN = 0.90  # a parametric problem whose skills are believed this likely is no longer asked
MOST_VISITS = 4  # of one parametric problem: then it teaches nothing any more
IN_ORDER = "It is the next one of the course that is open to you."
ONE_LIKE_IT = "You have just seen one solved; this one is yours."
ANOTHER_WAY_IN = "It is another way into what the last one needed."
FINISHED = (
    "That was the last problem of this course that is new to you. What you have learned stays; come back on "
    "another day and show that it is still there."
)


@dataclass(frozen=True, slots=True)
class Past:
    """What this learner has met in this course, in all conversations."""

    asked: tuple[tuple[str, int], ...]  # (problem id, seed) in the order they were asked, repeats included
    passages: frozenset[str]
    unaided: frozenset[tuple[str, int]]  # (item, seed) of every unassisted success
    revealed: frozenset[str]  # items whose solution was shown

    def visits(self, problem_id: str) -> tuple[int, ...]:
        """The seeds of its variants so far."""
        return tuple(seed for asked, seed in self.asked if asked == problem_id)

    def succeeded(self, problem: Problem, seed: int) -> bool:
        return all((f"{problem.id}/{step.id}", seed) in self.unaided for step in problem.steps)


async def decide(view: View) -> Decision:
    step = _next_step(view)
    if step is not None:
        return Decision((step,))
    past = await database_sync_to_async(_past)(view)
    beliefs = await database_sync_to_async(memory.beliefs_of)(view.learner_id, view.course.id)
    choice = await _choose(view, past, beliefs)
    if choice is None:
        return Decision((Draft("finished", {"words": FINISHED}),))
    due = passages.before(view.course, choice.problem, past.passages, beliefs)
    if due:
        return Decision((_passage(view, due[0]),))
    return Decision((_problem(view, past, choice),))


@dataclass(frozen=True, slots=True)
class _Chosen:
    problem: Problem
    reason: str
    by: str  # "model" or "ramp"


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


async def _choose(view: View, past: Past, beliefs: Mapping[str, Belief]) -> _Chosen | None:
    """The model server's choice, or the ramp's when it does not answer in time."""
    done = _done(view.course, past, beliefs)
    special = _after_reveal_or_detour(view, beliefs, done)
    if special is not None:
        return special
    candidates = ramp.open_problems(view.course, beliefs, done)[:MOST_CANDIDATES]
    if not candidates:
        return None
    items = {f"{problem.id}/{problem.steps[0].id}": problem for problem in candidates}
    try:
        answer = await memory.ask("next", view.learner_id, view.course.id, list(items))
    except InferenceError:
        problem = ramp.next_in_ramp(view.course, beliefs, done) or candidates[0]
        return _Chosen(problem, IN_ORDER, "ramp")
    offers = [
        choose.Candidate(items[one["item"]], one["p"], one["information"], one["gain"])
        for one in answer["items"]
    ]
    choice = choose.choose(offers, _recent(view, past), seed=len(past.asked))
    return _Chosen(choice.problem, choice.reason, "model")


def _after_reveal_or_detour(
    view: View, beliefs: Mapping[str, Belief], done: frozenset[str]
) -> _Chosen | None:
    if view.opener is None or "index" not in view.opener.body:
        return None
    state, problem_id = fold(view.events), view.opener.body["problem"]
    if state.revealed:
        problem = ramp.sibling(view.course, problem_id, done)
        return _Chosen(problem, ONE_LIKE_IT, "ramp") if problem and problem.id not in done else None
    if state.left:
        problem = ramp.detour(view.course, problem_id, beliefs, done)
        return _Chosen(problem, ANOTHER_WAY_IN, "ramp") if problem and problem.id != problem_id else None
    return None


def _done(course: Course, past: Past, beliefs: Mapping[str, Belief]) -> frozenset[str]:
    """A fixed problem is new once; a parametric one until its skills are known, or it leads nowhere."""

    def known(problem: Problem) -> bool:
        return all(skill in beliefs and beliefs[skill].p >= KNOWN for skill in problem.skills)

    def is_done(problem: Problem) -> bool:
        if not problem.where:
            return True
        return known(problem) or len(past.visits(problem.id)) >= MOST_VISITS

    return frozenset(one.id for one in course.problems() if past.visits(one.id) and is_done(one))


def _recent(view: View, past: Past) -> list[choose.Recent]:
    """The last problems, oldest first, as far as variety needs them."""
    recent = []
    for problem_id, seed in past.asked[-4:]:
        problem = view.course.problem(problem_id)
        recent.append(choose.Recent(problem_id, problem.skills, past.succeeded(problem, seed)))
    return recent


def _passage(view: View, passage: Passage) -> Draft:
    if passage.guess is None:
        return passage_draft(view, passage.id, None)
    choices = [choice.text for choice in passage.guess.choices]
    body = {"passage": passage.id, "title": passage.title, "prompt": passage.guess.prompt, "choices": choices}
    return Draft("guess", body)


def _problem(view: View, past: Past, chosen: _Chosen) -> Draft:
    problem_id = chosen.problem.id
    seed = material.fresh_seed(view.course, view.learner_id, problem_id, past.visits(problem_id))
    shown = material.variant(view.course, problem_id, seed)
    body = _question(view.course, shown, 0) | {
        "problem": shown.id,
        "title": shown.title,
        "stem": shown.stem,
        "seed": seed,
        "seen_solution": not chosen.problem.where and _was_revealed(chosen.problem, past),
        "reason": chosen.reason,
        "chosen_by": chosen.by,
        "source": shown.source,
        "licence": shown.licence,
    }
    return Draft("problem", body)


def _was_revealed(problem: Problem, past: Past) -> bool:
    return any(f"{problem.id}/{step.id}" in past.revealed for step in problem.steps)


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


def _past(view: View) -> Past:
    asked = EventRow.objects.filter(
        session__learner_id=view.learner_id,
        session__version__course_id=view.course.id,
        kind__in=("problem", "passage"),
    ).order_by("at", "seq")
    events = list(asked.values_list("kind", "body__problem", "body__seed", "body__passage"))
    reveals = EventRow.objects.filter(
        session__learner_id=view.learner_id, kind="move", body__kind="reveal", body__item__isnull=False
    )
    successes = Attempt.objects.filter(
        learner_id=view.learner_id, course_id=view.course.id, outcome="correct", assisted=False
    )
    known = {problem.id for problem in view.course.problems()}  # an older version may have had others
    return Past(
        asked=tuple((problem, seed) for kind, problem, seed, _ in events if problem in known),
        passages=frozenset(passage for kind, _, _, passage in events if kind == "passage"),
        unaided=frozenset(successes.values_list("item", "seed")),
        revealed=frozenset(reveals.values_list("body__item", flat=True)),
    )
