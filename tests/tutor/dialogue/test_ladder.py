"""Which hint comes next."""

from __future__ import annotations

from dataclasses import replace

from courses.types import Hint
from tests.tutor.dialogue.talk import AFTER, BOTTOM, FULL, LEAK, NUDGE, POINT, SCAFFOLD, step
from tutor.dialogue import ladder
from tutor.types import MoveKind


def leaks(text):
    return LEAK in text


def test_authored_order():
    assert ladder.next_rung(FULL, (), leaks) is NUDGE
    assert ladder.next_rung(FULL, ("h1",), leaks) is POINT
    assert ladder.next_rung(FULL, ("h1", "h2"), leaks) is SCAFFOLD


def test_a_hint_waits_for_what_it_requires():
    second, first = Hint("b", "Second.", requires=("a",)), Hint("a", "First.")
    assert ladder.next_rung(step(second, first), (), leaks) is first
    assert ladder.next_rung(step(second, first), ("a",), leaks) is second


def test_a_hint_that_gives_the_answer_away_is_no_rung_and_holds_nothing_up():
    assert ladder.next_rung(FULL, ("h1", "h2", "h3"), leaks) is AFTER
    assert ladder.withheld(FULL, ("h1",), leaks) == (BOTTOM.text,)


def test_the_top():
    assert ladder.next_rung(FULL, ("h1", "h2", "h3", "h5"), leaks) is None
    assert ladder.next_rung(step(), (), leaks) is None


def test_requirements_that_cannot_be_met():
    lost = Hint("a", "A.", requires=("deleted",))
    assert ladder.next_rung(step(lost), (), leaks) is lost
    circle = step(Hint("a", "A.", requires=("b",)), Hint("b", "B.", requires=("a",)))
    assert ladder.next_rung(circle, (), leaks) is None


def test_kinds():
    assert ladder.kind_of(NUDGE, 0) is MoveKind.NUDGE
    assert ladder.kind_of(POINT, 1) is MoveKind.POINT
    assert ladder.kind_of(SCAFFOLD, 0) is MoveKind.SCAFFOLD


def test_a_title_that_tells_holds_its_hint_back():
    titled = replace(NUDGE, title=BOTTOM.text)
    assert ladder.next_rung(step(titled), (), leaks) is None
    assert ladder.withheld(step(titled), (), leaks) == (NUDGE.text,)
