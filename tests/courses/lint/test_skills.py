from __future__ import annotations

from courses.lint.skills import few_items, reachable
from tests.courses.build import course, lesson, problem, skill, step


def on(problem_id, *skills, **fields):
    return problem(problem_id, step(skills=skills), **fields)


def said(findings):
    return [(f.rule, f.place, str(f.severity)) for f in findings]


def test_a_skill_that_no_step_exercises_is_advised_against():
    idle = course(lesson("l", on("p", "add")), skills=(skill("add"), skill("idle")))
    assert said(reachable(idle)) == [("unexercised", "skills/idle", "warning")]


def test_where_others_build_on_it_they_are_out_of_reach():
    chain = (skill("count"), skill("add", "count"), skill("subtract", "add"))
    dead = course(lesson("l", on("p1", "add"), on("p2", "subtract")), skills=chain)
    assert said(reachable(dead)) == [
        ("unexercised", "skills/count", "stop"),
        ("unreachable", "skills/add", "stop"),
        ("unreachable", "skills/subtract", "stop"),
    ]


def test_skills_that_are_all_exercised_are_left_alone():
    chain = (skill("add"), skill("subtract", "add"))
    assert said(reachable(course(lesson("l", on("p1", "subtract"), on("p2", "add")), skills=chain))) == []


def test_two_items_are_too_few_and_three_are_not():
    problems = (on("p1", "add"), on("p2", "add"), on("p3", "add", "subtract"))
    skills = (skill("add"), skill("subtract"))
    assert said(few_items(course(lesson("l", *problems), skills=skills))) == [
        ("few-items", "skills/subtract", "warning")
    ]


def test_a_problem_with_parameters_is_as_many_items_as_it_has_variants():
    def parametric(clause):
        one = problem("p", step(prompt="What is $[[a]] + 4$?"), where={"a": clause})
        return said(few_items(course(lesson("l", one))))

    assert parametric("2..9") == []
    assert parametric("{2, 3}") == [("few-items", "skills/add", "warning")]
