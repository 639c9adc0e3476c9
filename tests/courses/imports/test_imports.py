"""An import from the file to the draft: shown before it is written, whole or not at all, twice is once."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.utils import timezone

from courses import drafts, imports, publish
from courses.imports import jobs, report
from courses.models import Course, CourseRole, CourseVersion, ImportJob, Problem, Revision
from tests.courses.build import course, lesson, skill
from tests.courses.build import problem as a_problem
from tests.courses.imports.conftest import pool_file

pytestmark = pytest.mark.django_db


def the_draft(course_id="small-sums"):
    found = drafts.of(course_id)
    assert found is not None
    return found


def test_nothing_is_written_before_somebody_says_so_and_then_there_is_a_draft(
    begin, finish, ann, tmp_path, uploads
):
    job = begin(pool_file(tmp_path, "3", "4"))
    assert (job.state, job.format) == ("ready", "oatutor")
    (told,) = job.report["courses"]
    assert (told["id"], told["fate"], told["added"]) == ("small-sums", "new", ["s1", "s2"])
    assert [why for _item, why, _detail in told["skipped"] if "figure" in why]
    assert not Course.objects.exists()
    job = finish(job)
    assert job.state == "done"
    draft = the_draft()
    assert [one.id for one in drafts.read(draft).problems()] == ["s1", "s2"]
    assert CourseRole.objects.get().role == "owner"
    assert job.report["courses"][0]["became"] == "draft"
    assert list((uploads / "imports").iterdir()) == []
    assert publish.latest() == []


def test_the_same_file_again_changes_nothing(begin, finish, tmp_path):
    content = pool_file(tmp_path, "3", "4")
    finish(begin(content))
    before = list(CourseVersion.objects.values())
    job = begin(content)
    assert [one["fate"] for one in job.report["courses"]] == ["unchanged"]
    assert job.report["courses"][0]["same"] == ["s1", "s2"]
    with pytest.raises(imports.NotNow):
        imports.confirm(job, [0])
    assert list(CourseVersion.objects.values()) == before


def test_another_file_changes_the_draft_as_if_somebody_had_and_can_be_undone(begin, finish, ann, tmp_path):
    finish(begin(pool_file(tmp_path, "3", "4", "5")))
    job = begin(pool_file(tmp_path, "3", "7"))
    (told,) = job.report["courses"]
    assert (told["fate"], told["replaced"], told["removed"], told["same"]) == (
        "changed",
        ["s2"],
        ["s3"],
        ["s1"],
    )
    finish(job)
    draft = the_draft()
    assert [one.steps[0].answer["value"] for one in drafts.read(draft).problems()] == ["3", "7"]
    assert not CourseVersion.objects.filter(is_draft=False).exists()  # what it took the place of is gone
    changed = Revision.objects.get(version=draft, key="s2")
    assert job.name in changed.words
    drafts.undo(draft, changed.number, by=ann)
    drafts.undo(draft, Revision.objects.get(version=draft, key="s3").number, by=ann)
    assert [one.steps[0].answer["value"] for one in drafts.read(draft).problems()] == ["3", "4", "5"]


def test_into_a_draft_all_is_added_beside_what_is_there_with_its_source_and_licence(
    begin, finish, ann, tmp_path
):
    own = course(lesson("first", a_problem("p1")), skills=(skill("add"),))
    drafts.begin(own, ann)
    job = begin(pool_file(tmp_path, "3"), into="sums")
    assert "Small Sums" in job.report["choose"]
    imports.choose(job, "Small Sums")
    imports.work(str(job.pk))
    job.refresh_from_db()
    assert job.report["courses"][0]["into"] == "Sums"
    finish(job)
    now = drafts.read(the_draft("sums"))
    assert [one.id for one in now.problems()] == ["p1", "s1"]
    assert now.title == "Sums"
    brought = now.problem("s1")
    assert "OATutor" in brought.source
    assert "CC BY 4.0" in brought.licence
    again = begin(pool_file(tmp_path, "3"), into="sums")
    imports.choose(again, "Small Sums")
    imports.work(str(again.pk))
    again.refresh_from_db()
    assert again.report["courses"][0]["fate"] == "unchanged"


def test_published_at_once_only_by_superusers_and_only_without_faults(begin, finish, tmp_path):
    assert finish(begin(pool_file(tmp_path, "3")), publish=True).state == "done"
    assert publish.latest_of("small-sums").number == 1
    sam = get_user_model().objects.create_superuser(username="sam", email="", password="pw")
    job = begin(pool_file(tmp_path, "4"), by=sam)
    get_user_model().objects.filter(pk=sam.pk).update(is_superuser=False)
    CourseRole.objects.create(course_id="small-sums", user=sam, role="owner")
    job = finish(job, publish=True)
    assert job.state == "failed"
    assert "superuser" in job.error
    assert CourseVersion.objects.count() == 1


def test_what_should_not_be_published_at_once_is_a_draft_that_says_why(begin, finish, ann):
    questions = b"::First:: What is 2 + 2? {=4 ~5 ~6}\n"
    more = questions + b"\n::Second:: What is 2 + 3? {=5 ~4 ~6}\n"
    said = {"title": "Small sums", "source": "A book"}
    finish(begin(questions, "sums.gift", **said, licence="CC BY 4.0"), publish=True)
    (first,) = publish.latest()
    job = finish(begin(more, "sums.gift", **said), publish=True)
    assert job.state == "done"
    (told,) = job.report["courses"]
    assert (told["became"], told["stop_n"]) == ("draft", 1)
    assert "names no licence" in told["stops"][0]
    assert publish.latest() == [first]
    draft = the_draft(first.course_id)
    assert (len(drafts.read(draft).problems()), draft.begun_from) == (2, first)
    with pytest.raises(publish.PublishError):
        drafts.publish(draft, by=ann)


def test_a_draft_changed_since_the_preview_is_not_written_over(begin, finish, ann, tmp_path):
    finish(begin(pool_file(tmp_path, "3")))
    job = begin(pool_file(tmp_path, "4"))
    draft = the_draft()
    about = drafts.value(drafts.read(draft), "about", "")
    drafts.save(draft, "about", "", replace(about, title="Mine"), by=ann, seen=drafts.seen(about))
    job = finish(job)
    assert job.state == "failed"
    assert "changed since" in job.error
    assert drafts.read(the_draft()).title == "Mine"
    assert CourseVersion.objects.count() == 1


def test_whoever_is_no_author_of_a_course_cannot_write_into_it(begin, tmp_path, finish):
    finish(begin(pool_file(tmp_path, "3")))
    eve = get_user_model().objects.create_user(username="eve", is_staff=True)
    (told,) = begin(pool_file(tmp_path, "4"), by=eve).report["courses"]
    assert told["fate"] == "refused"
    assert "not among its authors" in told["words"][0]
    (told,) = begin(pool_file(tmp_path, "4"), by=eve, id="my-sums").report["courses"]
    assert "may not begin" in told["words"][0]


def test_what_is_no_course_material_is_refused_at_once(ann, asked, uploads, settings):
    with pytest.raises(imports.ImportRefused, match="none of what can be read"):
        imports.start(ContentFile(b"Dear all,", "letter.txt"), by=ann, options={})
    with pytest.raises(imports.ImportRefused, match="empty"):
        imports.start(ContentFile(b"", "letter.txt"), by=ann, options={})
    settings.IMPORT_MAX_BYTES = 4
    with pytest.raises(imports.ImportRefused, match="larger"):
        imports.start(ContentFile(b"Dear all,", "letter.txt"), by=ann, options={})
    assert not ImportJob.objects.exists()
    assert list((uploads / "imports").iterdir()) == []


def test_a_broken_archive_ends_in_words(begin, tmp_path, uploads):
    job = begin(pool_file(tmp_path, "3")[:300])
    assert job.state == "failed"
    assert "not a complete" in job.error
    assert list((uploads / "imports").iterdir()) == []


def test_one_is_cancelled_before_while_and_between(begin, ann, asked, tmp_path, while_written):
    content = pool_file(tmp_path, "3", "4")
    waiting = imports.start(ContentFile(content, "pool.tar.gz"), by=ann, options={})
    imports.cancel(waiting)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.file.name) == ("cancelled", "")
    imports.work(str(waiting.pk))
    waiting.refresh_from_db()
    assert waiting.state == "cancelled"
    looked_at = begin(content)
    imports.cancel(looked_at)
    looked_at.refresh_from_db()
    assert looked_at.state == "cancelled"
    # Somebody asks while a worker is at it: it ends at its next word of progress, and leaves nothing.
    job = begin(content)
    imports.confirm(job, [0])
    with while_written(lambda: imports.cancel(job)):
        imports.work(str(job.pk))
    job.refresh_from_db()
    assert job.state == "cancelled"
    assert not Course.objects.exists()
    assert not Problem.objects.exists()


class Killed(BaseException):
    """The end of a worker, which nothing can catch."""


def die():
    raise Killed


def long_ago():
    return timezone.now() - jobs.STALE - timedelta(seconds=1)


@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_is_followed_by_another_and_given_up_after_three(
    begin, asked, tmp_path, while_landing
):
    job = begin(pool_file(tmp_path, "3"))
    imports.confirm(job, [0])
    with while_landing(die), pytest.raises(Killed):
        imports.work(str(job.pk))
    hidden = CourseVersion.objects.get()
    assert not hidden.is_draft
    asked.clear()
    imports.sweep()
    imports.work(str(job.pk))
    job.refresh_from_db()
    assert (asked, job.state, job.runs) == ([], "writing", 1)  # it may still be alive
    ImportJob.objects.update(touched_at=long_ago())
    imports.sweep()
    assert asked == [str(job.pk)]
    imports.work(str(job.pk))
    job.refresh_from_db()
    assert job.state == "done"
    assert the_draft().pk != hidden.pk
    assert CourseVersion.objects.count() == 1

    again = begin(pool_file(tmp_path, "4"))
    imports.confirm(again, [0])
    ImportJob.objects.filter(pk=again.pk).update(runs=jobs.ATTEMPTS, touched_at=long_ago())
    imports.sweep()
    again.refresh_from_db()
    assert again.state == "failed"
    assert "stopped 3 times" in again.error


def test_one_at_a_time_and_the_end_of_one_asks_for_the_next(
    begin, ann, asked, tmp_path, django_capture_on_commit_callbacks
):
    content = pool_file(tmp_path, "3")
    with django_capture_on_commit_callbacks(execute=True):
        first = imports.start(ContentFile(content, "a.tar.gz"), by=ann, options={})
        second = imports.start(ContentFile(content, "b.tar.gz"), by=ann, options={})
    assert asked == [str(first.pk), str(second.pk)]
    held = jobs._claim(str(first.pk))
    assert held is not None
    imports.work(str(second.pk))
    second.refresh_from_db()
    assert (second.state, second.runs) == ("reading", 0)
    asked.clear()
    jobs._end(held, "cancelled")
    imports.sweep()
    assert asked == [str(second.pk)]


def test_what_nobody_confirms_within_a_day_is_removed(begin, tmp_path, uploads):
    job = begin(pool_file(tmp_path, "3"))
    ImportJob.objects.update(touched_at=timezone.now() - jobs.KEPT - timedelta(seconds=1))
    imports.sweep()
    job.refresh_from_db()
    assert job.state == "cancelled"
    assert list((uploads / "imports").iterdir()) == []


def test_the_report_as_a_table_names_every_item_and_runs_in_no_spreadsheet(begin, tmp_path):
    job = begin(pool_file(tmp_path, "3"))
    job.report["courses"][0]["skipped"].append(["=SUM(A1)", "a formula as a name", ""])
    rows = list(csv.reader(io.StringIO(report.as_csv(job.report))))
    assert rows[0] == list(report.COLUMNS)
    assert ["small-sums", "s1", "added", "", ""] in rows
    assert ["small-sums", "'=SUM(A1)", "skipped", "a formula as a name", ""] in rows
    assert {row[1] for row in rows} >= {"s1", "shape"}


def test_three_open_imports_are_enough(ann, asked, tmp_path):
    content = pool_file(tmp_path, "3")
    for _ in range(jobs.OPEN_JOBS):
        imports.start(ContentFile(content, "pool.tar.gz"), by=ann, options={})
    with pytest.raises(imports.ImportRefused, match="open"):
        imports.start(ContentFile(content, "pool.tar.gz"), by=ann, options={})
