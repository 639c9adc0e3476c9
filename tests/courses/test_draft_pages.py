"""The authors' pages: who may, what they do, how many questions they ask of the database."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.urls import reverse

from courses import drafts
from courses.drafts import checks
from courses.models import Course, CourseRole, CourseVersion, LintReport, Revision
from courses.publish import latest_of, publish
from tests.courses.build import course, full_course, large_course, lesson, problem, skill, step

pytestmark = [pytest.mark.django_db, pytest.mark.once]  # what is kept, and how: test_drafts.py

CAST = ("owner", "editor", "reviewer", "staff", "learner", "stranger", "superuser")
READING = (
    "courses_draft",
    "courses_draft_about",
    "courses_draft_history",
    "courses_draft_lint",
    "courses_draft_people",
)


@pytest.fixture
def people():
    """Everybody that a page may meet; `staff` has Django's permission to look at courses, and no role."""
    publish(full_course())
    users = get_user_model().objects
    cast = {name: users.create_user(username=name, is_staff=name != "learner") for name in CAST[:-2]}
    cast["staff"].user_permissions.add(Permission.objects.get(codename="view_course"))
    cast["superuser"] = users.create_superuser(username="superuser")
    for name in ("owner", "editor", "reviewer"):
        CourseRole.objects.create(course_id="sums", user=cast[name], role=name)
    return cast


@pytest.fixture
def draft(people):
    return drafts.open("sums", people["owner"])


@pytest.fixture
def acting(client, people):
    def become(name):
        if name == "stranger":
            client.logout()
        else:
            client.force_login(people[name])
        return client

    return become


def at(name, *args):
    return reverse(f"admin:{name}", args=args or ("sums",))


def body(response):
    assert response.status_code == 200, response.headers
    return response.content.decode()


def fields(client, url):
    """The hidden fields of the page, as a browser would send them back."""
    import re

    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', body(client.get(url)))
    sent: dict[str, list[str]] = {}
    for name, value in found:
        sent.setdefault(name, []).append(value)
    return {name: values for name, values in sent.items() if name != "csrfmiddlewaretoken"}


def press(client, url, **more):
    return client.post(url, {**fields(client, url), **more}, follow=True)


@pytest.mark.usefixtures("draft")
@pytest.mark.parametrize("name", READING)
def test_who_may_read_a_draft(acting, name):
    answers = {who: acting(who).get(at(name)).status_code for who in CAST}
    assert answers == {
        "owner": 200,
        "editor": 200,
        "reviewer": 200,
        "superuser": 200,
        "staff": 403,
        "learner": 302,
        "stranger": 302,
    }
    assert acting("owner").get(at(name, "nothing")).status_code == 404
    assert acting("owner").put(at(name)).status_code == 405


ABOUT = {
    "title": "Other",
    "summary": "Adding.",
    "language": "en",
    "licence": "CC0",
    "source": "our own",
    "floor": "1",
    "ceiling": "5",
}
CHANGES = {"courses_draft": {"do": "add", "title": "A third"}, "courses_draft_about": ABOUT}


@pytest.mark.parametrize("name", CHANGES)
def test_who_may_change_a_draft(acting, draft, name):
    for who in ("reviewer", "staff", "learner", "stranger"):
        assert acting(who).post(at(name), CHANGES[name]).status_code in (302, 403)
    assert not Revision.objects.exists()
    for n, who in enumerate(("owner", "editor"), start=1):
        press(acting(who), at(name), **{**CHANGES[name], "title": f"By the {who}"})
        assert Revision.objects.filter(version=draft).count() == n


def test_who_may_publish_and_throw_away(acting, draft):
    LintReport.objects.create(version=draft, digest=draft.digest, findings=[])
    for who in ("editor", "reviewer"):
        assert acting(who).post(at("courses_draft_publish")).status_code == 403
        assert acting(who).get(at("courses_draft_discard")).status_code == 403
    assert drafts.of("sums") == draft
    acting("owner").post(at("courses_draft_discard"))
    assert drafts.of("sums") is None


def test_without_a_draft_staff_see_that_there_is_none_and_editors_begin_one(acting, people):
    assert "Begin a draft" not in body(acting("staff").get(at("courses_draft")))
    assert "Begin a draft" in body(acting("editor").get(at("courses_draft")))
    assert acting("editor").get(at("courses_draft_about")).url == at("courses_draft")
    assert acting("reviewer").post(at("courses_draft_open")).status_code == 403
    assert acting("editor").get(at("courses_draft_open")).status_code == 405
    assert "Learners see nothing of it" in body(acting("editor").post(at("courses_draft_open"), follow=True))


