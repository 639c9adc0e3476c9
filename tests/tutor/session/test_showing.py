"""Worked examples and begun problems: what is shown of a solution, and that none of it is asked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from asgiref.sync import async_to_sync

from courses.types import Step
from tests.talk import Talk, bodies, right
from tutor import grading
from tutor.learner.support import Support
from tutor.models import Attempt, EvidenceRow
from tutor.session import choosing, following, material, showing
from tutor.session.choosing import Chosen
from tutor.session.commit import Decision, carry_out
from tutor.types import Event

pytestmark = pytest.mark.django_db(transaction=True)

LOW = 0.2  # a prediction under which a new skill begins worked out


def put(talk: Talk, problem_id: str, p: float | None = LOW) -> Event:
    """Have the problem come next as if it had been chosen with this prediction; what is asked then."""
    view, past = talk.view, choosing.past_of(talk.view)
    chosen = Chosen(view.course.problem(problem_id), "why", "model", p=p)
    plan = showing.plan(view.course, past, chosen)
    draft = async_to_sync(following._put)(view, past, chosen, plan)
    assert carry_out(view, Decision((draft,))) is not None
    return talk.opener


def step_of(talk: Talk, body: Mapping[str, Any]) -> Step:
    problem = material.variant(talk.view.course, body["problem"], body["seed"])
    return next(step for step in problem.steps if step.id == body["step"])


def test_a_new_skill_out_of_reach_begins_with_a_worked_example(talk: Talk) -> None:
    body = put(talk, "two-moves").body
    assert talk.opener.kind == "example"
    assert body["skill"] == "two-steps"
    solution = step_of(talk, body).solution
    assert body["lines"] == list(solution[: body["line"] - 1]) != []
    assert body["of"] == len(solution)
    assert "not marked" not in json.dumps(body)
    assert body["next"]["problem"] == "two-moves"


@pytest.mark.parametrize("p", [None, 0.35, 0.7, 0.9])
def test_what_is_within_reach_or_not_predicted_is_asked_at_once(talk: Talk, p: float | None) -> None:
    body = put(talk, "two-moves", p).body
    assert talk.opener.kind == "problem"
    assert body["support"] == (Support.BARE if p == 0.9 else Support.PLAIN)
    assert body["given"] == []


def test_before_the_prediction_nothing_tells_the_line_or_the_answer(talk: Talk) -> None:
    for problem in talk.view.course.problems():
        body = put(talk, problem.id).body
        if talk.opener.kind != "example":
            continue
        step = step_of(talk, body)
        shown = "\n".join(body["lines"])
        stem = material.variant(talk.view.course, body["problem"], body["seed"]).stem
        assert not grading.leaks(shown, grading.spec_of(step, stem))
        assert step.solution[body["line"] - 1] not in json.dumps(body)
        assert "answer" not in body


def test_no_example_gives_away_what_it_is_for(talk: Talk) -> None:
    """For every problem of the course: the variant that follows cannot be read off."""
    problems = talk.view.course.problems()
    examples = 0
    for problem in problems:
        fresh = Talk(talk.version)
        body = put(fresh, problem.id).body
        if fresh.opener.kind != "example":
            continue
        examples += 1
        fresh.say("", "guess")
        after = fresh.opener.body
        assert after["problem"] == problem.id
        told = "\n".join((body["stem"], body["prompt"], *step_of(fresh, body).solution))
        asked = material.variant(fresh.view.course, problem.id, after["seed"])
        for step in asked.steps:
            assert not grading.leaks(told, grading.spec_of(step, asked.stem)), (problem.id, body)
        assert material.variant(fresh.view.course, body["problem"], body["seed"]).steps != asked.steps
        assert after["seen_solution"] is False
    assert examples > len(problems) / 2


def test_a_right_prediction_is_met_with_a_word_and_is_no_evidence(talk: Talk) -> None:
    body = put(talk, "two-moves").body
    events = talk.say(right(step_of(talk, body).answer), "guess")
    assert [event.kind for event in events] == ["message", "worked", "problem"]
    worked = bodies(events, "worked")[0]
    assert worked["found"] == "right"
    assert worked["lines"] == list(step_of(talk, body).solution)
    assert worked["answer"]
    assert not EvidenceRow.objects.exists()
    assert not Attempt.objects.exists()


@pytest.mark.parametrize(
    ("said", "kind", "found"),
    [
        ("98765", "guess", "other"),
        ("", "guess", "none"),
        ("idk", "button", "none"),
        ("hmm?!", "guess", "open"),
        ("I have no idea", "answer", "none"),
    ],
)
def test_whatever_is_said_the_example_is_shown_once_and_not_marked(
    talk: Talk, said: str, kind: str, found: str
) -> None:
    put(talk, "two-moves")
    events = talk.say(said, kind)
    worked = bodies(events, "worked")[0]
    assert worked["found"] == found
    assert worked["reply"]
    assert not bodies(events, "verdict")
    assert talk.opener.kind == "problem"
    assert not EvidenceRow.objects.exists()


def test_a_choice_is_predicted_by_its_options(talk: Talk) -> None:
    body = put(talk, "keep-the-balance").body
    assert talk.opener.kind == "example"
    assert body["control"]["kind"] in ("text", "choice")


def test_help_fades_until_a_success_without_it(talk: Talk) -> None:
    put(talk, "two-moves")
    talk.say("", "guess")
    body = talk.opener.body
    assert (body["support"], body["begun"]) == (Support.FADED, "two-steps")
    solution = talk.step.solution
    assert body["given"] == list(solution[: len(body["given"])]) != []
    assert not grading.leaks("\n".join(body["given"]), grading.spec_of(talk.step, body["stem"]))
    talk.say(right(talk.step.answer))
    assert EvidenceRow.objects.get().assisted
    assert Attempt.objects.get().assisted
    assert put(talk, "two-moves").body["support"] == Support.FADED
    assert put(talk, "two-moves", 0.7).body["support"] == Support.PLAIN


def test_nothing_is_begun_once_it_was_done_without_help(talk: Talk) -> None:
    put(talk, "two-moves", 0.5)
    talk.say(right(talk.step.answer))
    assert put(talk, "two-moves").body["support"] == Support.PLAIN
    assert talk.opener.kind == "problem"


def test_no_lines_that_are_given_tell_an_answer(talk: Talk) -> None:
    for problem in talk.view.course.problems():
        for seed in range(3):
            shown = material.variant(talk.view.course, problem.id, seed)
            for step in shown.steps:
                lines = showing.given(step, shown)
                assert len(lines) < len(step.solution)
                told = "\n".join(lines)
                assert not any(grading.leaks(told, grading.spec_of(one, shown.stem)) for one in shown.steps)


def test_a_fixed_problem_that_was_worked_out_is_not_new_and_proves_nothing(talk: Talk) -> None:
    """Where no problem with numbers is left to show, one that the course can spare."""
    body = put(talk, "two-moves").body
    fixed = talk.view.course.problem("a-fraction-first")
    shown = showing.Shown(fixed.id, 0, body["skill"])
    past = choosing.past_of(talk.view)
    past = choosing.Past(
        past.asked, past.passages, past.unaided, past.revealed, past.got, past.stuck, (shown,)
    )
    assert fixed.id in choosing._done(talk.view.course, past, {})
    assert past.was_revealed(fixed)
    chosen = Chosen(fixed, "why", "model")
    assert following._problem(talk.view, past, chosen).body["seen_solution"] is True


def test_an_example_stands_in_the_log_and_a_reload_asks_it_again(talk: Talk) -> None:
    before = put(talk, "two-moves")
    talk.drive()
    assert talk.opener.seq == before.seq
    past = choosing.past_of(talk.view)
    assert [one.skill for one in past.shown] == ["two-steps"]
    assert past.asked == ()
