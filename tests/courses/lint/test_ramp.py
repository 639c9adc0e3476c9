from __future__ import annotations

from courses.lint.ramp import introductions, prerequisites_first, shown
from tests.courses.build import course, full_course, lesson, passage, problem, skill, step


def uses(problem_id, *skills):
    return problem(problem_id, step(skills=skills))


TWO = (skill("add"), skill("subtract", "add"))


def test_a_ramp_is_left_alone():
    ramp = course(
        lesson("one", uses("p1", "add"), passages=(passage("a", "add"),)),
        lesson("two", uses("p2", "subtract", "add"), passages=(passage("b", "subtract"),)),
        skills=TWO,
    )
    assert list(prerequisites_first(ramp)) == []
    assert list(introductions(ramp)) == []


def test_a_skill_before_what_it_builds_on_is_named():
    turned = course(
        lesson("one", uses("p1", "subtract"), passages=(passage("b", "subtract"),)),
        lesson("two", uses("p2", "add"), passages=(passage("a", "add"),)),
        skills=TWO,
    )
    assert [f"{f.place}: {f.message} [{f.rule}]" for f in prerequisites_first(turned)] == [
        "skills/subtract: comes before 'add' (lesson two), which it builds on [order]"
    ]


def test_passages_of_one_lesson_have_an_order_too():
    passages = (passage("b", "subtract"), passage("a", "add"))
    assert [
        f.place for f in prerequisites_first(course(lesson("one", uses("p"), passages=passages), skills=TWO))
    ] == ["skills/subtract"]


def test_practice_alone_counts_as_bringing_a_skill():
    assert list(prerequisites_first(course(lesson("one", uses("p1", "subtract", "add")), skills=TWO))) == []


def test_a_prerequisite_that_no_lesson_brings_is_named():
    messages = [
        f.message for f in prerequisites_first(course(lesson("one", uses("p", "subtract")), skills=TWO))
    ]
    assert messages == ["builds on 'add', which no lesson brings"]


def test_a_skill_used_before_its_lesson_introduces_it_is_named():
    early = course(
        lesson("one", uses("p1", "add"), uses("p2", "subtract"), passages=(passage("a", "add"),)),
        lesson("two", uses("p3", "subtract"), passages=(passage("b", "subtract"),)),
        skills=TWO,
    )
    assert [f"{f.place}: {f.message} [{f.rule}]" for f in introductions(early)] == [
        "one/p2/s1: uses 'subtract' before lesson two introduces it [introduced]"
    ]


def test_a_skill_that_no_passage_introduces_is_named():
    forgotten = course(lesson("one", uses("p", "subtract"), passages=(passage("a", "add"),)), skills=TWO)
    assert [f.message for f in introductions(forgotten)] == ["uses 'subtract', which no passage introduces"]


def test_a_course_without_passages_promised_nothing():
    assert list(introductions(course(lesson("one", uses("p", "subtract")), skills=TWO))) == []


def test_the_full_course_of_the_tests_is_found_out():
    assert [f.place for f in prerequisites_first(full_course())] == ["skills/subtract"]


def test_a_passage_without_a_skill_is_never_brought_up():
    passages = (passage("a", "add"), passage("b"))
    assert [f.place for f in shown(course(lesson("one", uses("p", "add"), passages=passages)))] == ["one/b"]
