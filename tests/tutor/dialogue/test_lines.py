"""What the tutor says about an answer of several lines: it asks about the line that decides."""

from __future__ import annotations

import pytest

from tests.tutor.dialogue.talk import FULL, LEAK, MISCONCEPTION, RIGHT, Talk, of_lines
from tutor.dialogue.state import first_bad_line
from tutor.types import Finding, MoveKind, Outcome

WORK = "3x - 2 = 12\nx = 14/3"


def test_a_line_that_does_not_follow_is_asked_about_with_the_numbers_that_show_it():
    move = Talk().answers(WORK, of_lines("ok", "wrong", "ok", at="14/3"))
    assert move.kind is MoveKind.PROBE
    assert "line 2" in move.words
    assert "line 1" in move.words
    assert "$x = 14/3$" in move.words
    assert move.words.count("?") == 1


@pytest.mark.parametrize("at", [None, "about 1.41421", LEAK])
def test_numbers_that_are_missing_rounded_or_tell_too_much_are_left_out(at):
    move = Talk().answers(WORK, of_lines("ok", "wrong", at=at))
    assert "line 2" in move.words
    assert "$" not in move.words


def test_a_suspect_line_is_asked_about_and_never_called_wrong():
    move = Talk().answers(WORK, of_lines("ok", "ok", "suspect"))
    assert "line 3" in move.words
    assert "wrong" not in move.words
    assert "not follow" not in move.words


def test_a_wrong_line_comes_before_a_suspect_one():
    assert first_bad_line(of_lines("suspect", "wrong")) == 2
    assert first_bad_line(of_lines("ok", "suspect")) == 1 + 1
    assert first_bad_line(RIGHT) is None


def test_a_right_end_by_a_bad_line_is_talked_about_and_not_done():
    move = Talk().answers(WORK, of_lines("wrong", "ok", outcome=Outcome.PARTIAL, at="2"))
    assert move.kind is MoveKind.PROBE
    assert "line 1" in move.words
    assert not move.step_done


def test_a_known_wrong_idea_is_exposed_at_its_line():
    move = Talk().answers(WORK, of_lines("ok", "wrong", misconception="sign"))
    assert MISCONCEPTION.question in move.words
    assert "line 2" in move.words


def test_the_same_line_again_gets_help_and_another_line_a_question():
    talk = Talk()
    talk.answers("a\nb", of_lines("ok", "wrong", at="3"))
    assert talk.answers("a\nc", of_lines("ok", "wrong", at="4")).kind is MoveKind.NUDGE
    move = talk.answers("a\nd\ne", of_lines("ok", "ok", "wrong", at="5"))
    assert move.kind is MoveKind.PROBE
    assert "line 3" in move.words


def test_work_that_is_right_so_far_is_asked_for_its_next_line():
    move = Talk().answers("3x = 18", of_lines("ok", outcome=Outcome.PARTIAL, form=Finding.WRONG))
    assert any(word in move.words for word in ("next", "still", "left", "lead", "finish"))
    assert "form " not in move.words


def test_lines_are_not_quoted_in_a_row():
    move = Talk(FULL).answers("3x = 18\nx = 6", RIGHT)
    assert "3x = 18" not in move.words


CONTROLS = [
    {"kind": "several", "options": ["4", "5"]},
    {"kind": "order", "options": ["4", "5"]},
    {"kind": "match", "options": ["4", "5"], "partners": ["a", "b"]},
    {"kind": "cloze", "options": [], "text": "___", "gaps": [{"kind": "choice", "options": ["4", "5"]}]},
]


@pytest.mark.parametrize("control", CONTROLS, ids=lambda control: control["kind"])
def test_picking_again_after_a_miss_is_assisted_and_no_copy(control):
    talk = Talk(control=control)
    assert not talk.state.copies("Solve $x + 3 = 10$.")
    talk.answers("4")
    assert talk.state.assisted


def test_typing_again_after_a_miss_is_not():
    gaps = [{"kind": "choice", "options": ["4", "5"]}, {"kind": "text", "options": []}]
    talk = Talk(control={"kind": "cloze", "options": [], "text": "___ ___", "gaps": gaps})
    talk.answers("4\nx")
    assert not talk.state.assisted
