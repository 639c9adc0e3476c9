"""One like it, worked out before a solution is shown: never what is asked, and never asked afterwards."""

from __future__ import annotations

from dataclasses import replace

import pytest

from courses.types import Course
from tests.talk import Talk, bodies
from tutor import grading
from tutor.models import Attempt, EvidenceRow
from tutor.session import choosing, material, showing, siblings
from tutor.types import Event

pytestmark = pytest.mark.django_db(transaction=True)


def opener(problem_id: str, seed: int = 3, index: int = 0) -> Event:
    return Event(1, "problem", {"problem": problem_id, "seed": seed, "index": index})


def test_for_every_step_there_is_one_like_it_that_tells_no_answer(talk: Talk) -> None:
    view, past = talk.view, choosing.past_of(talk.view)
    found, steps = 0, 0
    for problem in view.course.problems():
        for index, _step in enumerate(problem.steps):
            steps += 1
            like_it = siblings.find(view, past, opener(problem.id, index=index))
            if like_it is None:
                continue
            found += 1
            asked = material.variant(view.course, problem.id, 3)
            told = "\n".join(like_it.texts)
            for step in asked.steps[index:]:
                assert not grading.leaks(told, grading.spec_of(step, asked.stem)), (problem.id, told)
            assert like_it.lines
            assert like_it.answer
            other = material.variant(view.course, like_it.problem, like_it.seed)
            assert (like_it.problem, other.steps) != (problem.id, asked.steps)
    assert found >= 0.9 * steps, f"{found} of {steps}"


def test_a_lesson_that_shows_no_solutions_gives_none_away_as_one_like_it(talk: Talk) -> None:
    course: Course = talk.view.course
    closed = replace(
        course, lessons=tuple(replace(lesson, reveals_allowed=False) for lesson in course.lessons)
    )
    view = replace(talk.view, course=closed)
    assert siblings.find(view, choosing.past_of(talk.view), opener(course.problems()[0].id)) is None


def test_steps_without_a_written_solution_are_worked_out_by_their_hints(talk: Talk) -> None:
    problem = next(one for one in talk.view.course.problems() if one.steps[0].hints)
    step = replace(material.variant(talk.view.course, problem.id, 3).steps[0], solution=())
    lines = siblings.worked_lines(step)
    assert len(lines) == len(step.hints)
    assert all(line.startswith(hint.text) for line, hint in zip(lines, step.hints, strict=True))


def test_who_never_knows_sees_one_worked_out_and_its_numbers_never_come_as_evidence(talk: Talk) -> None:
    talk.to_a_problem()
    asked = talk.opener.body
    talk.press("idk")
    move = bodies(talk.press("idk"), "move")[0]
    assert move["kind"] == "sibling"
    shown = move["sibling"]
    assert shown["lines"]
    assert not move["solution"]
    past = choosing.past_of(talk.view)
    assert (past.shown[-1].problem, past.shown[-1].seed) == (shown["problem"], shown["seed"])
    variant = material.variant(talk.view.course, shown["problem"], shown["seed"])
    assert showing.was_shown(talk.view.course, past, variant)
    assert showing.next_seed(talk.view, past, shown["problem"]) != shown["seed"]
    assert talk.opener.body["item"] == asked["item"]
    talk.say(talk.right_answer())
    assert Attempt.objects.get().assisted
    assert all(row.assisted or row.says_unknown for row in EvidenceRow.objects.all())


def test_another_one_is_drawn_for_the_next_time(talk: Talk) -> None:
    view = talk.view
    problem = next(one for one in view.course.problems() if one.where)
    past = choosing.past_of(view)
    first = siblings.find(view, past, opener(problem.id))
    assert first is not None
    again = replace(past, shown=(showing.Shown(first.problem, first.seed, ""),))
    second = siblings.find(view, again, opener(problem.id))
    assert second is not None
    assert second.seed != first.seed
