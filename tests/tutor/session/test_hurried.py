"""Hints clicked through unread: the next press is answered by a question, the one after it by the hint."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.talk import Talk, bodies
from tutor.learner import pace
from tutor.session.timing import is_hurried
from tutor.types import Event

NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)


def said(words: str = "Look at the left side.", kind: str = "nudge", at: datetime | None = NOW) -> Event:
    return Event(3, "move", {"kind": kind, "words": words}, at=at)


def press(seconds: float) -> Event:
    return Event(4, "message", {"kind": "button", "text": "hint"}, at=NOW + timedelta(seconds=seconds))


@pytest.mark.parametrize(
    ("event", "seconds", "hurried"),
    [
        (said(), 0.5, True),
        (said(), 2.9, True),
        (said(), 3.1, False),
        (said("word " * 100), 29, True),
        (said("word " * 100), 31, False),
        (said(kind="reply"), 0.5, False),
        (said(kind="pause"), 0.5, False),
        (said(at=None), 0.5, False),
        (said(), -5, False),
        (said(kind="scaffold"), 1, True),
    ],
)
def test_a_hint_takes_as_long_as_it_takes_to_read(event: Event, seconds: float, hurried: bool) -> None:
    assert is_hurried([event], press(seconds)) is hurried


def test_without_a_hint_nobody_hurries() -> None:
    assert not is_hurried([], press(0))
    assert not is_hurried([said()], Event(4, "message", {}))


def test_a_text_is_never_read_in_no_time() -> None:
    assert pace.reading("") == pace.reading("one two three") == 3.0
    assert pace.reading("word " * 200) == pytest.approx(60.0)


@pytest.mark.django_db(transaction=True)
def test_the_second_press_asks_and_the_third_gives(talk: Talk) -> None:
    talk.to_a_problem()
    kinds = [bodies(talk.press("hint"), "move")[0]["kind"] for _ in range(4)]
    assert kinds[0] == "nudge"
    assert kinds[1] == "pause"
    assert kinds[2] in ("point", "scaffold")
    assert kinds[3] == "pause"  # once for each hint
    words = bodies(talk.log(), "move")
    assert "?" in words[1]["words"]


@pytest.mark.django_db(transaction=True)
def test_who_reads_is_not_asked(talk: Talk) -> None:
    talk.to_a_problem()
    for _ in range(2):
        assert bodies(talk.press("hint"), "move")[0]["kind"] != "pause"
        talk.wait()
    assert bodies(talk.press("idk"), "move")[0]["kind"] != "pause"


@pytest.mark.django_db(transaction=True)
def test_an_answer_a_question_or_i_dont_know_is_never_held_up(talk: Talk) -> None:
    talk.to_a_problem()
    talk.press("hint")
    assert bodies(talk.say(talk.wrong_answer()), "verdict")
    assert bodies(talk.press("idk"), "move")[0]["kind"] != "pause"
