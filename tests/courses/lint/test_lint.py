from __future__ import annotations

from pathlib import Path

import courses
from courses.folder import read
from courses.lint import Severity, advice, faults, lint
from courses.types import Hint
from tests.courses.build import course, lesson, passage, problem, skill, step

RAMP = Path(courses.__file__).parent / "ramps" / "linear-equations"


def test_the_course_that_ships_is_clean():
    assert lint(read(RAMP)) == ()


def test_findings_come_in_the_order_of_the_course_with_a_remedy():
    mended_later = course(
        lesson(
            "z", problem("p2", step(hints=(Hint("h1", "It is $7$."), Hint("h2", "Go on.")))), problem("p1")
        ),
        lesson("a", problem("p3", step(skills=("idle",)))),
        skills=(skill("add"), skill("idle")),
        licence="",
    )
    found = lint(mended_later)
    assert [f.place for f in found if f.severity == Severity.STOP] == ["", "z/p2/s1/h1"]
    assert [f.place for f in found] == ["", "skills/add", "skills/idle", "z/p2/s1/h1"]
    assert all(f.remedy for f in found)


def test_a_broken_structure_is_all_that_is_said():
    broken = course(lesson("l", problem("p", step(skills=("nosuch",)))), licence="")
    assert {f.severity for f in lint(broken)} == {Severity.FAULT}
    assert [f.rule for f in lint(broken)] == ["unknown-skill"]


def test_beside_an_answer_that_nothing_understands_the_rest_is_told():
    unread = problem("p1", step(answer={"kind": "riddle"}))
    leaking = problem("p2", step(hints=(Hint("h1", "It is $7$."), Hint("h2", "Go on."))))
    mixed = course(lesson("l", unread, leaking))
    assert [f.place for f in lint(mixed) if f.severity != Severity.WARNING] == ["l/p1/s1", "l/p2/s1/h1"]
    assert [f.rule for f in faults(mixed)] == ["answer"]


def test_advice_is_what_lint_says_besides_faults():
    untold = course(lesson("l", problem("p"), passages=(passage("a", "add"),)))
    assert advice(untold) == lint(untold)
    assert "no-guess" in {f.rule for f in advice(untold)}