def test_the_list_of_courses_leads_to_drafts_and_shows_nobody_elses(acting, people):
    drafts.create("hidden", "Hidden things", "en", people["owner"])
    listed = {who: body(acting(who).get(reverse("admin:courses_course_changelist"))) for who in CAST[:4]}
    assert [who for who, text in listed.items() if "Hidden things" in text] == ["owner"]
    assert [who for who, text in listed.items() if at("courses_draft") in text] == [
        "owner",
        "editor",
        "reviewer",
    ]
    assert all("Sums" in text for text in listed.values())
    assert "New course" not in listed["owner"]
    assert "New course" in body(acting("superuser").get(reverse("admin:courses_course_changelist")))


def test_a_course_is_begun_and_duplicated(acting):
    client = acting("superuser")
    url = reverse("admin:courses_begin")
    text = body(client.post(url, {"title": "Halves and wholes", "language": "en"}, follow=True))
    assert "Three things make a ramp" in text
    assert Course.objects.filter(pk="halves-and-wholes").exists()
    again = body(client.post(url, {"title": "Halves and wholes", "language": "en"}))
    assert "there is a course halves-and-wholes already" in again
    client.post(at("courses_duplicate"), {"title": "Sums, b", "id": "sums-b"})
    copy = drafts.of("sums-b")
    assert copy
    assert copy.title == "Sums, b"
    assert acting("owner").get(url).status_code == 403
    assert acting("owner").get(at("courses_duplicate")).status_code == 403


def test_lessons_are_ordered_added_and_taken_out_without_scripts(acting, draft):
    client, url = acting("editor"), at("courses_draft")
    press(client, url, do="down:zero")
    assert [one.id for one in drafts.read(draft).lessons] == ["again", "zero"]
    press(client, url, do="order", order=["zero", "again"])
    assert [one.id for one in drafts.read(draft).lessons] == ["zero", "again"]
    press(client, url, do="remove:again")
    assert [one.id for one in drafts.read(draft).lessons] == ["zero"]
    client.post(at("courses_draft_undo", "sums", 3))
    assert [one.id for one in drafts.read(draft).lessons] == ["zero", "again"]
    assert "Change 1 cannot be undone" in body(client.post(at("courses_draft_undo", "sums", 1), follow=True))
    text = body(client.get(at("courses_draft_history")))
    assert "Lesson again was taken out." in text
    assert "undoes change 3" in text
    assert client.post(at("courses_draft_undo", "sums", 99)).status_code == 404


def test_what_is_in_a_lesson_is_ordered_moved_and_taken_out(acting, draft):
    client, url = acting("editor"), at("courses_draft_lesson", "sums", "again")
    typed = {"title": "Again", "source": "", "reveals_allowed": "on"}

    def keys():
        return [[one.id for one in lesson.problems] for lesson in drafts.read(draft).lessons]

    press(client, url, do="up:problem:p1", **typed)
    assert keys() == [["z1"], ["p1", "p2"]]
    press(client, url, do="move:problem", **{"pick-problem": "p2", "to-problem": "zero"}, **typed)
    assert keys() == [["z1", "p2"], ["p1"]]
    press(client, url, do="remove:problem", **{"pick-problem": "p1"}, **typed)
    assert keys() == [["z1", "p2"], []]
    press(client, url, do="save", **{**typed, "title": "Once more", "id": "once-more"})
    assert drafts.read(draft).lessons[1].title == "Once more"
    assert client.get(url).status_code == 404
    text = body(client.get(at("courses_draft_lesson", "sums", "once-more")))
    assert "No problem yet" in text


def test_who_saves_what_somebody_else_changed_is_told(acting, draft):
    client, url = acting("editor"), at("courses_draft_about")
    seen = fields(client, url)
    form = {**ABOUT, "title": "First"}
    client.post(url, {**seen, **form})
    text = body(client.post(url, {**seen, **form, "title": "Second"}))
    assert "editor changed this since you opened it" in text
    assert "Second" in text  # what was typed is still there
    assert drafts.read(draft).title == "First"
    text = body(client.post(url, {**fields(client, url), **form, "licence": ""}))
    assert "is empty" in text


def test_a_course_keeps_an_owner(acting, people):
    drafts.open("sums", None)
    client, url = acting("owner"), at("courses_draft_people")
    owner = CourseRole.objects.get(user=people["owner"])
    for wish in ({"do": f"remove:{owner.pk}"}, {"do": f"change:{owner.pk}", f"role-{owner.pk}": "editor"}):
        assert "A course needs an owner" in body(client.post(url, wish, follow=True))
    client.post(url, {"do": "add", "username": "staff", "role": "owner"})
    client.post(url, {"do": f"remove:{owner.pk}"})
    assert set(CourseRole.objects.values_list("user__username", "role")) == {
        ("staff", "owner"),
        ("editor", "editor"),
        ("reviewer", "reviewer"),
    }
    assert client.get(url).status_code == 403
    assert acting("editor").post(url, {"do": "add", "username": "owner", "role": "owner"}).status_code == 403
    assert "Nobody on the staff" in body(
        acting("staff").post(url, {"do": "add", "username": "learner", "role": "editor"}, follow=True)
    )


