"""A ramp's folder is read, or everything wrong with it is said with file, line and field."""

import re
from pathlib import Path

import pytest

from courses.folder import RampError, read
from courses.folder.problems import RampProblem
from courses.types import Bounds

COURSE = """\
id: tiny
title: Tiny
summary: Two sums.
language: en
licence: CC BY 4.0
source: Made for this test
skills:
  - id: adding
    title: Adding
  - id: taking
    title: Taking away
    prerequisites: [adding]
lessons: [first]
"""
LESSON = """\
id: sums
title: Sums
passages: [why]
problems: [plain, drawn]
"""
PASSAGE = """\
---
id: why
title: Why we add
skills: [adding]
guess:
  prompt: Is $2 + 2$ more than 3?
  choices:
    - text: yes
      reply: It is.
      truth: true
    - text: no
      reply: Count again.
---
Adding puts *things* together.
"""
PLAIN = """\
id: plain
title: A plain sum
licence: CC0
steps:
  - id: sum
    prompt: What is $2 + 2$?
    skills: [adding]
    answer:
      kind: number
      value: 4
    hints:
      - text: Use your fingers.
      - id: half
        title: The half of it
        text: What is $1 + 2$?
        answer: {kind: number, value: 3}
        requires: [h1]
    misconceptions:
      - id: side-by-side
        name: Digits side by side
        question: Is 22 more than 20?
        answers: [22]
    solution: [$2 + 2 = 4$]
"""
DRAWN = """\
id: drawn
title: A sum that differs
where:
  a: 2..9
  b: 2..9
steps:
  - id: sum
    prompt: What is $[[a]] + [[b]]$?
    skills: [adding, taking]
    answer:
      kind: number
      value: "[[a + b]]"
"""
LESSON_FILE = "lessons/first/lesson.yaml"
PASSAGE_FILE = "lessons/first/passages/why.md"
PLAIN_FILE = "lessons/first/problems/plain.yaml"
DRAWN_FILE = "lessons/first/problems/drawn.yaml"
FILES = {
    "course.yaml": COURSE,
    LESSON_FILE: LESSON,
    PASSAGE_FILE: PASSAGE,
    PLAIN_FILE: PLAIN,
    DRAWN_FILE: DRAWN,
}


@pytest.fixture
def ramp(tmp_path):
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def change(ramp: Path, name: str, old: str, new: str) -> None:
    path = ramp / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def problems(ramp: Path) -> tuple[RampProblem, ...]:
    with pytest.raises(RampError) as caught:
        read(ramp)
    return caught.value.problems


def only(ramp: Path) -> RampProblem:
    found = problems(ramp)
    assert len(found) == 1, found
    return found[0]


def test_a_course_may_name_whom_a_learner_in_distress_can_turn_to(ramp):
    assert read(ramp).contact == ""
    (ramp / "course.yaml").write_text(COURSE + "contact: Ms Lind, room 12\n")
    assert read(ramp).contact == "Ms Lind, room 12"


def test_a_course_may_say_how_far_learners_set_their_help(ramp):
    assert read(ramp).autonomy == Bounds(1, 5)
    (ramp / "course.yaml").write_text(COURSE + "autonomy: {floor: 2, ceiling: 4}\n")
    assert read(ramp).autonomy == Bounds(2, 4)
    (ramp / "course.yaml").write_text(COURSE + "autonomy: {ceiling: 3}\n")
    assert read(ramp).autonomy == Bounds(1, 3)


@pytest.mark.parametrize("bounds", ["{floor: 0}", "{ceiling: 6}", "{floor: 4, ceiling: 2}", "{most: 3}", "3"])
def test_bounds_that_are_none_are_reported(ramp, bounds):
    (ramp / "course.yaml").write_text(COURSE + f"autonomy: {bounds}\n")
    with pytest.raises(RampError) as caught:
        read(ramp)
    assert "autonomy" in str(caught.value)


