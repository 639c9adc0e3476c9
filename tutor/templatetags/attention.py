"""What waits for a person, for the first page of the admin."""

from __future__ import annotations

from typing import Any

from django import template
from django.db.models import F

from tutor.models import AskedQuestion, Session

register = template.Library()


@register.simple_tag
def words_of_harm(user: Any) -> int:
    """Conversations in which somebody spoke of harm and nobody of the staff has looked since."""
    if not user.has_perm("tutor.view_session"):
        return 0
    return Session.objects.filter(distress_seq__gt=F("attended_seq")).count()


@register.simple_tag
def unanswered_questions(user: Any) -> int:
    if not user.has_perm("tutor.view_askedquestion"):
        return 0
    return AskedQuestion.objects.filter(closed=False, answered_from__in=AskedQuestion.UNANSWERED).count()
