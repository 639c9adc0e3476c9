"""Keeps what waits for a person, and withdraws what was appealed: part of the transaction of a turn."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import timezone

from tutor import memory
from tutor.models import Appeal, EventRow, Ruling
from tutor.session.view import View

if TYPE_CHECKING:
    from tutor.session.commit import AppealDraft

MOST_UNDECIDED = 20  # answers of one learner in a course that wait because nobody could check them


def keep(view: View, draft: AppealDraft, verdict_seq: int) -> None:
    """Within the transaction that writes the turn. What is appealed is evidence of nothing from now on.

    Who sends one answer after another that nobody can check does not fill the queue with them.
    """
    if draft.kind == Appeal.Kind.CANNOT_CHECK:
        open_ = Appeal.objects.filter(learner_id=view.learner_id, ruling__course=view.course.id)
        if open_.filter(kind=draft.kind, ruling__state=Ruling.State.OPEN).count() >= MOST_UNDECIDED:
            return
    ruling, _new = Ruling.objects.get_or_create(
        key=draft.key,
        defaults={
            "course_id": view.course.id,
            "version_id": view.version_id,
            "item": draft.item,
            "scaffold": draft.scaffold,
            "seed": draft.seed,
            "is_for_all": draft.is_for_all,
            "asked": draft.asked,
            "text": draft.text,
            "shown": draft.shown,
            "outcome": draft.outcome,
            "reason": draft.reason,
            "asked_at": timezone.now(),
        },
    )
    appeal, new = Appeal.objects.get_or_create(
        session_id=view.session_id,
        verdict_seq=verdict_seq,
        defaults={
            "ruling": ruling,
            "learner_id": view.learner_id,
            "message_seq": draft.message_seq,
            "kind": draft.kind,
            "text": draft.text,
            "at": timezone.now(),
        },
    )
    if not new and appeal.kind != draft.kind:
        appeal.kind = draft.kind
        appeal.save(update_fields=["kind"])
    if draft.kind == Appeal.Kind.APPEAL and not draft.scaffold:
        messages = messages_of_step(view.session_id, draft.message_seq)
        memory.withdraw(view.learner_id, view.course.id, view.session_id, messages)


def messages_of_step(session_id: UUID, first: int) -> list[int]:
    """The learner's messages from `first` on, until something else was asked."""
    log = EventRow.objects.filter(session_id=session_id, seq__gte=first)
    asked = log.filter(kind__in=("problem", "step")).order_by("seq").values_list("seq", flat=True).first()
    mine = log.filter(kind="message") if asked is None else log.filter(kind="message", seq__lt=asked)
    return list(mine.values_list("seq", flat=True))
