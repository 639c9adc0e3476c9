"""What an attempt is worth, with the dialogue's own state standing for what came before."""

from __future__ import annotations

from math import log

import pytest

from models_server.knowledge.parameters import Parameters
from tests.tutor.dialogue.talk import GIBBERISH, NEAR, OPEN, RIGHT, SIGN, WRONG, Talk
from tutor.learner.evidence import GUESS, LEAST, MISCONCEPTION, MOST, SLIP, Weight, sure_weight, weigh


def test_the_first_judged_answer_is_unassisted():
    assert weigh(Talk().state, RIGHT, "7") == Weight(score=1.0, assisted=False, void=False)
    assert weigh(Talk().state, NEAR, "7") == Weight(score=0.5, assisted=False, void=False)
    assert weigh(Talk().state, SIGN, "13") == Weight(
        0.0, assisted=False, void=False, misconception="sign", weight=MISCONCEPTION
    )


def test_what_cannot_be_judged_is_no_evidence_and_uses_nothing_up():
    talk = Talk()
    for text, found in (("dhdh", GIBBERISH), ("seven-ish", OPEN)):
        assert weigh(talk.state, found, text) is None
        talk.answers(text, found)
    assert weigh(talk.state, RIGHT, "7") == Weight(1.0, assisted=False, void=False)
    assert weigh(talk.state, None) is None


def test_later_answers_are_assisted_and_repeats_are_nothing():
    talk = Talk()
    talk.answers("4")
    assert weigh(talk.state, WRONG, "4") is None
    assert weigh(talk.state, WRONG, "5") == Weight(0.0, assisted=True, void=False)
    assert weigh(talk.state, RIGHT, "7") == Weight(1.0, assisted=True, void=False)


def test_a_hint_makes_the_first_answer_assisted():
    talk = Talk()
    talk.presses("hint")
    assert weigh(talk.state, RIGHT, "7") == Weight(1.0, assisted=True, void=False)


def test_a_second_choice_is_assisted():
    talk = Talk(control={"kind": "choice", "options": ["6", "7"]})
    assert weigh(talk.state, WRONG, "6") == Weight(0.0, assisted=False, void=False)
    talk.answers("6")
    assert weigh(talk.state, RIGHT, "7") == Weight(1.0, assisted=True, void=False)


def test_answers_to_a_scaffold_say_nothing_about_the_item():
    talk = Talk()
    for _ in range(3):
        talk.presses("hint")
    assert weigh(talk.state, RIGHT, "7") is None
    assert weigh(talk.state, None, says_unknown=True) is None


def test_not_knowing_counts_once_and_only_before_an_answer():
    talk = Talk()
    assert weigh(talk.state, None, says_unknown=True) == Weight(
        0.0, assisted=False, void=False, says_unknown=True
    )
    talk.presses("idk")
    assert weigh(talk.state, None, says_unknown=True) is None
    tried = Talk()
    tried.answers("4")
    assert weigh(tried.state, None, says_unknown=True) is None


def test_after_a_reveal_everything_is_void():
    talk = Talk()
    talk.answers("4")
    talk.presses("hint")
    talk.presses("reveal")
    assert weigh(talk.state, RIGHT, "7") == Weight(1.0, assisted=True, void=True)
    assert weigh(Talk().state, RIGHT, "7", seen_solution=True) == Weight(1.0, assisted=False, void=True)


@pytest.mark.parametrize("choices", [0, 2, 3, 4, 9])
def test_sure_and_right_counts_more_and_so_does_unsure_and_wrong(choices):
    assert sure_weight(True, True, choices) > 1.0 > sure_weight(True, False, choices)
    assert sure_weight(False, False, choices) > 1.0 > sure_weight(False, True, choices)
    for right in (True, False):
        for sure in (True, False):
            assert LEAST <= sure_weight(right, sure, choices) <= MOST


def test_saying_nothing_changes_nothing():
    assert sure_weight(True, None) == sure_weight(False, None, 3) == 1.0
    assert sure_weight(True, True, 1) == 1.0  # whatever is chosen there is right


def test_a_word_is_worth_what_its_odds_say():
    """An answer to an open item, as in the placement bench."""
    answer = log(0.9 / 0.05)
    assert sure_weight(True, True) * answer == pytest.approx(answer + log(0.8 / 0.3))


def test_slip_and_guess_are_those_of_the_model_server():
    assert (Parameters().slip, Parameters().guess) == (SLIP, GUESS)
