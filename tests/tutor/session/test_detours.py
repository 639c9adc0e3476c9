"""A step back to what a problem builds on, said by name, and then that problem again: once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.utils import timezone

from tests.talk import Talk, bodies
from tutor.models import SkillState
from tutor.session import choosing, following
from tutor.session.choosing import Chosen
from tutor.session.commit import Decision, carry_out

pytestmark = pytest.mark.django_db(transaction=True)

HARD = "two-moves"


def put(talk: Talk, problem_id: str, why: str = "") -> None:
    """Ask the problem now."""
    view, past = talk.view, choosing.past_of(talk.view)
    chosen = Chosen(view.course.problem(problem_id), "why", "ramp", why)
    plan = following.PLAIN
    assert carry_out(view, Decision((async_to_sync(following._put)(view, past, chosen, plan),))) is not None


def never_knows(talk: Talk) -> dict:
    """Says so until another problem comes; the move that leads there."""
    for _ in range(20):
        moves = bodies(talk.press("idk"), "move")
        if moves[0]["kind"] == "detour":
            return moves[0]
    raise AssertionError("still there after 20 times")


def test_it_is_named_and_asked_and_the_problem_comes_back(talk: Talk) -> None:
    put(talk, HARD)
    move = never_knows(talk)
    way = move["leads_to"]
    assert f"“{way['title']}”" in move["words"]
    talk.to_a_problem()
    body = talk.opener.body
    assert (body["problem"], body["why"]) == (way["problem"], choosing.DETOUR)
    assert way["title"] in body["reason"]
    while talk.opener.body["problem"] == way["problem"]:
        talk.say(talk.right_answer())
        talk.to_a_problem()
    assert (talk.opener.body["problem"], talk.opener.body["why"]) == (HARD, choosing.BACK)


def test_it_comes_back_once(talk: Talk) -> None:
    put(talk, HARD, why=choosing.BACK)
    move = never_knows(talk)
    assert "leads_to" not in move
    talk.to_a_problem()
    for _ in range(4):
        assert choosing.past_of(talk.view).last_why != choosing.BACK
        talk.say(talk.right_answer())
        talk.to_a_problem()


def given_up(talk: Talk, problem_id: str) -> frozenset[str]:
    """The skills of the problem, which lead nowhere since a moment before it was asked."""
    skills = talk.view.course.problem(problem_id).skills
    facts: dict[str, Any] = {"p": 0.3, "low": 0.1, "high": 0.5, "n": 1, "params": "test", "seed": 1}
    facts["stuck_at"] = timezone.now() - timedelta(seconds=1)
    for skill in skills:
        SkillState.objects.create(
            learner=talk.learner, course_id=talk.version.course_id, skill=skill, **facts
        )
    return frozenset(skills)


def test_what_was_given_up_today_is_not_promised(talk: Talk) -> None:
    given_up(talk, HARD)
    put(talk, HARD)
    assert "leads_to" not in never_knows(talk)


@pytest.mark.parametrize("why", ["", choosing.SIBLING])
def test_one_solution_after_another_on_what_leads_nowhere_is_not_gone_on_with(talk: Talk, why: str) -> None:
    """What was promised is kept once; after that the skill rests."""
    resting = given_up(talk, HARD)
    put(talk, HARD, why)
    while talk.closing is None:
        talk.say(talk.wrong_answer())
        talk.press("reveal")
    talk.to_a_problem()
    again = resting & {skill["id"] for skill in talk.opener.body["skills"]}
    assert (talk.opener.body["why"] == choosing.SIBLING) == (why == "")
    assert bool(again) == (why == "")


def test_after_help_one_like_it_comes_to_be_done_alone_once(talk: Talk) -> None:
    put(talk, "plus-and-minus")
    talk.press("hint")
    while talk.opener.body.get("why") != choosing.ALONE:
        assert talk.opener.body["problem"] == "plus-and-minus"
        talk.say(talk.right_answer())
        talk.to_a_problem()
    assert talk.opener.body["problem"] == "plus-and-minus"
    talk.press("hint")
    while talk.opener.body["problem"] == "plus-and-minus" and choosing.past_of(talk.view).last_why == "alone":
        talk.say(talk.right_answer())
        talk.to_a_problem()
    assert choosing.past_of(talk.view).last_why != choosing.ALONE
