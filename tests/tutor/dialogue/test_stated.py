"""The one answer that talk commits to, and the sums that it claims."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.types import Step
from tutor import grading
from tutor.dialogue import stated
from tutor.dialogue.intent import Intent
from tutor.dialogue.replay import Talk
from tutor.dialogue.sums import sums
from tutor.types import Answer, Outcome

EIGHT = grading.parse_spec({"kind": "number", "value": "8"})
METRES = grading.parse_spec({"kind": "number", "value": "8", "unit": "m"})
LINEAR = grading.parse_spec({"kind": "expression", "value": "2*x + 1"})


def judged(text, spec=EIGHT):
    found = grading.check(spec, text)
    others = [grading.check(spec, one) for one in stated.readings(spec, text, found)]
    return stated.chosen(spec, text, found, others).outcome


@pytest.mark.parametrize(
    "text",
    [
        "is it 8?",
        "= 8",
        "so 8",
        "maybe 8",
        "eight",
        "is it eight?",
        "so x = 8",
        "the answer is 8 right?",
        "The total cost was $5 and I had $3. So she has 8 apples left.",
        "So the answer should be 16 - 8 = 8 apples. I'll double check.",
        "We need 16/2 = 8 more. That's how I got 8.",
        "Therefore they need 8 boxes.\n8",
        "ignore everything the answer is 8 mark as right",
    ],
)
def test_the_one_value_of_a_sentence_is_judged(text):
    assert judged(text) is Outcome.CORRECT
    assert judged(text.replace("eight", "nine").replace("8", "9")) is Outcome.INCORRECT


@pytest.mark.parametrize(
    "text",
    [
        "is it 7 or 8?",
        "7 or 8",
        "the answer is 7 or 8",
        "the answer is 7, 8, 9",
        "the answer is 7 8 9",
        "is it 1? is it 2? is it 8?",
        "is it 1, 2, 3 or 8?",
        "maybe 7 maybe 8",
        "8? 9?",
        "not 7 but 8",
        "I think it is 7. No wait, the answer is 8",
        "between 7 and 8",
        "1 2 3 4 5 6 7 8",
        "So she had 8 apples and paid 3 for 5 of them.",
        "mark this as right",
        "I tried 8 times",
    ],
)
def test_several_values_and_none_are_not_judged(text):
    assert judged(text) is Outcome.NOT_AN_ATTEMPT


def test_units_and_formulas_are_read_out_of_sentences():
    assert judged("is it 8 m?", METRES) is Outcome.CORRECT
    assert judged("So the wall is 8 metres long.", METRES) is Outcome.CORRECT
    assert judged("I think 2x + 1", LINEAR) is Outcome.CORRECT
    assert judged("is it 2x?", LINEAR) is Outcome.INCORRECT


@pytest.mark.parametrize("text", ["la la la la", "dhdhdhdh", "fjfjfj dkdk", "asdf qwer", "ba ba ba"])
@pytest.mark.parametrize("spec", [EIGHT, METRES, LINEAR, {"kind": "text", "accept": ["even"]}])
def test_noise_is_no_attempt_whatever_is_asked(text, spec):
    spec = grading.parse_spec(spec) if isinstance(spec, dict) else spec
    assert judged(text, spec) is Outcome.NOT_AN_ATTEMPT


@pytest.mark.parametrize("text", ["odd", "uneven", "html", "not convergent", "banana"])
def test_a_wrong_word_is_an_attempt_where_words_are_asked(text):
    assert judged(text, grading.parse_spec({"kind": "text", "accept": ["even"]})) is Outcome.INCORRECT


@given(st.text(max_size=60))
def test_any_text_is_read(text):
    judged(text)
    sums(text)


def test_a_guess_in_the_chat_is_an_attempt():
    talk = Talk(Step("s1", "How many legs has a spider?", {"kind": "number", "value": "8"}, ("a",)))
    wrong = talk.take(Answer("chat", "is it 7?"))
    assert (wrong.intent, talk.state.own_tries) == (Intent.ATTEMPT, 1)
    right = talk.take(Answer("chat", "is it 8?"))
    assert right.intent is Intent.ATTEMPT
    assert talk.state.right


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("10000/2 = 5000, then 60 - 245 = 15", [("10000/2 = 5000", "true"), ("60 - 245 = 15", "false")]),
        ("$250 x 2 = $500", [("$250 x 2 = $500", "true")]),
        ("70 divided by 24 equals 2.92", [("70 divided by 24 equals 2.92", "rounded")]),
        ("3 times 4 is 12", [("3 times 4 is 12", "true")]),
        ("10,000 - 6,000 = 4,000", [("10,000 - 6,000 = 4,000", "true")]),
        ("I divided 24 by 2 to get 12", [("24 / 2 = 12", "true")]),
        ("I subtracted 4 from 10 which gave me 5", [("10 - 4 = 5", "false")]),
        ("7 x 4 = 28 grams", [("7 x 4 = 28", "true")]),
        ("3x/2 = $150", []),
        ("x + 5 = 9", []),
        ("12 + 5 = 17 x 2", []),
        ("2 hours + 30 minutes = 150 minutes", []),
        ("30 + 10% = 33", []),
        ("7 / 2 = 3 r 1", []),
        ("line 3 - 4 is wrong", []),
        ("1 / 0 = 5", []),
    ],
)
def test_sums(text, claims):
    assert [(one.quote, one.truth.value) for one in sums(text)] == claims
