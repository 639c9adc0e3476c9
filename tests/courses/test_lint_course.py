"""`manage.py lint_course`: which course it reads, what it prints and how it ends."""

from __future__ import annotations

import json
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

import courses
from courses import rows
from courses.publish import new_version, publish
from courses.types import Hint
from tests.courses.build import course, lesson, problem, step

RAMP = Path(courses.__file__).parent / "ramps" / "linear-equations"
LEAKING = course(lesson("l", problem("p", step(hints=(Hint("h1", "It is $7$."), Hint("h2", "Go on."))))))


def run(name, *options):
    out = StringIO()
    call_command("lint_course", str(name), *options, stdout=out)
    return out.getvalue()


def refused(name, *options):
    out = StringIO()
    with pytest.raises(CommandError) as refusal:
        call_command("lint_course", str(name), *options, stdout=out)
    return out.getvalue(), str(refusal.value)


def test_a_clean_folder_ends_well():
    assert run(RAMP) == "Nothing found.\n"
    assert json.loads(run(RAMP, "--json")) == []


def test_learners_walk_it_when_asked():
    assert "skills an hour" in run(RAMP, "--walk")


def test_a_folder_that_cannot_be_read_says_why(tmp_path):
    assert "course.yaml" in refused(tmp_path)[1]


@pytest.mark.django_db
def test_a_published_course_with_a_stop_does_not_end_well():
    publish(LEAKING)
    said, refusal = refused("sums")
    assert "stop: l/p/s1/h1: gives the step's answer away: 7 [leak] Say how to go on" in said
    assert "warning: skills/add: " in said
    assert refusal == "1 finding stands in the way."
    listed = json.loads(refused("sums", "--json", "--severity", "stop")[0])
    assert [(one["rule"], one["place"], one["severity"]) for one in listed] == [("leak", "l/p/s1/h1", "stop")]


@pytest.mark.django_db
def test_the_draft_is_read_before_what_is_published_and_a_version_by_its_number():
    publish(LEAKING)
    mended = replace(LEAKING, lessons=(lesson("l", problem("p")),))
    draft = new_version(mended, number=2, digest="", is_draft=True)
    rows.write(mended, draft)
    assert "stop" not in run("sums")
    assert "stop: l/p/s1/h1" in refused("sums@1")[0]
    assert run("sums@2") == run("sums")


@pytest.mark.django_db
def test_an_unknown_course_is_said_to_be_one():
    assert refused("nosuch")[1] == "nosuch is neither a ramp folder nor a course."
    assert "nosuch" in refused("nosuch@x")[1]
