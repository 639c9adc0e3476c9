"""Home, a conversation and its form, as a browser without scripts uses them."""

from __future__ import annotations

import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses.models import CourseVersion
from tests.talk import Talk, bodies
from tests.tutor.web.conftest import PASSWORD, Cast
from tutor.models import Attempt, EventRow, Learner, Session

pytestmark = pytest.mark.django_db(transaction=True)


def page_of(talk: Talk) -> str:
    return reverse("session", args=[talk.session_id])


def form_of(talk: Talk) -> str:
    return reverse("answer", args=[talk.session_id])


def hidden(html: str) -> dict[str, str]:
    """The hidden fields of the composer, as a browser would send them."""
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', html))


def test_home_lists_what_can_be_started_and_makes_no_learner(version: CourseVersion) -> None:
    html = Client().get("/").content.decode()
    assert version.title in html
    assert reverse("start", args=[version.course_id]) in html
    assert not Learner.objects.exists()


def test_home_leads_a_learner_back_to_where_they_were(cast: Cast, talk: Talk) -> None:
    html = cast["owner"].get("/").content.decode()
    assert page_of(talk) in html
    assert page_of(talk) not in cast["stranger"].get("/").content.decode()
    assert page_of(talk) not in cast["nobody"].get("/").content.decode()


def test_start_opens_a_conversation_at_once_and_the_first_question_is_there(version: CourseVersion) -> None:
    browser = Client()
    response = browser.post(reverse("start", args=[version.course_id]), follow=True)
    html = response.content.decode()
    assert response.redirect_chain[0][0] == page_of_latest()
    assert 'data-kind="guess"' in html
    assert Learner.objects.count() == 1


def page_of_latest() -> str:
    return reverse("session", args=[Session.objects.latest("opened_at").id])


def test_who_starts_twice_is_still_one_learner(version: CourseVersion) -> None:
    browser = Client()
    for _ in range(2):
        browser.post(reverse("start", args=[version.course_id]))
    assert Learner.objects.count() == 1
    assert set(Session.objects.values_list("learner_id", flat=True)) == {Learner.objects.get().id}


def test_a_reload_shows_the_same_conversation(cast: Cast, talk: Talk) -> None:
    first, second = (cast["owner"].get(page_of(talk)).content.decode() for _ in range(2))
    assert re.findall(r'id="e-\d+"', first) == re.findall(r'id="e-\d+"', second) != []
    assert hidden(first)["client_id"] != hidden(second)["client_id"]


def test_the_form_is_answered_by_the_page_at_the_new_place(cast: Cast, talk: Talk) -> None:
    talk.to_a_problem()
    fields = hidden(cast["owner"].get(page_of(talk)).content.decode())
    response = cast["owner"].post(form_of(talk), fields | {"text": talk.wrong_answer()})
    assert response.status_code == 302
    assert response.headers["Location"] == f"{page_of(talk)}#e-{talk.view.last_seq}"
    assert bodies(talk.log(), "verdict")[-1]["outcome"] == "incorrect"


def test_a_form_sent_twice_counts_once(cast: Cast, talk: Talk) -> None:
    talk.to_a_problem()
    fields = hidden(cast["owner"].get(page_of(talk)).content.decode()) | {"text": talk.right_answer()}
    places = {cast["owner"].post(form_of(talk), fields).headers["Location"] for _ in range(3)}
    assert len(places) == 1
    assert EventRow.objects.filter(client_id=fields["client_id"]).count() == 1
    assert Attempt.objects.count() == 1


def test_a_button_is_pressed_by_its_name(cast: Cast, talk: Talk, answer: dict[str, str]) -> None:
    talk.to_a_problem()
    cast["owner"].post(form_of(talk), answer | {"text": "", "button": "hint"})
    assert talk.log()[-1].kind == "move"
    said = bodies(talk.log(), "message")[-1]
    assert (said["kind"], said["text"]) == ("button", "hint")


@pytest.mark.parametrize(
    "wrong",
    [
        {"client_id": ""},
        {"client_id": "a\x00b"},
        {"step": "a\x00b"},
        {"kind": "solve"},
        {"text": ""},
        {"text": "\u202e \x00"},
        {"text": "7" * 2001},
    ],
    ids=lambda wrong: repr(wrong)[:30],
)
def test_what_cannot_be_taken_gets_a_word_and_the_text_back(
    cast: Cast, talk: Talk, answer: dict[str, str], wrong: dict[str, str]
) -> None:
    talk.to_a_problem()
    before = talk.view.last_seq
    sent = answer | wrong
    response = cast["owner"].post(form_of(talk), sent)
    html = response.content.decode()
    assert response.status_code == 400
    assert re.search(r'id="note"[^>]*>[^<]+<', html)
    assert talk.view.last_seq == before


def test_a_refused_text_stands_in_the_field_again(cast: Cast, talk: Talk, answer: dict[str, str]) -> None:
    talk.to_a_problem()
    while talk.step.answer["kind"] == "choice":
        talk.say(talk.right_answer())
        talk.to_a_problem()
    html = cast["owner"].post(form_of(talk), answer | {"text": "7" * 2001}).content.decode()
    assert 'value="' + "7" * 2001 + '"' in html


