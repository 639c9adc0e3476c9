"""What stands before a solution: one like it, worked out; or this one but for its end."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.tutor.dialogue.talk import (
    ANSWER,
    FULL,
    GIBBERISH,
    LIKE_IT,
    LINE,
    NUDGE,
    RIGHT,
    SCAFFOLD,
    Talk,
    step,
)
from tutor.dialogue.examples import begun, blanked
from tutor.types import Answer, MoveKind

TWO_LINES = ("Take 3 from both sides.", LINE)
SHORT = step(NUDGE, solution=TWO_LINES)


def kinds(talk: Talk, button: str, times: int) -> list[MoveKind]:
    return [talk.presses(button).kind for _ in range(times)]


def test_at_the_top_of_the_ladder_one_like_it_is_worked_out():
    talk = Talk(step(NUDGE), sibling=LIKE_IT)
    talk.presses("hint")
    move = talk.presses("hint")
    assert move.kind is MoveKind.SIBLING
    assert move.sibling == LIKE_IT
    assert not move.solution
    assert not talk.told
    assert talk.state.sibling
    assert talk.state.nudges == 0


def test_it_needs_no_gate_and_comes_once():
    talk = Talk(step(NUDGE), reveals_allowed=False, sibling=LIKE_IT)
    assert kinds(talk, "hint", 4) == [
        MoveKind.NUDGE,
        MoveKind.SIBLING,
        MoveKind.ASK_FOR_GUESS,
        MoveKind.DETOUR,
    ]


def test_who_earned_the_solution_sees_one_like_it_first_and_then_the_solution():
    talk = Talk(sibling=LIKE_IT)
    talk.answers("4")
    talk.presses("hint")
    assert talk.presses("reveal").kind is MoveKind.SIBLING
    move = talk.presses("reveal")
    assert move.kind is MoveKind.REVEAL
    assert move.solution == (LINE, ANSWER)


def test_a_right_answer_after_it_had_help():
    talk = Talk(step(NUDGE), sibling=LIKE_IT)
    kinds(talk, "hint", 2)
    assert talk.state.assisted
    assert talk.answers("7", RIGHT).step_done


def test_a_second_i_dont_know_with_nothing_tried_leads_to_one_like_it():
    talk = Talk(sibling=LIKE_IT)
    assert kinds(talk, "idk", 2) == [MoveKind.NUDGE, MoveKind.SIBLING]
    assert talk.presses("idk").kind is MoveKind.POINT  # the ladder has the rest
    tried = Talk(sibling=LIKE_IT)
    tried.answers("4")
    assert kinds(tried, "idk", 2) == [MoveKind.NUDGE, MoveKind.POINT]


@pytest.mark.parametrize("allowed", [True, False])
def test_always_i_dont_know_is_never_a_wall(allowed):
    for sibling in (LIKE_IT, None):
        talk = Talk(step(), allowed, sibling=sibling)
        met = []
        while not talk.state.over:
            met.append(talk.presses("idk").kind)
            assert len(met) < 6
        assert met[-1] is MoveKind.DETOUR
        assert (MoveKind.SIBLING in met) == (sibling is not None)


def test_where_there_are_no_hints_a_guess_is_asked_for_before_one_like_it_is_shown():
    talk = Talk(step(), sibling=LIKE_IT)
    assert kinds(talk, "hint", 2) == [MoveKind.ASK_FOR_GUESS, MoveKind.SIBLING]


def test_the_words_name_the_answer_that_did_not_fit():
    talk = Talk(step(), sibling=LIKE_IT)
    for text in ("4", "5"):
        talk.answers(text)
    move = talk.answers("6")
    assert move.kind is MoveKind.SIBLING
    assert "`6`" in move.words


def test_where_no_hint_is_left_the_last_try_is_named():
    talk = Talk(step(), reveals_allowed=False, sibling=LIKE_IT)
    talk.answers("4")
    talk.presses("hint")
    move = talk.presses("hint")
    assert move.kind is MoveKind.ASK_FOR_GUESS
    assert "`4`" in move.words
    hinted = Talk(step(NUDGE), reveals_allowed=False)
    hinted.answers("4")
    hinted.presses("hint")
    move = hinted.presses("hint")
    assert move.kind is MoveKind.ASK_FOR_GUESS
    assert "`4`" in move.words


def test_without_a_try_or_a_hint_what_was_written_instead_is_named():
    assert "`it cant`" in Talk(step()).turn(Answer("answer", "it cant"), GIBBERISH).words
    assert "`" not in Talk(step()).presses("hint").words


def test_a_step_that_cannot_be_judged_is_taken_up():
    plan = "my plan is to loop over the list"
    choice = replace(step(), answer={"kind": "choice", "value": "a", "options": ["a", "b"]})
    assert f"`{plan}`" in Talk(choice).says(plan).words


def test_an_open_smaller_question_is_put_aside_for_it():
    talk = Talk(sibling=LIKE_IT)
    talk.answers("4")
    kinds(talk, "hint", 3)
    assert talk.state.open_scaffold == SCAFFOLD.id
    assert talk.presses("reveal").kind is MoveKind.SIBLING
    assert not talk.state.in_scaffold


def test_without_one_like_it_the_solution_comes_first_without_its_end():
    talk = Talk(SHORT)
    talk.answers("4")
    talk.presses("hint")
    move = talk.presses("reveal")
    assert move.kind is MoveKind.BLANK
    assert move.begun == TWO_LINES[:1]
    assert not move.solution
    assert not move.step_done
    assert talk.state.assisted
    assert talk.presses("reveal").solution == (*TWO_LINES, ANSWER)


def test_the_learner_may_complete_it():
    talk = Talk(SHORT)
    talk.answers("4")
    kinds(talk, "hint", 2)
    assert talk.state.blanked
    assert talk.answers("7", RIGHT).step_done


def test_a_solution_without_its_end_is_earned_like_a_whole_one():
    unearned = Talk(SHORT)
    assert MoveKind.BLANK not in kinds(unearned, "hint", 3)
    closed = Talk(SHORT, reveals_allowed=False)
    closed.answers("4")
    assert MoveKind.BLANK not in kinds(closed, "hint", 3)


def test_nothing_is_left_blank_that_stood_there_from_the_beginning():
    talk = Talk(SHORT, more={"support": "faded", "given": [TWO_LINES[0]]})
    talk.answers("4")
    talk.presses("hint")
    assert talk.presses("reveal").kind is MoveKind.REVEAL


def tells(text: str) -> bool:
    return "7" in text or ("both" in text and "ten" in text)


@pytest.mark.parametrize(
    ("solution", "left"),
    [
        ((), 0),
        (("x is 7",), 0),
        (("take 3",), 0),
        (("take 3", "x is 7"), 1),
        (("take 3", "x is 7", "so 7"), 1),
        (("take 3", "halve", "done"), 2),
        (("both", "ten", "x is 7"), 1),
        (("x is 7", "done"), 0),
    ],
)
def test_how_much_is_shown_of_a_solution_that_is_left_open(solution, left):
    assert blanked(solution, tells) == solution[:left]
    assert len(begun(solution, tells)) <= max(left, 1)


def test_a_full_ladder_goes_from_a_question_to_the_solution():
    """Probe, nudge, point, smaller question, one like it, and then the solution."""
    talk = Talk(FULL, sibling=LIKE_IT)
    met = [talk.answers("1").kind]
    for number in range(2, 20):
        if talk.state.over:
            break
        met.append(talk.answers(str(number)).kind)
    order = [
        MoveKind.PROBE,
        MoveKind.NUDGE,
        MoveKind.POINT,
        MoveKind.SCAFFOLD,
        MoveKind.SIBLING,
        MoveKind.REVEAL,
    ]
    assert [kind for place, kind in enumerate(met) if kind in order and kind not in met[:place]] == order


def test_a_detour_says_where_it_leads_and_that_this_comes_back():
    talk = Talk(step(), leads_to="Undoing plus and minus")
    move = [talk.presses("idk") for _ in range(2)][-1]
    assert move.kind is MoveKind.DETOUR
    assert "“Undoing plus and minus”" in move.words
    plain = Talk(step())
    assert "“" not in [plain.presses("idk") for _ in range(2)][-1].words


def test_a_name_that_tells_the_answer_is_not_said():
    talk = Talk(step(), leads_to=ANSWER.replace("ANSWER", "LINE"))
    move = [talk.presses("idk") for _ in range(2)][-1]
    assert move.kind is MoveKind.DETOUR
    assert LINE not in move.words
