from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from courses import models
from courses.publish import new_version, publish
from courses.types import Hint
from tests.courses.build import course, full_course, large_course, lesson, problem, step

pytestmark = pytest.mark.django_db

LISTED: dict[str, Any] = {
    "course": models.Course,
    "courseversion": models.CourseVersion,
    "lesson": models.Lesson,
    "problem": models.Problem,
    "skill": models.Skill,
}


@pytest.fixture
def staff(client):
    user = get_user_model().objects.create_superuser(username="sam", email="sam@example.org", password="pw")
    client.force_login(user)
    return client


def page(name, *args):
    return reverse(f"admin:courses_{name}", args=args)


def body(response):
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("name", LISTED)
def test_every_list_and_every_row_can_be_read(staff, name):
    publish(full_course())
    row = LISTED[name].objects.first()
    words = getattr(row, "title", row.pk)
    assert words in body(staff.get(page(f"{name}_changelist")))
    assert words in body(staff.get(page(f"{name}_change", row.pk)))


@pytest.mark.parametrize("name", LISTED)
def test_nobody_adds_changes_or_deletes(staff, name):
    publish(full_course())
    rows = LISTED[name].objects
    row, before = rows.first(), list(rows.order_by("pk").values())
    assert staff.get(page(f"{name}_add")).status_code == 403
    assert staff.post(page(f"{name}_change", row.pk), {"title": "Mine"}).status_code == 403
    assert staff.post(page(f"{name}_delete", row.pk), {"post": "yes"}).status_code == 403
    selected = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    staff.post(page(f"{name}_changelist"), selected)
    assert list(rows.order_by("pk").values()) == before


def test_what_an_import_is_just_writing_is_in_no_list(staff):
    publish(full_course())
    coming = models.Course.objects.create(pk="on-its-way")
    new_version(replace(full_course(), id=coming.pk), number=1, digest="")
    listed = body(staff.get(page("course_changelist")))
    assert "sums" in listed
    assert "on-its-way" not in listed


def test_a_stranger_is_sent_to_sign_in(client):
    assert client.get(page("problem_changelist")).status_code == 302


def test_a_problem_shows_its_steps_hints_and_wrong_ideas(staff):
    publish(full_course())
    text = body(staff.get(page("problem_change", models.Problem.objects.get(key="z1").pk)))
    for words in (
        "b = 5..9",
        "Count back from",
        "h0, ← h9",
        "Which one is greater?",
        "It leaves",
        "Subtract, Add",
    ):
        assert words in text


def test_authors_words_are_shown_as_text(staff):
    evil = "<script>alert(1)</script>"
    publish(
        course(lesson("l", problem("p", step(hints=(Hint("h", evil, evil),), prompt=evil, solution=(evil,)))))
    )
    text = body(staff.get(page("problem_change", models.Problem.objects.get().pk)))
    assert text.count("&lt;script&gt;alert(1)") >= 4
    assert "<script>alert" not in text


def test_problems_are_searched_and_filtered(staff):
    version = publish(full_course())
    publish(course(id="other", title="Other"))
    url = page("problem_changelist")
    assert "1 problem" in body(staff.get(url, {"q": "z1"}))
    assert "3 problems" in body(staff.get(url, {"lesson__version__id__exact": version.pk}))
    assert "1 problem" in body(staff.get(url, {"parameters": "yes"}))
    assert "3 problems" in body(staff.get(url, {"parameters": "no"}))


@pytest.mark.parametrize("name", LISTED)
def test_lists_do_not_ask_once_a_row(staff, name, django_assert_max_num_queries):
    publish(large_course(problems=120))
    with django_assert_max_num_queries(14):
        body(staff.get(page(f"{name}_changelist")))


@pytest.mark.parametrize(
    ("name", "model"), [("courseversion", models.CourseVersion), ("lesson", models.Lesson)]
)
def test_pages_with_many_rows_below_do_not_ask_once_a_row(staff, name, model, django_assert_max_num_queries):
    publish(large_course(problems=800))
    with django_assert_max_num_queries(14):
        body(staff.get(page(f"{name}_change", model.objects.first().pk)))
