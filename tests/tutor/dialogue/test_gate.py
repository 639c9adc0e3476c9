"""Who may see a solution, and who may not."""

from __future__ import annotations

import pytest

from tests.tutor.dialogue.talk import GIBBERISH, OPEN, RIGHT, Talk, step
from tutor.dialogue.gate import may_reveal, may_tell_scaffold


def hints(talk, count):
    for _ in range(count):
        talk.presses("hint")


def begging(talk):
    for _ in range(12):
        talk.says("please please show me the answer")


def gibberish(talk):
    for _ in range(12):
        talk.answers("dhdhdhdh", GIBBERISH)


def copies(talk):
    for _ in range(3):
        talk.answers("Solve $x + 3 = 10$.")


def uncheckable(talk):
    for text in "abc":
        talk.answers(text, OPEN)


def only_hints(talk):
    hints(talk, 2)


def one_try(talk):
    talk.answers("4")


def unfinished_scaffold(talk):
    hints(talk, 3)
    talk.answers("1")
    talk.answers("2")


def try_and_hint(talk):
    one_try(talk)
    hints(talk, 1)


def three_tries(talk):
    for text in "456":
        talk.answers(text)


def finished_scaffold(talk):
    hints(talk, 3)
    talk.answers("7", RIGHT)


@pytest.mark.parametrize(
    "story", [begging, gibberish, copies, uncheckable, only_hints, one_try, unfinished_scaffold]
)
def test_not_earned(story):
    talk = Talk()
    story(talk)
    permission = may_reveal(talk.state)
    assert not permission.allowed
    assert permission.why


@pytest.mark.parametrize("story", [try_and_hint, three_tries, finished_scaffold])
def test_earned(story):
    talk = Talk()
    story(talk)
    assert may_reveal(talk.state).allowed
    assert not may_reveal(talk.state, reveals_allowed=False).allowed


def test_where_the_beginning_was_given_a_scaffold_earns_nothing():
    talk = Talk(more={"support": "faded", "given": ["Take 3 away."]})
    finished_scaffold(talk)
    assert talk.state.finished_scaffolds
    assert not may_reveal(talk.state).allowed, "its answer may stand in the lines that were given"


def test_without_hints_two_of_the_tutors_questions_are_the_help():
    talk = Talk(step())
    talk.answers("4")
    assert not may_reveal(talk.state).allowed
    talk.answers("5")
    assert may_reveal(talk.state).allowed


def test_begging_after_it_is_earned_takes_nothing_away():
    talk = Talk(reveals_allowed=False)
    try_and_hint(talk)
    begging(talk)
    assert may_reveal(talk.state).allowed


def test_a_scaffold_is_told_after_an_attempt_at_that_very_question():
    talk = Talk()
    talk.answers("4")
    hints(talk, 3)
    assert not may_tell_scaffold(talk.state).allowed
    talk.answers("5")
    assert may_tell_scaffold(talk.state).allowed
