"""Moodle XML of our own becomes a course; what runs, looks up or unpacks something is refused or dropped."""

from __future__ import annotations

import time
import tracemalloc

import pytest

from courses import lint
from courses.folder import read, write
from courses.importers import ImportProblem, Limits, detect, read_any
from tutor.grading import check, spec_of
from tutor.grading.variants import instantiate
from tutor.types import Outcome


def html(text):
    return f"<text><![CDATA[{text}]]></text>"


def question(kind, name, text, *parts):
    return (
        f'<question type="{kind}"><name><text>{name}</text></name>'
        f'<questiontext format="html">{html(text)}</questiontext>{"".join(parts)}</question>'
    )


def answer(text, marks=0, feedback="", *parts):
    words = f'<feedback format="html">{html(feedback)}</feedback>' if feedback else ""
    return f'<answer fraction="{marks}">{html(text)}{words}{"".join(parts)}</answer>'


def category(path):
    return f'<question type="category"><category><text>{path}</text></category></question>'


def drawn(*numbers):
    """Where the numbers of a calculated question come from: (name, lowest, highest, decimals)."""
    listed = "".join(
        f"<dataset_definition><name><text>{name}</text></name><minimum><text>{low}</text></minimum>"
        f"<maximum><text>{high}</text></maximum><decimals><text>{places}</text></decimals></dataset_definition>"
        for name, low, high, places in numbers
    )
    return f"<dataset_definitions>{listed}</dataset_definitions>"


PICK = question(
    "multichoice",
    "Half",
    r"<p>What is half of \(6\)?</p>",
    "<idnumber>half-1</idnumber><single>true</single>",
    answer(r"<p>\(3\)</p>", 100, "Yes."),
    answer("<p>12</p>", 0, "That is twice as much."),
    answer("<p>4</p>", 50),
    f'<generalfeedback format="html">{html("<p>Share it fairly.</p>")}</generalfeedback>',
    f'<hint format="html">{html("Two people share.")}</hint><hint format="html">{html("It is 3.")}</hint>',
    "<tags><tag><text>halves</text></tag></tags>",
)
OTHERS = (
    question(
        "multichoice",
        "Even",
        "Which are even?",
        "<single>false</single>",
        answer("2", 50),
        answer("4", 50),
        answer("5", -100),
    ),
    question("truefalse", "Sun", "The sun is a star.", answer("true", 100), answer("false", 0, "Look up.")),
    question(
        "shortanswer",
        "Capital",
        "Capital of France?",
        "<usecase>1</usecase>",
        answer("Paris", 100),
        answer("*Paris*", 100),
        answer("Lyon", 0, "A big town too."),
    ),
    question("numerical", "Pi", "Near pi?", answer("3.14", 100, "", "<tolerance>0.01</tolerance>")),
    question(
        "numerical",
        "Way",
        "How far?",
        answer("5", 100, "", "<tolerance>0</tolerance>"),
        "<units><unit><multiplier>1</multiplier><unit_name>m</unit_name></unit></units><unitgradingtype>1</unitgradingtype>",
    ),
    question(
        "matching",
        "Pairs",
        "Match.",
        f'<subquestion format="html">{html("cat")}<answer><text>meows</text></answer></subquestion>',
        f'<subquestion format="html">{html("dog")}<answer><text>barks</text></answer></subquestion>',
        f'<subquestion format="html">{html("")}<answer><text>moos</text></answer></subquestion>',
    ),
    question("ordering", "Sort", "Put in order.", answer("one"), answer("two"), answer("three")),
    question(
        "cloze",
        "Gaps",
        "Half of 8 is {1:NUMERICAL:=4:0~%50%5:0}; the sky is {1:MC:=blue#yes~red}; "
        "<b>{1:SA:=grass}</b> grows.",
    ),
    question(
        "gapselect",
        "Words",
        "The [[1]] barks, the [[2]] meows.",
        *(f"<selectoption><text>{word}</text><group>1</group></selectoption>" for word in ("dog", "cat")),
    ),
    question(
        "calculatedsimple",
        "Sum",
        "What is {a} + {={b}*2}?",
        answer(
            "{a}+pow({b},1)*2", 100, "", "<tolerance>0.01</tolerance>", "<tolerancetype>2</tolerancetype>"
        ),
        drawn(("a", "2", "9", "0"), ("b", "1.5", "4.5", "1")),
    ),
)
SKIPPED = (
    question("essay", "Essay", "Write."),
    question("ddmarker", "Drag", "Drag."),
    question("numerical", "Two", "Which?", answer("1", 100), answer("2", 100)),
    question("calculated", "Odd", "{a}", answer("foo({a})", 100), drawn(("a", "1", "2", "0"))),
    question("cloze", "Many", "{1:MR:=a~=b~c}"),
)
NOTE = question(
    "description", "Read this", "<h2>Halves</h2><p>A half is one of <em>two</em> equal parts.</p>"
)
WHOLE = (category("$course$/top/Numbers/Halves"), NOTE, PICK, category("$course$/top/All"), *OTHERS, *SKIPPED)


