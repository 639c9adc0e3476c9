"""One turn: log the message, decide outside any transaction, write if nothing came between, pass it on.

Every message is answered once and in order, whoever drives: a turn first answers what a dead one left.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from channels.db import database_sync_to_async
from django.utils import timezone
from django.utils.translation import gettext as _
from prometheus_client import Counter, Histogram

from tutor import notify
from tutor.learner.absence import Return
from tutor.session import fields, following, reply, returning, ruling
from tutor.session.commit import Decision, append_message, carry_out
from tutor.session.view import SessionError, View, control_of, events_after, read
from tutor.types import Answer, Event

MAX_TEXT = 2_000  # characters of one answer; a frame holds 4 kB
KINDS = frozenset({"answer", "chat", "button", "guess"})
MAX_ROUNDS = 50  # decisions of one drive: only a bug or a storm of tabs comes near it

_seconds = Histogram("edgewise_decide_seconds", "Time of a decision, without its transaction", ["what"])
_events = Counter("edgewise_events_total", "Events written", ["kind", "detail"])
_lost_races = Counter("edgewise_lost_races_total", "Decisions made anew because another tab came first")

# Lone surrogates are no text: no database stores them.
_CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f\u200b\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)


async def take_turn(
    session_id: UUID,
    client_id: str,
    answer: Answer,
    step: str | None = None,
    scaffold: str | None = None,
    parts: Sequence[str] | None = None,
    sure: str | None = None,
) -> AsyncIterator[Event]:
    """Yield the logged message, then everything it led to. A repeated `client_id` is answered from the log.

    `parts` are the fields of a control of several (`session.fields`) and stand in place of the answer's text.
    `sure`: "yes" or "no", where the learner said how sure they are of the answer.
    Raise SessionError for a message that cannot be taken; then nothing was logged.
    """
    if not all(name is None or name.isprintable() for name in (client_id, step, scaffold)):
        raise _malformed()
    if sure not in (None, "yes", "no"):
        raise _malformed()
    body: dict[str, Any] = {"step": step, "scaffold": scaffold}
    if sure is not None and answer.kind == "answer":
        body["sure"] = sure == "yes"
    if parts is None:
        answer = cleaned(answer)
    else:
        response = await database_sync_to_async(_assembled)(session_id, answer.kind, step, scaffold, parts)
        answer = Answer(answer.kind, response.text)
        body["shown"] = dict(response.shown)
    message = await database_sync_to_async(append_message)(session_id, client_id, answer, body)
    yield message
    sent = message.seq
    async for event in drive(session_id):
        if event.seq == sent + 1:
            yield event
            sent = event.seq
    for event in await database_sync_to_async(events_after)(session_id, sent):
        yield event


async def drive(session_id: UUID) -> AsyncIterator[Event]:
    """Answer what is unanswered and ask what comes next, until the learner is the one to speak."""
    for _round in range(MAX_ROUNDS):
        view = await database_sync_to_async(read)(session_id)
        if view.pending is not None:
            with _seconds.labels("reply").time():
                decision = await reply.decide(view, view.pending)
        elif (returns := returning.how(view)) is not Return.GOES_ON:
            decision = await returning.decide(view, returns)
        elif (news := await ruling.told(view)) is not None:
            decision = news
        elif _wants_next(view):
            with _seconds.labels("next").time():
                going_on = await following.decide(view)
            if going_on is None:
                return
            decision = going_on
        else:
            return
        following_on: Decision | None = decision
        while following_on is not None:
            events = await database_sync_to_async(carry_out)(view, following_on)
            if events is None:  # another tab's turn came first: look again
                _lost_races.inc()
                break
            for event in events if not view.is_trial else ():
                _events.labels(
                    event.kind, str(event.body.get("outcome") or event.body.get("chosen_by") or "")
                ).inc()
            for event in events:
                yield event
            if events:
                await notify.events_added(session_id, events[-1].seq)
                view = replace(view, last_seq=events[-1].seq)
            # The mark is on the screen by now; words that are put otherwise may take a moment.
            following_on = await following_on.later() if following_on.later is not None else None
    raise SessionError(
        "busy", _("Too much is happening in this conversation at once. Reload the page, please.")
    )


async def tell_news(session_id: UUID) -> AsyncIterator[Event]:
    """What somebody ruled, on a page that is open. Nobody is greeted by it: an idle page is no visit."""
    view = await database_sync_to_async(read)(session_id)
    if view.pending is not None or returning.how(view) is not Return.GOES_ON:
        return
    decision = await ruling.told(view)
    events = None if decision is None else await database_sync_to_async(carry_out)(view, decision)
    for event in events or ():  # another tab may have told it
        yield event
    if events:
        await notify.events_added(session_id, events[-1].seq)


def _assembled(
    session_id: UUID, kind: str, step: str | None, scaffold: str | None, parts: Sequence[str]
) -> fields.Response:
    """What a learner put into several fields, as one response. Only what was typed has a limit here."""
    control = control_of(session_id, step, scaffold) if step else None
    if kind != "answer" or control is None:
        raise _malformed()
    plain = [_CONTROL.sub("", part.replace("\r\n", "\n").replace("\r", "\n")) for part in parts]
    if sum(map(len, plain)) > MAX_TEXT:
        raise _too_long()
    return fields.assemble(control, plain)


def cleaned(answer: Answer) -> Answer:
    """Without control and direction characters, which could make a page show what was not written."""
    if answer.kind not in KINDS:
        raise _malformed()
    text = _CONTROL.sub("", answer.text).strip()
    if len(text) > MAX_TEXT:
        raise _too_long()
    if not text and answer.kind != "guess":
        raise SessionError("empty", _("There is nothing in it yet: write your answer first."))
    return Answer(answer.kind, text)


def _too_long() -> SessionError:
    return SessionError("too_long", _("That is too long. Send the part that matters."))


def _malformed() -> SessionError:
    return SessionError(
        "malformed", _("The page sent something this server does not know. Reload it, please.")
    )


def _wants_next(view: View) -> bool:
    """Also of a finished course, on a later day: what was learned comes back for review."""
    opener = view.opener
    if opener is not None and opener.kind == "finished":
        return opener.at is not None and timezone.localdate(opener.at) < timezone.localdate()
    return opener is None or reply.is_settled(view)
