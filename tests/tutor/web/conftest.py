"""The cast of every page: a conversation's owner, a stranger with one of their own, staff, and nobody."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

import pytest
from django.test import Client

from tests.talk import Talk
from tutor.models import Learner, User
from tutor.session import LEARNER_KEY

Cast = Mapping[str, Client]
CAST = ("owner", "stranger", "staff", "nobody")
PASSWORD = "correct horse battery"


def guest(learner: Learner) -> Client:
    """The browser in which `learner` became a guest."""
    client = Client()
    kept = client.session
    kept[LEARNER_KEY] = str(learner.id)
    kept.save()
    return client


@pytest.fixture
def cast(talk: Talk) -> Cast:
    staff = Client()
    staff.force_login(User.objects.create_superuser("ada", "ada@example.org", PASSWORD))
    return {
        "owner": guest(talk.learner),
        "stranger": guest(Talk(talk.version).learner),
        "staff": staff,
        "nobody": Client(),
    }


@pytest.fixture
def answer() -> dict[str, str]:
    """A form as the page sends it; give it the text."""
    return {"client_id": str(uuid.uuid4()), "kind": "answer", "text": "123456", "step": "", "scaffold": ""}