def quiz(tmp_path, *questions, head='<?xml version="1.0" encoding="UTF-8"?>'):
    path = tmp_path / "bank.xml"
    path.write_text(f"{head}<quiz>{''.join(questions)}</quiz>", encoding="utf-8")
    return path


def imported(tmp_path, *questions, **about):
    return read_any(
        quiz(tmp_path, *questions), **{"title": "Bank", "licence": "CC0", "source": "Here", **about}
    )


def outcome(problem, response):
    return check(spec_of(problem.steps[0], problem.stem), response).outcome


def test_a_bank_is_a_course_that_can_be_published_and_written_as_a_folder(tmp_path):
    result = imported(tmp_path, *WHOLE)
    assert detect(tmp_path / "bank.xml") == "moodle"
    assert lint.faults(result.course) == ()
    assert [lesson.title for lesson in result.course.lessons] == ["Numbers / Halves", "All"]
    assert {(problem.licence, problem.source) for problem in result.course.problems()} == {("CC0", "Here")}
    write(result.course, tmp_path / "ramp")
    assert read(tmp_path / "ramp") == result.course
    assert imported(tmp_path, *WHOLE) == result


@pytest.mark.parametrize(
    ("title", "right", "wrong"),
    [
        ("Half", "$3$", "12"),
        ("Even", "2\n4", "2\n4\n5"),
        ("Sun", "True", "False"),
        ("Capital", "Paris", "paris"),
        ("Pi", "3.149", "3.2"),
        ("Way", "500 cm", "6 m"),
        ("Pairs", "cat = meows\ndog = barks", "cat = moos\ndog = barks"),
        ("Sort", "one\ntwo\nthree", "two\none\nthree"),
        ("Gaps", "4\nblue\nGrass", "5\nblue\ngrass"),
        ("Words", "dog\ncat", "cat\ndog"),
    ],
)
def test_what_is_right_in_moodle_is_right_here(tmp_path, title, right, wrong):
    (problem,) = [one for one in imported(tmp_path, *WHOLE).course.problems() if one.title == title]
    assert outcome(problem, right) is Outcome.CORRECT
    assert outcome(problem, wrong) in (Outcome.INCORRECT, Outcome.PARTIAL)


def test_hints_feedback_tags_and_ids(tmp_path):
    problem = imported(tmp_path, PICK).course.problems()[0]
    step = problem.steps[0]
    assert problem.id.startswith("half-1-")
    assert problem.skills == ("halves",)
    assert [hint.text for hint in step.hints] == ["Two people share."]
    assert {"It is 3.", "Share it fairly.", "Yes."} == set(step.solution)
    assert [(idea.name, idea.question) for idea in step.misconceptions] == [("12", "That is twice as much.")]


def test_a_description_is_a_passage(tmp_path):
    (passage,) = imported(tmp_path, *WHOLE).course.lessons[0].passages
    assert passage.title == "Read this"
    assert passage.body == "## Halves\n\nA half is one of *two* equal parts."


def test_a_calculated_question_is_drawn(tmp_path):
    (problem,) = imported(tmp_path, *OTHERS[-1:]).course.problems()
    assert problem.where == {"a": "2..9", "b0": "15..45", "b": "b0/10"}
    drawn = instantiate(problem, 1)
    assert "[[" not in drawn.steps[0].prompt
    assert outcome(drawn, drawn.steps[0].answer["value"]) is Outcome.CORRECT


def test_what_stays_out_is_named(tmp_path):
    report = imported(tmp_path, *WHOLE).report
    assert {note.item: note.reason for note in report.skipped} == {
        "Essay": "it asks for an essay, which only a person can judge",
        "Drag": "questions of this type are not read",
        "Two": "it has several different right numbers",
        "Odd": "its formula uses what our parameters do not have",
        "Many": "a gap of it takes several answers",
    }
    assert (
        report.changes()["answers with a wildcard (*) are left out: other wordings are not recognised"] == 1
    )
    assert report.kinds["passage"] == 1


