"""What a visit came to."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from tutor.learner.achieved import Moved, Tried, hard, moved, tried
from tutor.types import Evidence

ONE = Evidence(
    n=1, item="p/a", skills=("x",), score=1.0, assisted=False, void=False, at=datetime(2026, 3, 1, tzinfo=UTC)
)
MISS = replace(ONE, score=0.0)
HELPED = replace(ONE, assisted=True)


def test_a_problem_counts_once_and_as_done_alone_if_all_of_it_was() -> None:
    other = replace(ONE, item="q/a")
    assert tried([ONE, replace(ONE, item="p/b"), other, replace(other, item="q/b", score=0.0)]) == Tried(2, 1)
    assert tried([MISS, ONE]) == Tried(1, 0)
    assert tried([ONE, replace(ONE, variant="7")]) == Tried(2, 2)  # other numbers are another problem
    assert tried([HELPED]) == Tried(1, 0)
    assert tried([]) == Tried(0, 0)


def test_hard_is_what_went_wrong_twice_and_not_right_alone_since() -> None:
    assert hard([MISS, MISS]) == ("x",)
    assert hard([MISS, HELPED, MISS]) == ("x",)
    assert hard([MISS, MISS, ONE]) == ()
    assert hard([MISS]) == ()
    assert hard([MISS, replace(MISS, void=True)]) == ()
    assert hard([MISS, replace(MISS, weight=0.0)]) == ()  # its lines tell of other skills
    worse = replace(MISS, skills=("y",))
    assert hard([MISS, MISS, worse, worse, worse]) == ("y", "x")


def test_bars_that_moved_are_told_up_and_down() -> None:
    before = {"a": 30, "b": 50, "c": 50, "d": 10}
    after = {"a": 64, "b": 40, "c": 53, "d": 90, "e": 80}
    assert moved(before, after, ["a", "b", "c", "e"]) == (Moved("a", 30, 64), Moved("b", 50, 40))
    many = {str(n): 0 for n in range(9)}
    most = moved(many, {key: 10 + int(key) for key in many}, many)
    assert [one.skill for one in most] == ["4", "5", "6", "7", "8"]
