"""The queue of what waits for a person, and what a ruling does: for learners, the checker and the draft."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses import drafts
from courses.models import CourseRole, CourseVersion
from tests.talk import Talk, bodies
from tests.tutor.session.test_appeals import appealed
from tutor.models import AskedQuestion, Learner, Ruling

pytestmark = pytest.mark.django_db(transaction=True)


def signed_in(role: str | None, course_id: str = "linear-equations", *, staff: bool = True) -> Client:
    user = get_user_model().objects.create_user(f"{role}-{course_id}-{staff}", is_staff=staff)
    if role is not None:
        CourseRole.objects.create(course_id=course_id, user=user, role=role)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def reviewer(version: CourseVersion) -> Client:
    return signed_in("reviewer")


def waiting(talk: Talk) -> Ruling:
    appealed(talk)
    return Ruling.objects.get(state="open")


def test_what_most_wait_for_stands_first(talk: Talk, version: CourseVersion, reviewer: Client) -> None:
    row = waiting(talk)
    for name in ("why is there air", "why is there air", "what is a monoid"):
        AskedQuestion.objects.create(
            learner=Learner.objects.create(),
            course_id=version.course_id,
            version=version,
            text=name,
            answered_from="nothing",
            asked_at=timezone.now(),
        )
    page = reviewer.get(reverse("admin:courses_rulings")).content.decode()
    places = [page.index(text) for text in ("why is there air", row.item, "what is a monoid")]
    assert places == sorted(places)
    assert "2 learners wait" in page


@pytest.mark.parametrize(
    ("role", "status"), [("owner", 200), ("reviewer", 200), ("editor", 403), (None, 403)]
)
def test_who_may_rule(talk: Talk, role: str | None, status: int) -> None:
    row = waiting(talk)
    someone = signed_in(role)
    assert someone.get(reverse("admin:courses_ruling", args=[row.pk])).status_code == status
    assert someone.post(reverse("admin:courses_ruling", args=[row.pk]), {"state": "wrong"}).status_code == (
        302 if status == 200 else 403
    )
    assert someone.get(reverse("admin:courses_rulings")).status_code == status


def test_strangers_and_learners_are_sent_to_sign_in_and_unknown_ids_are_not_found(
    talk: Talk, reviewer: Client
) -> None:
    row = waiting(talk)
    for who in (Client(), signed_in(None, staff=False)):
        assert who.get(reverse("admin:courses_ruling", args=[row.pk])).status_code == 302
        assert who.post(reverse("admin:courses_ruling", args=[row.pk]), {"state": "right"}).status_code == 302
    assert reviewer.get(reverse("admin:courses_ruling", args=[row.pk + 99])).status_code == 404
    assert reviewer.post(reverse("admin:courses_rulings")).status_code == 405
    assert Ruling.objects.get().state == "open"


def test_a_right_answer_counts_is_told_and_goes_into_the_draft(
    talk: Talk, version: CourseVersion, reviewer: Client
) -> None:
    answer = talk.wrong_answer()
    row = waiting(talk)
    url = reverse("admin:courses_ruling", args=[row.pk])
    page = reviewer.get(url).content.decode()
    assert row.reason[:20] in page or row.outcome in page
    response = reviewer.post(url, {"state": "right"}, follow=True)
    assert "1 learner is told" in response.content.decode()
    talk.drive()
    assert bodies(talk.log(), "ruled")[0]["state"] == "right"
    row.refresh_from_db()
    assert row.ruled_by is not None
    draft = drafts.of(version.course_id)
    assert (draft is not None) == row.is_for_all
    if draft is not None:
        step = next(one for one in drafts.read(draft).problem(row.problem).steps if one.id == row.step)
        assert answer in (*step.answer.get("accepted", ()), *step.answer.get("accept", ()))
    assert reviewer.post(url, {"state": "wrong"}).status_code == 400


def test_a_new_misconception_goes_into_the_draft_with_its_question(
    talk: Talk, version: CourseVersion, reviewer: Client
) -> None:
    row = waiting(talk)
    url = reverse("admin:courses_ruling", args=[row.pk])
    asks = {"state": "misconception", "misconception": "+", "name": "Takes the sign along"}
    refused = reviewer.post(url, asks)
    assert refused.status_code == 400
    assert "needs a name and the question" in refused.content.decode()
    assert reviewer.post(url, asks | {"question": "What belongs to the number?"}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.misconception) == ("misconception", "takes-the-sign-along")
    draft = drafts.of(version.course_id)
    if row.is_for_all:
        assert draft is not None
        step = next(one for one in drafts.read(draft).problem(row.problem).steps if one.id == row.step)
        assert "takes-the-sign-along" in {one.id for one in step.misconceptions}


def test_the_number_of_queries_does_not_grow_with_what_waits(
    talk: Talk, version: CourseVersion, reviewer: Client, django_assert_max_num_queries: object
) -> None:
    for _ in range(2):
        appealed(talk)
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        reviewer.get(reverse("admin:courses_rulings"))
