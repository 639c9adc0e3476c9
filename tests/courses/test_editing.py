"""The editors of a problem and a passage: who may, what is saved, kept, undone, and met when two write."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth import get_user_model
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from courses import drafts
from courses.forms import passages, problems, tree
from courses.models import Autosave, CourseRole
from courses.publish import publish
from tests.courses.build import full_course, large_course
from tutor.web.middleware import AUTHORS, LongForms

pytestmark = [pytest.mark.django_db, pytest.mark.once]  # what is kept, and how: test_drafts.py

URLENCODED = "application/x-www-form-urlencoded"


@pytest.fixture
def people():
    publish(full_course())
    users = get_user_model().objects
    cast = {name: users.create_user(username=name, is_staff=name != "learner") for name in
            ("owner", "editor", "reviewer", "staff", "learner")}  # fmt: skip
    for name in ("owner", "editor", "reviewer"):
        CourseRole.objects.create(course_id="sums", user=cast[name], role=name)
    return cast


@pytest.fixture
def draft(people):
    return drafts.open("sums", people["owner"])


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def editor(draft, people):
    return signed_in(people["editor"])


def at(name, *args):
    return reverse(f"admin:{name}", args=("sums", *args))


def a_problem(draft):
    return drafts.read(draft).lessons[0].problems[0]


def form(one, **changes):
    """What a browser sends of the untouched form, but for `changes`."""
    to_tree = problems.to_tree if hasattr(one, "steps") else passages.to_tree
    return {**dict(tree.posted(to_tree(one))), "seen": drafts.seen(one), "do": "save", **changes}


def words(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.mark.parametrize("unit", ["problem", "passage"])
def test_who_may_open_and_who_may_save(people, draft, unit):
    lesson = next(one for one in drafts.read(draft).lessons if one.problems and one.passages)
    one = lesson.problems[0] if unit == "problem" else lesson.passages[0]
    url = at(f"courses_draft_{unit}", one.id)
    codes = {}
    for name, user in people.items():
        client = signed_in(user)
        codes[name] = (client.get(url).status_code, client.post(url, form(one)).status_code)
    assert codes == {
        "owner": (200, 302),
        "editor": (200, 302),
        "reviewer": (200, 403),
        "staff": (403, 403),
        "learner": (302, 302),
    }
    assert signed_in(people["owner"]).get(at(f"courses_draft_{unit}", "nothing")).status_code == 404
    assert signed_in(people["owner"]).put(url).status_code == 405


def test_what_is_typed_is_saved_and_undone(editor, draft):
    old = a_problem(draft)
    url = at("courses_draft_problem", old.id)
    response = editor.post(url, form(old, title="A better title"), follow=True)
    assert "Saved." in words(response)
    assert a_problem(draft).title == "A better title"
    response = editor.post(url, {"do": "undo:1"}, follow=True)
    assert "Undone." in words(response)
    assert a_problem(draft) == old


def test_a_new_problem_stands_at_the_end_of_its_lesson(editor, draft):
    lesson, skill = drafts.read(draft).lessons[0].id, drafts.read(draft).skills[0].id
    url = at("courses_draft_problem_new", lesson)
    assert editor.get(url).status_code == 200
    sent = {"title": "Brand new", "steps-0-prompt": "How many?", "steps-0-answer-kind": "number",
            "steps-0-answer-value": "3", "steps-0-skills": [skill], "seen": ""}  # fmt: skip
    assert editor.post(url, {**sent, "do": "save"}).url == at("courses_draft_problem", "brand-new")
    made = drafts.read(draft).lessons[0].problems[-1]
    assert (made.title, made.steps[0].answer) == ("Brand new", {"kind": "number", "value": "3"})
    assert made.licence == drafts.read(draft).licence
    again = editor.post(url, {**sent, "do": "save"})
    assert again.status_code == 200
    assert "put right" in words(again)


def test_a_button_sends_the_form_and_changes_nothing_in_the_draft(editor, draft):
    old = a_problem(draft)
    url = at("courses_draft_problem", old.id)
    response = editor.post(url, form(old, title="Typed", do="add:steps"))
    html = response.content.decode()
    assert 'value="Typed"' in html
    assert f'id="id_steps-{len(old.steps)}-prompt" autofocus' in html
    assert a_problem(draft) == old
    part = editor.post(url, form(old, do="add:steps"), headers={"HX-Request": "true"})
    assert "<html" not in part.content.decode()
    assert editor.post(url, form(old, do="up:steps-99")).status_code == 200  # the page of a moment ago


def test_what_is_left_is_kept_and_offered_once(editor, draft, people):
    old = a_problem(draft)
    url, kept = at("courses_draft_problem", old.id), at("courses_draft_autosave", "problem", old.id)
    assert editor.post(kept, form(old, title="Half a tho")).status_code == 200
    assert editor.post(kept, form(old, title="Half a thought")).status_code == 200
    assert "without saving" in words(editor.get(url))
    assert 'value="Half a thought"' in editor.get(url + "?take=1").content.decode()
    assert "without saving" not in words(signed_in(people["owner"]).get(url))  # it is the editor's own
    editor.post(url, {"do": "forget"})
    assert Autosave.objects.count() == 0
    editor.post(kept, form(old, title="Half a thought"))
    editor.post(url, form(old, title="A whole one"))
    editor.post(kept, form(old, title="A whole one"))  # was on its way, and the saving overtook it
    assert Autosave.objects.count() == 0
    assert signed_in(people["reviewer"]).post(kept, form(old)).status_code == 403


def test_two_who_write_see_both_and_choose(editor, draft, people):
    old = a_problem(draft)
    url = at("courses_draft_problem", old.id)
    signed_in(people["owner"]).post(url, form(old, title="Theirs"))
    met = editor.post(url, form(old, title="Mine"))
    assert "owner changed this" in words(met)
    assert "Theirs" in words(met)
    assert met.content.count(b'<th scope="row">') == 1  # nothing but the title differs
    assert a_problem(draft).title == "Theirs"
    theirs = re.findall(r'name="theirs" value="(\w+)"', met.content.decode())
    editor.post(url, form(old, title="Mine", do="over", theirs=theirs[0]))
    assert a_problem(draft).title == "Mine"


def test_a_preview_is_cleaned_as_the_learner_s_page_is(editor, draft):
    old = drafts.read(draft).lessons[0].passages[0]
    sent = form(old, body="<script>alert(1)</script> [x](javascript:1) <img src=x onerror=1> $x^2$")
    html = editor.post(
        at("courses_draft_preview", "passage"), sent, headers={"HX-Request": "true"}
    ).content.decode()
    assert "<msup>" in html
    assert "<script" not in html
    assert "<img" not in html
    assert "href" not in html


def test_a_form_may_be_long_here_and_nowhere_else(editor, draft):
    old = drafts.read(draft).lessons[0].passages[0]
    url = at("courses_draft_passage", old.id)
    sent = "&".join(["do=add:guess", "body=" + "w" * 300_000, *(f"n{at}=1" for at in range(1500))])
    assert editor.post(url, sent, content_type=URLENCODED).status_code == 200
    assert editor.post(url, "body=" + "w" * 1_100_000, content_type=URLENCODED).status_code == 400
    assert editor.post(url, "&".join(["a=1"] * 5_100), content_type=URLENCODED).status_code == 400
    assert editor.post(reverse("login"), "a=" + "w" * 70_000, content_type=URLENCODED).status_code == 400


def test_of_a_long_form_all_is_still_there_once_somebody_asked_for_files():
    request = RequestFactory().post(AUTHORS, "a=1", content_type=URLENCODED)

    def page(request):
        assert not request.FILES
        return HttpResponse(request.POST["a"])

    assert LongForms(page)(request).content == b"1"


def test_the_page_asks_few_questions_of_a_large_course(django_assert_max_num_queries):
    publish(large_course(problems=300))
    boss = get_user_model().objects.create_superuser("boss")
    course = large_course(problems=300)
    draft = drafts.open(course.id, boss)
    drafts.read(draft)
    client = signed_in(boss)
    url = reverse("admin:courses_draft_problem", args=(course.id, next(iter(course.problems())).id))
    client.get(url)
    with django_assert_max_num_queries(14):
        assert client.get(url).status_code == 200
