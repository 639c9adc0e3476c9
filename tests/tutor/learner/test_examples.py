"""Which problem is worked out before one on a new skill: the least worth keeping."""

from __future__ import annotations

from courses.types import Course, Lesson, Problem, Skill, Step
from tutor.learner.examples import candidates

LINES = ("First this.", "Then that.")


def problem(problem_id: str, *skills: str, numbers: bool = False, lines: tuple[str, ...] = LINES) -> Problem:
    step = Step("s", "", {"kind": "number"}, skills, solution=lines)
    return Problem(problem_id, problem_id, "", (step,), {"a": "2..9"} if numbers else {})


def course(*problems: Problem) -> Course:
    skills = sorted({skill for one in problems for skill in one.skills})
    lesson = Lesson("l", "L", problems=problems)
    return Course("c", "C", "", "en", "", "", tuple(Skill(one, one) for one in skills), (lesson,))


def found(whole: Course, skill: str, wanted: str, done: tuple[str, ...] = ()) -> list[str]:
    everything = [one.id for one in whole.problems()]
    shown = candidates(whole, skill, whole.problem(wanted), done, everything)
    return [one.id for one, _step in shown]


def test_other_numbers_cost_nothing_and_its_own_come_first() -> None:
    whole = course(problem("f", "a"), problem("n1", "a", numbers=True), problem("n2", "a", numbers=True))
    assert found(whole, "a", "n2") == ["n2", "n1", "f"]


def test_a_fixed_one_that_was_done_comes_before_one_that_is_new() -> None:
    whole = course(*(problem(name, "a") for name in ("f1", "f2", "f3", "f4")))
    assert found(whole, "a", "f1", done=("f3",)) == ["f3", "f2", "f4"]


def test_what_is_asked_next_is_never_shown_and_enough_is_left() -> None:
    two = course(problem("f1", "a"), problem("f2", "a"))
    assert found(two, "a", "f1") == []
    three = course(problem("f1", "a"), problem("f2", "a"), problem("f3", "a"))
    assert found(three, "a", "f1") == ["f2", "f3"]


def test_every_skill_of_what_is_shown_is_spared() -> None:
    whole = course(problem("f1", "a"), problem("f2", "a", "b"), problem("f3", "a"), problem("f4", "a"))
    assert "f2" not in found(whole, "a", "f1")


def test_what_needs_more_than_the_wanted_one_comes_later() -> None:
    whole = course(
        problem("w", "a"), problem("more", "a", "b", numbers=True), problem("n", "a", numbers=True)
    )
    assert found(whole, "a", "w") == ["n", "more"]


def test_a_solution_of_one_line_shows_no_way() -> None:
    whole = course(problem("w", "a", numbers=True, lines=("It is 4.",)), problem("x", "a", lines=()))
    assert found(whole, "a", "w") == []


def test_what_may_not_be_shown_is_not() -> None:
    whole = course(problem("n", "a", numbers=True), problem("m", "a", numbers=True))
    shown = candidates(whole, "a", whole.problem("n"), (), ["m"])
    assert [one.id for one, _ in shown] == ["m"]
