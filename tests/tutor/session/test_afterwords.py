"""After the end of a step: one choice that closes it, a look back, and then what was promised."""

from __future__ import annotations

import pytest

from tests.talk import Talk, bodies, wrong
from tutor import session
from tutor.models import Attempt, EvidenceRow
from tutor.session import choosing

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]


def revealed(talk: Talk) -> dict:
    """Up to the solution of the open step; the closing choice that follows it."""
    talk.say(talk.wrong_answer())
    for _ in range(8):
        events = talk.press("reveal")
        if bodies(events, "closing"):
            assert [event.kind for event in events] == ["message", "move", "closing"]
            return bodies(events, "closing")[0]
    raise AssertionError("no solution after asking eight times")


def test_a_solution_is_closed_by_one_choice_before_anything_new_is_asked(talk: Talk) -> None:
    before = talk.to_a_problem()
    asked = revealed(talk)
    assert talk.opener.seq == before.seq
    prompt = session.prompt_of(talk.view)
    assert prompt.kind == "closing"
    assert prompt.question == asked["words"]
    assert list(prompt.options) == [choice["text"] for choice in asked["choices"]]
    assert prompt.buttons == ("skip",)
    evidence, attempts = EvidenceRow.objects.count(), Attempt.objects.count()
    events = talk.say(asked["choices"][0]["text"], "guess", step=before.body["item"])
    assert [event.kind for event in events][:2] == ["message", "closed"]
    closed = bodies(events, "closed")[0]
    assert (closed["kind"], closed["line"], closed["chosen"]) == ("line", 1, 0)
    assert talk.opener.seq > before.seq
    assert (EvidenceRow.objects.count(), Attempt.objects.count()) == (evidence, attempts)


def test_one_like_it_follows(talk: Talk) -> None:
    problem = talk.to_a_problem().body["problem"]
    skills = {skill["id"] for skill in talk.opener.body["skills"]}
    revealed(talk)
    talk.press("skip")
    assert talk.opener.kind in ("problem", "step", "guess")
    talk.to_a_problem()
    assert talk.opener.body["problem"] == problem or skills & {
        skill["id"] for skill in talk.opener.body["skills"]
    }


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("skip", "button"),
        ("", "guess"),
        ("98765", "answer"),
        ("what?", "chat"),
        ("hint", "button"),
        ("reveal", "button"),
        ("x" * 2000, "answer"),
        ("🙂", "chat"),
    ],
)
def test_nobody_is_stuck_in_it(talk: Talk, text: str, kind: str) -> None:
    before = talk.to_a_problem()
    revealed(talk)
    evidence = EvidenceRow.objects.count()
    events = talk.say(text, kind)
    assert bodies(events, "closed")[0]["words"]
    assert talk.closing is None
    assert talk.opener.seq > before.seq
    assert EvidenceRow.objects.count() == evidence


def test_words_of_harm_come_first_and_leave_it_open(talk: Talk) -> None:
    talk.to_a_problem()
    revealed(talk)
    move = bodies(talk.say("I want to die", "chat"), "move")[0]
    assert move["intent"] == "distress"
    assert talk.closing is not None
    talk.press("skip")
    assert talk.closing is None


def test_a_reload_asks_it_again(talk: Talk) -> None:
    talk.to_a_problem()
    asked = revealed(talk)
    talk.drive()
    assert talk.closing is not None
    assert session.prompt_of(talk.view).question == asked["words"]


def test_a_right_answer_at_once_gets_its_mark_and_nothing_else(talk: Talk) -> None:
    events = talk.say(talk.right_answer())
    assert [event.kind for event in events][:3] == ["message", "verdict", "move"]
    assert not {"lookback", "closing"} & {event.kind for event in events}


def test_a_problem_of_several_tries_is_looked_back_on(talk: Talk) -> None:
    talk.to_a_problem()
    problem = talk.opener.body["problem"]
    looked: list[dict] = []
    while talk.opener.body.get("problem") == problem and not looked:
        answer = talk.step.answer
        talk.say(wrong(answer))
        events = talk.say(talk.right_answer())
        looked = bodies(events, "lookback")
    assert looked
    assert looked[0]["words"]
    assert "?" not in looked[0]["words"].replace("`?`", "")


def test_help_is_sometimes_closed_by_the_same_choice_and_never_twice(talk: Talk) -> None:
    closings = 0
    for _ in range(12):
        talk.to_a_problem()
        if talk.opener.kind == "finished":
            break
        talk.press("hint")
        events = talk.say(talk.right_answer())
        closings += len(bodies(events, "closing"))
        assert len(bodies(events, "closing")) <= 1
    assert 0 < closings < 10
    assert choosing.past_of(talk.view).asked
