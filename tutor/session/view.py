"""One reading of a conversation: all that a turn decides on. Knows how to read, never how to decide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from courses import publish
from courses.types import Course
from tutor.models import EventRow, Session
from tutor.types import Event

# Events that ask the learner for something, or begin what does.
OPENERS = frozenset({"opening", "placing", "guess", "example", "problem", "step", "finished"})


class SessionError(Exception):
    """A conversation that is not there for this learner, or a message that cannot be taken.

    `code`: not_found, too_long, empty, incomplete, malformed, or busy (other turns kept winning).
    `words` are for the learner.
    """

    def __init__(self, code: str, words: str) -> None:
        super().__init__(f"{code}: {words}")
        self.code = code
        self.words = words


@dataclass(frozen=True, slots=True)
class View:
    """A session as of `last_seq`. `events` run from the opener, without the messages not yet answered."""

    session_id: UUID
    learner_id: UUID
    course: Course
    version_id: int
    last_seq: int
    opener: Event | None
    events: tuple[Event, ...]
    pending: Event | None
    is_trial: bool = False  # an author walks through a draft: nothing of it counts

    @property
    def item(self) -> str | None:
        """What is asked now: "<problem>/<step>", a passage's id, or the opening."""
        if self.opener is None or self.opener.kind == "finished":
            return None
        return str(self.opener.body["item"] if "item" in self.opener.body else self.opener.body["passage"])

    @property
    def skills(self) -> frozenset[str]:
        """The skills of the open question."""
        body = self.opener.body if self.opener is not None else {}
        return frozenset(skill["id"] for skill in body.get("skills", ()))


def read(session_id: UUID) -> View:
    """Raise Session.DoesNotExist for an unknown id."""
    session = Session.objects.select_related("version__course").get(id=session_id)
    rows = EventRow.objects.filter(
        session_id=session_id, seq__gte=session.opener_seq, seq__lte=session.last_seq
    )
    events = [row.as_event() for row in rows.order_by("seq")]
    waiting = [event for event in events if event.kind == "message" and event.seq > session.answered_seq]
    settled = tuple(event for event in events if event not in waiting)
    opener = next((event for event in settled if event.seq == session.opener_seq), None)
    return View(
        session_id=session_id,
        learner_id=session.learner_id,
        course=publish.load(session.version),
        version_id=session.version_id,
        last_seq=session.last_seq,
        opener=opener,
        events=settled,
        pending=waiting[0] if waiting else None,
        is_trial=session.version.course.trial_of_id is not None,
    )


def control_of(session_id: UUID, item: str | None, scaffold: str | None) -> Mapping[str, Any] | None:
    """The control with which a page asks `item`, or its scaffold; None where this session has none.

    Also of a question that is over: a late message still means what its page showed.
    """
    asked = EventRow.objects.filter(session_id=session_id, body__item=item).order_by("seq")
    if scaffold is None:
        asked = asked.filter(kind__in=("problem", "step", "opening"))
    else:
        asked = asked.filter(kind="move", body__kind="scaffold", body__hint=scaffold)
    last = asked.last()
    return last.body.get("control") if last is not None else None


def events_after(session_id: UUID, seq: int) -> list[Event]:
    return [
        row.as_event() for row in EventRow.objects.filter(session_id=session_id, seq__gt=seq).order_by("seq")
    ]
