from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command

from courses.publish import latest, load
from tests.courses.importers.tiny_pool import files, pack, problem, step

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


def test_an_unknown_course_is_answered_with_the_names(archive):
    with pytest.raises(CommandError, match="Small Sums"):
        run(archive, "--course", "Large Sums")
    assert latest() == []


def test_without_a_course_the_names_are_listed(archive):
    assert "Small Sums" in run(archive).splitlines()


def test_a_missing_archive_is_said_in_words(tmp_path):
    with pytest.raises(CommandError, match=r"pool\.tar\.gz"):
        run(tmp_path / "pool.tar.gz", "--course", "Small Sums")
