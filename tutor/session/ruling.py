"""A person rules on an answer: for all who gave it and wait, for all who will, and so that they hear of it.

What the ruling is goes to the checker as authored data (`overlay`); what follows for a learner goes the way
of every finding: evidence appended to the log, as of the time of the answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from asgiref.sync import async_to_sync
from channels.db import database_sync_to_async
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from courses import publish
from courses.types import Problem, Step
from tutor import grading, memory, notify
from tutor.dialogue import words
from tutor.dialogue.intent import Intent
from tutor.dialogue.state import StepState, fold
from tutor.grading import Spec, ruled
from tutor.models import Appeal, Attempt, EventRow, EvidenceRow, Ruling, Session
from tutor.session import judging, material, overlay
from tutor.session.checking import pool
from tutor.session.commit import Decision, Draft, EvidenceDraft, keep_evidence, queue_beliefs
from tutor.session.view import View
from tutor.session.waiting import messages_of_step
from tutor.types import Event, Outcome

MOST_EQUAL = 50  # other answers to the same question that are checked again with a ruling


class RulingError(ValueError):
    """The ruling cannot be; the message says why, for the person who rules."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a person found. `misconception`: the id of one of the step, or of a new one with its name."""

    state: str  # Ruling.State, not open
    note: str = ""
    misconception: str = ""
    name: str = ""
    question: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What an answer was given to: as it is published, and with the learner's numbers."""

    problem: Problem
    shown: Problem
    step: Step  # of `shown`, with what was ruled on it
    spec: Spec


def question_of(ruling: Ruling) -> Question:
    """With all that was ruled so far. Raise KeyError where its version has no such step any more."""
    course = publish.load(ruling.version_id)
    problem = course.problem(ruling.problem)
    shown = material.variant(course, problem.id, ruling.seed)
    plain = next(one for one in shown.steps if one.id == ruling.step)
    step = overlay.ruled(ruling.course_id, problem, plain, ruling.seed)
    return Question(problem, shown, step, _spec(step, shown.stem, ruling.scaffold))


def rule(ruling: Ruling, found: Found, by: Any) -> list[Ruling]:
    """Settle it and what is equal to it; the rulings that are settled now. Raise RulingError."""
    before = _refuse(ruling, found)
    now = timezone.now()
    values = {
        "state": found.state,
        "note": found.note,
        "misconception": found.misconception,
        "name": found.name,
        "question": found.question,
        "ruled_by": by,
        "ruled_at": now,
    }
    if not _claim(ruling, values):
        raise RulingError(_("Somebody else has ruled on it meanwhile."))
    settled = [ruling, *(one for one in _equal(ruling, found, before.spec) if _claim(one, values))]
    appeals = Appeal.objects.filter(ruling__in=settled, settled_at=None).select_related("ruling")
    waiting = list(appeals)
    for appeal in waiting:
        settle(appeal)
    for learner_id in {one.learner_id for one in waiting}:
        async_to_sync(notify.ruling_made)(learner_id)
    return settled


def settle(appeal: Appeal) -> None:
    """What the ruling means for one learner, once. Right: evidence as of then; else the old one stands."""
    right = appeal.ruling.state == Ruling.State.RIGHT
    drafts, sent = _evidence(appeal) if right and not appeal.ruling.scaffold else (None, None)
    course_id = appeal.ruling.course_id
    with transaction.atomic():
        if not Appeal.objects.filter(pk=appeal.pk, settled_at=None).update(settled_at=timezone.now()):
            return
        messages = messages_of_step(appeal.session_id, appeal.message_seq)
        if drafts is not None:
            memory.withdraw(appeal.learner_id, course_id, appeal.session_id, messages)
        if right:
            attempts = Attempt.objects.filter(session_id=appeal.session_id, message_seq=appeal.message_seq)
            attempts.update(outcome=Outcome.CORRECT.value, score=1.0)
        elif appeal.kind == Appeal.Kind.APPEAL:
            stands = set(messages).difference(*map(set, _held_by_others(appeal)))
            memory.give_back(appeal.learner_id, course_id, appeal.session_id, stands)
        if drafts:
            keep_evidence(
                appeal.learner_id, course_id, appeal.session_id, drafts, appeal.message_seq, ruled_of=sent
            )
        transaction.on_commit(lambda: queue_beliefs(str(appeal.learner_id), course_id), robust=True)


async def told(view: View) -> Decision | None:
    """The rulings that this learner has not heard of, in words; None where there are none."""
    return await database_sync_to_async(_told)(view)


def _told(view: View) -> Decision | None:
    rows = Appeal.objects.filter(learner_id=view.learner_id, told_at=None, ruling__course=view.course.id)
    found = list(rows.exclude(ruling__state=Ruling.State.OPEN).select_related("ruling").order_by("pk"))
    for appeal in found:
        if appeal.settled_at is None:
            settle(appeal)
    drafts = tuple(Draft("ruled", _body(view, appeal)) for appeal in found)
    return Decision(drafts, told=tuple(one.pk for one in found)) if found else None


def _body(view: View, appeal: Appeal) -> dict[str, Any]:
    ruling = appeal.ruling
    titles = {problem.id: problem.title for problem in publish.load(ruling.version_id).problems()}
    title = material.variant(view.course, ruling.problem, ruling.seed).title if _has(view, ruling) else ""
    note = " ".join(filter(None, (ruling.note, ruling.question)))
    spoken = words.say(
        f"ruled_{ruling.state}",
        f"{view.session_id}:{appeal.pk}",
        (),
        said=words.quote(appeal.text),
        title=title or titles.get(ruling.problem, "") or ruling.item,
        text=note,
    )
    body = {"item": ruling.item, "text": appeal.text, "state": ruling.state}
    return body | {"verdict": appeal.verdict_seq, "words": spoken.strip()}


