"""`python -m tutor.dialogue`: dialogues in, what a tutor would have said out."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tutor.dialogue.__main__ import answered

PROBLEM = {
    "stem": "Solve $x + 3 = 10$.",
    "answer": {"kind": "number", "value": "7", "variable": "x"},
    "solution": ["Take 3 from both sides."],
    "hints": [
        "Undo the plus.",
        {"id": "small", "text": "What is $10 - 4$?", "answer": {"kind": "number", "value": "6"}},
    ],
    "misconceptions": [{"id": "sign", "question": "What undoes a plus?", "answers": ["13"]}],
}


def turns(*learner: object, **more: object) -> list[dict]:
    row = answered(json.dumps({"id": "a", "problem": PROBLEM, "learner": list(learner), **more}))
    assert "error" not in row, row
    assert row["id"] == "a"
    return row["turns"]


def test_each_message_gets_intent_verdict_move_words_and_reasons():
    begs, wrong, right = turns("just tell me the answer", "13", "7")
    assert (begs["intent"], begs["verdict"], begs["move"]) == ("asks_answer", None, "ask_for_guess")
    assert wrong["verdict"]["outcome"] == "incorrect"
    assert "What undoes a plus?" in wrong["words"]
    assert (right["verdict"]["outcome"], right["move"]) == ("correct", "acknowledge")
    assert all(turn["reasons"] and not turn["revealed"] for turn in (begs, wrong, right))


def test_a_reveal_is_earned_and_shows_the_solution():
    *before, last = turns("13", "12", "tell me the answer", "tell me the answer")
    assert any(turn["revealed"] for turn in (*before, last))
    shown = next(turn for turn in (*before, last) if turn["revealed"])
    assert "Take 3 from both sides." in shown["words"]
    assert "7" in shown["words"]


def test_a_scaffold_is_answered_on_its_own():
    moves = turns("hint", "hint", "6")
    assert [turn["move"] for turn in moves] == ["nudge", "scaffold", "acknowledge"]


def test_the_history_counts():
    history = [{"role": "student", "text": "12"}, {"role": "tutor", "text": "Not yet."}]
    assert turns("12", history=history)[0]["words"] != turns("12")[0]["words"]


def test_forced_words_go_through_the_guard():
    told = turns("12", "11", forced_words=["The answer is 7.", ""])[0]
    assert "7" not in told["words"]
    assert any(reason.startswith("guard: ") for reason in told["reasons"])
    authored = turns("12")[0]["words"]
    assert told["words"] == authored
    same = turns("12", forced_words=[authored])[0]
    assert same["words"] == authored
    assert set(same["reasons"][1:]) == {"guard: same"}


@pytest.mark.parametrize(
    "line",
    [
        "nonsense",
        "[]",
        "{}",
        '{"id": 1, "problem": {"stem": "a"}}',
        '{"problem": {"stem": "a", "answer": {"kind": "no such"}}, "learner": ["7"]}',
        '{"problem": {"stem": 3, "answer": {"kind": "number", "value": "7"}}}',
        json.dumps({"problem": {**PROBLEM, "hints": [3]}, "learner": ["7"]}),
        json.dumps({"problem": {**PROBLEM, "hints": [{"text": "a", "answer": 3}]}, "learner": ["7"]}),
        json.dumps(
            {"problem": {**PROBLEM, "hints": [{"text": "a", "answer": {"kind": 3}}]}, "learner": ["hint"]}
        ),
        json.dumps({"problem": PROBLEM, "learner": "7"}),
        json.dumps({"problem": PROBLEM, "learner": [7]}),
        json.dumps({"problem": PROBLEM, "learner": [{"kind": "shout", "text": "7"}]}),
        json.dumps({"problem": PROBLEM, "history": ["7"]}),
        json.dumps({"problem": PROBLEM, "learner": ["7"], "forced_words": [None]}),
        "[" * 100_000,
    ],
)
def test_a_row_that_cannot_be_used_gives_an_error_row(line):
    row = answered(line)
    assert set(row) == {"id", "error"}
    assert row["error"]


@pytest.mark.parametrize(
    "said", ["", " ", "\u200b", "7" * 3000, "שבע", "🙂", "\x00", "print(7)", "7?" * 50, "\ud800"]
)
def test_odd_messages_get_words(said):
    assert turns(said)[0]["words"]


def test_the_command_answers_row_by_row_and_says_when_one_was_bad():
    rows = json.dumps({"id": 1, "problem": PROBLEM, "learner": ["7"]}) + "\n\nnonsense\n"
    done = subprocess.run(
        [sys.executable, "-m", "tutor.dialogue"], input=rows, capture_output=True, text=True
    )
    first, second = map(json.loads, done.stdout.splitlines())
    assert done.returncode == 1
    assert first["turns"][0]["move"] == "acknowledge"
    assert "error" in second
    assert not done.stderr


def test_two_rows_that_are_alike_are_two_talks():
    row = json.dumps({"id": "a", "problem": PROBLEM, "learner": ["is it 900?"]})
    said = {answered(row, place)["turns"][0]["words"] for place in range(6)}
    assert len(said) > 3
    assert answered(row, 2) == answered(row, 2)
