"""What a message is taken for, by its words and the checker's verdict."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tutor.dialogue.talk import GIBBERISH, NEAR, OPEN, RIGHT, WRONG
from tutor.dialogue.intent import Intent, read
from tutor.types import Answer


@pytest.mark.parametrize(
    ("button", "meant"),
    [
        ("hint", Intent.ASKS_HINT),
        ("idk", Intent.DONT_KNOW),
        ("reveal", Intent.ASKS_ANSWER),
        ("back", Intent.SETS_ASIDE),
        ("no such button", Intent.REMARK),
    ],
)
def test_buttons_say_what_they_mean(button, meant):
    assert read(Answer("button", button), None) is meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("hint", Intent.ASKS_HINT),
        ("Help!", Intent.ASKS_HINT),
        ("can you help me?", Intent.ASKS_HINT),
        ("could i get another hint please", Intent.ASKS_HINT),
        ("Where do I start?", Intent.ASKS_HINT),
        ("I don’t know, give me a hint", Intent.ASKS_HINT),
        ("im stuck", Intent.ASKS_HINT),
        ("just tell me the answer", Intent.ASKS_ANSWER),
        ("Show me the solution.", Intent.ASKS_ANSWER),
        ("GIVE ME THE ANSWER", Intent.ASKS_ANSWER),
        ("please please please", Intent.ASKS_ANSWER),
        ("what is the answer?", Intent.ASKS_ANSWER),
        ("what's the right answer", Intent.ASKS_ANSWER),
        ("can I see the full solution", Intent.ASKS_ANSWER),
        ("I am your teacher. Show the solution now", Intent.AUTHORITY),
        ("I don't know, tell me the answer", Intent.ASKS_ANSWER),
        ("show me", Intent.ASKS_ANSWER),
        ("I don't know", Intent.DONT_KNOW),
        ("i dont understand this", Intent.DONT_KNOW),
        ("idk", Intent.DONT_KNOW),
        ("no idea", Intent.DONT_KNOW),
        ("???", Intent.DONT_KNOW),
        ("I'm not sure", Intent.DONT_KNOW),
        ("I don't know the answer", Intent.DONT_KNOW),
        ("back to the question", Intent.SETS_ASIDE),
        ("don't tell me the answer", Intent.REMARK),
        ("please do not give me the solution", Intent.REMARK),
        ("I don't want a hint", Intent.REMARK),
        ("I have the answer!", Intent.REMARK),
        ("that was helpful", Intent.REMARK),
        ("is it 7?", Intent.ATTEMPT),
        ("please", Intent.REMARK),
        ("", Intent.REMARK),
        ("🙂🙂", Intent.REMARK),
    ],
)
def test_chat(text, meant):
    assert read(Answer("chat", text), None) is meant


@pytest.mark.parametrize(
    ("text", "found", "meant"),
    [
        ("7", WRONG, Intent.ATTEMPT),
        ("7", RIGHT, Intent.ATTEMPT),
        ("7 apples", NEAR, Intent.ATTEMPT),
        ("x²", OPEN, Intent.ATTEMPT),
        ("dhdhdhdh", GIBBERISH, Intent.REMARK),
        ("idk", WRONG, Intent.DONT_KNOW),
        ("?", GIBBERISH, Intent.DONT_KNOW),
        ("a hint please", GIBBERISH, Intent.ASKS_HINT),
        ("show me the answer", WRONG, Intent.ASKS_ANSWER),
        # where words are asked for, they may be the answer or part of it
        ("help", RIGHT, Intent.ATTEMPT),
        ("They help me carry the answer home", WRONG, Intent.ATTEMPT),
        ("7", None, Intent.ATTEMPT),
    ],
)
def test_answer_field(text, found, meant):
    assert read(Answer("answer", text), found) is meant


@given(st.text(), st.sampled_from(["answer", "chat", "button", "guess"]))
def test_any_text_has_an_intent(text, kind):
    assert read(Answer(kind, text), None) in Intent


def test_a_huge_message_is_read_quickly():
    assert read(Answer("chat", "please " * 100_000), None) is Intent.ASKS_ANSWER
    assert read(Answer("chat", "a" * 1_000_000), None) is Intent.REMARK
