"""The page of the skills: every edit by forms alone, the picture, and who may."""

from __future__ import annotations

import re
import time

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from courses import drafts
from courses.models import CourseRole, Prerequisite, Skill
from tests.courses.build import full_course, large_course

pytestmark = [pytest.mark.django_db, pytest.mark.once]

PAGE = "/admin/courses/draft/sums/skills/"


@pytest.fixture
def person(client):
    def person(name, role="", is_staff=True):
        user = get_user_model().objects.create_user(username=name, is_staff=is_staff)
        if role:
            CourseRole.objects.create(course_id="sums", user=user, role=role)
        client.force_login(user)
        return user

    return person


@pytest.fixture
def draft():
    return drafts.begin(full_course(), None)


@pytest.fixture
def editor(draft, person):
    return person("ed", "editor")


def body(response, status=200):
    assert response.status_code == status
    return response.content.decode()


def do(client, what, **fields):
    """Post as the page would: with the digest that stands in it."""
    seen = re.search(r'name="seen" value="(\w+)"', body(client.get(PAGE)))
    return client.post(PAGE, {"do": what, "seen": seen[1] if seen else "", **fields})


def skills(draft):
    return {one.id: one for one in drafts.read(draft).skills}


def test_skills_are_added_renamed_moved_joined_cut_and_removed_without_scripts(client, draft, editor):
    response = do(client, "add", title="Carrying over", key="add")
    assert response.headers["Location"] == f"{PAGE}?skill=carrying-over#skill"
    assert list(skills(draft)) == ["add", "carrying-over", "subtract", "number"]
    do(client, "join", key="carrying-over", need="number")
    do(client, "lead", key="carrying-over", need="subtract")
    assert skills(draft)["carrying-over"].prerequisites == ("number",)
    assert skills(draft)["subtract"].prerequisites == ("number", "add", "carrying-over")
    do(client, "cut:subtract carrying-over", shown="carrying-over")
    do(client, "turn", key="carrying-over", need="number")
    assert skills(draft)["number"].prerequisites == ("carrying-over",)
    do(client, "down:carrying-over")
    do(client, "change", key="carrying-over", title="Carry", id="carry", description="x", place="4")
    assert list(skills(draft)) == ["add", "subtract", "number", "carry"]
    assert skills(draft)["number"].prerequisites == ("carry",)
    do(client, "order", order=["number", "carry", "subtract", "add"])
    assert list(skills(draft)) == ["number", "carry", "subtract", "add"]
    do(client, "order", order=["add", "subtract", "number", "carry"])
    do(client, "remove", key="carry")
    assert list(skills(draft)) == ["add", "subtract", "number"]
    assert skills(draft)["number"].prerequisites == ()


def test_what_cannot_be_is_said_in_words_and_what_was_typed_stays(client, draft, editor):
    text = body(do(client, "remove", key="add"), 400)
    assert "still used by" in text
    text = body(do(client, "join", key="add", need="subtract"), 400)
    assert "circle" in text or "cycle" in text
    text = body(do(client, "add", title="Mine", id="add", description="Kept words"), 400)
    assert "already" in text
    assert "Kept words" in text
    old = {"do": "add", "title": "Late", "seen": "0" * 64}
    assert "changed" in body(client.post(PAGE, old), 400)
    assert list(skills(draft)) == ["add", "subtract", "number"]


def test_the_picture_marks_what_is_needed_what_builds_on_it_and_what_is_missing(client, draft, editor):
    text = body(client.get(PAGE, {"skill": "add"}))
    nodes = dict(re.findall(r'class="skills-node([^"]*)" data-skill="([^"]*)"', text))
    assert {skill: marks.split() for marks, skill in nodes.items()} == {
        "add": ["is-selected"],
        "subtract": ["is-after"],
        "number": ["is-marked"],
    }
    assert "no problem asks it" in text
    assert "style=" not in text[text.index("<svg class") : text.index("</svg>")]
    pair = body(client.get(PAGE, {"skill": "subtract", "with": "add"}))
    assert "“Subtract” needs “Add”" in pair.replace("&quot;", "")
    assert 'value="turn"' in pair
    assert "with=number" in body(client.get(PAGE, {"skill": "add", "join": "1"}))


def test_a_circle_from_elsewhere_is_named_with_the_edge_to_cut(client, draft, editor):
    keys = {one.key: one for one in Skill.objects.filter(version=draft)}
    Prerequisite.objects.create(skill=keys["add"], requires=keys["subtract"], position=0)
    draft.digest = "another"
    draft.save()
    text = body(client.get(PAGE))
    assert "need each other in a circle" in text
    assert "is-circle" in text
    assert "“Add” needs “Subtract”" in text
    do(client, "cut", key="add", need="subtract")
    assert skills(draft)["add"].prerequisites == ()


def test_who_may_see_and_change_the_skills(client, draft, person):
    assert client.get(PAGE).status_code == 302
    person("pupil", is_staff=False)
    assert client.get(PAGE).status_code == 302
    person("stranger")
    assert client.get(PAGE).status_code == 403
    assert client.get(reverse("admin:courses_draft_skills", args=["nothing"])).status_code == 404
    person("reviewer", "reviewer")
    assert "Add a skill" not in body(client.get(PAGE))
    assert client.post(PAGE, {"do": "remove", "key": "number"}).status_code == 403
    assert client.put(PAGE).status_code == 405


def test_an_empty_course_says_what_a_skill_is(client, person):
    drafts.create("sums", "Sums", "en", None)
    person("ed", "editor")
    text = body(client.get(PAGE))
    assert "No skills yet" in text


def test_three_hundred_skills_are_drawn_around_one_and_quickly(client, person, django_assert_max_num_queries):
    draft = drafts.begin(large_course(problems=1000, hints=0), None)
    person("ed", "editor")
    client.get(PAGE)  # the first reading of the draft
    with django_assert_max_num_queries(12):
        began = time.perf_counter()
        text = body(client.get(PAGE, {"skill": "k150"}))
        assert time.perf_counter() - began < 1
    assert text.count('class="skills-node') == 5
    assert "295" in text
    assert body(client.get(PAGE, {"skill": "k150", "all": "1"})).count('class="skills-node') == 300
    assert draft.revision_n == 0
