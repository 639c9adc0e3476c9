"""What the lines of a worked answer say of single skills."""

from __future__ import annotations

from tutor.grading import check, parse_spec
from tutor.learner.lines import LineFinding, findings
from tutor.types import Verdict

SKILLS = ("brackets", "undo")


def verdict(work: str, answer: str = "x = 6") -> Verdict:
    milestones = [
        {"lines": ["3x - 6 = 12"], "shows": "brackets"},
        {"lines": [answer], "shows": "undo"},
    ]
    spec = {"kind": "derivation", "given": "3(x - 2) = 12", "answer": answer, "milestones": milestones}
    return check(parse_spec(spec), work)


def test_a_wrong_line_blames_the_skill_it_needed_and_no_other() -> None:
    assert findings(verdict("3x - 6 = 12\nx = 2"), SKILLS) == (
        LineFinding("line 1", "brackets", 1.0),
        LineFinding("line 2", "undo", 0.0),
    )
    assert findings(verdict("3x - 2 = 12\nx = 14/3"), SKILLS) == (LineFinding("line 1", "brackets", 0.0),)


def test_an_answer_that_is_right_speaks_for_itself() -> None:
    assert findings(verdict("3x - 6 = 12\nx = 6"), SKILLS) == ()


def test_a_right_end_by_a_line_that_does_not_hold_is_no_success_on_it() -> None:
    found = findings(verdict("3x - 6 = 12\nx = 5\nx = 6"), SKILLS)
    assert [(one.skill, one.score) for one in found] == [("brackets", 1.0), ("undo", 0.0)]


def test_a_suspect_line_counts_half() -> None:
    lines = ({"line": 1, "status": "suspect", "shows": [], "due": "undo"},)
    suspected = Verdict.from_dict({**verdict("x = 2").as_dict(), "lines": lines})
    assert findings(suspected, SKILLS) == (LineFinding("line 1", "undo", 0.0, 0.5),)


def test_a_name_that_is_no_skill_of_the_step_says_nothing() -> None:
    assert findings(verdict("3x - 6 = 12\nx = 2"), ("other",)) == ()
