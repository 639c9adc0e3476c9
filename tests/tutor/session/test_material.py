"""A learner's variants: the same object while its course is loaded, never that of another course."""

from __future__ import annotations

from dataclasses import replace

from courses.types import Course
from tests.tutor.conftest import shipped
from tutor import grading
from tutor.grading import ClozeSpec, variants
from tutor.session import material


def parametric(course: Course) -> str:
    return next(problem.id for problem in course.problems() if problem.where)


def test_a_variant_is_made_once_and_right():
    course = shipped()
    name = parametric(course)
    first = material.variant(course, name, 7)
    assert first == variants.instantiate(course.problem(name), 7)
    assert material.variant(course, name, 7) is first
    assert material.variant(course, name, 8) != first


def test_another_version_of_a_problem_is_another_problem():
    course = shipped()
    name = parametric(course)
    newer = replace(course, lessons=tuple(_retitled(lesson) for lesson in course.lessons))
    assert material.variant(course, name, 7).title != "Changed"
    assert material.variant(newer, name, 7).title == "Changed"


def _retitled(lesson):
    return replace(lesson, problems=tuple(replace(one, title="Changed") for one in lesson.problems))


def test_what_is_remembered_of_a_text_is_what_the_checker_says_of_that_question():
    course = shipped()
    name = parametric(course)
    for seed in (1, 2, 1):
        problem = material.variant(course, name, seed)
        spec = grading.spec_of(problem.steps[0], problem.stem)
        told = f"So it is {grading.answer_text(spec)}."
        assert material.leaks(told, spec) == grading.leaks(told, spec)
        assert not material.leaks("Look at the left side.", spec)


def test_it_is_remembered_of_every_kind_of_answer():
    gaps = ({"kind": "number", "value": "71"}, {"kind": "number", "value": "83"})
    spec = ClozeSpec(text="___ and ___", gaps=gaps)
    for _again in range(2):
        assert material.leaks("It is 71 and 83.", spec) == grading.leaks("It is 71 and 83.", spec)
        assert not material.leaks("Look at the first gap.", spec)
