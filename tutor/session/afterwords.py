"""What comes after the move that ends a step: a look back on the problem, and one choice to close it.

Knows how they are logged and read, not how they are worded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from channels.db import database_sync_to_async

from tutor.dialogue import closing, lookback
from tutor.dialogue.state import StepState, Try
from tutor.models import EventRow
from tutor.session.commit import Decision, Draft
from tutor.session.view import View
from tutor.types import Answer, Event, Move, MoveKind, Verdict

if TYPE_CHECKING:
    from tutor.session.judging import Asked


def open_in(events: Sequence[Event]) -> Event | None:
    """The closing choice that nobody has answered yet."""
    asked = [event for event in events if event.kind in ("closing", "closed")]
    return asked[-1] if asked and asked[-1].kind == "closing" else None


def answered(view: View, asked: Event, said: Answer, message: Event, earlier: Sequence[str]) -> Decision:
    """Whatever was said closes it; nothing of it is evidence. `earlier`: the tutor's words before."""
    heard = [*earlier, *(str(event.body.get("words", "")) for event in view.events if event.kind == "move")]
    found = closing.answer(asked.body, said, message.seq, heard)
    return Decision((Draft("closed", {"item": view.item, **found}),), answers=message.seq)


async def after(
    view: View, asked: Asked, state: StepState, said: str, move: Move, verdict: Draft | None
) -> tuple[Draft, ...]:
    """`state` as it stood before the message `said`, which `verdict` was found of and `move` answers."""
    if state.placing or not move.step_done or state.over:
        return ()
    if move.kind is MoveKind.REVEAL:
        found = Verdict.from_dict(verdict.body) if verdict is not None else None
        tried = Try(said, found.outcome, True, found.misconception) if found is not None else None
        with_it = replace(state, tries=(*state.tries, tried)) if tried is not None else state
        return (_draft(view, closing.after_reveal(asked.step, with_it, move.solution[:-1], asked.seed)),)
    drafts: list[Draft] = []
    if asked.index == len(asked.problem.steps) - 1:
        told = await _looked_back(view, asked, move, verdict, state.heard)
        drafts += [Draft("lookback", {"item": view.item, "words": told})] if told else []
    choice = closing.after_right(asked.step, state, said, asked.reveals_allowed, asked.seed)
    return (*drafts, _draft(view, choice)) if choice is not None else tuple(drafts)


def _draft(view: View, asked: closing.Closing) -> Draft:
    return Draft("closing", {"item": view.item, **asked.as_dict()})


async def _looked_back(
    view: View, asked: Asked, move: Move, verdict: Draft | None, heard: Sequence[str]
) -> str:
    problem = asked.problem
    before = await database_sync_to_async(_of_problem)(view) if len(problem.steps) > 1 else view.events
    now = [Event(view.last_seq + 1, one.kind, one.body) for one in (verdict,) if one is not None]
    now.append(Event(view.last_seq + 2, "move", move.as_dict()))
    names = {one.id: one.name for step in problem.steps for one in step.misconceptions}
    return lookback.look_back([*before, *now], names, asked.seed, heard)


def _of_problem(view: View) -> list[Event]:
    """All that was said on the open problem, its earlier steps included, up to the open message."""
    rows = EventRow.objects.filter(session_id=view.session_id, seq__lte=view.last_seq)
    begun = rows.filter(kind="problem").order_by("-seq").values_list("seq", flat=True).first()
    events = [row.as_event() for row in rows.filter(seq__gte=begun or 0).order_by("seq")]
    known = {event.seq for event in view.events}
    first = view.opener.seq if view.opener is not None else 0
    return [event for event in events if event.seq < first or event.seq in known]