def test_a_whole_ramp_is_read(ramp):
    course = read(ramp)
    assert (course.id, course.language, course.licence) == ("tiny", "en", "CC BY 4.0")
    assert [skill.prerequisites for skill in course.skills] == [(), ("adding",)]
    (lesson,) = course.lessons
    assert lesson.id == "sums"
    assert lesson.reveals_allowed
    (passage,) = lesson.passages
    assert passage.body == "Adding puts *things* together."
    assert passage.guess is not None
    assert passage.guess.truth == 0
    assert [choice.text for choice in passage.guess.choices] == ["yes", "no"]
    plain, drawn = lesson.problems
    assert plain.licence == "CC0"
    assert drawn.licence == "CC BY 4.0"
    assert drawn.source == "Made for this test"
    assert drawn.where == {"a": "2..9", "b": "2..9"}
    assert drawn.skills == ("adding", "taking")
    first, second = plain.steps[0].hints
    assert (first.id, first.is_scaffold) == ("h1", False)
    assert (second.id, second.is_scaffold, second.requires) == ("half", True, ("h1",))
    assert plain.steps[0].misconceptions[0].answers == ("22",)


def test_reading_twice_gives_the_same(ramp):
    assert read(ramp) == read(ramp)


def test_a_missing_field_is_named_with_its_place(ramp):
    change(ramp, PLAIN_FILE, "    prompt: What is $2 + 2$?\n", "")
    found = only(ramp)
    assert (found.file, found.line, found.field) == (PLAIN_FILE, 5, "steps[0].prompt")
    assert str(found) == f"{PLAIN_FILE}:5: steps[0].prompt: is missing"


def test_an_unknown_field_is_refused_where_it_stands(ramp):
    change(ramp, PLAIN_FILE, "        title: The half of it", "        titel: The half of it")
    found = only(ramp)
    assert (found.line, found.field) == (14, "steps[0].hints[1].titel")
    assert "spelling" in found.message


def test_everything_wrong_is_said_at_once(ramp):
    change(ramp, "course.yaml", "language: en", "language: english language")
    change(ramp, PASSAGE_FILE, "title: Why we add\n", "")
    change(ramp, PLAIN_FILE, "skills: [adding]", "skills: []")
    (ramp / DRAWN_FILE).unlink()
    found = problems(ramp)
    assert {(problem.file, problem.field) for problem in found} == {
        ("course.yaml", "language"),
        (PASSAGE_FILE, "title"),
        (PLAIN_FILE, "steps[0].skills"),
        (DRAWN_FILE, ""),
    }
    assert "this file is missing" in str(next(problem for problem in found if problem.file == DRAWN_FILE))


