"""The course that ships is sound: every draw of every problem can be asked, checked and helped with."""

from pathlib import Path

import pytest

import courses
from courses.folder import read
from courses.types import Problem
from tests.talk import right as own_answer
from tutor.grading import check, find_leak, parse_spec, spec_of, spec_of_hint, variants
from tutor.types import Outcome

RAMP = Path(courses.__file__).parent / "ramps" / "linear-equations"
COURSE = read(RAMP)
PROBLEMS = COURSE.problems()
SEEDS = range(50)
LATER = range(24, 38)  # the linter, which finds nothing in this course, proves as much of those before


def variant_list(problem: Problem, seeds: range = SEEDS) -> list[Problem]:
    return [variants.instantiate(problem, seed) for seed in (seeds if problem.where else range(1))]


def texts(problem: Problem) -> list[str]:
    out = [problem.title, problem.stem]
    for step in problem.steps:
        out += [step.prompt, *step.solution, *(hint.text + hint.title for hint in step.hints)]
        out += [wrong.question + wrong.name for wrong in step.misconceptions]
    return out


by_problem = pytest.mark.parametrize("problem", PROBLEMS, ids=lambda problem: problem.id)


def test_it_has_the_promised_size():
    assert COURSE.title == "Linear equations, first steps"
    assert (len(COURSE.skills), len(COURSE.lessons), len(PROBLEMS)) == (8, 2, 19)
    assert sum(bool(problem.where) for problem in PROBLEMS) == 8


def test_every_kind_of_answer_of_the_page_is_asked_for_and_none_of_them_first():
    kinds = [step.answer["kind"] for problem in PROBLEMS for step in problem.steps]
    assert {"several", "order", "match", "cloze", "worked"} <= set(kinds)
    assert kinds.count("derivation") >= 2
    for lesson in COURSE.lessons:
        first = [step.answer["kind"] for problem in lesson.problems[:2] for step in problem.steps]
        assert set(first) <= {"number", "choice", "expression"}


def test_skills_build_on_what_stands_before_them():
    before: set[str] = set()
    for skill in COURSE.skills:
        assert set(skill.prerequisites) <= before
        before.add(skill.id)


def test_every_skill_is_introduced_and_asked_for_on_more_than_one_item():
    passages = [passage for lesson in COURSE.lessons for passage in lesson.passages]
    introduced = [skill for passage in passages for skill in passage.skills]
    assert sorted(introduced) == sorted(skill.id for skill in COURSE.skills)
    items = [skill for problem in PROBLEMS for step in problem.steps for skill in step.skills]
    assert all(items.count(skill.id) >= 2 for skill in COURSE.skills)


def test_every_passage_is_short_and_asks_for_a_guess_with_one_truth():
    for lesson in COURSE.lessons:
        for passage in lesson.passages:
            assert passage.guess is not None
            assert 0 <= passage.guess.truth < len(passage.guess.choices)
            assert len(passage.body.split()) < 180


@by_problem
def test_every_step_has_a_ladder_a_scaffold_and_a_solution(problem):
    for step in problem.steps:
        assert len(step.hints) >= 2
        assert any(hint.is_scaffold for hint in step.hints)
        assert step.solution
        assert step.misconceptions


@by_problem
def test_every_draw_can_be_asked_and_checked(problem):
    for variant in variant_list(problem):
        assert "[[" not in "".join(texts(variant))
        for step in variant.steps:
            assert check(spec_of(step), own_answer(step.answer)).outcome is Outcome.CORRECT
            for hint in step.hints:
                if hint.answer is not None:
                    assert check(spec_of_hint(hint), own_answer(hint.answer)).outcome is Outcome.CORRECT


@by_problem
def test_every_wrong_idea_is_recognised_and_never_right(problem):
    for variant in variant_list(problem, LATER):
        for step in variant.steps:
            for wrong in step.misconceptions:
                for answer in wrong.answers:
                    verdict = check(spec_of(step), answer)
                    assert verdict.outcome is Outcome.INCORRECT, (answer, step.answer)
                    assert verdict.misconception == wrong.id, (answer, step.answer)


@by_problem
def test_no_hint_or_question_gives_the_answer_away(problem):
    for variant in variant_list(problem, LATER):
        for step in variant.steps:
            spec = parse_spec(step.answer)
            words = [hint.text for hint in step.hints] + [hint.title for hint in step.hints]
            words += [wrong.question for wrong in step.misconceptions]
            assert [found for text in words if (found := find_leak(text, spec))] == []


@by_problem
def test_no_scaffold_asks_for_the_answer_itself(problem):
    for variant in variant_list(problem):
        for step in variant.steps:
            asked = [hint.answer for hint in step.hints if hint.answer is not None]
            same_kind = [answer for answer in asked if answer["kind"] != "choice"]
            if step.answer["kind"] != "choice":
                for answer in same_kind:
                    assert check(spec_of(step), own_answer(answer)).outcome is not Outcome.CORRECT


@by_problem
def test_learners_get_different_numbers_and_the_same_learner_the_same(problem):
    if problem.where:
        stems = {(variant.stem, variant.steps[0].prompt) for variant in variant_list(problem)}
        assert len(stems) >= 20
    assert variants.instantiate(problem, 7) == variants.instantiate(problem, 7)
