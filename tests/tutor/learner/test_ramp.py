"""Which problems are open, and the authored way on."""

from __future__ import annotations

import pytest

from courses.types import Course, Lesson, Problem, Skill
from tests.tutor.learner.course import ALL, COURSE, beliefs, problem
from tutor.learner.ramp import detour, next_in_ramp, open_problems, sibling


def name(problem: Problem | None) -> str | None:
    return problem.id if problem else None


def ids(problems):
    return [one.id for one in problems]


def test_a_newcomer_gets_what_needs_nothing():
    # add-1 practises counting itself, so counting need not be known before it
    assert ids(open_problems(COURSE, {}, [])) == ["count-1", "count-2", "add-1", "shapes-1"]


def test_known_prerequisites_open_what_builds_on_them():
    known = beliefs(count=0.9, add=0.8)
    assert "equations-1" in ids(open_problems(COURSE, known, []))
    assert "equations-1" not in ids(open_problems(COURSE, beliefs(count=0.9, add=0.79), []))
    assert "equations-1" in ids(open_problems(COURSE, beliefs(count=0.6, add=0.6), [], known=0.5))


def test_done_problems_are_not_open():
    assert ids(open_problems(COURSE, {}, ["count-1", "no such problem"])) == ["count-2", "add-1", "shapes-1"]


def test_never_empty_before_everything_is_done():
    locked = [one for one in ALL if not one.startswith("equations")]
    assert ids(open_problems(COURSE, {}, locked)) == ["equations-1"]
    assert open_problems(COURSE, {}, ALL) == ()


def test_a_belief_that_is_no_number_opens_nothing():
    assert "equations-1" not in ids(open_problems(COURSE, beliefs(count=float("nan"), add=0.9), []))


def test_the_fallback_goes_up_the_ramp_past_what_is_known():
    assert name(next_in_ramp(COURSE, {}, [])) == "count-1"
    assert name(next_in_ramp(COURSE, beliefs(count=0.9), [])) == "add-1"
    assert name(next_in_ramp(COURSE, beliefs(count=0.9, add=0.9), ["equations-1"])) == "equations-2"
    everything = beliefs(count=0.9, add=0.9, equations=0.9, shapes=0.9)
    assert name(next_in_ramp(COURSE, everything, ["count-1"])) == "count-2"
    assert next_in_ramp(COURSE, {}, ALL) is None


def test_following_the_fallback_does_every_problem_once():
    seen: list[str] = []
    while (following := next_in_ramp(COURSE, {}, seen)) is not None:
        seen.append(following.id)
    assert sorted(seen) == sorted(ALL)


def test_one_like_it():
    assert name(sibling(COURSE, "count-1", ["count-1"])) == "count-2"
    assert name(sibling(COURSE, "equations-1", ["equations-1"])) == "equations-2"
    assert name(sibling(COURSE, "shapes-1", ["shapes-1"])) == "shapes-1"  # the same with other numbers
    assert sibling(COURSE, "count-1", ALL) is None
    with pytest.raises(KeyError):
        sibling(COURSE, "no such problem", [])


def test_a_detour_goes_to_the_weakest_prerequisite():
    assert name(detour(COURSE, "equations-1", beliefs(count=0.9, add=0.2), [])) == "add-1"
    assert name(detour(COURSE, "equations-1", beliefs(count=0.1, add=0.2), [])) == "count-1"
    assert name(detour(COURSE, "equations-1", beliefs(count=0.1, add=0.2), ["count-1"])) == "count-2"
    assert name(detour(COURSE, "count-1", {}, [])) == "count-2"  # nothing below it: one beside it


def test_a_course_of_one_problem():
    tiny = Course(
        "t", "T", "", "en", "", "", (Skill("a", "A"),), (Lesson("l", "L", problems=(problem("only", "a"),)),)
    )
    assert name(next_in_ramp(tiny, {}, [])) == "only"
    assert detour(tiny, "only", {}, []) is None


def test_a_large_course_is_read_quickly():
    skills = tuple(Skill(f"s{n}", "", prerequisites=(f"s{n - 1}",) if n else ()) for n in range(300))
    problems = tuple(problem(f"p{n}", f"s{n % 300}") for n in range(3000))
    large = Course("b", "B", "", "en", "", "", skills, (Lesson("l", "L", problems=problems),))
    opened = open_problems(large, beliefs(**{f"s{n}": 0.9 for n in range(150)}), [])
    assert len(opened) == 151 * 10
    assert isinstance(opened[0], Problem)
