from __future__ import annotations

import time
from dataclasses import replace

import pytest
from django.db import transaction

from courses import models
from courses import publish as publish_module
from courses.publish import PublishError, digest, latest, latest_of, load, publish, published
from courses.types import Bounds
from tests.courses.build import course, full_course, large_course, lesson, problem, skill, step

pytestmark = pytest.mark.django_db

ON_THE_WAY = {
    "kind": "derivation",
    "answer": "x = 4",
    "milestones": [{"lines": ["2x = 8"], "shows": "ghost"}],
}


@pytest.fixture
def heard():
    """Versions that the signal told of."""
    versions = []

    def listen(sender, version, **kwargs):
        versions.append(version)

    published.connect(listen)
    yield versions
    published.disconnect(listen)


def test_what_is_published_is_what_is_loaded():
    sent = full_course()
    version = publish(sent)
    assert load(version) == sent
    assert list(load(version).problem("z1").where) == ["b", "a"]  # equality is blind to their order
    assert (version.number, version.ref, version.digest) == (1, "sums@1", digest(sent))
    assert version.published_at is not None


def test_the_same_content_is_the_same_version(heard, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        first, second = publish(full_course()), publish(full_course())
    assert first == second
    assert heard == [first]


def test_other_content_is_the_next_version_and_the_old_one_stays():
    first = publish(course())
    second = publish(course(title="Sums again"))
    assert (first.number, second.number) == (1, 2)
    assert load(first).title == "Sums"
    assert load(second.pk).title == "Sums again"


def test_going_back_to_an_older_content_publishes_it_anew():
    publish(course())
    publish(course(title="A mistake"))
    assert publish(course()).number == 3
    assert load(latest()[0]) == course()


def test_latest_has_one_version_of_every_course_and_no_drafts():
    publish(course())
    newest = publish(course(title="Sums, second edition"))
    other = publish(course(id="words", title="A Word Course"))
    models.CourseVersion.objects.create(course=newest.course, number=3, title="Draft", language="en")
    assert latest() == [other, newest]
    assert latest_of("sums") == newest


def test_nothing_is_the_latest_of_a_course_that_is_not_published():
    models.Course.objects.create(id="draft")
    for course_id in ("draft", "unknown"):
        with pytest.raises(models.CourseVersion.DoesNotExist):
            latest_of(course_id)


def test_a_draft_is_loaded_as_it_stands():
    row = models.Course.objects.create(id="draft")
    draft = models.CourseVersion.objects.create(course=row, number=1, title="Draft", language="en")
    assert load(draft).lessons == ()
    models.Lesson.objects.create(version=draft, key="one", position=0, title="One")
    assert [one.id for one in load(draft).lessons] == ["one"]


def test_an_unknown_id_is_an_error():
    with pytest.raises(models.CourseVersion.DoesNotExist):
        load(12345)


def test_an_id_given_again_after_a_rollback_is_not_mistaken_for_the_old_course():
    with transaction.atomic():
        gone = publish(course())
        assert load(gone).title == "Sums"
        transaction.set_rollback(True)
    other = publish(course(title="Another"))
    assert load(other.pk).title == "Another"


def test_the_signal_waits_for_the_commit_and_survives_its_listeners(
    heard, django_capture_on_commit_callbacks, caplog
):
    def fail(**kwargs):
        raise ConnectionError("the broker is down")

    published.connect(fail)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            version = publish(course())
            assert heard == []
    finally:
        published.disconnect(fail)
    assert heard == [version]
    assert "the broker is down" in caplog.text


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (course(lessons=()), "the course has no lesson"),
        (course(lesson("empty")), "the course has no problem"),
        (course(id="not a slug"), "'not a slug' is no course id"),
        (course(skills=(skill("add", "add"),)), "skill 'add' requires itself"),
        (course(lesson("l", problem("p", step(skills=("ghost",))))), "l/p/s1: 'ghost' is no skill"),
        (course(lesson("l", problem("p", step(answer={"kind": "riddle"})))), "l/p/s1: "),
        (course(lesson("l", problem("p", where={"a": "nonsense("}))), "l/p: "),
        (
            course(lesson("l", problem("p", step(answer=ON_THE_WAY)))),
            "l/p/s1: 'ghost' is not among the skills of this step",
        ),
    ],
)
def test_a_broken_course_is_refused_with_the_place_and_leaves_nothing(broken, says):
    with pytest.raises(PublishError) as caught:
        publish(broken)
    assert says in str(caught.value)
    assert not models.Course.objects.exists()


def test_every_fault_is_named_at_once():
    twice = problem("p", step(skills=("ghost",)))
    with pytest.raises(PublishError) as caught:
        publish(course(lesson("l", twice, twice)))
    assert [finding.rule for finding in caught.value.findings] == ["twice", "unknown-skill", "unknown-skill"]


def test_bounds_of_help_are_kept_and_the_usual_ones_leave_the_digest_as_it_was():
    limited = replace(full_course(), autonomy=Bounds(2, 4))
    assert load(publish(limited)).autonomy == Bounds(2, 4)
    assert digest(limited) != digest(full_course())
    assert "autonomy" not in publish_module._plain(full_course())


def test_the_digest_sees_content_and_order_and_nothing_else():
    one = full_course()
    assert digest(one) == digest(full_course())
    assert digest(one) != digest(replace(one, lessons=one.lessons[::-1]))
    turned = problem("p", where={"a": "2..4", "b": "5..9"})
    assert digest(course(lesson("l", turned))) != digest(
        course(lesson("l", replace(turned, where={"b": "5..9", "a": "2..4"})))
    )


def test_loading_takes_few_queries_once_and_then_none(
    django_assert_max_num_queries, django_assert_num_queries
):
    version = publish(full_course())
    wide = publish(large_course(problems=120))
    for one in (version, wide):
        with django_assert_max_num_queries(12):
            load(one)
        with django_assert_num_queries(0):
            load(one)


def test_a_large_course_is_published_and_loaded_in_time():
    sent = large_course()
    start = time.monotonic()
    version = publish(sent)
    middle = time.monotonic()
    assert load(version) == sent
    assert middle - start < 10
    assert time.monotonic() - middle < 2
