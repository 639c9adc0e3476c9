"""What is left of trials a day later: nothing. Removes their learners, conversations and copies."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from courses import trials
from tutor.models import Learner, LearnerCourse


def sweep_trials(before: datetime) -> int:
    """Remove the trials made before that; how many there were."""
    found = trials.old(before)
    for course_id in found:
        with transaction.atomic():
            inside = LearnerCourse.objects.filter(course=course_id).values("learner")
            Learner.objects.filter(pk__in=list(inside.values_list("learner", flat=True))).delete()
            trials.remove([course_id])
    return len(found)
