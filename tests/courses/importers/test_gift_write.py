"""A course as GIFT: read back, the same answers are right, and what was lost is named."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import courses
from courses.folder import read
from courses.importers import gift_write, read_any
from courses.types import Hint, Misconception, Passage
from tests.courses import build
from tests.talk import right
from tutor.grading import check, spec_of
from tutor.types import Outcome


def back(tmp_path, course):
    exported = gift_write.write(course)
    path = tmp_path / "course.gift"
    path.write_text(exported.text, encoding="utf-8")
    return exported, read_any(path, title=course.title, licence=course.licence, source=course.source)


def test_texts_survive_and_losses_are_named(tmp_path):
    step = build.step(
        prompt="Is $\\{1\\} = x^2 < 4$? ~ # : {a} \\$5\n\n- one\n- *two*",
        answer={"kind": "choice", "options": ["$x = 1$", "2: two", "none"], "correct": 0},
        hints=(Hint("h1", "Look."),),
        misconceptions=(Misconception("m", "Two", "Is it = two?", ("2: two",)),),
        solution=("It is $x = 1$.",),
    )
    worked = build.step("w", answer={"kind": "derivation", "given": "2x = 4", "answer": "x = 2"})
    lesson = replace(
        build.lesson("l", build.problem("p.1", step), build.problem("q", worked)),
        title="One/two: all",
        passages=(Passage("why", "Why: this", "Some *words* and $a = b$.", ("add",)),),
    )
    exported, result = back(tmp_path, build.course(lesson))
    (problem,) = result.course.problems()
    asked = problem.steps[0]
    assert asked.prompt.endswith("Is $\\{1\\} = x^2 < 4$? ~ # : {a} \\$5\n\n- one\n- *two*")
    assert asked.answer == step.answer
    assert asked.misconceptions[0].question == "Is it = two?"
    assert asked.solution == ("It is $x = 1$.",)
    assert problem.id.startswith("p-1-")
    assert result.course.lessons[0].title == "One/two: all"
    assert result.course.lessons[0].passages[0].body == "Some *words* and $a = b$."
    assert {(note.item, note.reason) for note in exported.lost} == {
        ("p.1", gift_write.HINTS),
        ("q", gift_write.KIND),
    }


def test_the_ramp_that_ships_keeps_its_right_answers(tmp_path):
    course = read(Path(courses.__file__).parent / "ramps" / "linear-equations")
    exported, result = back(tmp_path, course)
    assert result.report.skipped == []
    lost = {note.item for note in exported.lost if note.reason == gift_write.KIND}
    steps = sum(len(problem.steps) for problem in course.problems())
    assert len(result.course.problems()) == steps - len(lost)
    for problem in result.course.problems():
        step = problem.steps[0]
        assert check(spec_of(step, problem.stem), right(step.answer)).outcome is Outcome.CORRECT
