from __future__ import annotations

import io
import json

import pytest
from django.core.management import CommandError, call_command

from courses.publish import latest, load
from tests.courses.importers.tiny_pool import choice, files, pack, problem, step

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive(tmp_path):
    asked = problem("sum1", [step("sum1a", "Add: $$2+3$$", "$$5$$")])
    return pack(tmp_path / "pool.tar.gz", files([asked], {"sum1a": ["add_whole_numbers"]}))


def run(archive, *options):
    out = io.StringIO()
    call_command("import_oatutor", str(archive), *options, stdout=out)
    return out.getvalue()


def test_a_course_is_imported_once_and_can_be_loaded(archive):
    said = run(archive, "--course", "Small Sums")
    assert said.startswith("small-sums@1  Small Sums: 1 skills, 1 lessons, 1 problems, 1 steps, 0 hints")
    assert run(archive, "--course", "Small Sums") == said
    (version,) = latest()
    assert [one.id for one in load(version).problems()] == ["sum1"]


def test_a_whole_pool_is_published_and_the_second_time_nothing_changes(archive, tmp_path):
    report = tmp_path / "report.json"
    said = run(archive, "--all", "--report", str(report))
    assert "small-sums@1  new: Small Sums: 1 lessons, 1 of 1 problems, 1 of 1 steps, 0 hints" in said
    assert "refused: Other: no problem of 'Other' can be used" in said
    assert "unaccounted for: 0" in said
    written = json.loads(report.read_text())
    assert [(course["id"], course["outcome"]) for course in written["courses"]] == [("small-sums", "new")]
    assert written["whole"]["taken"]["problems"] == 1
    assert "small-sums@1  unchanged" in run(archive, "--all")
    assert len(latest()) == 1


def test_a_dry_run_says_the_same_and_writes_nothing(archive):
    assert "small-sums@1  would be new" in run(archive, "--all", "--dry-run")
    assert latest() == []
    run(archive, "--all")
    assert "small-sums@1  unchanged" in run(archive, "--all", "--dry-run")


def test_what_the_linter_stops_can_be_kept_out_and_is_named(tmp_path):
    spelt = problem("two", [choice("twoa", "Which?", "$$[1,3)$$", ["$$[1,3)$$", "$$[1, 3)$$", "$$[3,4)$$"])])
    archive = pack(tmp_path / "pool.tar.gz", files([spelt], {}))
    said = run(archive, "--all", "--lint", "--dry-run")
    assert "small-sums  refused: Small Sums" in said
    assert "[right-distractor]" in said
    run(archive, "--all", "--lint")
    assert latest() == []
    assert "small-sums@1  new" in run(archive, "--all")


def test_options_for_the_whole_pool_need_it(archive):
    with pytest.raises(CommandError, match="go with --all"):
        run(archive, "--course", "Small Sums", "--dry-run")


def test_an_unknown_course_is_answered_with_the_names(archive):
    with pytest.raises(CommandError, match="Small Sums"):
        run(archive, "--course", "Large Sums")
    assert latest() == []


def test_without_a_course_the_names_are_listed(archive):
    assert "Small Sums" in run(archive).splitlines()


def test_a_missing_archive_is_said_in_words(tmp_path):
    with pytest.raises(CommandError, match=r"pool\.tar\.gz"):
        run(tmp_path / "pool.tar.gz", "--course", "Small Sums")
