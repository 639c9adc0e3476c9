"""Evidence that an appeal withdraws, and gives back if the ruling is that it stands. The log itself stays.

What is withdrawn is void, and the model server knows the learner by another name from then on
(`LearnerCourse.known_as`): a name stands for one set of withdrawn evidence. So beliefs are made anew from the
rest, and once all stands again they are, to the last bit, what they would have been.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tutor.models import EvidenceRow, LearnerCourse


def withdraw(learner_id: UUID, course_id: str, session_id: UUID, messages: Collection[int]) -> bool:
    """Of what these messages were evidence of, nothing counts any more. Whether there was any."""
    return _set(learner_id, course_id, session_id, messages, withdrawn=True)


def give_back(learner_id: UUID, course_id: str, session_id: UUID, messages: Collection[int]) -> bool:
    """It counts as it did before it was withdrawn."""
    return _set(learner_id, course_id, session_id, messages, withdrawn=False)


@transaction.atomic
def _set(
    learner_id: UUID, course_id: str, session_id: UUID, messages: Collection[int], *, withdrawn: bool
) -> bool:
    enrolment = LearnerCourse.objects.select_for_update().get(learner_id=learner_id, course_id=course_id)
    rows = EvidenceRow.objects.filter(
        learner_id=learner_id,
        course_id=course_id,
        session_id=session_id,
        message_seq__in=messages,
        ruled=False,
    )
    # What was void before counts for nothing either way, and is no appeal's to give back.
    changes = rows.filter(void=False) if withdrawn else rows.filter(withdrawn=True)
    if not changes.update(void=withdrawn, withdrawn=withdrawn):
        return False
    enrolment.revision = _revision(learner_id, course_id)
    enrolment.believed_n = 0  # all is told anew, under the new name
    enrolment.evidence_at = timezone.now()
    enrolment.save(update_fields=["revision", "believed_n", "evidence_at"])
    return True


def _revision(learner_id: UUID, course_id: str) -> str:
    rows = EvidenceRow.objects.filter(learner_id=learner_id, course_id=course_id, withdrawn=True)
    numbers = ",".join(map(str, rows.order_by("n").values_list("n", flat=True)))
    return hashlib.sha256(numbers.encode()).hexdigest()[:16] if numbers else ""
