"""How far along the authored way each line has come."""

from __future__ import annotations

import pytest

from tutor.grading import Spec, SpecError, check, parse_spec

BRACKETS = parse_spec(
    {
        "kind": "derivation",
        "given": "3(x - 2) = 12",
        "answer": "x = 6",
        "milestones": [
            {"lines": ["3x - 6 = 12", "x - 2 = 4"], "shows": "brackets"},
            {"lines": ["3x = 18"], "shows": "undo"},
            {"lines": ["x = 6"], "shows": "divide"},
        ],
    }
)
PENCILS = parse_spec(
    {
        "kind": "worked",
        "problem": "6 boxes of pencils cost 75 with a delivery of 3. What does a box cost?",
        "solution": ["Without the delivery 75 - 3 = 72.", "A box costs 72 / 6 = 12."],
        "answer": "12",
        "milestones": [{"lines": [72], "shows": "story"}, {"lines": ["12"], "shows": "divide"}],
    }
)


def shown(spec: Spec, text: str) -> list[list[str]]:
    return [line["shows"] for line in check(spec, text).lines]


@pytest.mark.parametrize(
    ("work", "shows"),
    [
        ("3x - 6 = 12\n3x = 18\nx = 6", [["brackets"], ["undo"], ["divide"]]),
        ("12 = 3x - 6\n3x = 18\nx = 6", [["brackets"], ["undo"], ["divide"]]),
        ("x - 2 = 4\nx = 6", [["brackets"], ["undo", "divide"]]),
        ("3x = 18\nx = 6", [["brackets", "undo"], ["divide"]]),
        ("6x - 12 = 24\nx = 6", [[], ["brackets", "undo", "divide"]]),
        ("3x - 6 = 12\n3x - 6 = 12\nx = 6", [["brackets"], [], ["undo", "divide"]]),
    ],
    ids=["as authored", "turned round", "another way in", "a line left out", "worth the same", "twice"],
)
def test_a_line_shows_what_it_is_the_first_to_reach(work: str, shows: list[list[str]]) -> None:
    assert shown(BRACKETS, work) == shows


def test_the_first_wrong_line_has_what_it_needed_and_what_follows_says_nothing() -> None:
    lines = check(BRACKETS, "3x - 6 = 12\n3x = 6\nx = 2\nx = 6").lines
    assert [line["shows"] for line in lines] == [["brackets"], [], [], []]
    assert [line.get("due") for line in lines] == [None, "undo", None, None]


def test_behind_the_last_milestone_nothing_is_due() -> None:
    lines = check(BRACKETS, "x = 6\nx = 5").lines
    assert lines[1]["due"] is None


def test_a_worked_answer_reaches_the_numbers_it_works_out() -> None:
    assert shown(PENCILS, "75 - 3 = 72\n72 / 6 = 12") == [["story"], ["divide"]]
    lines = check(PENCILS, "75 - 3 = 72\n72 / 6 = 13").lines
    assert lines[0]["shows"] == ["story"]
    assert lines[1]["due"] == "divide"
    assert shown(PENCILS, "I think 72 is one number\n75 + 3 = 78\n78 / 6 = 13")[0] == []


def test_without_milestones_lines_say_what_they_said() -> None:
    plain = parse_spec({"kind": "derivation", "given": "2x = 8", "answer": "x = 4"})
    assert "shows" not in check(plain, "x = 4").lines[0]


@pytest.mark.parametrize(
    "milestones",
    [
        [{"lines": [], "shows": "a"}],
        [{"lines": ["2x +"], "shows": "a"}],
        [{"lines": ["2x = 8"]}],
        [{"lines": ["2x = 8"], "shows": "a"}] * 21,
    ],
    ids=["no line", "unreadable", "shows nothing", "too many"],
)
def test_milestones_that_cannot_be_are_refused(milestones: list[dict]) -> None:
    with pytest.raises(SpecError, match="milestones"):
        parse_spec({"kind": "derivation", "answer": "x = 4", "milestones": milestones})
