"""Few problems that review many skills."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.types import Problem
from tests.tutor.learner.course import COURSE, problem
from tutor.learner.cover import cover

PROBLEMS = COURSE.problems()
NEEDS = {skill.id: skill.prerequisites for skill in COURSE.skills}
names = st.sampled_from("abcdef")
problems = st.lists(st.sets(names, min_size=1, max_size=3).map(sorted), max_size=7).map(
    lambda sets: [problem(f"p{n}", *skills) for n, skills in enumerate(sets)]
)


def picked(due: list[str], of: Sequence[Problem] = PROBLEMS) -> list[str]:
    return [pick.problem.id for pick in cover(due, of, NEEDS)]


def test_one_problem_reviews_what_it_practises_and_what_that_builds_on() -> None:
    found = cover(["shapes", "count", "add", "equations"], PROBLEMS, NEEDS)
    assert [pick.problem.id for pick in found] == ["equations-2", "shapes-1"]
    assert [pick.covers for pick in found] == [("count", "add", "equations"), ("shapes",)]


def test_two_levels_down_is_too_little_to_be_a_review() -> None:
    needs = {"c": ("b",), "b": ("a",)}
    found = cover(["a", "c"], [problem("far", "c"), problem("near", "a")], needs)
    assert [pick.problem.id for pick in found] == ["near", "far"]


def test_of_equals_the_more_urgent_then_the_narrower_then_the_first() -> None:
    assert picked(["shapes", "count"])[0] == "shapes-1"
    assert picked(["count"], [problem("wide", "count", "shapes"), problem("narrow", "count")]) == ["narrow"]
    assert picked(["count"]) == ["count-1"]


def test_nothing_due_or_nothing_to_review_with_is_nothing_to_do() -> None:
    assert picked([]) == []
    assert picked(["count"], []) == []
    assert picked(["gone"]) == []


def test_a_limit_keeps_the_best() -> None:
    found = cover(["shapes", "count", "add"], PROBLEMS, NEEDS, limit=1)
    assert [pick.problem.id for pick in found] == ["add-1"]
    assert cover(["count"], PROBLEMS, NEEDS, limit=0) == ()
    with pytest.raises(ValueError, match="-1"):
        cover(["count"], PROBLEMS, NEEDS, limit=-1)


@given(st.lists(names, max_size=6), problems)
def test_all_that_can_be_reviewed_is_once_and_nearly_as_briefly_as_can_be(
    due: list[str], of: list[Problem]
) -> None:
    found = cover(due, of, {})
    covered = [skill for pick in found for skill in pick.covers]
    possible = {skill for one in of for skill in one.skills}.intersection(due)
    assert sorted(covered) == sorted(possible)
    assert found == cover(due, of, {})
    fewest = next(
        size
        for size in range(len(of) + 1)
        for some in combinations(of, size)
        if possible <= {skill for one in some for skill in one.skills}
    )
    assert len(found) <= fewest * (1 + 1 / 2 + 1 / 3)  # no problem here has more than three skills
