"""An author tries a draft as a learner: nothing of it counts or is listed, and after a day it is gone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from asgiref.sync import async_to_sync
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses import drafts, publish
from courses.models import Course, CourseRole, CourseVersion, Unit
from tutor import memory, session
from tutor.models import Appeal, AskedQuestion, EventRow, EvidenceRow, Learner, Session
from tutor.types import Answer

pytestmark = pytest.mark.django_db(transaction=True)
COURSE = "linear-equations"


@pytest.fixture
def author(version: CourseVersion) -> Client:
    owner = get_user_model().objects.create_user("oona", is_staff=True)
    CourseRole.objects.create(course_id=COURSE, user=owner, role="owner")
    drafts.open(COURSE, owner)
    client = Client()
    client.force_login(owner)
    return client


def url(*part: str) -> str:
    return reverse("admin:courses_draft_try", args=[COURSE, *part])


def first_problem() -> str:
    draft = drafts.of(COURSE)
    assert draft is not None
    return drafts.read(draft).problems()[0].id


def tried(author: Client, *part: str) -> Session:
    response = author.post(url(*part))
    assert response.status_code == 302
    return Session.objects.get(version__course__trial_of=COURSE)


def say(row: Session, text: str, kind: str = "answer") -> None:
    async def turn() -> None:
        async for _event in session.take_turn(row.id, f"{text}{kind}", Answer(kind, text)):
            pass

    async_to_sync(turn)()


@pytest.mark.once
def test_a_problem_is_tried_at_once_on_the_ordinary_page(author: Client) -> None:
    row = tried(author, "problem", first_problem())
    page = author.get(reverse("session", args=[row.id])).content.decode()
    assert "You are trying a draft" in page
    assert reverse("admin:courses_draft", args=[COURSE]) in page
    kinds = [event.kind for event in session.events_after(row.id, 0)]
    assert kinds[0] == "opened"
    assert kinds[1] in ("guess", "passage", "problem", "example")
    assert "opening" not in kinds
    assert len(publish.load(row.version).problems()) == 1


@pytest.mark.once
def test_it_is_the_draft_that_is_tried_and_a_change_in_it_stays_out_of_the_trial(author: Client) -> None:
    draft = drafts.of(COURSE)
    assert draft is not None
    problem = drafts.read(draft).problems()[0]
    changed = replace(problem, title="Quite another title")
    drafts.save(draft, Unit.PROBLEM, problem.id, changed, by=None, seen=drafts.seen(problem))
    row = tried(author, "lesson", drafts.read(draft).lessons[0].id)
    titles = [one.title for one in publish.load(row.version).problems()]
    assert titles[0] == "Quite another title"
    assert COURSE not in row.version.course_id


@pytest.mark.once
def test_the_authors_own_lessons_are_not_disturbed_and_nobody_else_gets_in(author: Client) -> None:
    author.post(reverse("start", args=[COURSE]))
    own = Session.objects.get()
    row = tried(author, "problem", first_problem())
    assert author.get(reverse("session", args=[own.id])).status_code == 200
    assert author.get(reverse("session", args=[row.id])).status_code == 200
    assert reverse("session", args=[own.id]) in author.get(reverse("home")).content.decode()
    assert Client().get(reverse("session", args=[row.id])).status_code == 404
    # Whoever began it like a course would go with it a day later, all else they did included.
    assert author.post(reverse("start", args=[row.version.course_id])).status_code == 404


def test_nothing_of_it_is_listed_waits_or_is_fitted(author: Client) -> None:
    row = tried(author, "problem", first_problem())
    async_to_sync(_drive)(row)
    say(row, "", "guess")
    say(row, "what is a monoid?", "chat")
    say(row, "sin(sin(sin(x)))")
    verdicts = EventRow.objects.filter(session=row, kind="verdict")
    for verdict in verdicts:
        say(row, f"appeal-{verdict.seq}", "button")
    assert not Appeal.objects.exists()
    assert not AskedQuestion.objects.exists()
    assert row.version not in publish.latest()
    assert memory.next_to_fit(timezone.now()) == COURSE
    root = get_user_model().objects.create_superuser("root")
    admin = Client()
    admin.force_login(root)
    for name in ("tutor_session", "tutor_learner", "tutor_evidencerow", "courses_course", "courses_problem"):
        page = admin.get(reverse(f"admin:{name}_changelist")).content.decode()
        assert row.version.course_id not in page
        assert str(row.learner_id)[:8] not in page


def test_after_a_day_nothing_of_it_is_left_and_all_else_is(author: Client, version: CourseVersion) -> None:
    author.post(reverse("start", args=[COURSE]))
    row = tried(author)
    async_to_sync(_drive)(row)
    now = timezone.now()
    assert memory.sweep_trials(now - timedelta(days=1)) == 0
    assert memory.sweep_trials(now + timedelta(seconds=1)) == 1
    assert list(Course.objects.values_list("pk", flat=True)) == [COURSE]
    assert not Learner.objects.filter(pk=row.learner_id).exists()
    assert Session.objects.get().version == version
    assert not EvidenceRow.objects.exists()


@pytest.mark.once
def test_what_makes_it_impossible_is_said_in_words(author: Client) -> None:
    draft = drafts.of(COURSE)
    assert draft is not None
    problem = drafts.read(draft).problems()[0]
    CourseVersion.objects.filter(pk=draft.pk).update(title="")
    drafts._loaded.cache_clear()
    response = author.post(url("problem", problem.id))
    assert response.status_code == 400
    assert "no title" in response.content.decode()
    assert not Course.objects.filter(trial_of=COURSE).exists()


@pytest.mark.once
def test_who_may_try(author: Client, version: CourseVersion) -> None:
    other = get_user_model().objects.create_user("otto", is_staff=True)
    stranger, staff = Client(), Client()
    staff.force_login(other)
    assert stranger.post(url()).status_code == 302
    assert staff.post(url()).status_code == 403
    assert author.get(url()).status_code == 200
    assert author.post(url("problem", "no such")).status_code == 404
    assert author.get(url("lesson", "no such")).status_code == 404
    assert author.post(url("course", "x")).status_code == 404
    assert not Course.objects.filter(trial_of=COURSE).exists()


async def _drive(row: Session) -> None:
    async for _event in session.drive(row.id):
        pass
