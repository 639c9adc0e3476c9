"""One course of a content pool comes in whole, and what cannot be worked is left out and counted."""

import io
import tarfile

import pytest

from courses.importers import oatutor
from courses.importers.oatutor import ImportProblem
from courses.importers.oatutor_archive import MAX_TABLE_BYTES, RATIO_FROM
from tests.courses.importers.tiny_pool import choice, files, hint, pack, problem, scaffold, step
from tutor.grading import check, spec_of, spec_of_hint
from tutor.types import Outcome

SKILLS = {"sum1a": ["add_whole_numbers"], "sum1b": ["add_whole_numbers", "compare"]}
NAME = "Small Sums"


@pytest.fixture
def archive(tmp_path):
    """A function: problems → the path of an archive that holds them."""

    def build(*problems, skills=SKILLS):
        return pack(tmp_path / "pool.tar.gz", files(list(problems), skills))

    return build


def imported(path, name=NAME):
    return oatutor.read_with_report(path, name)


def only_step(path):
    (asked,) = oatutor.read(path, NAME).problems()[0].steps
    return asked


def test_a_course_comes_in_with_steps_skills_and_credit(archive):
    record = problem(
        "sum1",
        [
            step("sum1a", "Add: $$2+3$$", "$$5$$", stepBody="Take your time."),
            choice("sum1b", "Which is larger?", "$$3$$", ["$$2$$", "$$3$$"]),
        ],
        body="Two small\\nquestions.",
    )
    course, report = imported(archive(record))
    assert (course.id, course.title, course.language) == ("small-sums", NAME, "en")
    assert course.licence == "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/"
    assert [(skill.id, skill.title, skill.prerequisites) for skill in course.skills] == [
        ("add_whole_numbers", "Add whole numbers", ()),
        ("compare", "Compare", ()),
    ]
    (lesson,) = course.lessons  # the other one has no problems
    assert (lesson.id, lesson.title) == ("lesson-one", "Lesson 1: Sums")
    (asked,) = lesson.problems
    assert asked.stem == "Two small\n\nquestions."
    assert asked.licence.startswith("CC BY 4.0")
    assert asked.source.startswith("A Small Book, https://example.org/book")
    assert "OATutor" in asked.source
    first, second = asked.steps
    assert first.prompt == "Add: $2+3$\n\nTake your time."
    assert first.answer == {"kind": "number", "value": "5"}
    assert second.answer == {"kind": "choice", "options": ["$2$", "$3$"], "correct": 1}
    assert second.skills == ("add_whole_numbers", "compare")
    assert (report.problems, report.steps, dict(report.answers)) == (1, 2, {"number": 1, "choice": 1})
    assert report.left_out == []


def test_lessons_keep_the_order_of_the_plan_and_problems_of_their_numbers(archive):
    records = [problem(f"sum{n}", [step(f"sum{n}a", "?", "1")]) for n in (10, 2, 1)]
    records.append(problem("early", [step("earlya", "?", "1")], lessonId="lesson-two"))
    records.append(problem("foreign", [step("foreigna", "?", "1")], lessonId="another"))
    course = oatutor.read(archive(*records), NAME)
    assert [[asked.id for asked in lesson.problems] for lesson in course.lessons] == [
        ["early"],
        ["sum1", "sum2", "sum10"],
    ]


@pytest.mark.parametrize(
    ("answer", "kind", "right", "wrong"),
    [
        ("$$56$$", "number", "56", "57"),
        ("$$\\frac{-1}{4}$$", "number", "-1/4", "1/4"),
        ("$$4.25$$", "number", "17/4", "4"),
        ("$$d=\\frac{9}{7}$$", "number", "9/7", "7/9"),
        ("$$40y^2$$", "expression", "40*y^2", "40*y"),
        ("$$\\left(p+6\\right) \\left(p+5\\right)$$", "expression", "(p+5)(p+6)", "(p+5)(p+7)"),
        ("$$x^{\\frac{7}{3}}$$", "expression", "x^(7/3)", "x^(3/7)"),
        ("DNE", "text", "dne", "UND"),
    ],
)
def test_each_answer_gets_the_kind_that_can_be_checked(archive, answer, kind, right, wrong):
    asked = only_step(archive(problem("sum1", [step("sum1a", "?", answer)])))
    assert asked.answer["kind"] == kind
    assert check(spec_of(asked), right).outcome is Outcome.CORRECT
    assert check(spec_of(asked), wrong).outcome is Outcome.INCORRECT


