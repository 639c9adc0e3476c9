"""The queue of what waits for a person, and what a ruling does: for learners, the checker and the draft."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses import drafts, publish
from courses.models import CourseRole, CourseVersion, Problem
from tests.talk import Talk, bodies
from tests.tutor.session.test_appeals import appealed
from tutor import grading
from tutor.admin import ruled_draft
from tutor.grading.variants import instantiate
from tutor.models import AskedQuestion, Learner, Ruling
from tutor.session import material, overlay
from tutor.session.ruling import RulingError

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
    newest = AskedQuestion.objects.filter(text="why is there air").latest("pk")
    assert signed_in("editor").post(reverse("admin:courses_rulings"), {"close": newest.pk}).status_code == 403
    assert reviewer.post(reverse("admin:courses_rulings"), {"close": newest.pk}).status_code == 302
    page = reviewer.get(reverse("admin:courses_rulings")).content.decode()
    assert "why is there air" not in page
    assert "what is a monoid" in page


@pytest.mark.once
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


@pytest.mark.once
def test_strangers_and_learners_are_sent_to_sign_in_and_unknown_ids_are_not_found(
    talk: Talk, reviewer: Client
) -> None:
    row = waiting(talk)
    for who in (Client(), signed_in(None, staff=False)):
        assert who.get(reverse("admin:courses_ruling", args=[row.pk])).status_code == 302
        assert who.post(reverse("admin:courses_ruling", args=[row.pk]), {"state": "right"}).status_code == 302
    assert reviewer.get(reverse("admin:courses_ruling", args=[row.pk + 99])).status_code == 404
    assert reviewer.post(reverse("admin:courses_rulings")).status_code == 404
    assert reviewer.put(reverse("admin:courses_rulings")).status_code == 405
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
    assert draft is not None
    step = next(one for one in drafts.read(draft).problem(row.problem).steps if one.id == row.step)
    assert answer in step.answer["accepted"]
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
    assert draft is not None
    step = next(one for one in drafts.read(draft).problem(row.problem).steps if one.id == row.step)
    assert "takes-the-sign-along" in {one.id for one in step.misconceptions}


@pytest.mark.once
def test_the_number_of_queries_does_not_grow_with_what_waits(
    talk: Talk, version: CourseVersion, reviewer: Client, django_assert_max_num_queries: object
) -> None:
    for _ in range(2):
        appealed(talk)
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        reviewer.get(reverse("admin:courses_rulings"))


@pytest.mark.once
def test_a_ruling_on_other_numbers_for_every_learner_holds_for_its_own_unless_written_for_all(
    version: CourseVersion,
) -> None:
    course = publish.load(version)
    problem = course.problem("two-moves")
    seed = 7
    shown = material.variant(course, problem.id, seed)
    said = str(shown.steps[0].hints[1].answer["value"])  # type: ignore[index]
    row = Ruling.objects.create(
        course_id=version.course_id,
        version=version,
        item="two-moves/solve",
        seed=seed,
        is_for_all=overlay.is_for_all(problem, "solve"),
        asked=overlay.asked(problem, "solve"),
        key="one",
        text=said,
        outcome="incorrect",
        state="right",
        asked_at=timezone.now(),
    )
    assert not row.is_for_all
    for other, outcome in ((seed, "correct"), (seed + 1, "incorrect")):
        step = material.variant(course, problem.id, other).steps[0]
        spec = grading.spec_of(overlay.ruled(version.course_id, problem, step, other))
        assert grading.check(spec, said).outcome.value == outcome
    assert "only" in ruled_draft.put([row], None)
    assert drafts.of(version.course_id) is None
    with pytest.raises(RulingError, match="not what they answered"):
        ruled_draft.check_general(row, "[[a+s]]")
    ruled_draft.check_general(row, "[[a*s]]")
    assert "in the draft" in ruled_draft.put([row], None, "[[a*s]]")
    draft = drafts.of(version.course_id)
    assert draft is not None
    later = drafts.read(draft).problem("two-moves")
    assert later.steps[0].answer["accepted"] == ["[[a*s]]"]
    for other in range(3):
        step = instantiate(later, other).steps[0]
        other_said = str(step.hints[1].answer["value"])  # type: ignore[index]
        assert grading.check(grading.spec_of(step), other_said).outcome.value == "correct"
    assert overlay.asked(later, "solve") == row.asked  # what was ruled on before still holds


@pytest.mark.once
def test_another_wording_of_the_question_is_another_question(version: CourseVersion) -> None:
    problem = publish.load(version).problem("two-moves")
    step = replace(problem.steps[0], prompt="How large is $x$?")
    assert overlay.asked(problem, "solve") != overlay.asked(replace(problem, steps=(step,)), "solve")


@pytest.mark.once
def test_the_page_of_a_problem_says_how_its_questions_do(talk: Talk, version: CourseVersion) -> None:
    problem = talk.to_a_problem().body["problem"]
    talk.say(talk.wrong_answer())
    root = Client()
    root.force_login(get_user_model().objects.create_superuser("root"))
    row = Problem.objects.get(key=problem, lesson__version=version)
    page = root.get(reverse("admin:courses_problem_change", args=[row.pk])).content.decode()
    assert "asked 1 time" in page
    assert "right alone 0 %" in page
    whole = root.get(reverse("admin:courses_quality", args=[version.course_id]), {"sort": "seen"})
    assert whole.status_code == 200
    assert root.get(reverse("admin:courses_quality", args=[version.course_id, 9])).status_code == 404
    assert root.get(reverse("admin:courses_quality", args=["no-such"])).status_code == 404
    assert (
        root.get(reverse("admin:courses_quality", args=[version.course_id]), {"sort": "x"}).status_code == 404
    )
    editor = signed_in("editor")
    assert editor.get(reverse("admin:courses_quality", args=[version.course_id])).status_code == 200
    assert signed_in(None).get(reverse("admin:courses_quality", args=[version.course_id])).status_code == 403
