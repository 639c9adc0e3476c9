"""What publishing says to authors. Pure: no database."""

from __future__ import annotations

from dataclasses import replace

from courses.differences import differences
from courses.types import Course, Hint, Skill
from tests.courses.build import course, full_course, lesson, passage, problem, skill, step


def said(before: Course | None, after: Course) -> dict[str, list[str]]:
    return {part.title: list(part.sentences) for part in differences(before, after)}


def test_the_same_says_nothing() -> None:
    assert said(full_course(), full_course()) == {}


def test_a_first_version_says_what_it_holds() -> None:
    assert said(None, course()) == {
        "The course": ["This is the first version: 1 skill, 1 lesson.", "First: 0 passages, 1 problem."]
    }


def test_a_changed_step_is_named_with_both_answers() -> None:
    before = step(hints=(Hint("h1", "Count."),))
    after = step(
        answer={"kind": "number", "value": "8"}, hints=(Hint("h1", "Count on."), Hint("h2", "From 4."))
    )
    assert said(
        course(lesson("first", problem("p1", before))), course(lesson("first", problem("p1", after)))
    ) == {
        "First": [
            "Problem p1: the answer of step s1 changed from “7” to “8”.",
            "Problem p1: hint h2 of step s1 was added.",
            "Problem p1: hint h1 of step s1: the text changed from “Count.” to “Count on.”.",
        ]
    }


def test_another_kind_of_answer_is_told_field_by_field() -> None:
    before, after = step(), step(answer={"kind": "choice", "options": ["7", "8"], "correct": 0})
    assert said(
        course(lesson("first", problem("p1", before))), course(lesson("first", problem("p1", after)))
    )["First"] == [
        "Problem p1: the answer of step s1 changed: kind from “number” to “choice”; "
        "value from “7” to nothing; options from nothing to “7, 8”; correct from nothing to “0”."
    ]


def test_what_moved_came_and_went_is_told_where_it_is_looked_for() -> None:
    p1, p2 = problem("p1"), problem("p2")
    before = course(lesson("first", p1, p2, passages=(passage("why"),)), lesson("second"))
    after = course(lesson("second", p2, problem("p3")), lesson("third", p1))
    assert said(before, after) == {
        "Second": ["Problem p2 was moved here from First.", "Problem p3 was added."],
        "Third": ["The lesson was added: 0 passages, 1 problem.", "Problem p1 was moved here from First."],
        "First": ["The lesson is gone: 1 passage, 2 problems.", "Passage why was taken out."],
    }


def test_another_order_is_one_sentence() -> None:
    p1, p2 = problem("p1"), problem("p2")
    assert said(course(lesson("first", p1, p2)), course(lesson("first", p2, p1))) == {
        "First": ["The problems stand in another order: p2, p1."]
    }


def test_another_name_says_what_it_does_to_learners() -> None:
    before = course(skills=(skill("add"), skill("take", "add")))
    after = course(
        lesson("first", replace(problem("sum", step(skills=("plus",))), title="Problem p1")),
        skills=(Skill("plus", "Add"), skill("take", "plus")),
    )
    told = said(before, after)
    assert told["Skills"] == [
        "Skill add is now called plus: what learners have shown of it stays with the old name, "
        "so they start on it anew."
    ]
    assert told["First"] == [
        "Problem p1 is now called sum: what learners did on it stays with the old name, so it is new to them."
    ]


def test_the_header_quotes_what_is_short() -> None:
    before = course()
    after = replace(before, title="Sums, again", summary="Long words. " * 20)
    assert said(before, after) == {
        "About the course": [
            "The title changed from “Sums” to “Sums, again”.",
            "The summary was rewritten.",
        ]
    }