def test_scripts_handlers_styles_pictures_and_links_are_dropped_and_said(tmp_path):
    text = (
        '<p onclick="steal()" style="color:red">Look <img src="https://example.org/spy.png"> here '
        '<img src="@@PLUGINFILE@@/a.png" alt="a square"><script>steal()</script><iframe src="//x"></iframe>'
        '<a href="javascript:steal()">now</a></p>'
    )
    result = imported(tmp_path, question("truefalse", "T", text, answer("true", 100), answer("false")))
    prompt = result.course.problems()[0].steps[0].prompt
    assert prompt == "Look  here *a square*now"
    assert {(note.reason, note.detail) for note in result.report.changed} == {
        ("a script, form or frame in it was dropped", "script"),
        ("a script, form or frame in it was dropped", "iframe"),
        ("what its tags would have done (onclick and the like) was dropped", ""),
        ("its colours and fonts were dropped", ""),
        ("a picture was dropped", "spy.png"),
        ("a picture was replaced by its description", "a.png"),
        ("a link that leads nowhere safe was dropped", "javascript:steal()"),
    }


def test_a_formula_that_cannot_be_read_keeps_its_question_out_and_one_in_tex_does_not(tmp_path):
    bare = "<math><mi>x</mi></math>"
    told = '<math><mi>x</mi><annotation encoding="application/x-tex">x^2</annotation></math>'
    script = '<script type="math/tex">y_1</script>'
    answers = (answer("true", 100), answer("false"))
    questions = [
        question("truefalse", f"T{n}", f"Is it {text}?", *answers)
        for n, text in enumerate((bare, told, script))
    ]
    result = imported(tmp_path, *questions)
    assert [problem.steps[0].prompt for problem in result.course.problems()] == [
        "Is it $x^2$?",
        "Is it $y_1$?",
    ]
    assert [note.reason for note in result.report.skipped] == ["a formula in it is written in MathML only"]


@pytest.mark.parametrize(
    "text", ["{1:SA:=a" * 4_000, "\\(" * 8_000, "{1:SA:=x}" + "<b>" * 4_000, "$a" * 16_000, "<" * 16_000]
)
def test_texts_made_to_take_long_do_not(tmp_path, text):
    started = time.process_time()
    good = question("truefalse", "T", "Right?", answer("true", 100), answer("false"))
    imported(tmp_path, good, question("cloze", "C", text), question("shortanswer", "S", "x" * 200_000 + text))
    assert time.process_time() - started < 5


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))


@pytest.mark.parametrize(
    "head",
    [
        "<!DOCTYPE quiz>",
        '<!DOCTYPE quiz [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE quiz SYSTEM "http://example.org/quiz.dtd">',
        f'<!DOCTYPE quiz [<!ENTITY l0 "ha">{LAUGHS}]>',
    ],
)
def test_document_types_and_entities_are_refused(tmp_path, head):
    path = quiz(tmp_path, question("essay", "&l8;" if "l8" in head else "x", "y"), head=head)
    with pytest.raises(ImportProblem, match="document type or entities"):
        read_any(path)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("<quiz><question>", "is not XML"),
        ("<quiz></quiz>", "no question"),
        ("<quiz>" + "<a>" * 60 + "</a>" * 60 + "</quiz>", "nested deeper"),
    ],
)
def test_files_that_cannot_be_used(tmp_path, text, says):
    path = tmp_path / "bank.xml"
    path.write_text(text)
    with pytest.raises(ImportProblem, match=says):
        read_any(path)


def test_limits_hold(tmp_path):
    path = quiz(tmp_path, *OTHERS)
    with pytest.raises(ImportProblem, match="more than 3 questions"):
        read_any(path, limits=Limits(items=3))
    with pytest.raises(ImportProblem, match="at most 0 MB"):
        read_any(path, limits=Limits(file_bytes=100))


def test_pictures_in_a_bank_do_not_fill_memory(tmp_path):
    """Twelve questions with a megabyte each: never much more than one of them at a time."""
    heavy = f'<file name="a.png" encoding="base64">{"A" * 1_000_000}</file>'
    texts = (
        question("truefalse", f"T{n}", "Right?", answer("true", 100), answer("false")).replace(
            "</questiontext>", f"{heavy}</questiontext>"
        )
        for n in range(12)
    )
    path = quiz(tmp_path, *texts)
    tracemalloc.start()
    result = read_any(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(result.report.taken) == 12
    assert peak < 6_000_000
