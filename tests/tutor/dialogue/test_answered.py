"""Questions that are answered, in the policy: a nudge like any other, and every talk still ends."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.tutor.dialogue import walk
from tests.tutor.dialogue.talk import BOTTOM, FULL, GIBBERISH, NUDGE, WRONG, Talk, step
from tutor.dialogue.answering import Source, Told
from tutor.types import Answer, Move, MoveKind

ASKED = "what is a coefficient?"
HERE = Told(Source.HERE, "told_here", "> A number in front.", "Letters", place="passage/letters")
ROUND = replace(HERE, skill="Adding", detour="add")
NOTHING = Told(Source.NOTHING, "told_nothing", title="Letters")
CLOSED = Told(Source.CLOSED, "told_closed")

ANSWERED = {
    "asks, and is answered": lambda talk, n: talk.says(ASKED, HERE),
    "asks, and is offered a detour": lambda talk, n: talk.says(ASKED, ROUND),
    "asks what nobody answers": lambda talk, n: talk.says("what is photosynthesis", NOTHING),
    "asks what gives it away": lambda talk, n: talk.says(ASKED, CLOSED),
    "takes the detour": lambda talk, n: talk.presses("detour"),
}
WITH = (
    "new wrong answer",
    "gibberish",
    "asks for a hint",
    "asks for the answer",
    "remark",
    "right",
    "sets aside",
)


@pytest.mark.parametrize("name", ["no help", "one hint", "scaffold first", "all kinds"])
def test_every_talk_with_questions_ends(name: str) -> None:
    some = {one: walk.BEHAVIOURS[one] for one in WITH}
    step = walk.STEPS[name]
    states, most = walk.longest_talk(Talk(step), some | ANSWERED)
    assert states > 3
    assert most <= walk.most_turns(step, lambda text: BOTTOM.text in text)


@pytest.mark.parametrize(
    "behaviour", ["asks, and is answered", "asks what nobody answers", "asks what gives it away"]
)
def test_who_only_ever_asks_gets_to_an_end(behaviour: str) -> None:
    talk = Talk(FULL)
    heard: list[Move] = []
    while not talk.state.over:
        heard.append(ANSWERED[behaviour](talk, len(heard)))
        assert len(heard) <= 26
    assert heard[-1].kind is MoveKind.DETOUR


def test_three_answers_then_something_is_given() -> None:
    talk = Talk(step(NUDGE))
    moves = [talk.says(ASKED, HERE) for _ in range(4)]
    assert [move.kind for move in moves] == [MoveKind.REPLY] * 3 + [MoveKind.NUDGE]
    assert all("A number in front." in move.words and "“Letters”" in move.words for move in moves[:3])
    assert len({move.words for move in moves}) == 4


def test_an_answer_in_the_answer_field_comes_before_what_could_not_be_read() -> None:
    talk = Talk(step(NUDGE))
    assert "A number in front." in talk.turn(Answer("answer", ASKED), GIBBERISH, HERE).words


def test_a_question_while_a_smaller_one_is_open_leaves_it_open() -> None:
    talk = Talk(FULL)
    while not talk.state.in_scaffold:
        talk.presses("hint")
    move = talk.says(ASKED, HERE)
    assert move.kind is MoveKind.REPLY
    assert talk.state.in_scaffold


def test_what_nobody_answers_is_said_and_asked_again_a_rung_is_given() -> None:
    talk = Talk(step(NUDGE))
    first = talk.says(ASKED, NOTHING)
    assert "“Letters”" in first.words
    again = talk.says(ASKED, NOTHING)
    assert again.kind is MoveKind.NUDGE
    assert "Look at the left side." in again.words


def test_a_detour_is_offered_once_with_the_answer_and_can_be_taken_later() -> None:
    talk = Talk(FULL)
    assert "“Adding”" in talk.says(ASKED, ROUND).words
    talk.answers("3", WRONG)
    move = talk.presses("detour")
    assert move.kind is MoveKind.DETOUR
    assert "“Adding”" in move.words
    assert talk.state.left


def test_without_an_offer_the_button_is_a_remark() -> None:
    talk = Talk(FULL)
    assert talk.presses("detour").kind is MoveKind.REPLY
    assert not talk.state.over
