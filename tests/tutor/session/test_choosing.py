"""What comes next: earlier skills in between, reviews when due, and a way out of what leads nowhere."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.talk import Talk
from tutor.models import EventRow, Review, SkillState
from tutor.session import choosing
from tutor.session.view import View

pytestmark = pytest.mark.django_db(transaction=True)


def state(talk: Talk, skill: str, **facts: object) -> None:
    SkillState.objects.update_or_create(
        learner=talk.learner,
        course_id=talk.version.course_id,
        skill=skill,
        defaults={"p": 0.5, "low": 0.2, "high": 0.8, "n": 1, "params": "test", "seed": 1} | facts,
    )


def past(view: View) -> choosing.Past:
    return choosing.past_of(view)


def test_what_was_got_is_familiar_but_not_on_the_day_it_was_asked(talk: Talk) -> None:
    talk.to_a_problem()
    problem = talk.view.course.problem(talk.opener.body["problem"])
    for skill in problem.skills:
        state(talk, skill, got_at=timezone.now())
    met = past(talk.view)
    assert set(problem.skills) <= met.got
    today = timezone.localdate()
    familiar = choosing.familiar(talk.view.course, met, today)
    assert problem.id not in {one.id for one in familiar}
    later = choosing.familiar(talk.view.course, met, today + timedelta(days=1))
    assert problem.id in {one.id for one in later}
    assert all(met.got.issuperset(one.skills) for one in later)


def test_a_skill_that_leads_nowhere_rests_until_tomorrow(talk: Talk) -> None:
    talk.to_a_problem()
    first = talk.view.course.problem(talk.opener.body["problem"])
    for skill in talk.view.course.skills:
        state(talk, skill.id, p=0.95)  # so that all of the course is open
    assert talk.opener.at is not None
    before = talk.opener.at - timedelta(microseconds=1)  # what gets stuck later is given another shape first
    state(talk, first.skills[0], p=0.95, stuck_at=before)
    talk.say(talk.right_answer())
    talk.to_a_problem()
    after = talk.view.course.problem(talk.opener.body["problem"])
    assert first.skills[0] not in after.skills


def test_the_log_says_why_each_problem_was_chosen(talk: Talk) -> None:
    talk.to_a_problem()
    assert [one.why for one in past(talk.view).asked] == [talk.opener.body["why"]]


def test_a_log_from_before_reasons_were_kept_can_be_read(talk: Talk) -> None:
    talk.to_a_problem()
    row = EventRow.objects.get(kind="problem")
    EventRow.objects.filter(pk=row.pk).update(body={k: v for k, v in row.body.items() if k != "why"})
    assert [one.why for one in past(talk.view).asked] == [""]


def test_when_all_is_done_what_is_due_comes_back(talk: Talk) -> None:
    for _ in range(400):
        if talk.opener.kind == "finished":
            break
        talk.say("", "guess") if talk.opener.kind == "guess" else talk.say(talk.right_answer())
    assert talk.opener.kind == "finished"
    yesterday = timezone.now() - timedelta(days=1)
    EventRow.objects.filter(kind="problem").update(at=yesterday - timedelta(hours=1))
    skill = talk.view.course.skills[0].id
    state(talk, skill, got_at=yesterday)
    Review.objects.create(
        learner=talk.learner, course_id=talk.version.course_id, skill=skill, due_at=yesterday, n=1
    )
    field = choosing.familiar(talk.view.course, past(talk.view), timezone.localdate())
    assert any(set(problem.skills) == {skill} for problem in field)
