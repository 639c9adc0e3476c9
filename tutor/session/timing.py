"""How long an item takes (one query, made only where an answer came quickly), and a hint to be read."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.dialogue.state import GIVING
from tutor.learner import pace
from tutor.models import EvidenceRow
from tutor.types import Event

NEWEST = 400  # first answers that are looked at


def usual(course_id: str, item: str) -> pace.Usual | None:
    """From the newest first answers without help, one of each learner; None where these are too few."""
    rows = EvidenceRow.objects.filter(course_id=course_id, item=item, part="", seconds__isnull=False)
    first = rows.filter(assisted=False, void=False, says_unknown=False).order_by("-at")
    seconds: dict[object, float] = {}
    for learner, taken in first.values_list("learner_id", "seconds")[:NEWEST]:
        seconds[learner] = taken or 0.0  # of several the oldest stays
    return pace.usual(seconds.values())


def is_hurried(events: Sequence[Event], message: Event) -> bool:
    """Whether `message` came sooner after the last hint than that can be read.

    False where no hint was the last thing said, where no time is known, or where the clock ran back.
    """
    moves = [event for event in events if event.kind == "move" and event.seq < message.seq]
    if not moves or moves[-1].body["kind"] not in GIVING or moves[-1].at is None or message.at is None:
        return False
    body = moves[-1].body
    taken = (message.at - moves[-1].at).total_seconds()
    return 0.0 <= taken < pace.reading(f"{body.get('title', '')} {body['words']}")