def test_publishing_waits_for_the_checks_says_what_differs_and_is_stopped(acting, draft):
    client, url = acting("owner"), at("courses_draft_publish")
    press(client, at("courses_draft_about"), **{**ABOUT, "title": "Sums, again"})
    text = body(client.get(url))
    assert "being checked" in text
    assert "The title changed from “Sums” to “Sums, again”." in text
    assert "The checks are not done yet" in body(press(client, url))
    checks.look(draft.pk)
    text = body(client.get(url))
    assert "in the way" in text
    assert at("courses_draft_lint") in text
    assert "stand in the way of publishing" in body(press(client, url))
    assert latest_of("sums").number == 1
    draft.refresh_from_db()
    LintReport.objects.update(digest=draft.digest, findings=[])
    assert "look again" in body(client.post(url, {"digest": "of yesterday"}, follow=True))
    assert "Version 2 is published" in body(press(client, url))
    assert latest_of("sums").title == "Sums, again"


def test_what_was_published_beside_a_draft_is_said(acting, draft):
    publish(course(title="From a folder"))
    for name in ("courses_draft", "courses_draft_publish"):
        assert "Version 3 was published beside this draft" in body(acting("owner").get(at(name)))
    assert "The title changed from “From a folder” to “Sums”." in body(
        acting("owner").get(at("courses_draft_publish"))
    )


def test_a_course_of_which_nothing_is_left_has_a_page_and_no_draft_to_begin(acting):
    Course.objects.create(pk="bare")
    assert "There is nothing of this course" in body(acting("superuser").get(at("courses_draft", "bare")))
    assert acting("superuser").post(at("courses_draft_open", "bare")).status_code == 404
    assert acting("superuser").get(at("courses_duplicate", "bare")).status_code == 404


def test_nothing_of_a_draft_reaches_learners(acting, people, draft):
    drafts.create("hidden", "Hidden things", "en", people["owner"])
    press(acting("owner"), at("courses_draft_about"), **{**ABOUT, "title": "Not yet"})
    for who in ("learner", "stranger"):
        home = body(acting(who).get(reverse("home")))
        assert "Sums" in home
        assert "Hidden things" not in home
        assert "Not yet" not in home
        assert acting(who).post(reverse("start", args=["hidden"])).status_code == 404


def test_each_finding_leads_to_the_page_that_mends_it(acting):
    publish(
        course(
            lesson("first", problem("p1", step(skills=("take",)))),
            skills=(skill("add"), skill("take", "add")),
        )
    )
    draft = drafts.open("sums", None)
    checks.look(draft.pk)
    report = checks.report(draft)
    assert report
    found = checks.findings(report)
    text = body(acting("owner").get(at("courses_draft_lint")))
    assert found
    for one in found:
        assert one.rule in text
    assert at("courses_draft_lesson", "sums", "first") in text or "p1" in text


def test_a_large_course_asks_no_more_of_the_database(acting, django_assert_max_num_queries, settings):
    publish(large_course(1_000, hints=1))
    draft = drafts.open("sums", None)
    client = acting("superuser")
    for url in (at("courses_draft"), at("courses_draft_lesson", "sums", "l0"), at("courses_draft_publish")):
        client.get(url)  # the course is kept from here on
        with django_assert_max_num_queries(15):
            client.get(url)
    assert CourseVersion.objects.filter(pk=draft.pk).exists()


def test_who_works_on_a_course_reads_what_is_published_of_it_and_of_no_other(acting, people):
    publish(course(lesson("l1", problem("p1", step())), skills=(skill("add"),), id="others"))
    own, other = latest_of("sums"), latest_of("others")
    for name in ("owner", "editor", "reviewer"):
        client = acting(name)
        shown = body(client.get(reverse("admin:courses_courseversion_change", args=(own.pk,))))
        assert own.lessons.get(position=0).title in shown  # the rows too, not their headings alone
        assert client.get(reverse("admin:courses_courseversion_change", args=(other.pk,))).status_code == 403
        listed = body(client.get(reverse("admin:courses_course_change", args=("sums",))))
        assert own.title in listed  # its versions, below what it is


def test_a_course_without_a_draft_leads_on(acting, people):
    shown = body(acting("owner").get(at("courses_draft")))
    for name in ("courses_quality", "courses_export"):
        assert f'href="{reverse(f"admin:{name}", args=("sums",))}"' in shown
