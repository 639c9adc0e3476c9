"""The two short transactions of a turn: taking a message in, and writing what was decided about it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import structlog
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from kombu.exceptions import OperationalError

from tutor import memory, tasks
from tutor.dialogue.intent import Intent
from tutor.models import Appeal, AskedQuestion, Attempt, EventRow, EvidenceRow, LearnerCourse, Session
from tutor.session import waiting
from tutor.session.view import OPENERS, View
from tutor.types import Answer, Event

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Draft:
    """An event that has no place in the log yet."""

    kind: str
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class AttemptDraft:
    item: str
    seed: int
    text: str
    outcome: str
    score: float
    assisted: bool


@dataclass(frozen=True, slots=True)
class EvidenceDraft:
    item: str
    variant: str
    skills: tuple[str, ...]
    score: float
    assisted: bool
    void: bool
    says_unknown: bool
    misconception: str | None
    seconds: float | None
    part: str = ""
    weight: float = 1.0
    practice: bool = True
    confidence: bool | None = None
    begun: bool = False


@dataclass(frozen=True, slots=True)
class QuestionDraft:
    """What a learner asked at an item, and where an answer was found: kept for the author."""

    item: str
    text: str
    answered_from: str
    place: str = ""
    title: str = ""
    course: str = ""
    score: float | None = None


@dataclass(frozen=True, slots=True)
class AppealDraft:
    """An answer for a person to rule on (`tutor.models.Ruling`). `key`: of all that is just this answer."""

    kind: str
    message_seq: int
    item: str
    scaffold: str
    seed: int
    is_for_all: bool
    asked: str
    key: str
    text: str
    shown: Mapping[str, Any] | None
    outcome: str
    reason: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What should happen, all of it or none."""

    drafts: tuple[Draft, ...]
    answers: int | None = None  # seq of the message that this answers
    judges: int | None = None  # seq of a message that this only judges; its answer comes in `later`
    attempt: AttemptDraft | None = None
    evidence: tuple[EvidenceDraft, ...] = ()
    question: QuestionDraft | None = None
    appeal: tuple[AppealDraft, int | None] | None = (
        None  # with the verdict's event; None: the one of this turn
    )
    told: tuple[int, ...] = ()  # appeals whose rulings are told with this
    later: Callable[[], Awaitable[Decision]] | None = None  # what follows once its words are there


@transaction.atomic
def append_message(session_id: UUID, client_id: str, answer: Answer, body: Mapping[str, Any]) -> Event:
    """Log a message before anything else; the same `client_id` again gives the message logged first."""
    session = Session.objects.select_for_update().get(id=session_id)
    known = EventRow.objects.filter(session_id=session_id, client_id=client_id).first()
    if known is not None:
        return known.as_event()
    row = EventRow.objects.create(
        session_id=session_id,
        seq=session.last_seq + 1,
        kind="message",
        body={"kind": answer.kind, "text": answer.text, **body},
        client_id=client_id,
        at=timezone.now(),
    )
    session.last_seq = row.seq
    session.save(update_fields=["last_seq", "last_at"])
    return row.as_event()


@transaction.atomic
def carry_out(view: View, decision: Decision) -> list[Event] | None:
    """Write the decision if the session is still the one it was made on; None if it is not."""
    now = timezone.now()
    rows = [
        EventRow(session_id=view.session_id, seq=seq, kind=draft.kind, body=dict(draft.body), at=now)
        for seq, draft in enumerate(decision.drafts, start=view.last_seq + 1)
    ]
    changes: dict[str, Any] = {"last_seq": view.last_seq + len(rows), "last_at": now}
    if decision.answers is not None:
        changes["answered_seq"] = decision.answers
    openers = [row.seq for row in rows if row.kind in OPENERS]
    if openers:
        changes["opener_seq"] = openers[-1]
    harm = [row.seq for row in rows if row.kind == "move" and row.body.get("intent") == Intent.DISTRESS]
    if harm:
        changes["distress_seq"] = harm[-1]
    if not Session.objects.filter(id=view.session_id, last_seq=view.last_seq).update(**changes):
        return None
    untold = Appeal.objects.filter(pk__in=decision.told, told_at=None)
    if decision.told and untold.update(told_at=now) < len(decision.told):  # told in another conversation
        transaction.set_rollback(True)
        return None
    EventRow.objects.bulk_create(rows)
    for row in rows:
        if row.kind == "autonomy":
            _keep_autonomy(view, row.body["level"])
    message = decision.judges if decision.answers is None else decision.answers
    if decision.attempt is not None and message is not None:
        _keep_attempt(view, decision.attempt, message)
    if decision.question is not None and not view.is_trial:
        _keep_question(view, decision.question)
    if decision.appeal is not None:
        _keep_appeal(view, *decision.appeal, rows)
    if decision.evidence and message is not None:
        last_n = keep_evidence(view.learner_id, view.course.id, view.session_id, decision.evidence, message)
        rows += _eurekas(view, rows[-1].seq, decision.evidence, last_n)
    return [row.as_event() for row in rows]


