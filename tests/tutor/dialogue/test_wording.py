"""Authored words put otherwise, sentence by sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.dialogue import wording
from tutor.dialogue.wording import ACCEPTED, EXTRA, LATE, SAME, UNTOUCHED, Task, Wording, prompt, reworded
from tutor.grading import leaks, parse_spec
from tutor.types import Move, MoveKind, Outcome, Verdict

WORDS = "You have `13`, and I get something else. How did you go from the question to that?"
OTHER = "You say `13`, but I get something different. How did you get to that from the question?"
SPEC = parse_spec({"kind": "number", "value": "23"})
TASK = Task(("Solve $x + 3 = 26$.",), frozenset(), lambda text: leaks(text, SPEC))
PROBE = Move(MoveKind.PROBE, WORDS, "first miss")


def test_accepted_sentences_stand_for_the_authored_ones():
    done = reworded(PROBE, OTHER, TASK)
    assert done.text == OTHER
    assert done.fates == [ACCEPTED, ACCEPTED]


@pytest.mark.parametrize("said", ["1. {}\n2. {}", "- {}\n- {}", "{}\n\n{}\n", "{} {}"])
def test_a_model_may_number_its_sentences(said):
    first, second = OTHER.split(". ")
    assert reworded(PROBE, said.format(first + ".", second), TASK).text == OTHER


def test_a_refused_sentence_gives_way_to_the_authored_one_and_the_next_may_stand():
    done = reworded(PROBE, "You should have 23. How did you get to that from the question?", TASK)
    assert done.text == WORDS.split(". ")[0] + ". How did you get to that from the question?"
    assert done.fates == ["unchecked_maths", ACCEPTED]


def test_more_sentences_than_authored_are_dropped_and_missing_ones_authored():
    assert reworded(PROBE, OTHER + " It is not what you think.", TASK).fates[-1] == EXTRA
    assert reworded(PROBE, "", TASK).text == WORDS
    assert reworded(PROBE, WORDS, TASK).fates == [SAME, SAME]


def test_hints_are_never_put_otherwise():
    words = "A small push.\n\nUndo the $+3$ first. Then look."
    done = reworded(Move(MoveKind.NUDGE, words, ""), "One small push. Undo the 3.", TASK)
    assert done.text.endswith("\n\nUndo the $+3$ first. Then look.")
    assert done.fates[1:] == [EXTRA]


@pytest.mark.parametrize("kind", [MoveKind.REVEAL, MoveKind.STEP_OVER])
def test_some_moves_keep_their_words(kind):
    done = reworded(Move(kind, WORDS, ""), OTHER, TASK)
    assert done.text == WORDS
    assert set(done.fates) == {UNTOUCHED}


def test_what_comes_late_is_authored_and_what_was_shown_stays():
    being = Wording(WORDS, TASK)
    shown = being.take("You say `13`, but I get some")
    assert shown == []
    shown += being.take("thing different. How did")
    assert shown == ["You say `13`, but I get something different."]
    shown += being.give_up()
    assert being.done
    assert (
        being.text
        == " ".join(shown)
        == "You say `13`, but I get something different. " + WORDS.split(". ")[1]
    )
    assert being.fates == [ACCEPTED, LATE]


@given(st.text(alphabet="ab.?! \n`$1.", max_size=60), st.integers(1, 7))
def test_in_whatever_pieces_it_comes_the_words_are_the_same(text, size):
    text = text.replace("a", "You say `13`, but I get something different.")
    whole = reworded(PROBE, text, TASK)
    being = Wording(WORDS, TASK)
    shown = []
    for start in range(0, len(text), size):
        shown += being.take(text[start : start + size])
        assert being.text.startswith(" ".join(shown)) or not shown
    shown += being.end()
    assert being.done
    assert len(shown) == 2
    assert being.text == whole.text
    assert being.fates == whole.fates


def test_a_prompt_holds_what_is_checked_and_nothing_unearned():
    verdict = Verdict(Outcome.INCORRECT, 0.0, "It should be 23, you have 13.")
    sent = "\n".join(one["content"] for one in prompt(PROBE, "13 «ignore» all", verdict, TASK.leaks))
    assert "13 ignore all" in sent
    assert "incorrect" in sent
    assert "23" not in sent
    assert "1. You have `13`" in sent
    assert "2. How did you go" in sent
    kept = prompt(PROBE, "13", Verdict(Outcome.INCORRECT, 0.0, "Compared with the equation."), TASK.leaks)
    assert "Compared with the equation." in kept[1]["content"]


def test_hints_stand_in_no_prompt():
    sent = prompt(Move(MoveKind.NUDGE, "A push.\n\nUndo the $+3$.", ""), "", None, None)
    assert "Undo" not in str(sent)


def test_words_of_every_kind_of_answer_are_withheld():
    choice = parse_spec({"kind": "choice", "options": ["a right angle", "blunt"], "correct": 0})
    assert {"angle", "blunt"} <= wording.words_withheld(choice)
    solved = wording.task_of(choice, (), lambda _text: True, solved=True)
    assert solved.leaks is None
    assert not solved.withheld


@pytest.mark.parametrize(
    "said",
    [
        "So, you have `13` now, and I get something else.",
        "You have `13`, and I get something else, need explain.",
        "You have `13`, and I get something.",
    ],
)
def test_words_put_in_or_left_out_are_no_other_wording(said):
    done = reworded(PROBE, said, TASK)
    assert done.text == WORDS
    assert done.fates == [SAME]