def test_hints_keep_their_order_and_what_they_require(archive):
    hints = [
        hint("h1", "Think of $$2$$ apples.", title="Begin"),
        scaffold("h2", "How much is $$4+4$$?", "$$8$$", needs=("h1",), subHints=[hint("h2-s1", "Count on.")]),
        scaffold(
            "h3", "Larger?", "yes", needs=("h2", "later"), problemType="MultipleChoice", choices=["yes", "no"]
        ),
    ]
    asked = only_step(archive(problem("sum1", [step("sum1a", "?", "$$95$$", hints)])))
    assert [(rung.id, rung.requires) for rung in asked.hints] == [
        ("h1", ()),
        ("h2", ("h1",)),
        ("h2-s1", ("h2",)),
        ("h3", ("h2",)),
    ]
    assert (asked.hints[0].title, asked.hints[0].text) == ("Begin", "Think of $2$ apples.")
    assert check(spec_of_hint(asked.hints[1]), "8").outcome is Outcome.CORRECT
    assert asked.hints[3].answer == {"kind": "choice", "options": ["yes", "no"], "correct": 0}


def test_a_hint_that_tells_the_answer_waits_behind_the_gate(archive):
    hints = [
        hint("h1", "Add the tens first."),
        hint("h2", "The sum is $$40+55=95$$.", needs=("h1",)),
        hint("h3", "Does it look right?", needs=("h2",)),
    ]
    course, report = imported(archive(problem("sum1", [step("sum1a", "?", "$$95$$", hints)])))
    (asked,) = course.problems()[0].steps
    assert [(rung.id, rung.requires) for rung in asked.hints] == [("h1", ()), ("h3", ("h1",))]
    assert asked.solution == ("The sum is $40+55=95$.",)
    assert report.hints_in_solution == 1


@pytest.mark.parametrize(
    ("title", "body"), [("Solve $$3x + 7 = 28$$.", ""), ("Find x.", "We know that $$3x + 7 = 28$$.")]
)
def test_a_hint_may_say_what_the_question_shows(archive, title, body):
    hints = [hint("h1", "Subtract 7 from both sides."), hint("h2", "So x is 7.")]
    course, report = imported(archive(problem("eq1", [step("eq1a", title, "$$7$$", hints)], body=body)))
    (asked,) = course.problems()[0].steps
    assert [rung.id for rung in asked.hints] == ["h1"]
    assert asked.solution == ("So x is 7.",)
    assert report.hints_in_solution == 1


def test_a_scaffold_that_tells_its_own_answer_asks_nothing(archive):
    hints = [scaffold("h1", "Half of $$16$$ is $$8$$. What is it?", "$$8$$")]
    asked = only_step(archive(problem("sum1", [step("sum1a", "?", "$$95$$", hints)])))
    assert [(rung.id, rung.is_scaffold) for rung in asked.hints] == [("h1", False)]


def test_hints_that_cannot_be_used_fall_out_and_are_counted(archive):
    hints = [
        hint("h1", "See ##figure1.gif##"),
        hint("h2", "Go on.", needs=("h1",)),
        hint("h2", "The same id again."),
        hint("h4", "  "),
        scaffold("h5", "Which?", "blue", problemType="MultipleChoice", choices=["red", "green"]),
    ]
    course, report = imported(archive(problem("sum1", [step("sum1a", "?", "$$95$$", hints)])))
    rungs = course.problems()[0].steps[0].hints
    assert [(rung.id, rung.requires, rung.is_scaffold) for rung in rungs] == [
        ("h2", (), False),
        ("h5", (), False),
    ]
    assert (report.hints, report.hints_left_out, report.scaffolds_as_hints) == (2, 3, 1)


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (problem("sum2", [step("sum2a", "What does ##figure1.gif## show?", "1")]), "it needs a figure"),
        (problem("sum2", [step("sum2a", "?", "1")], body="Use the image to answer."), "it needs a figure"),
        (problem("sum2", []), "it has no steps"),
        (problem("sum2", [choice("sum2a", "?", "c", ["a", "b"])]), "its answer is not among its choices"),
        (problem("sum2", [choice("sum2a", "?", "a", ["a", "a"])]), "it has fewer than two different choices"),
        (problem("sum2", [step("sum2a", "?", "$$ $$")]), "no answer is given"),
        (problem("sum2", [step("sum2a", "?", "1", stepAnswer=[])]), "unexpected fields"),
        (problem("sum2", [step("sum2a", "?", "1", [{"type": "hint"}])]), "unexpected fields"),
    ],
)
def test_a_problem_that_cannot_be_worked_stays_out_with_its_reason(archive, record, reason):
    good = problem("sum1", [step("sum1a", "?", "1")])
    course, report = imported(archive(good, record))
    assert [asked.id for asked in course.problems()] == ["sum1"]
    (left,) = report.left_out
    assert left.problem == "sum2"
    assert left.reason.startswith(reason)
    assert sum(report.reasons().values()) == 1


def test_the_same_choice_twice_is_offered_once(archive):
    asked = only_step(archive(problem("sum1", [choice("sum1a", "?", "b", ["a", "a", "b"])])))
    assert asked.answer == {"kind": "choice", "options": ["a", "b"], "correct": 1}


