"""A look back on a whole problem: says what was well done by name, and one thing to do otherwise."""

from __future__ import annotations

import re

import pytest

from tests.tutor.dialogue.talk import FULL, LIKE_IT, RIGHT, SIGN, Talk, of_lines, opening
from tutor.dialogue.lookback import look_back
from tutor.types import Event, Outcome

NAMES = {"sign": "Sign lost"}
ALL_OK = of_lines("ok", "ok", "ok", outcome=Outcome.CORRECT)


def told(*talks: Talk) -> str:
    """As if the talks were the steps of one problem."""
    events: list[Event] = []
    for talk in talks:
        events += talk.events
    return look_back(events, NAMES, 3, ())


def sentences(text: str) -> int:
    return len(re.findall(r"[.]+(?:\s|$)", text))


def solved(*answers: tuple, hints: int = 0, last: str = "7", of_=RIGHT) -> Talk:
    talk = Talk(FULL, sibling=LIKE_IT)
    for answer in answers:
        talk.answers(*answer)
    for _ in range(hints):
        talk.presses("hint")
    talk.answers(last, of_)
    assert talk.state.right
    return talk


def test_nothing_is_said_of_what_went_by_itself():
    assert told(solved()) == ""
    assert told(solved(last="a\nb", of_=ALL_OK)) == ""
    assert told(solved(), solved(), solved()) == ""


def test_nor_of_one_answer_after_a_hint():
    assert told(solved(hints=1)) == ""


def test_the_lines_that_held_and_the_one_that_did_not():
    back = told(solved(("a\nb\nc", of_lines("ok", "ok", "wrong")), last="a\nb\nd", of_=ALL_OK))
    assert "ines 1 and 2" in back
    assert "line 3" in back.lower()
    assert sentences(back) >= 2


def test_the_steps_that_needed_no_help():
    back = told(solved(), solved(("4",), hints=1), solved())
    assert "teps 1 and 3" in back
    assert "a hint" in back.lower()


def test_a_named_wrong_idea_is_said_again():
    assert "Sign lost" in told(solved(("13", SIGN)))


def test_of_numbers_the_way_from_the_first_to_the_last():
    back = told(solved(("4",), ("5",)))
    assert "`4`" in back
    assert "`7`" in back
    assert 2 <= sentences(back) <= 3


def test_a_worked_one_and_hints_are_counted_as_help():
    talk = Talk(FULL, sibling=LIKE_IT)
    talk.presses("idk")
    talk.presses("idk")
    talk.answers("4")
    talk.answers("7", RIGHT)
    assert "hint and a worked one" in told(talk)


def test_an_earlier_step_that_was_shown_is_what_is_left_to_do():
    shown = Talk(FULL)
    shown.answers("4")
    while not shown.state.over:
        shown.presses("reveal")
    assert shown.state.revealed
    back = told(shown, solved())
    assert "step 1" in back.lower()
    assert "tep 2" in back


@pytest.mark.parametrize("text", ["`", "x\ny", "🙂", "{text}", "A" * 500, ""])
def test_whatever_was_written_it_is_two_or_three_sentences_without_a_question(text):
    back = told(solved((text or "?",), ("5",)))
    assert back
    assert "?" not in back.replace("`?`", "")
    assert back[0].isupper() or back[0] in "`“"


def test_it_is_no_question_and_no_praise_without_content():
    for seed in range(30):
        events = solved(("4",), ("5",), hints=1).events
        back = look_back(events, NAMES, seed, ())
        assert "?" not in back
        assert not re.search(r"\b(?:great|super|excellent|amazing|good job)\b", back.lower())


def test_an_earlier_problem_is_not_looked_at():
    back = look_back([*solved(("4",)).events], NAMES, 3, ())
    assert back
    assert look_back([opening(), *solved().events[1:]], NAMES, 3, ()) == ""