@pytest.mark.parametrize("button", ["explode", "hint ", "<b>"])
def test_a_button_that_no_page_has_gets_a_reply_all_the_same(
    cast: Cast, talk: Talk, answer: dict[str, str], button: str
) -> None:
    talk.to_a_problem()
    response = cast["owner"].post(form_of(talk), answer | {"button": button})
    assert response.status_code == 302
    assert not bodies(talk.log(), "move")[-1]["solution"]


def test_html_stays_text(cast: Cast, talk: Talk, answer: dict[str, str]) -> None:
    talk.to_a_problem()
    cast["owner"].post(form_of(talk), answer | {"text": "<script>alert(1)</script><b>7</b>"})
    html = cast["owner"].get(page_of(talk)).content.decode()
    assert "<script>alert" not in html
    assert "<b>7" not in html
    assert "&lt;script&gt;" in html


def test_a_page_finishes_what_a_dead_turn_left(cast: Cast, talk: Talk) -> None:
    talk.to_a_problem()
    view = talk.view
    EventRow.objects.create(
        session_id=talk.session_id,
        seq=view.last_seq + 1,
        kind="message",
        body={"kind": "answer", "text": talk.wrong_answer(), "step": None, "scaffold": None},
        client_id="left",
        at=timezone.now(),
    )
    Session.objects.filter(id=talk.session_id).update(last_seq=view.last_seq + 1)
    cast["owner"].get(page_of(talk))
    assert talk.view.pending is None
    assert bodies(talk.log(), "verdict")[-1]["outcome"] == "incorrect"


def test_another_person_on_the_same_computer_starts_afresh(
    cast: Cast, talk: Talk, answer: dict[str, str]
) -> None:
    browser = cast["owner"]
    assert browser.get(page_of(talk)).status_code == 200
    old_cookie = browser.cookies["sessionid"].value
    assert browser.post(reverse("afresh")).headers["Location"] == "/"
    assert page_of(talk) not in browser.get("/").content.decode()
    gone = browser.get(page_of(talk))
    assert gone.status_code == 404
    assert "somebody else" in gone.content.decode()
    before = talk.view.last_seq
    assert browser.post(form_of(talk), answer).status_code == 404
    assert talk.view.last_seq == before

    browser.post(reverse("start", args=[talk.version.course_id]))
    newest = Session.objects.latest("opened_at")
    assert newest.learner_id != talk.learner.id

    thief = Client()
    thief.cookies["sessionid"] = old_cookie
    assert thief.get(page_of(talk)).status_code == 404


def test_unknown_and_foreign_conversations_look_the_same(cast: Cast, talk: Talk) -> None:
    foreign = cast["stranger"].get(page_of(talk))
    unknown = cast["stranger"].get(reverse("session", args=[uuid.uuid4()]))
    assert foreign.status_code == unknown.status_code == 404
    strip = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
    assert strip.sub("", foreign.content.decode()) == strip.sub("", unknown.content.decode())


def test_a_learner_that_was_deleted_begins_anew(cast: Cast, talk: Talk) -> None:
    """The browser still says who it was."""
    browser = cast["owner"]
    talk.learner.delete()
    assert browser.get("/").status_code == 200
    assert browser.get(page_of(talk)).status_code == 404
    assert browser.post(reverse("start", args=[talk.version.course_id]), follow=True).status_code == 200


def test_pages_are_not_kept_by_caches(cast: Cast, talk: Talk) -> None:
    for path in ("/", page_of(talk)):
        assert "no-store" in cast["owner"].get(path).headers["Cache-Control"]


def test_staff_sign_in_and_out(cast: Cast) -> None:
    browser, login = Client(), reverse("login")
    wrong = browser.post(login, {"username": "ada", "password": "wrong"})
    assert wrong.status_code == 200
    assert 'role="alert"' in wrong.content.decode()
    right = browser.post(login, {"username": "ada", "password": PASSWORD})
    assert right.headers["Location"] == "/admin/"
    assert browser.get("/admin/").status_code == 200
    browser.post(reverse("logout"))
    assert browser.get("/admin/").status_code == 302


def test_signing_in_leads_to_no_other_site(cast: Cast) -> None:
    form = {"username": "ada", "password": PASSWORD, "next": "https://elsewhere.example/"}
    assert Client().post(reverse("login"), form).headers["Location"] == "/admin/"


def test_the_log_is_read_in_the_admin_and_never_changed(cast: Cast, talk: Talk) -> None:
    change = reverse("admin:tutor_session_change", args=[talk.session_id])
    assert "opened" in cast["staff"].get(change).content.decode()
    assert cast["staff"].post(change, {"last_seq": 0}).status_code == 403
    assert (
        cast["staff"].post(reverse("admin:tutor_session_delete", args=[talk.session_id])).status_code == 403
    )
    assert cast["staff"].get(reverse("admin:tutor_session_add")).status_code == 403


def test_a_person_can_be_forgotten(cast: Cast, talk: Talk) -> None:
    talk.say(talk.right_answer())
    delete = reverse("admin:tutor_learner_delete", args=[talk.learner.id])
    assert cast["staff"].post(delete, {"post": "yes"}).status_code == 302
    assert not Learner.objects.filter(id=talk.learner.id).exists()
    assert not EventRow.objects.filter(session_id=talk.session_id).exists()