def test_variables_take_their_first_values_everywhere(archive):
    drawn = {"n": ["4", "5"], "ans": ["8", "10"]}
    asked = step(
        "sum1a", "Double $$@{n}$$", "@{ans}", [hint("h1", "Think of @{n} pairs.")], variabilization=drawn
    )
    course, report = imported(archive(problem("sum1", [asked])))
    (done,) = course.problems()[0].steps
    assert (done.prompt, done.hints[0].text) == ("Double $4$", "Think of 4 pairs.")
    assert check(spec_of(done), "8").outcome is Outcome.CORRECT
    assert report.first_variants == 1


def test_a_step_without_skills_exercises_its_lesson(archive):
    course, report = imported(archive(problem("sum1", [step("sum1a", "?", "1")]), skills={}))
    assert [(skill.id, skill.title) for skill in course.skills] == [("lesson-lesson-one", "Lesson 1: Sums")]
    assert report.steps_without_skill == 1


def test_ids_can_stand_in_addresses(archive):
    course = oatutor.read(archive(problem("l'hop 1", [step("l'hop 1a", "?", "1")])), NAME)
    assert course.problems()[0].id == "l-hop-1"
    assert course.problems()[0].steps[0].id == "l-hop-1a"


def test_the_courses_of_an_archive_are_listed(archive):
    assert oatutor.course_names(archive()) == ["Other", NAME]


@pytest.mark.parametrize("name", ["No Such Course", "Other"])
def test_a_course_that_is_not_there_or_empty(archive, name):
    with pytest.raises(ImportProblem, match=name):
        oatutor.read(archive(problem("sum1", [step("sum1a", "?", "1")])), name)


def test_archives_that_are_none(tmp_path, archive):
    with pytest.raises(ImportProblem, match="no file"):
        oatutor.read(tmp_path / "nothing.tar.gz", NAME)
    (tmp_path / "text.tar.gz").write_text("not an archive")
    with pytest.raises(ImportProblem, match="not a complete"):
        oatutor.read(tmp_path / "text.tar.gz", NAME)
    whole = archive(problem("sum1", [step("sum1a", "?", "1")])).read_bytes()
    (tmp_path / "half.tar.gz").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ImportProblem, match="not a complete"):
        oatutor.read(tmp_path / "half.tar.gz", NAME)


def test_an_archive_that_grows_without_end_is_stopped(tmp_path):
    path = tmp_path / "bomb.tar.gz"
    with tarfile.open(path, "w:gz", compresslevel=1) as tar:
        info = tarfile.TarInfo("padding")
        info.size = RATIO_FROM + 1
        tar.addfile(info, _Noughts())
    with pytest.raises(ImportProblem, match="unpacks to more"):
        oatutor.course_names(path)


class _Noughts(io.RawIOBase):
    """A file of noughts, as long as anybody wants."""

    def read(self, size: int = -1) -> bytes:
        return bytes(size)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ({"readme.txt": b"hello"}, "coursePlans.json"),
        ({"coursePlans.json": b"{"}, "not JSON"),
        ({"coursePlans.json": b"[" * 100_000}, "not JSON"),
        ({"coursePlans.json": b'{"a": 1}'}, "coursePlans.json"),
        ({"coursePlans.json": b"[]", "skillModel.json": b"[1]"}, "no course"),
        ({"coursePlans.json": b" " * (MAX_TABLE_BYTES + 1)}, "larger than"),
    ],
)
def test_pools_that_are_damaged(tmp_path, content, says):
    with pytest.raises(ImportProblem, match=says):
        oatutor.read(pack(tmp_path / "pool.tar.gz", content), NAME)


def test_a_damaged_problem_costs_only_itself(tmp_path):
    content = files(
        [problem("sum1", [step("sum1a", "?", "1")]), problem("sum2", [step("sum2a", "?", "1")])], SKILLS
    )
    content["content-pool/sum2/steps/sum2a/sum2a.json"] = b"[1"
    course, report = imported(pack(tmp_path / "pool.tar.gz", content))
    assert [asked.id for asked in course.problems()] == ["sum1"]
    assert [left.problem for left in report.left_out] == ["sum2"]


def test_nothing_in_the_archive_touches_the_disk(tmp_path):
    path = tmp_path / "pool.tar.gz"
    with tarfile.open(path, "w:gz") as tar:
        for name, data in files([problem("sum1", [step("sum1a", "?", "1")])], SKILLS).items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
        for name in ("../../escape.json", "/tmp/escape.json"):
            tar.addfile(tarfile.TarInfo(name))
        link = tarfile.TarInfo("content-pool/sum1/sum1.json")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(link)
    assert len(oatutor.read(path, NAME).problems()) == 1
    assert list(tmp_path.iterdir()) == [path]
