"""What waits for a person in the admin: questions of learners, and words of harm."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.talk import Talk
from tutor.models import AskedQuestion, Session

pytestmark = pytest.mark.django_db(transaction=True)
INDEX = "admin:index"
LIST = "admin:tutor_askedquestion_changelist"
HARM = "i dont want to live anymore"


def signed_in(client: Client, *permissions: str) -> Client:
    teacher = get_user_model().objects.create_user("tess", is_staff=True)
    teacher.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client.force_login(teacher)
    return client


def body(client: Client, name: str, query: dict[str, str] | None = None) -> str:
    response = client.get(reverse(name), query or {})
    assert response.status_code == 200
    return response.content.decode()


def asked(talk: Talk, text: str, source: str, *, closed: bool = False) -> AskedQuestion:
    return AskedQuestion.objects.create(
        learner=talk.learner,
        course_id=talk.version.course_id,
        version=talk.version,
        item="two-moves/solve",
        text=text,
        answered_from=source,
        nearest="Last one first",
        score=0.21,
        asked_at=timezone.now(),
        closed=closed,
    )


def test_what_nobody_answers_stands_first_and_what_is_dealt_with_last(talk: Talk, client: Client) -> None:
    asked(talk, "dealt with <b>", "nothing", closed=True)
    asked(talk, "from nowhere", "nothing")
    asked(talk, "from here", "here")
    page = body(signed_in(client, "view_askedquestion"), LIST)
    assert page.index("from nowhere") < page.index("from here") < page.index("dealt with &lt;b&gt;")
    assert "Last one first" in page
    assert "0.21" in page


def test_who_may_change_them_can_close_them_and_nothing_else(talk: Talk, client: Client) -> None:
    one = asked(talk, "from nowhere", "nothing")
    chosen = {"action": "close", "_selected_action": str(one.pk)}
    signed_in(client, "view_askedquestion").post(reverse(LIST), chosen)
    assert not AskedQuestion.objects.get().closed
    get_user_model().objects.get().user_permissions.add(
        Permission.objects.get(codename="change_askedquestion")
    )
    client.post(reverse(LIST), chosen)
    assert AskedQuestion.objects.get().closed
    client.post(reverse("admin:tutor_askedquestion_change", args=[one.pk]), {"text": "another"})
    one.refresh_from_db()
    assert (one.text, one.closed) == ("from nowhere", False)


def test_the_first_page_counts_open_questions_for_those_who_may_see_them(talk: Talk, client: Client) -> None:
    asked(talk, "from nowhere", "nothing")
    asked(talk, "from here", "here")
    asked(talk, "dealt with", "nothing", closed=True)
    assert "1 question of a learner that no course answers" in body(
        signed_in(client, "view_askedquestion"), INDEX
    )
    get_user_model().objects.get().user_permissions.clear()
    assert "no course answers" not in body(client, INDEX)


def test_words_of_harm_stand_on_the_first_page_until_somebody_has_looked(talk: Talk, client: Client) -> None:
    signed_in(client, "view_session")
    assert "spoke of harm" not in body(client, INDEX)
    talk.to_a_problem()
    talk.say(HARM)
    page = body(client, INDEX)
    assert "In 1 conversation somebody spoke of harm" in page
    listing = "admin:tutor_session_changelist"
    assert str(talk.learner) in body(client, listing, {"distress": "new"})
    client.post(reverse(listing), {"action": "attended", "_selected_action": str(talk.session_id)})
    assert "spoke of harm" not in body(client, INDEX)
    assert not client.get(reverse(listing), {"distress": "new"}).context["cl"].result_list
    assert client.get(reverse(listing), {"distress": "yes"}).context["cl"].result_list  # the log keeps them
    talk.say(HARM)
    assert "In 1 conversation somebody spoke of harm" in body(client, INDEX)


def test_who_may_not_read_conversations_is_told_of_none(talk: Talk, client: Client) -> None:
    talk.to_a_problem()
    talk.say(HARM)
    assert Session.objects.get().distress_seq > 0
    assert "spoke of harm" not in body(signed_in(client), INDEX)
