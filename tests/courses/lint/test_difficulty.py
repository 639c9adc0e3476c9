"""Predicted success along the ramp, and where it falls too steeply."""

import pytest

from courses.lint import Severity, lint
from courses.lint.difficulty import LOW, expected, jumps
from courses.types import Course, Problem
from tests.courses import build

SKILLS = (build.skill("a"), build.skill("b", "a"), build.skill("c", "b"))


def on(name: str, *skills: str, **fields) -> Problem:
    return build.problem(name, build.step(skills=skills, **fields))


def of(*problems: Problem) -> Course:
    return build.course(build.lesson("first", *problems), skills=SKILLS)


def found(*problems: Problem) -> list[tuple[str, str]]:
    course = of(*problems)
    return [(one.rule, one.place) for one in jumps(course, expected(course))]


def test_practice_makes_success_likelier_and_more_so_with_other_numbers():
    fixed = expected(of(on("p1", "a"), on("p2", "a")))
    assert fixed["first/p1/s1"] == pytest.approx(0.05 + 0.85 * 0.35)
    assert fixed["first/p1/s1"] < fixed["first/p2/s1"]
    varied = build.problem("p1", build.step(skills=("a",)), where={"n": "1..9"})
    assert expected(of(varied, on("p2", "a")))["first/p2/s1"] > fixed["first/p2/s1"]


def test_luck_is_in_it():
    picked = on("p1", "a", answer={"kind": "choice", "options": ["1", "2"], "correct": 0})
    assert expected(of(picked))["first/p1/s1"] == pytest.approx(0.5 + 0.4 * 0.35)


def test_one_new_skill_at_a_time_is_no_jump():
    assert found(on("p1", "a"), on("p2", "a"), on("p3", "b"), on("p4", "c"), on("p5", "a", "b", "c")) == []


def test_two_new_skills_at_once_are_one():
    assert found(on("p1", "a"), on("p2", "a"), on("p3", "b", "c")) == [("jump", "first/p3/s1")]
    assert found(on("p1", "b", "c")) == [("steep-start", "first/p1/s1")]


def test_so_is_a_skill_on_something_that_nobody_could_practise():
    assert found(on("p1", "a"), on("p2", "a"), on("p3", "c")) == [("jump", "first/p3/s1")]


def test_the_finding_says_what_is_new_there_and_is_advice():
    (one,) = [one for one in lint(of(on("p1", "b", "c"))) if one.rule == "steep-start"]
    assert one.severity is Severity.WARNING
    assert "practises 'b', 'c'" in one.message


def test_another_predictor_may_know_better():
    course = of(on("p1", "a"), on("p2", "a"), on("p3", "b", "c"))
    fitted = {"first/p1/s1": 0.9, "first/p3/s1": LOW}
    assert not [one for one in lint(course, predictor=lambda _: fitted) if one.rule == "jump"]
    fitted["first/p3/s1"] = LOW - 0.01
    (one,) = [one for one in lint(course, predictor=lambda _: fitted) if one.rule == "jump"]
    assert "from 0.90 at 'p1' to 0.29" in one.message
