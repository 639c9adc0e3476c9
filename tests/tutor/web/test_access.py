"""Every address for everybody: works, forbidden, bad id, missing id, wrong method; always with the policy."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver, reverse
from pytest_django import Settings

from tests.talk import Talk
from tests.tutor.web.conftest import CAST, Cast
from tutor.web.middleware import POLICY

pytestmark = pytest.mark.django_db(transaction=True)

MISSING = uuid.UUID(int=7)
ALL = dict.fromkeys(CAST, 200)
FOUND = dict.fromkeys(CAST, 302)
GONE = dict.fromkeys(CAST, 404)
OWNERS = GONE | {"owner": 200}
STAFFS = FOUND | {"staff": 200}  # everybody else is sent to sign in
METHODS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True)
class Door:
    """One address: its path ({session} is filled in), and what each of the cast gets there."""

    path: str
    gets: dict[str, int]
    method: str = "get"
    allowed: tuple[str, ...] = ("get",)
    form: dict[str, str] = field(default_factory=dict)


FORM = {"client_id": "from-a-form", "kind": "guess", "text": ""}
DOORS = {
    "home": Door("/", ALL),
    "start": Door("/courses/linear-equations/start", FOUND, "post", ("post",)),
    "start: missing course": Door("/courses/no-such-course/start", GONE, "post", ("post",)),
    "start: bad course": Door("/courses/no such/start", GONE, "post", METHODS),
    "session": Door("/s/{session}/", OWNERS),
    "session: missing": Door(f"/s/{MISSING}/", GONE),
    "session: bad": Door("/s/not-an-id/", GONE, allowed=METHODS),
    "session: almost an id": Door("/s/{session}0/", GONE, allowed=METHODS),
    "answer": Door("/s/{session}/answer", GONE | {"owner": 302}, "post", ("post",), FORM),
    "answer: missing": Door(f"/s/{MISSING}/answer", GONE, "post", ("post",), FORM),
    "answer: bad": Door("/s/not-an-id/answer", GONE, "post", METHODS, FORM),
    "transcript": Door("/s/{session}/read", OWNERS),
    "transcript: missing": Door(f"/s/{MISSING}/read", GONE),
    "climb": Door("/s/{session}/skills/", OWNERS),
    "climb: missing": Door(f"/s/{MISSING}/skills/", GONE),
    "climb: bad": Door("/s/not-an-id/skills/", GONE, allowed=METHODS),
    "skill": Door("/s/{session}/skills/check-value", OWNERS),
    "skill: older": Door("/s/{session}/skills/check-value?before=5", OWNERS),
    "skill: no number": Door("/s/{session}/skills/check-value?before=x", GONE),
    "skill: unknown": Door("/s/{session}/skills/no/such skill", GONE),
    "skill: missing": Door(f"/s/{MISSING}/skills/check-value", GONE),
    "login": Door("/accounts/login/", ALL, allowed=("get", "post", "put")),  # Django's form takes PUT too
    "admin": Door("/admin/", STAFFS, allowed=METHODS),
    "admin: conversations": Door("/admin/tutor/session/", STAFFS, allowed=METHODS),
    "admin: one conversation": Door("/admin/tutor/session/{session}/change/", STAFFS, allowed=METHODS),
    "admin: courses": Door("/admin/courses/courseversion/", STAFFS, allowed=METHODS),
    "healthz": Door("/healthz", ALL, allowed=("get", "head")),
    "readyz": Door("/readyz", ALL, allowed=("get", "head")),
    "metrics": Door("/metrics", ALL, allowed=("get", "head")),
    "nowhere": Door("/nowhere/at/all", GONE, allowed=METHODS),
    "logout": Door("/accounts/logout/", FOUND, "post", ("post",)),
    "afresh": Door("/afresh", FOUND, "post", ("post",)),
}
PROTECTIONS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
}


def knock(client: Client, door: Door, talk: Talk, method: str | None = None) -> HttpResponse:
    path = door.path.format(session=talk.session_id)
    return getattr(client, method or door.method)(path, data=door.form)


def protections(response: HttpResponse) -> dict[str, str | None]:
    return {name: response.headers.get(name) for name in PROTECTIONS}


@pytest.mark.parametrize("who", CAST)
def test_everybody_gets_what_is_theirs_and_always_the_policy(who: str, cast: Cast, talk: Talk) -> None:
    got = {name: knock(cast[who], door, talk) for name, door in DOORS.items()}
    assert {name: response.status_code for name, response in got.items()} == {
        name: door.gets[who] for name, door in DOORS.items()
    }
    bare = [name for name, response in got.items() if protections(response) != PROTECTIONS]
    assert not bare


def test_a_wrong_method_is_refused_and_changes_nothing(cast: Cast, talk: Talk) -> None:
    before = talk.view.last_seq
    wrong = [
        (name, method) for name, door in DOORS.items() for method in METHODS if method not in door.allowed
    ]
    got = {(name, method): knock(cast["owner"], DOORS[name], talk, method) for name, method in wrong}
    assert {key: response.status_code for key, response in got.items()} == dict.fromkeys(wrong, 405)
    assert all(protections(response) == PROTECTIONS for response in got.values())
    assert talk.view.last_seq == before


@pytest.mark.parametrize("name", ["start", "answer", "afresh", "logout"])
def test_a_form_of_another_site_is_refused_with_a_page(name: str, talk: Talk) -> None:
    response = knock(Client(enforce_csrf_checks=True), DOORS[name], talk)
    assert response.status_code == 403
    assert "Please try again" in response.content.decode()
    assert response.headers["Content-Security-Policy"] == POLICY


def test_every_address_of_ours_is_knocked_at() -> None:
    ours = {getattr(pattern, "name", None) for pattern in get_resolver().url_patterns} - {None}
    assert ours <= {name.split(":")[0] for name in DOORS}


def test_the_policy_allows_nothing_inline_and_no_other_host() -> None:
    assert "unsafe" not in POLICY
    assert "http" not in POLICY
    assert "*" not in POLICY


def test_an_error_of_ours_is_a_page_with_the_policy_and_without_details(settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.tutor.web.broken_urls"
    response = Client(raise_request_exception=False).get("/broken")
    assert response.status_code == 500
    assert "Something broke" in response.content.decode()
    assert "on purpose" not in response.content.decode()
    assert response.headers["Content-Security-Policy"] == POLICY


def test_a_name_that_is_not_ours_is_refused() -> None:
    response = Client(headers={"host": "elsewhere.example"}).get("/")
    assert response.status_code == 400
    assert response.headers["Content-Security-Policy"] == POLICY


def test_cookies_are_kept_from_scripts_and_other_sites(talk: Talk) -> None:
    browser = Client()
    browser.post(reverse("start", args=["linear-equations"]))
    cookie = browser.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