def _keep_attempt(view: View, draft: AttemptDraft, message_seq: int) -> None:
    Attempt.objects.create(
        session_id=view.session_id,
        learner_id=view.learner_id,
        course_id=view.course.id,
        message_seq=message_seq,
        item=draft.item,
        seed=draft.seed,
        text=draft.text,
        outcome=draft.outcome,
        score=draft.score,
        assisted=draft.assisted,
        at=timezone.now(),
    )


def _keep_appeal(view: View, draft: AppealDraft, verdict: int | None, rows: Sequence[EventRow]) -> None:
    if verdict is None:
        verdict = next(row.seq for row in rows if row.kind == "verdict")
    waiting.keep(view, draft, verdict)
    learner_id, course_id = str(view.learner_id), view.course.id
    transaction.on_commit(lambda: queue_beliefs(learner_id, course_id), robust=True)


def _keep_question(view: View, draft: QuestionDraft) -> None:
    AskedQuestion.objects.create(
        learner_id=view.learner_id,
        course_id=view.course.id,
        version_id=view.version_id,
        item=draft.item,
        text=draft.text,
        answered_from=draft.answered_from,
        place=draft.place,
        nearest=draft.title,
        other_course=draft.course,
        score=draft.score,
        asked_at=timezone.now(),
    )


def _keep_autonomy(view: View, level: int) -> None:
    rows = LearnerCourse.objects.filter(learner_id=view.learner_id, course_id=view.course.id)
    rows.update(autonomy=level)


def _eurekas(view: View, seq: int, drafts: Sequence[EvidenceDraft], n: int) -> list[EventRow]:
    """The event that says what has just clicked. `n`: that of the evidence, whose row is locked by now.

    Said once, whichever conversation it happens in: evidence of both is numbered in one line.
    """
    last = drafts[-1]
    if last.part or last.score < 1.0 or last.assisted or last.void:
        return []
    now = timezone.now()
    clicked = memory.clicked(view.learner_id, view.course, n, now)
    if not clicked:
        return []
    titles = {skill.id: skill.title for skill in view.course.skills}
    skills = [{"id": one, "title": titles[one], "misses": misses} for one, misses in clicked.items()]
    row = EventRow(session_id=view.session_id, seq=seq + 1, kind="eureka", body={"skills": skills}, at=now)
    row.save(force_insert=True)
    Session.objects.filter(id=view.session_id).update(last_seq=row.seq)
    return [row]


def keep_evidence(
    learner_id: UUID,
    course_id: str,
    session_id: UUID,
    drafts: Sequence[EvidenceDraft],
    message_seq: int,
    ruled_of: datetime | None = None,
) -> int:
    """All that one message says, numbered in the order given; the last number.

    `ruled_of`: when the message was sent, if a person says only now what it is evidence of.
    """
    enrolment = LearnerCourse.objects.filter(learner_id=learner_id, course_id=course_id)
    now = timezone.now()
    # Locks the row: n stays dense.
    enrolment.update(evidence_n=F("evidence_n") + len(drafts), evidence_at=now)
    last = enrolment.values_list("evidence_n", flat=True).get()
    rows = [
        EvidenceRow(
            learner_id=learner_id,
            course_id=course_id,
            n=n,
            session_id=session_id,
            message_seq=message_seq,
            item=draft.item,
            part=draft.part,
            variant=draft.variant,
            skills=list(draft.skills),
            score=draft.score,
            assisted=draft.assisted,
            void=draft.void,
            says_unknown=draft.says_unknown,
            weight=draft.weight,
            practice=draft.practice,
            confidence=draft.confidence,
            begun=draft.begun,
            misconception=draft.misconception or "",
            seconds=draft.seconds,
            ruled=ruled_of is not None,
            at=now if ruled_of is None else ruled_of,
        )
        for n, draft in enumerate(drafts, start=last - len(drafts) + 1)
    ]
    EvidenceRow.objects.bulk_create(rows)
    who = str(learner_id)
    transaction.on_commit(lambda: queue_beliefs(who, course_id), robust=True)
    return last


def queue_beliefs(learner_id: str, course_id: str) -> None:
    """With the broker away the sweep will find the evidence; the turn must not fail for it."""
    try:
        tasks.update_beliefs.delay(learner_id, course_id)
    except OperationalError as error:
        log.warning("beliefs_not_queued", learner=learner_id, error=repr(error))
