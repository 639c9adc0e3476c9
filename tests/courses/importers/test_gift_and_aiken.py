"""GIFT and Aiken files of our own become courses; what cannot come along is named with its reason."""

from __future__ import annotations

import pytest

from courses import lint
from courses.importers import ImportProblem, Limits, detect, read_any
from courses.types import Problem
from tutor.grading import check, spec_of
from tutor.types import Outcome

GIFT = r"""// Written for this test.
$CATEGORY: $course$/top/Rivers

::Paris:: Which river flows through Paris? {=Seine#Right, the Seine. ~Thames#That one flows through London.
~%50%Marne#It is the Seine, into which this one flows.}

// [id:cap-1] [tag:capitals] [tag:France]
::Capital:: The capital of France is {=Paris =paris city}, of course.

::Star::The sun is a star.{TRUE#Look again.#Indeed.####It is a star of middle size.}

Match these. {=cat -> meows =dog -> barks = -> moos}

What is \(2^3\)? {#8}

Near pi? {#3.14:0.005}

In range? {#
=1..5#good
=%50%7:1
}

Which are even? {~%50%2 ~%50%4 ~%-100%5}

Two are right. {=a =b ~c}

Write an essay. {}

::Note::[html]<p onclick="go()">Rivers <script>x</script>run <b>down</b>.</p>

Broken { =a ~b

$CATEGORY: $course$/top/More\: rivers
Price \= 5$ and a_b? {=1 =2}
"""
AIKEN = """Which of these is a metal?
Look {well}.
A. Wood
B. Iron
C) Glass
ANSWER: B

No answer here
A. x
B. y

Bad letter
A. x
B. y
ANSWER: D
"""


def imported(tmp_path, text, name="bank.txt", **about):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_any(path, **{"title": "Rivers", "licence": "CC0", "source": "Written here", **about})


def by_title(result) -> dict[str, Problem]:
    return {problem.title: problem for problem in result.course.problems()}


def outcome(problem: Problem, response: str) -> Outcome:
    return check(spec_of(problem.steps[0], problem.stem), response).outcome


def test_a_gift_file_is_a_course_that_can_be_published(tmp_path):
    course = imported(tmp_path, GIFT).course
    assert lint.faults(course) == ()
    assert [lesson.title for lesson in course.lessons] == ["Rivers", "More: rivers"]
    assert {(problem.licence, problem.source) for problem in course.problems()} == {("CC0", "Written here")}


@pytest.mark.parametrize(
    ("title", "right", "wrong"),
    [
        ("Paris", "Seine", "Thames"),
        ("Capital", "paris", "Lyon"),
        ("Star", "True", "False"),
        ("Match these.", "cat = meows\ndog = barks", "cat = barks\ndog = meows"),
        ("What is $2^3$?", "8", "6"),
        ("Near pi?", "3.142", "3.2"),
        ("In range?", "4.5", "5.5"),
        ("Which are even?", "4\n2", "2"),
        ("Price = 5\\$ and a_b?", "2", "3"),
    ],
)
def test_what_is_right_in_gift_is_right_here(tmp_path, title, right, wrong):
    problem = by_title(imported(tmp_path, GIFT))[title]
    assert outcome(problem, right) is Outcome.CORRECT
    assert outcome(problem, wrong) in (Outcome.INCORRECT, Outcome.PARTIAL)


def test_words_to_answers_hints_tags_and_gaps(tmp_path):
    result = imported(tmp_path, GIFT)
    paris, capital, star = (by_title(result)[title] for title in ("Paris", "Capital", "Star"))
    assert [(idea.answers, idea.question) for idea in paris.steps[0].misconceptions] == [
        (("Thames",), "That one flows through London.")
    ]
    assert "It is the Seine, into which this one flows." in paris.steps[0].solution
    assert capital.steps[0].prompt == "The capital of France is \\_\\_\\_\\_\\_, of course."
    assert capital.skills == ("capitals", "france")
    assert capital.id.startswith("cap-1-")
    assert star.steps[0].solution == ("Indeed.", "It is a star of middle size.")
    note = result.course.lessons[0].passages[0]
    assert (note.title, note.body) == ("Note", "Rivers run **down**.")


def test_the_report_names_what_changed_and_what_stayed_out(tmp_path):
    report = imported(tmp_path, GIFT).report
    assert report.format == "gift"
    assert set(report.reasons()) == {
        "several options are right where one is to be chosen",
        "it asks for an essay, which only a person can judge",
        "its braces do not fit together",
    }
    said = report.changes()
    assert said["an answer that earns a part of the marks counts as wrong"] == 2
    assert said["words to a wrong answer that give the answer away became part of the solution"] == 1
    assert said["a script, form or frame in it was dropped"] == 1
    assert len(report.taken) == 10


def test_importing_twice_and_adding_a_question_keep_ids(tmp_path):
    first = imported(tmp_path, GIFT)
    assert imported(tmp_path, GIFT) == first
    more = imported(tmp_path, GIFT.replace("::Star::", "One more? {T}\n\n::Star::"))
    assert set(first.report.taken) < set(more.report.taken)
    mended = imported(tmp_path, GIFT.replace("The sun is a star.", "Our sun is a star."))
    assert mended.report.taken == first.report.taken


def test_the_same_question_twice_comes_in_once(tmp_path):
    report = imported(tmp_path, "Right? {T}\n\nRight? {T}\n\n::A::One? {T}\n\n::A::Two? {F}\n").report
    assert len(set(report.taken)) == 3
    assert report.reasons() == {"the same question is in the file twice": 1}


def test_aiken(tmp_path):
    result = imported(tmp_path, AIKEN)
    (problem,) = result.course.problems()
    assert detect(tmp_path / "bank.txt") == "aiken"
    assert problem.steps[0].prompt == "Which of these is a metal?\\\nLook {well}."
    assert outcome(problem, "Iron") is Outcome.CORRECT
    assert [note.item for note in result.report.skipped] == ["No answer here", "Bad letter"]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"Just some words.\n", "none of what can be read"),
        (b"<html><body>{}</body></html>", "no Moodle quiz"),
        ("Größe? {=1}".encode("latin-1"), "not UTF-8"),
        (b"Why? {}\n", "no question of bank.txt can be used"),
        (b"{T}" + b"x" * 300_000, "longer than"),
    ],
)
def test_files_that_cannot_be_used(tmp_path, data, says):
    path = tmp_path / "bank.txt"
    path.write_bytes(data)
    with pytest.raises(ImportProblem, match=says):
        read_any(path)


def test_a_file_of_too_many_questions_is_refused(tmp_path):
    path = tmp_path / "bank.gift"
    path.write_text("One? {T}\n\n" * 30)
    with pytest.raises(ImportProblem, match="more than 20 questions"):
        read_any(path, limits=Limits(items=20))


def test_an_import_is_stopped_by_its_progress(tmp_path):
    class Cancelled(Exception):
        pass

    def stop(done, whole):
        assert 0 < done <= whole
        raise Cancelled

    path = tmp_path / "bank.gift"
    path.write_text("One? {T}\n\n" * 300)
    with pytest.raises(Cancelled):
        read_any(path, progress=stop)
