"""“I think I’m right”: an answer goes to a person, and does not count until that person has ruled on it.

An appeal reveals nothing and earns nothing: what was asked is put by, and something else comes. What the
checker could not decide waits for a person by itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from channels.db import database_sync_to_async

from tutor import grading
from tutor.dialogue import words
from tutor.grading import ruled
from tutor.grading.pool import PASSING
from tutor.models import Appeal, EventRow, Ruling
from tutor.session import material, overlay
from tutor.session.commit import AppealDraft, Decision, Draft
from tutor.session.view import View
from tutor.types import Answer, Event, Move, MoveKind, Outcome, Verdict

if TYPE_CHECKING:
    from tutor.session.judging import Asked

BUTTON = "appeal-"  # and the number of the verdict's event: the button that appeals it
REJECTED = (Outcome.INCORRECT, Outcome.PARTIAL, Outcome.CANNOT_CHECK)
MOST_OPEN = 3  # appeals of one learner in a course, before a person has ruled on one
_MOST_DIGITS = 9


def client_id(verdict_seq: int) -> str:
    """One answer is appealed once, however often its button is pressed."""
    return f"{BUTTON}{verdict_seq}"


def chosen(said: Answer) -> int | None:
    """The verdict that a button appeals; None for everything else."""
    number = said.text.removeprefix(BUTTON)
    if said.kind != "button" or number == said.text or not (number.isascii() and number.isdecimal()):
        return None
    return int(number) if len(number) <= _MOST_DIGITS else None


def named(said: Answer) -> str:
    """The client id of an appeal from a form without scripts, where one form serves all verdicts."""
    found = chosen(said)
    return "" if found is None else client_id(found)


def pressed(events: Iterable[Event]) -> frozenset[int]:
    """The verdicts among `events` that were appealed."""
    said = [Answer(event.body["kind"], event.body["text"]) for event in events if event.kind == "message"]
    return frozenset(found for one in said if (found := chosen(one)) is not None)


async def decide(view: View, message: Event, verdict_seq: int, is_over: bool) -> Decision:
    """`is_over`: nothing is asked that could be put by."""
    return await database_sync_to_async(_decide)(view, message, verdict_seq, is_over)


def undecided(view: View, asked: Asked, said: Answer, verdict: Verdict, message: Event) -> AppealDraft | None:
    """What nobody could check enters the queue; not what only came at a bad moment, or is only tried out."""
    if verdict.outcome is not Outcome.CANNOT_CHECK or verdict.reason in PASSING or view.is_trial:
        return None
    return _draft(
        view, Appeal.Kind.CANNOT_CHECK, asked.item, "", asked.seed, said.text, message, verdict.as_dict()
    )


def _decide(view: View, message: Event, verdict_seq: int, is_over: bool) -> Decision:
    """What is said to an appeal, and what is put by. Reads the log."""
    found = EventRow.objects.filter(session_id=view.session_id, seq=verdict_seq, kind="verdict").first()
    seq = None if found is None else found.body.get("message")
    opener = _opener(view, verdict_seq)
    if (
        found is None
        or seq is None
        or opener is None
        or found.body["outcome"] not in REJECTED
        or view.is_trial
    ):
        return _said(message, "appeal_nothing", "nothing there to appeal")
    answer = EventRow.objects.get(session_id=view.session_id, seq=seq).as_event()
    draft = _draft(
        view,
        Appeal.Kind.APPEAL,
        opener.body["item"],
        found.body["scaffold"] or "",
        opener.body["seed"],
        str(answer.body["text"]),
        answer,
        found.body,
    )
    said = words.quote(draft.text, tuple((opener.body.get("control") or {}).get("options", ())))
    known = Ruling.objects.filter(key=draft.key).first()
    mine = Appeal.objects.filter(session_id=view.session_id, verdict_seq=verdict_seq, kind=draft.kind)
    if mine.exists():
        return _said(message, "appeal_known", "appealed already", said=said)
    waited = Appeal.objects.filter(session_id=view.session_id, verdict_seq=verdict_seq)
    if waited.exclude(settled_at=None).filter(ruling__state=Ruling.State.RIGHT).exists():
        return _said(message, "appeal_found_right", "a person found it right", said=said)
    if known is not None and known.state in (Ruling.State.WRONG, Ruling.State.MISCONCEPTION):
        return _said(message, "appeal_found_wrong", "a person ruled on it", said=said, text=known.note)
    if _open(view) >= MOST_OPEN:
        return _said(
            message, "appeal_full", "too many wait already", text=("no", "one", "two", "three")[MOST_OPEN]
        )
    goes_on = view.item == draft.item and not is_over and not draft.scaffold
    return _taken(view, message, draft, verdict_seq, said, goes_on)


def _taken(
    view: View, message: Event, draft: AppealDraft, verdict_seq: int, said: str, goes_on: bool
) -> Decision:
    """`goes_on`: the open question is put by, and something else comes."""
    slot = "appeal_taken" if goes_on else "appeal_taken_later"
    move = Move(
        MoveKind.ASIDE if goes_on else MoveKind.REPLY,
        words.say(slot, f"{view.session_id}:{message.seq}", _heard(view), said=said),
        "appealed: a person decides",
    )
    body = move.as_dict() | {"title": "", "control": None, "item": draft.item if goes_on else None}
    body |= {"appeal": verdict_seq}
    return Decision((Draft("move", body),), answers=message.seq, appeal=(draft, verdict_seq))


def _said(message: Event, slot: str, why: str, **fields: str) -> Decision:
    move = Move(MoveKind.REPLY, words.say(slot, message.seq, (), **fields).strip(), why)
    body = move.as_dict() | {"title": "", "control": None, "item": None, "appeal": True}
    return Decision((Draft("move", body),), answers=message.seq)


def _heard(view: View) -> list[str]:
    return [str(event.body.get("words", "")) for event in view.events if event.kind == "move"]


def _opener(view: View, verdict_seq: int) -> Event | None:
    """The question on which the verdict was given."""
    rows = EventRow.objects.filter(
        session_id=view.session_id, kind__in=("problem", "step"), seq__lt=verdict_seq
    )
    row = rows.order_by("-seq").first()
    return None if row is None else row.as_event()


def _open(view: View) -> int:
    rows = Appeal.objects.filter(learner_id=view.learner_id, kind=Appeal.Kind.APPEAL)
    return rows.filter(ruling__course=view.course.id, ruling__state=Ruling.State.OPEN).count()


def _draft(
    view: View, kind: str, item: str, scaffold: str, seed: int, text: str, answer: Event, verdict: object
) -> AppealDraft:
    found = Verdict.from_dict(verdict)  # type: ignore[arg-type]
    problem_id, _, step_id = item.rpartition("/")
    published = view.course.problem(problem_id)
    shown = material.variant(view.course, problem_id, seed)
    step = next(one for one in shown.steps if one.id == step_id)
    hint = next((one for one in step.hints if one.id == scaffold), None)
    spec = grading.spec_of(step, shown.stem) if hint is None else grading.spec_of_hint(hint)
    digest = overlay.asked(published, step_id, scaffold)
    for_all = overlay.is_for_all(published, step_id, scaffold)
    written = ruled.key(spec, text)
    return AppealDraft(
        kind=kind,
        message_seq=answer.seq,
        item=item,
        scaffold=scaffold,
        seed=seed,
        is_for_all=for_all,
        asked=digest,
        key=overlay.key(view.course.id, item, scaffold, digest, None if for_all else seed, written),
        text=text,
        shown=answer.body.get("shown"),
        outcome=found.outcome.value,
        reason=found.reason,
    )
