"""What a model may say in the place of authored words."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor import grading
from tutor.dialogue.guard import Place, Refusal, refusal, sentences
from tutor.dialogue.telling import says

TASK = "Solve $x + 3 = 26$ for the number of apples."
SPEC = grading.parse_spec({"kind": "number", "value": "23", "variable": "x", "asked": [TASK]})


def place(authored: str, **more: Any) -> Place:
    usual: dict[str, Any] = {"task": (TASK,), "leaks": lambda text: grading.leaks(text, SPEC)}
    return Place(authored, **(usual | more))


ASKS = "You have `13`, and I get something else."
WHICH = "Which step led you there?"


@pytest.mark.parametrize(
    ("sentence", "authored"),
    [
        ("You say `13`, but I get something different.", ASKS),
        ("You have `13` for the apples, and I get something else.", ASKS),
        ("What step led you to that?", WHICH),
        ("So which of your steps led you there?", WHICH),
        ("Let’s look again at line 2 together.", "Let’s look at line 2 together."),
        ("How would “even” fit here?", "How does “even” fit?"),
    ],
)
def test_other_words_for_the_same_are_let_through(sentence, authored):
    assert refusal(sentence, place(authored)) is None


@pytest.mark.parametrize(
    ("sentence", "authored", "why"),
    [
        ("", WHICH, Refusal.EMPTY),
        ("Step?", "Which step of yours do you think led you there?", Refusal.EMPTY),
        ("Which step " * 30 + "led you there?", WHICH, Refusal.LONG),
        ("Which of the steps that you took in your work on this led you there?", WHICH, Refusal.LONG),
        ("**Which** step led you there?", WHICH, Refusal.MARKUP),
        ("Which step led you there <b>now</b>?", WHICH, Refusal.MARKUP),
        ("Which step led you there\u200b?", WHICH, Refusal.MARKUP),
        ("Which stEp led you there?", WHICH, Refusal.MARKUP),
        ("Which step led you there??", WHICH, Refusal.MARKUP),
        ("Which step led you there", WHICH, Refusal.MARKUP),
        ("Which step led you to 23?", WHICH, Refusal.MATHS),
        ("Which step led you to $x = 23$?", WHICH, Refusal.MATHS),
        ("You have that, and I get something else.", ASKS, Refusal.MATHS),
        ("You have `13`, and I get `23`.", ASKS, Refusal.MATHS),
        ("You led there by a step.", WHICH, Refusal.QUESTION),
        ("You have `13`, and do I get something else?", ASKS, Refusal.QUESTION),
        ("Which step was right?", WHICH, Refusal.VERDICT),
        ("Which step was not good?", WHICH, Refusal.VERDICT),
        ("Welcher Schritt ging dahin?", WHICH, Refusal.MARKUP),
        ("Cuál paso llevó hasta ahí?", WHICH, Refusal.MARKUP),
        ("Was bringt dich denn dahin?", WHICH, Refusal.LANGUAGE),
        ("Which step led you to twenty?", WHICH, Refusal.WORDS),
        ("Which step led you up there?", WHICH, Refusal.WORDS),
        ("Which step led you to sunday?", WHICH, Refusal.WORDS),
        ("Which step step led you there?", WHICH, Refusal.REPEATS),
        ("How would you describe your apples?", WHICH, Refusal.OFF_POINT),
    ],
)
def test_what_is_not_let_through_and_why(sentence, authored, why):
    assert refusal(sentence, place(authored)) is why


def test_what_was_said_before_is_no_new_wording():
    said = "What step led you to that?"
    assert refusal(said, place(WHICH, heard=(f"Hm. {said}",))) is Refusal.REPEATS


def test_words_of_an_answer_stand_only_where_the_authored_sentence_has_them():
    task = "Is the number even or odd?"
    there = place(WHICH, task=(task,), withheld=("prime", "effort"), leaks=None)
    assert refusal("Which effort led you there?", there) is Refusal.WORDS
    assert refusal("Which effort led you there?", place(WHICH, task=(task,))) is None


def test_the_answer_between_the_lines():
    seven = "What step led you there by now?"
    assert len(seven.split()) == 7
    spec = grading.parse_spec({"kind": "number", "value": "7"})
    assert refusal(seven, place(WHICH, leaks=lambda text: grading.leaks(text, spec))) is Refusal.HIDDEN
    assert refusal(seven, place(WHICH)) is None


def test_a_right_answer_may_be_called_right_again():
    assert refusal("Yes, so `7` is right.", Place("Yes, `7` is right.")) is None


@given(st.text(max_size=80))
def test_any_text_is_judged(text):
    why = refusal(text, place(ASKS))
    assert why is not None or "`13`" in text


@given(
    st.sampled_from(["the answer is 7", "seven", "VII", "6 + 1", base64.b64encode(b"7").decode(), "IIIIIII"])
)
def test_an_answer_tacked_on_is_refused(told):
    assert refusal(f"You have `13`, and I get something else, {told}.", place(ASKS)) is not None


def test_sentences_are_not_cut_in_quotes_and_formulas():
    assert sentences("Not `a. b`, no. Put $x = 1. $ in?") == ["Not `a. b`, no.", "Put $x = 1. $ in?"]


HISTORY = "I added them: 12 + 30 = 42. Then 42 - 12 = 30 were left, and 2 x 45 is 90."


@pytest.mark.parametrize(
    ("text", "is_said"),
    [
        ("So the total is 42.", True),
        ("You need to add them: 12 + 30 = 42.", True),
        ("It is 42, not 30.", True),
        ("Therefore, 42 of them are left.", True),
        ("You wrote 42 there; what does it stand for?", False),
        ("Is the total 42?", False),
        ("If 42 are there, look at the rest.", False),
        ("So the total is 42 + 8.", False),
        ("Solve 3x/2 = 42 again.", False),
    ],
)
def test_a_number_that_everybody_has_seen_is_told_only_as_a_result(text, is_said):
    spec = grading.parse_spec({"kind": "number", "value": "42", "asked": ["How many apples are there?"]})
    assert says(text, spec, [HISTORY]) is is_said
    assert says("You wrote 42 there; what does it stand for?", spec)


def test_other_answers_are_told_where_they_leak():
    spec = grading.parse_spec({"kind": "expression", "value": "2*x + 1"})
    assert says("It is $1 + 2x$.", spec)
    assert not says("Look at the $x$.", spec)
