"""A course is written as a folder and read back: the same course, and from the same course the same bytes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import courses
from courses import publish, rows
from courses.folder import RampError, files, read, write
from courses.folder.yamlfile import parse_yaml
from courses.folder.yamltext import dump
from courses.types import Bounds, Guess, GuessChoice, Hint, Misconception, Passage, Skill
from tests.courses import build

RAMPS = sorted(path for path in (Path(courses.__file__).parent / "ramps").iterdir() if path.is_dir())

WORDS = r"""--- ... no null true ~ 12 -7 2.50 1e3 [[a]] [[+b]] $x^2$ $$ a: {d} [e] 'f' "g" h\frac{1}{2} *i* &j
 !k | > %l @m `n` = a?b <b> \ , é 𝑥 - # ? : ,""".split()  # noqa: SIM905
SPACED = [
    "- a",
    "? b",
    "a: b",
    "a #b",
    "# c",
    ": ",
    " #",
    "\t",
    "\n",
    "\n\n",
    " ",
    "  ",
    "\r\n",
    "\r",
    "\x07",
]
SEALED = ["\x85", "\u2028", "\ufeff", "\xa0", "a long line of words " * 6, "end\n", "  start", "---\n"]
AWKWARD = st.sampled_from(WORDS + SPACED + SEALED)
TEXT = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=40),
    st.lists(AWKWARD, max_size=5).map("".join),
)
SOME = TEXT.filter(bool)
PLAIN = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    TEXT,
)


def listed(course):
    return dict(files(course))


def stored(course, folder: Path):
    """The folder as bytes, by name."""
    write(course, folder)
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@settings(max_examples=150, deadline=None)
@given(
    value=st.recursive(
        PLAIN,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
        max_leaves=12,
    )
)
def test_any_plain_value_is_read_as_it_was_written(value):
    text = dump({"value": value})
    assert parse_yaml(text).value == {"value": value}
    assert "\t" not in text


@settings(max_examples=60, deadline=None)
@given(texts=st.lists(SOME, min_size=6, max_size=6), blank=TEXT)
def test_texts_survive_in_every_place_they_can_stand(texts, blank, tmp_path_factory):
    one, two, three, four, five, six = texts
    step = build.step(
        "A.step_1",
        prompt=blank,
        answer={"kind": "choice", "options": ["yes", "no", f"{one}!"], "correct": 0},
        hints=(Hint("h9", two, blank), Hint("h2", three, "", {"kind": "text", "accept": ["a"]}, ("h9",))),
        misconceptions=(Misconception("M-1", four, blank),),
        solution=(five, six),
    )
    passage = Passage(
        "P.1", six, five, ("add",), Guess(four, (GuessChoice(three, blank), GuessChoice(two, one)), 1)
    )
    problem = replace(build.problem("p..1", step), title=blank, stem=blank)
    course = build.course(
        replace(build.lesson("L_1", problem, passages=(passage,)), source=blank),
        skills=(Skill("add", one, blank),),
        title=two,
        summary=blank,
        licence=blank,
        source=three,
        contact=blank,
    )
    folder = tmp_path_factory.mktemp("ramp")
    write(course, folder)
    assert read(folder) == course


def test_every_field_survives_and_what_holds_by_default_is_left_out(tmp_path):
    course = replace(build.full_course(), contact="Ms Lind: room 12", autonomy=Bounds(2, 5))
    write(course, tmp_path)
    assert read(tmp_path) == course
    assert publish.digest(read(tmp_path)) == publish.digest(course)
    written = listed(course)
    assert next(iter(written)) == "course.yaml"
    assert "autonomy:\n  floor: 2\n" in written["course.yaml"]
    first = written["lessons/01-zero/problems/01-z1.yaml"]
    assert "      - id: h9\n" in first
    assert "    hints: []" not in written["lessons/02-again/problems/02-p1.yaml"]


def test_a_problem_that_names_no_licence_does_not_get_the_course_s(tmp_path):
    bare = build.problem("p1")
    own = replace(bare, id="p2", source="our own", licence="CC BY 4.0")
    course = build.course(replace(build.lesson("first", bare, own), source="our own"))
    write(course, tmp_path)
    assert [problem.licence for problem in read(tmp_path).problems()] == ["", "CC BY 4.0"]
    assert "licence" not in listed(course)["lessons/01-first/problems/02-p2.yaml"]


