from __future__ import annotations

from courses.lint.answers import answer_faults
from courses.lint.leaking import leaks
from courses.types import Hint, Misconception
from tests.courses.build import course, full_course, lesson, problem, step


def leaking(**fields):
    where = fields.pop("where", {})
    return [(f.rule, f.place) for f in leaks(course(lesson("l", problem("p", step(**fields), where=where))))]


def test_hints_that_only_point_are_left_alone():
    assert leaking(hints=(Hint("h", "Count on from $3$."),)) == []


def test_a_hint_that_says_the_answer_is_found():
    assert leaking(hints=(Hint("h1", "Count on."), Hint("h2", "It is $7$."))) == [("leak", "l/p/s1/h2")]


def test_so_is_one_that_says_it_in_another_form():
    assert leaking(hints=(Hint("h", "It is $\\frac{14}{2}$."),)) == [("leak", "l/p/s1/h")]


def test_and_one_whose_title_does():
    assert leaking(hints=(Hint("h", "See above.", "The sum is 7"),)) == [("leak", "l/p/s1/h")]


def test_a_scaffold_that_answers_itself_is_found():
    scaffold = Hint("h", "Two and two make 4. How many?", answer={"kind": "number", "value": "4"})
    assert leaking(hints=(scaffold,)) == [("leak", "l/p/s1/h")]


def test_a_probing_question_that_says_the_answer_is_found():
    probe = Misconception("m", "times", "Is $3 + 4$ not $7$?", ("12",))
    assert leaking(misconceptions=(probe,)) == [("leak", "l/p/s1/m")]


def test_parameters_are_filled_in_first():
    hints = (Hint("h", "It is $[[a + 1]]$."),)
    assert leaking(where={"a": "20..90"}, answer={"kind": "number", "value": "[[a]] + 1"}, hints=hints) == [
        ("leak", "l/p/s1/h")
    ]


def test_answers_are_read_with_parameters_filled_in():
    assert list(answer_faults(full_course())) == []


def test_an_answer_that_no_checker_understands_is_a_fault_and_said_once():
    broken = problem("p", step(answer={"kind": "number", "value": "2 +"}), where={"a": "2..9"})
    assert [(f.rule, f.place) for f in answer_faults(course(lesson("l", broken)))] == [("answer", "l/p/s1")]


def test_so_is_that_of_a_scaffold():
    scaffold = Hint("h", "Well?", answer={"kind": "riddle"})
    broken = course(lesson("l", problem("p", step(hints=(scaffold,)))))
    assert [(f.rule, f.place) for f in answer_faults(broken)] == [("answer", "l/p/s1/h")]


def test_why_an_answer_is_refused_is_read_before_the_solution_is_earned():
    def why(text):
        return leaking(answer={"kind": "number", "value": "7", "refused": [{"answer": "8", "why": text}]})

    assert why("That is one too many.") == []
    assert why("It is $7$.") == [("leak", "l/p/s1")]
