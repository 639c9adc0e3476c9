"""One entry for every format: what a file is, which course of it is meant, what comes back."""

from __future__ import annotations

import pytest

from courses.folder import files, read, write
from courses.folder.archive import write_zip
from courses.importers import FORMATS, ChooseCourse, ImportProblem, Limits, detect, read_any
from tests.courses import build
from tests.courses.importers import tiny_pool


@pytest.fixture
def pool(tmp_path):
    step = tiny_pool.step(
        "a.1x", "What is $$2+2$$?", "$$4$$", [tiny_pool.hint("a.1x's\thint", "Count on from 2.")]
    )
    problem = tiny_pool.problem("p_1", [step])
    return tiny_pool.pack(tmp_path / "pool.tar.gz", tiny_pool.files([problem], {"a.1x": ["add_up"]}))


@pytest.fixture
def packed(tmp_path):
    path = tmp_path / "course"
    with path.open("wb") as stream:
        write_zip(build.full_course(), stream)
    return path


def test_a_pool_holds_several_courses_of_which_one_is_named(pool):
    assert detect(pool) == "oatutor"
    with pytest.raises(ChooseCourse) as caught:
        read_any(pool)
    assert caught.value.names == ("Other", "Small Sums")
    result = read_any(pool, course="Small Sums")
    assert (result.report.format, result.report.taken) == ("oatutor", ["p_1"])
    with pytest.raises(ImportProblem, match="no course is called"):
        read_any(pool, course="Nothing")


def test_an_imported_course_is_the_same_after_a_folder(pool, tmp_path):
    course = read_any(pool, course="Small Sums").course
    assert "\t" in course.problems()[0].steps[0].hints[0].id
    write(course, tmp_path / "ramp")
    again = read(tmp_path / "ramp")
    assert again == course
    assert list(files(again)) == list(files(course))


def test_a_ramp_speaks_for_itself_whatever_its_file_is_called(packed):
    assert detect(packed) == "ramp"
    result = read_any(packed, title="Other", licence="none")
    assert result.course == build.full_course()
    assert result.report.taken == ["why", "how", "z1", "minus", "p2", "p1"]
    assert result.report.kinds == {"number": 4, "passage": 3}


def test_a_ramp_with_slips_names_them_all(tmp_path):
    path = tmp_path / "bad.zip"
    course = build.course(build.lesson("l", build.problem("p", build.step(answer={"kind": "number"}))))
    with path.open("wb") as stream:
        write_zip(course, stream)
    with pytest.raises(ImportProblem) as caught:
        read_any(path)
    assert caught.value.lines[0].startswith("lessons/01-l/problems/01-p.yaml:8: steps[0].answer: ")


def test_a_file_over_the_limit_is_not_opened(packed):
    with pytest.raises(ImportProblem, match="at most 0 MB"):
        read_any(packed, limits=Limits(file_bytes=10))
    with pytest.raises(ImportProblem, match="more than 2 files"):
        read_any(packed, limits=Limits(members=2))


def test_every_format_has_words_and_a_file_that_is_not_there_has_some(tmp_path):
    assert set(FORMATS) == {"ramp", "gift", "aiken", "moodle", "oatutor"}
    with pytest.raises(ImportProblem, match=r"there is no file nothing\.xml"):
        detect(tmp_path / "nothing.xml")
