"""Reads for the page on which teachers see who is stuck where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q

from tutor.learner import stuck
from tutor.models import EvidenceRow, SkillState
from tutor.types import Evidence


def problems_tried(states: Sequence[SkillState]) -> dict[int, int]:
    """How many different problems each of these was tried on since the last success of one's own, by pk."""
    wanted = {(state.learner_id, state.course_id) for state in states}
    histories: dict[tuple[UUID, str, str], list[Evidence]] = defaultdict(list)
    some = Q(pk__in=[])
    for learner_id, course_id in sorted(wanted):
        some |= Q(learner_id=learner_id, course_id=course_id)
    for row in EvidenceRow.objects.filter(some, part="").order_by("learner_id", "course_id", "n"):
        for skill in row.skills:
            histories[row.learner_id, row.course_id, skill].append(row.as_evidence())
    return {
        state.pk: stuck.tried(histories[state.learner_id, state.course_id, state.skill]) for state in states
    }
