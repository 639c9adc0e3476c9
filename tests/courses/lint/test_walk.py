"""Simulated learners on made-up ramps: who falls off, where, and what they are said to lack."""

from datetime import UTC, datetime
from pathlib import Path

import courses
from courses.folder import read
from courses.lint import walk as walking
from courses.lint.walk import falls, told, walk
from courses.types import Course, Problem
from tests.courses import build
from tutor.learner import ramp
from tutor.types import Belief

SKILLS = (build.skill("a"), build.skill("b", "a"))
NUMBERS = {"n": "1..9", "m": "2..9"}


def on(name: str, *skills: str, varied: bool = False) -> Problem:
    return build.problem(name, build.step(skills=skills), where=NUMBERS if varied else {})


def of(*problems: Problem) -> Course:
    return build.course(build.lesson("first", *problems), skills=SKILLS)


def test_a_ramp_with_practice_enough_carries_everybody():
    report = walk(of(on("p1", "a", varied=True), on("p2", "b", varied=True)))
    assert report.learners == report.finished == 48
    assert [one.share for one in report.skills] == [1.0, 1.0]
    assert list(falls(report)) == []
    assert 0 < report.held <= report.gained
    assert report.held_per_hour > 1.0


def test_a_skill_that_is_practised_once_a_day_is_not_there_when_it_is_needed():
    report = walk(of(on("p1", "a"), on("p2", "b", varied=True)))
    (found,) = falls(report)
    assert (found.rule, found.place) == ("falls-off", "first/p2")
    assert "'a'" in found.message
    assert "1 problem on it before" in found.message


def test_a_prerequisite_without_any_problem_is_named_as_such():
    (found,) = falls(walk(of(on("p2", "b", varied=True))))
    assert "nothing that they can do before it practises 'a'" in found.message
    assert found.remedy


def test_the_same_learners_each_time():
    course = of(on("p1", "a", "b"), on("p2", "b", varied=True))
    assert walk(course, learners=4) == walk(course, learners=4)


def test_what_nobody_comes_to_is_told():
    many = [on(f"p{n}", "a") for n in range(60)]
    report = walk(of(*many), learners=1, sittings=1)
    assert report.unmet
    assert set(report.unmet) < {one.id for one in many}


def test_it_puts_what_the_tutor_would_put_when_nobody_can_predict():
    course = of(on("p1", "a"), on("p2", "b"), on("p3", "a", "b", varied=True))
    tracing = walking._Tracing(walking._Ground(course))
    for a in (0.1, 0.5, 0.85, 0.95):
        for b in (0.1, 0.85, 0.95):
            tracing.p = {"a": a, "b": b}
            beliefs = {skill: Belief(skill, p, 0.0, 1.0) for skill, p in tracing.p.items()}
            assert tracing.next(datetime.now(UTC).date()) == ramp.next_in_ramp(course, beliefs, ())


def test_the_course_that_ships_carries_its_learners():
    report = walk(read(Path(courses.__file__).parent / "ramps" / "linear-equations"))
    assert list(falls(report)) == []
    assert report.unmet == ()
    assert report.finished >= 0.9 * report.learners


def test_the_report_is_told_in_a_few_lines():
    lines = list(told(walk(of(on("p1", "a"), on("p2", "b")), learners=4, sittings=1)))
    assert lines[0].startswith("12 simulated learners walked it")
    assert "skills an hour held" in lines[1]
    assert any("'b': learnt by" in line for line in lines[2:])
