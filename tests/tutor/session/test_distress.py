"""Words of harm in a conversation: a human contact wherever they are said, and a mark that staff can find."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.contrib.auth import get_user_model
from django.test import Client, override_settings
from django.urls import reverse

from tests.talk import Talk, bodies
from tutor.models import Attempt, EvidenceRow, Learner, Session
from tutor.session import reply
from tutor.session.view import read

pytestmark = pytest.mark.django_db(transaction=True)
SAID = "i dont want to live anymore"


@override_settings(CONTACT="Ms Lind, 0123 456 789")
def test_words_of_harm_get_a_human_contact_and_count_for_nothing(talk: Talk) -> None:
    talk.to_a_problem()
    events = talk.say(SAID)
    (move,) = bodies(events, "move")
    assert "Ms Lind, 0123 456 789" in move["words"]
    assert "?" not in move["words"]
    assert move["intent"] == "distress"
    assert not bodies(events, "verdict")
    assert not Attempt.objects.exists()
    assert not EvidenceRow.objects.exists()


def test_where_nobody_is_named_it_is_somebody_they_trust(talk: Talk) -> None:
    talk.to_a_problem()
    (move,) = bodies(talk.say(SAID), "move")
    assert "trust" in move["words"]


@override_settings(CONTACT="Ms Lind")
def test_it_is_heard_where_no_problem_is_asked_too(talk: Talk) -> None:
    opener = talk.opener
    assert opener.kind == "guess"
    (move,) = bodies(talk.say(SAID, "chat"), "move")
    assert "Ms Lind" in move["words"]
    assert move["intent"] == "distress"
    assert talk.opener == opener  # what was asked is still there


def test_a_hard_problem_that_kills_somebody_is_no_alarm(talk: Talk) -> None:
    talk.to_a_problem()
    (move,) = bodies(talk.say("this problem kills me"), "move")
    assert move["intent"] == "frustrated"


@pytest.mark.parametrize(
    ("course", "site", "guest", "user"),
    [
        ("Mr Berg", "Ms Lind", "Ms Lind", "Mr Berg"),
        ("", "Ms Lind", "Ms Lind", "Ms Lind"),
        ("Mr Berg", "", "Mr Berg", "Mr Berg"),
        ("", "", "", ""),
    ],
)
def test_a_guest_is_pointed_to_the_site_and_others_to_their_course(
    talk: Talk, course: str, site: str, guest: str, user: str
) -> None:
    view = read(talk.session_id)
    view = replace(view, course=replace(view.course, contact=course))
    with override_settings(CONTACT=site):
        assert reply.contact(view) == guest
        somebody = get_user_model().objects.create_user("ann")
        Learner.objects.filter(pk=view.learner_id).update(user=somebody)
        assert reply.contact(view) == user


def test_staff_can_list_the_conversations_in_which_it_was_said(talk: Talk, client: Client) -> None:
    talk.to_a_problem()
    client.force_login(get_user_model().objects.create_superuser("tess"))
    url = reverse("admin:tutor_session_changelist")
    assert not client.get(url, {"distress": "yes"}).context["cl"].result_list
    talk.say(SAID)
    listed = client.get(url, {"distress": "yes"}).context["cl"].result_list
    assert [session.pk for session in listed] == [Session.objects.get().pk]
