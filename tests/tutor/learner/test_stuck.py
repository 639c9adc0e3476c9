"""Practice that leads nowhere is noticed, left, and taken up again on another day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.tutor.learner.course import ALL, COURSE, beliefs
from tutor.learner import stuck
from tutor.types import Evidence

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def history(*items: str, begun: str = "") -> list[Evidence]:
    """`item` fails, `item!` succeeds alone, `item+` with help; `begun`: items that came so."""
    return [
        Evidence(
            n=n,
            item=f"{text.rstrip('!+')}/s",
            skills=("add",),
            score=float(text.endswith(("!", "+"))),
            assisted=text.endswith("+"),
            void=False,
            at=NOON + timedelta(minutes=n),
            begun=text[0] in begun,
        )
        for n, text in enumerate(items, 1)
    ]


@pytest.mark.parametrize(
    ("items", "at"),
    [
        ((), None),
        (("a", "b"), None),
        (("a", "b", "c"), 3),
        (("a+", "b+", "c+"), 3),
        (("a", "a", "a", "b"), None),
        (("a",) * 9, None),
        (("a",) * 10, 10),
        (("a", "b!", "c", "d"), None),
        (("a", "b!", "c", "d", "e", "f"), 5),
        (("a", "b", "c", "d!"), None),
    ],
)
def test_three_problems_or_ten_attempts_without_a_success_of_ones_own(items, at):
    assert stuck.since(history(*items)) == (None if at is None else NOON + timedelta(minutes=at))


def test_problems_that_came_worked_or_faded_count_by_their_attempts_only():
    assert stuck.since(history("a+", "b+", "c+", begun="abc")) is None
    assert stuck.since(history(*"abcde", begun="abc")) is None
    assert stuck.since(history(*"abcdef", begun="abc")) == NOON + timedelta(minutes=6)
    assert stuck.since(history(*"aabbccaabb", begun="abc")) == NOON + timedelta(minutes=10)


def test_on_another_day_it_is_tried_afresh_and_given_up_again():
    first = history("a", "b", "c", "d")
    again = [replace(one, at=one.at + timedelta(days=1)) for one in history("e", "f", "g")]
    assert stuck.since(first + again[:2]) == NOON + timedelta(minutes=3)
    assert stuck.since(first + again) == again[2].at


def test_what_is_stuck_rests_until_tomorrow():
    found = {"add": NOON, "shapes": NOON - timedelta(days=1)}
    assert stuck.resting(found, NOON.date()) == {"add"}
    assert stuck.resting(found, NOON.date() + timedelta(days=1)) == frozenset()


def way_out(skill, known, seen=(), resting=()):
    found = stuck.way_out(COURSE, skill, known, seen, resting, known=0.8)
    return None if found is None else (found[0].id, found[1])


def test_the_weakest_prerequisite_comes_first_however_far_down():
    assert way_out("equations", beliefs(add=0.6, count=0.3)) == (
        "count-1",
        "First a step back: this builds on “Counting”.",
    )
    assert way_out("equations", beliefs(add=0.3, count=0.6))[0] == "add-1"
    assert way_out("equations", beliefs(add=0.6, count=0.3), seen=["count-1"])[0] == "count-2"
    assert way_out("equations", beliefs(add=0.6, count=0.3), seen=ALL)[0] == "count-1"


def test_else_another_shape_or_nothing():
    knows = beliefs(add=0.9, count=0.9)
    assert way_out("equations", knows) == ("equations-1", "The same idea in another shape.")
    assert way_out("equations", knows, seen=["equations-1"]) is None  # the other one asks the same way
    assert way_out("equations", beliefs(add=0.3, count=0.9), seen=["equations-1"], resting=["add"]) is None