def _has(view: View, ruling: Ruling) -> bool:
    return any(one.id == ruling.problem for one in view.course.problems())


def _claim(ruling: Ruling, values: dict[str, Any]) -> bool:
    if not Ruling.objects.filter(pk=ruling.pk, state=Ruling.State.OPEN).update(**values):
        return False
    for name, value in values.items():
        setattr(ruling, name, value)
    return True


def _refuse(ruling: Ruling, found: Found) -> Question:
    """The question as it stands before the ruling. Raise RulingError for a ruling that cannot be."""
    if found.state not in (Ruling.State.RIGHT, Ruling.State.WRONG, Ruling.State.MISCONCEPTION):
        raise RulingError(_("Say whether the answer is right, wrong, or shows a misconception."))
    asked = question_of(ruling)
    if found.state == Ruling.State.RIGHT:
        return asked
    known = {one.id: one for one in asked.step.misconceptions}
    if found.state == Ruling.State.MISCONCEPTION:
        if ruling.scaffold:
            raise RulingError(_("A question in between has no misconceptions of its own: rule it wrong."))
        if not found.misconception:
            raise RulingError(_("Choose the misconception, or name a new one."))
        if found.misconception not in known and not (found.name and found.question):
            raise RulingError(_("A new misconception needs a name and the question that exposes it."))
    for text in (found.note, found.question):
        if text and material.leaks(text, asked.spec):
            raise RulingError(
                _("“%(text)s” gives the answer away, and the question is going to be asked again.")
                % {"text": text}
            )
    return asked


def _equal(ruling: Ruling, found: Found, before: Spec) -> list[Ruling]:
    """Other answers to the same question that the checker now finds to be what this one was ruled to be.

    Not what it found of them already: who appeals against just that waits for a person to read their own.
    """
    others = Ruling.objects.filter(
        course=ruling.course_id,
        item=ruling.item,
        scaffold=ruling.scaffold,
        asked=ruling.asked,
        state=Ruling.State.OPEN,
    )
    if not ruling.is_for_all:
        others = others.filter(seed=ruling.seed)
    if found.state == Ruling.State.WRONG:  # says nothing of any other answer
        return []
    spec = question_of(ruling).spec

    def shows(spec: Spec, text: str) -> bool:
        return async_to_sync(pool().check)(spec, text).misconception == found.misconception

    def is_equal(text: str) -> bool:
        if found.state == Ruling.State.RIGHT:
            return async_to_sync(pool().check)(spec, text).outcome is Outcome.CORRECT
        return shows(spec, text) and not shows(before, text)

    return [one for one in others[:MOST_EQUAL] if is_equal(one.text)]


def _spec(step: Step, stem: str, scaffold: str) -> Spec:
    if not scaffold:
        return grading.spec_of(step, stem)
    return grading.spec_of_hint(judging.hint_of(step, scaffold))


def _evidence(appeal: Appeal) -> tuple[tuple[EvidenceDraft, ...] | None, datetime | None]:
    """What the answer would have been evidence of, had it been found right at once; and when it was sent.

    None where all stays as it is: the learner has been right without help on the same step besides.
    """
    view, message = _as_of(appeal.session_id, appeal.message_seq)
    if view.opener is None:
        return None, None
    began = view.opener.seq
    rows = EvidenceRow.objects.filter(
        session_id=appeal.session_id,
        message_seq__in=messages_of_step(appeal.session_id, began + 1),
        part="",
        score__gte=1.0,
        void=False,
    )
    if rows.filter(assisted=False).exists() or rows.filter(ruled=True).exists():
        return None, None
    asked = judging.asked_now(view, view.opener)
    state = fold(view.events, StepState())
    drafts = async_to_sync(judging.evidence)(view, asked, state, Intent.ATTEMPT, ruled.right(), message)
    return drafts, message.at


def _as_of(session_id: UUID, message_seq: int) -> tuple[View, Event]:
    """The conversation as it stood when a message came, and the message."""
    session = Session.objects.select_related("version").get(id=session_id)
    rows = EventRow.objects.filter(session_id=session_id, seq__lte=message_seq)
    began = rows.filter(kind__in=("problem", "step")).order_by("-seq").values_list("seq", flat=True).first()
    events = [row.as_event() for row in rows.filter(seq__gte=began or 0).order_by("seq")]
    message = events.pop()
    view = View(
        session_id=session_id,
        learner_id=session.learner_id,
        course=publish.load(session.version),
        version_id=session.version_id,
        last_seq=message_seq - 1,
        opener=events[0] if began is not None else None,
        events=tuple(events),
        pending=message,
    )
    return view, message


def _held_by_others(appeal: Appeal) -> Iterable[list[int]]:
    """The messages that another appeal of the same step withdraws still, or for good.

    What nobody could check withdraws only where it was found right, and counts in place of what came after.
    """
    counts = EvidenceRow.objects.filter(session_id=appeal.session_id, ruled=True).values("message_seq")
    held = Q(kind=Appeal.Kind.APPEAL, ruling__state__in=(Ruling.State.OPEN, Ruling.State.RIGHT))
    held |= Q(ruling__state=Ruling.State.RIGHT, message_seq__in=counts)
    others = Appeal.objects.filter(held, session_id=appeal.session_id, ruling__scaffold="")
    return [messages_of_step(appeal.session_id, one.message_seq) for one in others.exclude(pk=appeal.pk)]
