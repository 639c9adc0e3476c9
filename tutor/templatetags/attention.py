"""What waits for a person, for the first page of the admin."""

from __future__ import annotations

from typing import Any

from django import template
from django.db.models import F

from courses import publish
from courses.models import CourseVersion
from tutor.admin.rulings import may_rule
from tutor.insight import quality
from tutor.models import AskedQuestion, Ruling, Session

register = template.Library()


@register.simple_tag
def words_of_harm(user: Any) -> int:
    """Conversations in which somebody spoke of harm and nobody of the staff has looked since."""
    if not user.has_perm("tutor.view_session"):
        return 0
    real = Session.objects.filter(version__course__trial_of=None)
    return real.filter(distress_seq__gt=F("attended_seq")).count()


@register.simple_tag
def unanswered_questions(user: Any) -> int:
    if not user.has_perm("tutor.view_askedquestion"):
        return 0
    return AskedQuestion.objects.filter(closed=False, answered_from__in=AskedQuestion.UNANSWERED).count()


@register.simple_tag
def waiting_answers(user: Any) -> int:
    """Answers that wait for a ruling this user may make."""
    allowed = may_rule(user) if user.is_active and user.is_staff else []
    open_ = Ruling.objects.filter(state=Ruling.State.OPEN, appeals__isnull=False)
    return (open_ if allowed is None else open_.filter(course__in=allowed)).distinct().count()


@register.simple_tag
def use_of(course_id: str, problem_id: str) -> list[quality.Item]:
    """How the questions of a problem do in the newest published version of its course."""
    try:
        version = publish.latest_of(course_id)
    except CourseVersion.DoesNotExist:
        return []
    found = quality.items(publish.load(version), version.pk)
    return [one for one in found if one.item.rpartition("/")[0] == problem_id]


@register.filter
def percent(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.0f} %"


@register.filter
def percents(interval: tuple[float, float] | None) -> str:
    return "" if interval is None else f"({100 * interval[0]:.0f} – {100 * interval[1]:.0f} %)"


@register.filter
def points(value: float | None) -> str:
    """A difference of two shares."""
    return "–" if value is None else f"{100 * value:+.0f} points"


@register.filter
def signed(value: float | None) -> str:
    return "–" if value is None else f"{value:+.2f}"


@register.filter
def signeds(interval: tuple[float, float] | None) -> str:
    return "" if interval is None else f"({interval[0]:+.2f} – {interval[1]:+.2f})"
