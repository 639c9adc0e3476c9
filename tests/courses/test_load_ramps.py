from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command

from courses import folder, lint
from courses.management.commands.load_ramps import RAMPS
from courses.publish import latest

pytestmark = pytest.mark.django_db


def load_ramps(**options):
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("load_ramps", stdout=out, stderr=err, **options)
    except CommandError as error:
        return out.getvalue(), err.getvalue(), str(error)
    return out.getvalue(), err.getvalue(), None


def test_the_courses_that_ship_are_published_once():
    out, err, error = load_ramps()
    assert error is None, err
    assert len(out.splitlines()) == len(latest()) > 0
    assert "linear-equations@1" in out
    assert load_ramps()[0] == out


@pytest.mark.parametrize("ramp", sorted(RAMPS.glob("[!.]*")), ids=lambda path: path.name)
def test_a_course_that_ships_is_a_ramp(ramp):
    course = folder.read(ramp)
    assert lint.faults(course) == ()
    assert lint.advice(course) == ()


def test_a_bad_ramp_is_refused_with_file_and_line(tmp_path):
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "course.yaml").write_text("title: [unclosed\n")
    out, err, error = load_ramps(path=tmp_path)
    assert out == ""
    assert "bad/course.yaml:" in err
    assert error == "1 of 1 ramps could not be published."
    assert latest() == []


def test_a_missing_or_empty_folder_is_said(tmp_path):
    assert "is not a folder" in load_ramps(path=tmp_path / "nowhere")[2]
    assert "holds no ramp" in load_ramps(path=tmp_path)[2]
