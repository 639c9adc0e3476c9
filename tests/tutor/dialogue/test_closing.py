"""One choice after a solution, or now and then after help: what is offered, and what is said to it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.tutor.dialogue.talk import FULL, LIKE_IT, NEAR, NUDGE, RIGHT, SIGN, Talk, step
from tutor.dialogue import closing
from tutor.dialogue.closing import Closing
from tutor.types import Answer

LINES = ("Take 3 from both sides.", "$x = 10 - 3$", "So it is seven.")
STEP = replace(FULL, solution=LINES)


def after_reveal(talk: Talk | None = None, shown: tuple[str, ...] = LINES) -> Closing:
    return closing.after_reveal(STEP, (talk or Talk(STEP)).state, shown, 1)


def said(text: str, kind: str = "guess") -> dict[str, object]:
    talk = Talk(STEP)
    talk.answers("13", SIGN)
    return closing.answer(after_reveal(talk).as_dict(), Answer(kind, text), 1, ())


def test_after_a_solution_its_lines_are_offered_and_two_ways_past_them():
    asked = after_reveal()
    assert [one.text for one in asked.choices][:3] == list(LINES)
    assert [one.kind for one in asked.choices] == ["line", "line", "line", "clear", "lost"]
    assert [one.line for one in asked.choices] == [1, 2, 3, None, None]
    assert asked.words.count("?") == 1


def test_a_wrong_idea_that_showed_is_offered_by_its_name():
    talk = Talk(STEP)
    talk.answers("13", SIGN)
    assert "Sign lost" in [one.text for one in after_reveal(talk).choices]


@pytest.mark.parametrize(
    ("line", "button"),
    [
        ("Short.", "Short."),
        ("Take 3 away. " + "And so on and on, " * 8, "Take 3 away."),
        ("$" + "x + " * 40 + "1$", "Line 1"),
        ("A $" + "x + " * 9 + ". " + "y + " * 20 + "$", "Line 1"),
        ("", "Line 1"),
        ("two\nlines", "two lines"),
    ],
)
def test_a_button_holds_a_line_or_its_first_sentence(line, button):
    assert after_reveal(shown=(line,)).choices[0].text == button


def test_equal_and_many_lines():
    texts = [one.text for one in after_reveal(shown=("Halve.",) * 9).choices]
    assert texts[: closing.MOST_LINES] == ["Halve.", *(f"Line {n}" for n in range(2, 7))]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize(
    ("text", "kind", "found", "line"),
    [
        (LINES[1], "guess", "line", 2),
        ("Sign lost", "guess", "idea", None),
        ("I see it all now", "guess", "clear", None),
        ("I still don’t see it", "guess", "lost", None),
        ("", "guess", "skip", None),
        ("skip", "button", "skip", None),
        ("idk", "button", "lost", None),
        ("hint", "button", "other", None),
        ("line 2", "answer", "line", 2),
        ("3", "chat", "line", 3),
        ("9", "answer", "other", None),
        ("I don't know", "answer", "lost", None),
        ("x = 7", "answer", "other", None),
        ("🙂", "chat", "other", None),
    ],
)
def test_whatever_is_said_closes_it_with_a_sentence_that_fits(text, kind, found, line):
    told = said(text, kind)
    assert (told["kind"], told["line"]) == (found, line)
    assert told["words"]
    assert "?" not in str(told["words"])
    if found == "line":
        assert f"ine {line}" in str(told["words"])
    if found == "idea":
        assert "Sign lost" in str(told["words"])


def test_after_a_right_answer_with_help_it_is_asked_one_time_in_three():
    asked = 0
    for seed in range(300):
        talk = Talk(STEP, sibling=LIKE_IT)
        talk.presses("hint")
        asked += closing.after_right(STEP, talk.state, "7", True, seed) is not None
    assert 80 < asked < 120


def test_never_after_one_without_help_nor_while_placing():
    for seed in range(20):
        assert closing.after_right(STEP, Talk(STEP).state, "7", True, seed) is None
        begun = Talk(STEP, more={"support": "faded", "given": ["Take 3 away."]})  # which nobody asked for
        assert closing.after_right(STEP, begun.state, "7", True, seed) is None
        placing = replace(Talk(STEP, placing=True).state, shown=("h1",))
        assert closing.after_right(STEP, placing, "7", True, seed) is None


def asked_after_right(text: str, reveals_allowed: bool = True, of=STEP) -> Closing | None:
    talk = Talk(of)
    talk.answers("4", NEAR)
    found = [closing.after_right(of, talk.state, text, reveals_allowed, seed) for seed in range(12)]
    return next((one for one in found if one is not None), None)


def test_their_own_lines_are_offered_before_those_of_the_solution():
    own = asked_after_right("x + 3 = 10\nx = 7", reveals_allowed=False)
    assert own is not None
    assert [one.text for one in own.choices][:2] == ["`x + 3 = 10`", "`x = 7`"]
    written = asked_after_right("7")
    assert written is not None
    assert [one.text for one in written.choices][:3] == list(LINES)


def test_a_lesson_that_shows_no_solutions_offers_none_of_their_lines():
    assert asked_after_right("7", reveals_allowed=False) is None
    assert asked_after_right("7", of=step(NUDGE)) is None


def test_the_words_of_a_closing_are_remembered():
    talk = Talk(STEP)
    talk.answers("7", RIGHT)
    talk._log("closing", {"words": "Which line?", "choices": []})
    talk._log("closed", {"words": "Line 1, then."})
    assert talk.state.heard[-2:] == ("Which line?", "Line 1, then.")
