"""A course is published again in mid-lesson: what was begun goes on as it was, what begins anew is new."""

from __future__ import annotations

import pytest
from asgiref.sync import async_to_sync
from django.urls import reverse

from courses import publish
from tests.live import ModelServer
from tests.talk import Talk
from tests.tutor.memory.test_traces import other_version
from tests.tutor.web.conftest import guest
from tutor import memory
from tutor.models import EvidenceRow, LearnerCourse, Review, SkillState

pytestmark = pytest.mark.django_db(transaction=True)


def update(talk: Talk) -> None:
    async_to_sync(memory.update_beliefs)(talk.learner.id, talk.version.course_id)


def answer(talk: Talk, times: int) -> None:
    for _ in range(times):
        talk.to_a_problem()
        assert talk.opener.kind in ("problem", "step")
        talk.say(talk.right_answer())


def test_a_lesson_goes_on_in_its_version_and_a_new_one_takes_over_what_is_known(
    talk: Talk, models: ModelServer
) -> None:
    models.restart()  # other tests have told it another second version
    answer(talk, 5)
    update(talk)
    got = set(SkillState.objects.filter(got_at__isnull=False).values_list("skill", flat=True))
    assert got
    gone, newer = other_version(talk.version)
    answer(talk, 2)  # the lesson that was open
    update(talk)
    assert talk.view.version_id == talk.version.id
    later = Talk(newer, talk.learner)
    answer(later, 3)
    answer(talk, 1)  # and the old one once more, in another tab
    update(talk)
    row = LearnerCourse.objects.get()
    assert (row.version_id, row.believed_n) == (newer.id, EvidenceRow.objects.count())
    skills = {skill.id for skill in publish.load(newer).skills}
    states = SkillState.objects.filter(skill__in=skills)
    assert {state.skill for state in states} == skills
    assert all(0.0 <= state.low <= state.p <= state.high <= 1.0 for state in states)
    assert got <= set(states.filter(got_at__isnull=False).values_list("skill", flat=True))
    assert gone not in Review.objects.values_list("skill", flat=True)


def test_each_conversation_shows_the_skills_of_its_own_version(talk: Talk, models: ModelServer) -> None:
    answer(talk, 2)
    gone, newer = other_version(talk.version)
    later = Talk(newer, talk.learner)
    answer(later, 2)
    update(later)
    browser = guest(talk.learner)
    for one, has in ((talk, (gone,)), (later, ("brand-new",))):
        for skill in (gone, "brand-new"):
            status = browser.get(reverse("skill", args=[one.session_id, skill])).status_code
            assert status == (200 if skill in has else 404)
        assert browser.get(reverse("climb", args=[one.session_id])).status_code == 200
