"""How long an item usually takes in its course: one indexed query, made only where an answer came quickly."""

from __future__ import annotations

from tutor.learner import pace
from tutor.models import EvidenceRow

NEWEST = 400  # first answers that are looked at


def usual(course_id: str, item: str) -> pace.Usual | None:
    """From the newest first answers without help, one of each learner; None where these are too few."""
    rows = EvidenceRow.objects.filter(course_id=course_id, item=item, part="", seconds__isnull=False)
    first = rows.filter(assisted=False, void=False, says_unknown=False).order_by("-at")
    seconds: dict[object, float] = {}
    for learner, taken in first.values_list("learner_id", "seconds")[:NEWEST]:
        seconds[learner] = taken or 0.0  # of several the oldest stays
    return pace.usual(seconds.values())