def test_ids_that_would_be_one_file_name_get_two(tmp_path):
    ids = ["A.1", "a-1", "a_1", "...", "x" * 200]
    course = build.course(build.lesson("Only.One", *map(build.problem, ids)))
    names = [name for name in listed(course) if "/problems/" in name]
    assert len({name.lower() for name in names}) == len(ids)
    assert all(len(name.rsplit("/", 1)[1]) < 80 for name in names)
    write(course, tmp_path)
    assert [problem.id for problem in read(tmp_path).problems()] == ids


def test_the_order_in_which_a_mapping_was_stored_does_not_show():
    answer = {"kind": "match", "pairs": {"b": "1", "aa": "2"}, "others": ["3"]}
    turned = {"others": ["3"], "pairs": {"aa": "2", "b": "1"}, "kind": "match"}
    first, second = (
        build.course(build.lesson("l", build.problem("p", build.step(answer=one))))
        for one in (answer, turned)
    )
    assert listed(first) == listed(second)


def test_brackets_without_parameters_are_kept_where_they_are_meant(tmp_path):
    step = build.step(prompt="Type [[a]].", answer={"kind": "expression", "value": "[[1, 2], [3, 4]]"})
    course = build.course(build.lesson("l", build.problem("p", step)))
    write(course, tmp_path / "said")
    assert read(tmp_path / "said") == course
    path = tmp_path / "said/lessons/01-l/problems/01-p.yaml"
    path.write_text(path.read_text().replace("where: {}\n", ""))
    with pytest.raises(RampError, match="no `where`"):
        read(tmp_path / "said")


def test_the_order_of_parameters_is_kept(tmp_path):
    where = {"z": "2..9", "a": "z*2", "require": "z != 3"}
    drawn = build.step(prompt="[[a]]", answer={"kind": "number", "value": "[[z]]"})
    course = build.course(build.lesson("l", replace(build.problem("p", drawn), where=where)))
    write(course, tmp_path)
    assert list(read(tmp_path).problems()[0].where) == list(where)


def test_a_folder_with_something_in_it_is_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(FileExistsError):
        write(build.course(), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


SPELLING = """\
id: p
title: Problem p
stem: Look at the sum.
steps:
  - id: s1
    prompt: >-
      word word word word word word word word word word word word word word word word word word word
      word end.
    skills: [add]
    answer:
      kind: choice
      options: ["1", yes, "a, b"]
      correct: 1
    hints:
      - text: |-
          One.

          Two: $\\frac12$
      - id: why
        text: 'Say: \\(x\\)'
    solution:
      - $3$
licence: ""
"""


def test_the_spelling_is_fixed():
    step = build.step(
        prompt="word " * 20 + "end.",
        hints=(Hint("h1", "One.\n\nTwo: $\\frac12$"), Hint("why", "Say: \\(x\\)")),
        answer={"kind": "choice", "options": ["1", "yes", "a, b"], "correct": 1},
        solution=("$3$",),
    )
    course = build.course(build.lesson("l", build.problem("p", step)))
    assert listed(course)["lessons/01-l/problems/01-p.yaml"] == SPELLING


@pytest.mark.parametrize("ramp", RAMPS, ids=lambda path: path.name)
def test_the_ramps_that_ship_are_canonical(ramp, tmp_path):
    there = {
        path.relative_to(ramp).as_posix(): path.read_bytes() for path in ramp.rglob("*") if path.is_file()
    }
    assert stored(read(ramp), tmp_path / "again") == there


@pytest.mark.django_db
@pytest.mark.parametrize("ramp", RAMPS, ids=lambda path: path.name)
def test_from_folder_to_database_to_folder_no_byte_changes(ramp, tmp_path):
    version = publish.publish(read(ramp))
    there = {
        path.relative_to(ramp).as_posix(): path.read_bytes() for path in ramp.rglob("*") if path.is_file()
    }
    assert stored(rows.read(version), tmp_path / "again") == there
