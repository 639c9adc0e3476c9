"""What an attempt is worth, with the dialogue's own state standing for what came before."""

from __future__ import annotations

from tests.tutor.dialogue.talk import GIBBERISH, NEAR, OPEN, RIGHT, SIGN, WRONG, Talk
from tutor.learner.evidence import MISCONCEPTION, Weight, weigh


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
