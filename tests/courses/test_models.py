from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from courses import models
from courses.publish import publish
from tests.courses.build import full_course

pytestmark = pytest.mark.django_db

CONTENT = (
    models.CourseVersion,
    models.Skill,
    models.Prerequisite,
    models.Lesson,
    models.Passage,
    models.PassageSkill,
    models.Problem,
    models.Step,
    models.StepSkill,
    models.Hint,
    models.Misconception,
)


@pytest.fixture
def version():
    return publish(full_course())


@pytest.fixture
def draft():
    course = models.Course.objects.create(id="draft")
    return models.CourseVersion.objects.create(course=course, number=1, title="Draft", language="en")


@pytest.mark.parametrize("model", CONTENT)
def test_a_published_row_can_be_neither_saved_nor_deleted(version, model):
    row = model.objects.first()
    with pytest.raises(models.Immutable):
        row.save()
    with pytest.raises(models.Immutable):
        row.delete()


@pytest.mark.parametrize("model", CONTENT)
def test_nor_can_published_rows_in_bulk(version, model):
    with pytest.raises(models.Immutable):
        model.objects.all().delete()
    with pytest.raises(models.Immutable):
        model.objects.update(pk=7)


def test_a_published_version_takes_no_new_content(version):
    with pytest.raises(models.Immutable):
        models.Lesson.objects.create(version=version, key="new", position=9, title="New")
    with pytest.raises(models.Immutable):
        models.Lesson.objects.bulk_create(
            [models.Lesson(version=version, key="new", position=9, title="New")]
        )
    step, skill = models.Step.objects.get(key="z"), models.Skill.objects.get(key="number")
    with pytest.raises(models.Immutable), transaction.atomic():
        step.skills.add(skill, through_defaults={"position": 9})
    with pytest.raises(models.Immutable), transaction.atomic():
        step.skills.clear()


def test_a_stale_copy_of_the_version_opens_no_door(draft):
    stale = models.CourseVersion.objects.get(pk=draft.pk)
    publish_now = models.CourseVersion.objects.get(pk=draft.pk)
    publish_now.published_at = "2026-01-01T00:00:00Z"
    publish_now.save()
    with pytest.raises(models.Immutable):
        models.Lesson(version=stale, key="new", position=0, title="New").save()


def test_a_row_cannot_be_carried_off_into_a_draft(version, draft):
    lesson = version.lessons.first()
    lesson.version = draft
    with pytest.raises(models.Immutable):
        lesson.save()


def test_a_draft_may_change_and_go(draft):
    lesson = models.Lesson.objects.create(version=draft, key="one", position=0, title="One")
    lesson.title = "Uno"
    lesson.save()
    assert models.Lesson.objects.update(source="a book") == 1
    draft.delete()
    assert not models.Lesson.objects.exists()


def test_a_course_with_versions_cannot_be_deleted(version):
    with pytest.raises(IntegrityError):
        version.course.delete()


def refused(row):
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_the_database_holds_the_rules(draft):
    one = models.Skill.objects.create(version=draft, key="one", position=0, title="One")
    two = models.Skill.objects.create(version=draft, key="two", position=1, title="Two")
    models.Prerequisite.objects.create(skill=two, requires=one, position=0)
    refused(models.Skill(version=draft, key="one", position=2, title="Again"))
    refused(models.Skill(version=draft, key="three", position=1, title="Same place"))
    refused(models.Prerequisite(skill=one, requires=one, position=0))
    refused(models.Prerequisite(skill=two, requires=one, position=1))
    refused(models.CourseVersion(course=draft.course, number=1, title="Twice", language="en"))
    refused(models.CourseVersion(course=draft.course, number=0, title="Nought", language="en"))


def test_rows_say_what_they_are(version):
    assert str(version) == "Sums (sums@1)"
    assert str(models.Problem.objects.get(key="z1")) == "Problem z1"
    assert str(models.Prerequisite.objects.get(requires__key="number")) == "Subtract ← Number"
