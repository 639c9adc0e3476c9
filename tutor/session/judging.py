"""What the checker finds of an answer to the open step, and what that is evidence of. Writes nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace

from channels.db import database_sync_to_async

from courses.types import Hint, Problem, Step
from tutor import grading
from tutor.dialogue import stated
from tutor.dialogue.intent import Intent
from tutor.dialogue.state import StepState
from tutor.grading import Spec
from tutor.learner import lines, pace
from tutor.learner.evidence import Weight, sure_weight, weigh
from tutor.session import material, overlay, timing
from tutor.session.checking import pool
from tutor.session.commit import AttemptDraft, EvidenceDraft
from tutor.session.prompt import is_asked_how_sure
from tutor.session.view import View
from tutor.types import Answer, Event, Outcome, Verdict


@dataclass(frozen=True, slots=True)
class Asked:
    """The open step of this learner's variant."""

    problem: Problem
    index: int
    step: Step
    stem: str
    item: str
    seed: int
    parametric: bool
    reveals_allowed: bool
    seen_solution: bool  # of this fixed item, on an earlier occasion


def asked_now(view: View, opener: Event) -> Asked:
    """What `opener` asks, with this learner's numbers and what people ruled on answers to it."""
    published = view.course.problem(opener.body["problem"])
    problem = material.variant(view.course, published.id, opener.body["seed"])
    step = problem.steps[opener.body["index"]]
    return Asked(
        problem=problem,
        index=opener.body["index"],
        step=overlay.ruled(view.course.id, published, step, opener.body["seed"]),
        stem=problem.stem,
        item=opener.body["item"],
        seed=opener.body["seed"],
        parametric=bool(published.where),  # the variant has no `where` left
        reveals_allowed=view.course.lesson_of(problem.id).reveals_allowed,
        seen_solution=opener.body["seen_solution"],
    )


async def judge(
    step: Step, spec: Spec, state: StepState, said: Answer
) -> tuple[Verdict | None, str | None, str]:
    """The verdict, the scaffold it is on, and what of the text was judged.

    Who solves the whole while a scaffold is open has solved it.
    """
    if said.kind == "button":
        return None, None, said.text
    if not state.in_scaffold:
        found, value = await _checked(spec, said.text)
        return found, None, value
    hint = hint_of(step, state.open_scaffold)
    on_scaffold, value = await _checked(grading.spec_of_hint(hint), said.text)
    if on_scaffold.outcome is not Outcome.CORRECT:
        on_step, of_step = await _checked(spec, said.text)
        if on_step.outcome is Outcome.CORRECT:
            return on_step, None, of_step
    return on_scaffold, hint.id, value


async def _checked(spec: Spec, text: str) -> tuple[Verdict, str]:
    """The checker's word on a text, or on the one value that it states; and what of it to talk about."""
    found = await pool().check(spec, text)
    values = stated.readings(spec, text, found)
    others = [await pool().check(spec, one) for one in values]
    verdict = stated.chosen(spec, text, found, others)
    judged = next((value for value, one in zip(values, others, strict=True) if one is verdict), text)
    if judged == text or verdict.outcome is Outcome.CORRECT:
        return verdict, judged
    return verdict, stated.bare(text, judged)


def hint_of(step: Step, hint_id: str | None) -> Hint:
    """The hint of a step by its id."""
    return next(hint for hint in step.hints if hint.id == hint_id)


def attempt(asked: Asked, state: StepState, said: Answer, verdict: Verdict) -> AttemptDraft:
    """The attempt as it is kept: what the learner wrote, with its mark."""
    return AttemptDraft(
        asked.item, asked.seed, said.text, verdict.outcome.value, verdict.score, assisted=state.assisted
    )


async def evidence(
    view: View, asked: Asked, state: StepState, intent: Intent, verdict: Verdict | None, message: Event
) -> tuple[EvidenceDraft, ...]:
    """On the whole item, and on the skills that its lines tell of; then the whole blames nobody."""
    weight = weigh(
        state,
        verdict,
        message.body["text"],
        says_unknown=intent is Intent.DONT_KNOW,
        seen_solution=asked.seen_solution,
    )
    if weight is None:
        return ()
    sure = message.body.get("sure") if view.opener and is_asked_how_sure(view.opener, state) else None
    weight = replace(weight, weight=weight.weight * await _share(view, asked, weight, sure, message))
    told = lines.findings(verdict, asked.step.skills) if verdict is not None else ()
    whole = EvidenceDraft(
        item=asked.item,
        variant=str(asked.seed) if asked.parametric else "",
        skills=asked.step.skills,
        score=weight.score,
        assisted=weight.assisted,
        void=weight.void,
        says_unknown=weight.says_unknown,
        misconception=weight.misconception,
        seconds=_seconds(view, message),
        weight=0.0 if told else weight.weight,
        confidence=sure,
        begun=bool(view.opener and view.opener.body.get("given")),
    )
    return (whole, *(_of_line(whole, one, weight.weight) for one in told))


async def _share(view: View, asked: Asked, weight: Weight, sure: bool | None, message: Event) -> float:
    """What counts of a finding for how sure the learner was, and for how quickly it came."""
    if weight.says_unknown or 0.0 < weight.score < 1.0:
        return 1.0
    right, choices = weight.score == 1.0, len(asked.step.answer.get("options", ()))
    share = sure_weight(right, sure, choices)
    seconds = _seconds(view, message)
    if not (right and choices) or weight.assisted or seconds is None or seconds >= pace.FLOOR:
        return share
    usual = await database_sync_to_async(timing.usual)(view.course.id, asked.item)
    return share * pace.share(seconds, usual, right=True, picked=True)


def _of_line(whole: EvidenceDraft, found: lines.LineFinding, weight: float) -> EvidenceDraft:
    """One attempt is practised once, however many lines it has."""
    return replace(
        whole,
        skills=(found.skill,),
        score=found.score,
        misconception=None,
        seconds=None,
        confidence=None,
        part=f"{found.part}: {found.skill}",
        weight=found.weight * (weight if found.score == 0.0 else 1.0),
        practice=False,
    )


def _seconds(view: View, message: Event) -> float | None:
    """From the tutor's last event before the message to the message; unknown where the clock ran back."""
    before = [event.at for event in view.events if event.seq < message.seq and event.at is not None]
    taken = (message.at - before[-1]).total_seconds() if before and message.at is not None else -1.0
    return taken if taken >= 0.0 else None