def test_a_passage_counts_its_lines_from_the_top_of_the_file(ramp):
    change(ramp, PASSAGE_FILE, "      reply: Count again.", "      replies: Count again.")
    found = {problem.field: problem.line for problem in problems(ramp)}
    assert found == {"guess.choices[1].reply": 11, "guess.choices[1].replies": 12}


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "field", "says"),
    [
        (
            PLAIN_FILE,
            "skills: [adding]",
            "skills: [adding, ading]",
            7,
            "steps[0].skills[1]",
            "is adding meant",
        ),
        (PASSAGE_FILE, "skills: [adding]", "skills: [x]", 4, "skills[0]", "no skill x"),
        (
            "course.yaml",
            "prerequisites: [adding]",
            "prerequisites: [taking]",
            12,
            "skills[1].prerequisites[0]",
            "itself",
        ),
        ("course.yaml", "id: taking", "id: adding", 10, "skills[1].id", "twice"),
        (
            PLAIN_FILE,
            "requires: [h1]",
            "requires: [half]",
            17,
            "steps[0].hints[1].requires[0]",
            "before this one",
        ),
        (DRAWN_FILE, "id: drawn", "id: plain", 1, "id", PLAIN_FILE),
        (DRAWN_FILE, "id: drawn", "id: Not OK", 1, "id", "small letters"),
        (PASSAGE_FILE, "      truth: true\n", "", 7, "guess.choices", "truth: true"),
        (
            LESSON_FILE,
            "problems: [plain, drawn]",
            "problems: [plain]",
            4,
            "problems",
            "does not list the problem drawn",
        ),
        (LESSON_FILE, "[plain, drawn]", "[plain, drawn, plain]", 4, "problems[2]", "twice"),
        (LESSON_FILE, "[plain, drawn]", "[plain, drawn, ../../x]", 4, "problems[2]", "small letters"),
        (DRAWN_FILE, 'value: "[[a + b]]"', "value: [[a + b]]", 10, "steps[0].answer", "quotes"),
        (DRAWN_FILE, "a: 2..9", "a: 2...9", 3, "where", ""),
        (DRAWN_FILE, "prompt: What", "prompt: [[a]] # What", 8, "steps[0].prompt", "quotes"),
        (DRAWN_FILE, "where:\n  a: 2..9\n  b: 2..9\n", "", 5, "steps[0].prompt", "no `where`"),
        (
            PLAIN_FILE,
            "kind: number\n      value: 4",
            "kind: nubmer\n      value: 4",
            8,
            "steps[0].answer",
            "",
        ),
        (PLAIN_FILE, "{kind: number, value: 3}", "{kind: number}", 16, "steps[0].hints[1].answer", ""),
        (PLAIN_FILE, "title: A plain sum", "title: A\nid: again", 3, "id", "twice, first on line 1"),
    ],
)
def test_a_slip_is_found_where_it_was_made(ramp, file, old, new, line, field, says):
    change(ramp, file, old, new)
    found = [problem for problem in problems(ramp) if problem.file == file]
    assert (found[0].line, found[0].field) == (line, field)
    assert says in found[0].message


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("id: [a\n", "not YAML"),
        ("id: a\n  b: c\n", "not YAML"),
        ("a: &x [1]\nb: *x\n", "anchors"),
        ("id: !!python/object/apply:os.system [ls]\n", "tags"),
        ("- 1\n- 2\n", "must be fields"),
        ("", "is missing"),
        ("a: " + "[" * 40 + "]" * 40, "nested"),
        ("a: \x00", "control character"),
        ('a: "\\0"', "cannot be stored"),
        ('a: "\\ud800"', "cannot be stored"),
        ("a: !!float two", "no number"),
        ("a: 1\n---\nb: 2\n", "not YAML"),
        ("# " + "x" * 1_050_000, "larger than"),
    ],
)
def test_yaml_that_nobody_types_is_refused(ramp, text, says):
    (ramp / PLAIN_FILE).write_text(text, encoding="utf-8")
    found = problems(ramp)
    assert {problem.file for problem in found} == {PLAIN_FILE}
    assert says in found[0].message


def test_a_file_that_is_not_text_is_refused(ramp):
    (ramp / PLAIN_FILE).write_bytes(b"id: plain\ntitle: \xff\xfe\n")
    found = only(ramp)
    assert (found.line, found.message) == (2, "not UTF-8 text")


@pytest.mark.parametrize("text", ["no fields here", "---\nid: why\n", "---\nid: why\ntitle: T\n---\n\n"])
def test_a_passage_needs_fields_and_words(ramp, text):
    (ramp / PASSAGE_FILE).write_text(text, encoding="utf-8")
    assert only(ramp).file == PASSAGE_FILE


def test_a_file_cannot_lead_out_of_the_folder(ramp, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "plain.yaml"
    outside.write_text(PLAIN, encoding="utf-8")
    (ramp / PLAIN_FILE).unlink()
    (ramp / PLAIN_FILE).symlink_to(outside)
    assert "leads out" in only(ramp).message


def test_a_folder_that_is_not_there(tmp_path):
    found = only(tmp_path / "nowhere")
    assert (found.file, found.message) == ("course.yaml", "this file is missing")


def test_words_stay_words(ramp):
    change(ramp, PLAIN_FILE, "solution: [$2 + 2 = 4$]", "solution: [no, 2.50, 007, 'true']")
    assert read(ramp).lessons[0].problems[0].steps[0].solution == ("no", "2.50", "007", "true")


def test_windows_line_ends_are_read(ramp):
    for name in FILES:
        path = ramp / name
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert read(ramp).lessons[0].passages[0].body == "Adding puts *things* together."


def test_the_examples_in_the_documentation_are_a_ramp(tmp_path):
    page = (Path(__file__).parents[2] / "docs" / "ramps.md").read_text(encoding="utf-8")
    for name, text in re.findall(
        r"^`(\S+)`\n\n```(?:yaml|markdown)\n(.*?)^```$", page, re.MULTILINE | re.DOTALL
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    course = read(tmp_path)
    assert [problem.id for problem in course.problems()] == [
        "half-of",
        "which-is-half",
        "in-letters",
        "line-by-line",
    ]
