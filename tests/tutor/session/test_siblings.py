"""One like it, worked out before a solution is shown: never what is asked, and never asked afterwards."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from courses.importers import oatutor
from courses.types import Course
from tests.courses.importers.tiny_pool import files, hint, pack, problem, step
from tests.talk import Talk, bodies
from tutor import grading
from tutor.models import Attempt, EvidenceRow
from tutor.session import choosing, material, showing, siblings
from tutor.types import Event

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]


def opener(problem_id: str, seed: int = 3, index: int = 0) -> Event:
    return Event(1, "problem", {"problem": problem_id, "seed": seed, "index": index})


def test_for_every_step_there_is_one_like_it_that_tells_no_answer(talk: Talk) -> None:
    view, past = talk.view, choosing.past_of(talk.view)
    found, steps = 0, 0
    for one in view.course.problems():
        for index, _step in enumerate(one.steps):
            steps += 1
            like_it = siblings.find(view, past, opener(one.id, index=index))
            if like_it is None:
                continue
            found += 1
            asked = material.variant(view.course, one.id, 3)
            told = "\n".join(like_it.texts)
            for ahead in asked.steps[index:]:
                assert not grading.leaks(told, grading.spec_of(ahead, asked.stem)), (one.id, told)
            assert like_it.lines
            assert like_it.answer
            other = material.variant(view.course, like_it.problem, like_it.seed)
            assert (like_it.problem, other.steps) != (one.id, asked.steps)
    assert found >= 0.9 * steps, f"{found} of {steps}"


def test_a_lesson_that_shows_no_solutions_gives_none_away_as_one_like_it(talk: Talk) -> None:
    course: Course = talk.view.course
    closed = replace(
        course, lessons=tuple(replace(lesson, reveals_allowed=False) for lesson in course.lessons)
    )
    view = replace(talk.view, course=closed)
    assert siblings.find(view, choosing.past_of(talk.view), opener(course.problems()[0].id)) is None


def test_steps_without_a_written_solution_are_worked_out_by_their_hints(talk: Talk) -> None:
    helped = next(one for one in talk.view.course.problems() if one.steps[0].hints)
    bare = replace(material.variant(talk.view.course, helped.id, 3).steps[0], solution=())
    lines = siblings.worked_lines(bare)
    assert len(lines) == len(bare.hints)
    assert all(line.startswith(one.text) for line, one in zip(lines, bare.hints, strict=True))


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


def test_on_a_course_without_variants_another_problem_is_worked_out_by_its_hints(
    talk: Talk, tmp_path: Path
) -> None:
    sums = [
        problem(
            f"sum{n}",
            [
                step(
                    f"sum{n}a",
                    f"Add: $${n}2+13$$",
                    f"$${n}5$$",
                    [hint("a", "Add ones."), hint("b", "Add tens.")],
                )
            ],
        )
        for n in range(1, 5)
    ]
    skills = {f"sum{n}a": ["add_whole_numbers"] for n in range(1, 5)}
    course = oatutor.read(pack(tmp_path / "pool.tar.gz", files(sums, skills)), "Small Sums")
    view = replace(talk.view, course=course)
    like_it = siblings.find(view, choosing.past_of(view), opener("sum1", seed=0))
    assert like_it is not None
    assert like_it.problem != "sum1"
    assert like_it.lines == ("Add ones.", "Add tens.")
    few = replace(course, lessons=(replace(course.lessons[0], problems=course.lessons[0].problems[:2]),))
    view = replace(view, course=few)  # what could still show that the skill was got is not spent
    assert siblings.find(view, choosing.past_of(view), opener("sum1", seed=0)) is None


def test_another_one_is_drawn_for_the_next_time(talk: Talk) -> None:
    view = talk.view
    drawn = next(one for one in view.course.problems() if one.where)
    past = choosing.past_of(view)
    first = siblings.find(view, past, opener(drawn.id))
    assert first is not None
    again = replace(past, shown=(showing.Shown(first.problem, first.seed, ""),))
    second = siblings.find(view, again, opener(drawn.id))
    assert second is not None
    assert second.seed != first.seed
