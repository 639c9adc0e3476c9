"""How questions do: the numbers are those that plain arithmetic over the log gives."""

from __future__ import annotations

import statistics
from collections import defaultdict
from datetime import timedelta

import pytest
from django.utils import timezone

from courses import publish
from courses.models import CourseVersion
from tests.talk import Talk
from tests.tutor import logs
from tests.tutor.session.test_appeals import appealed
from tutor.insight import quality
from tutor.models import EventRow, EvidenceRow, Session

pytestmark = pytest.mark.django_db(transaction=True)


def of(version: CourseVersion) -> dict[str, quality.Item]:
    return {one.item: one for one in quality.items(publish.load(version), version.pk)}


def test_first_answers_are_counted_against_all_else_that_the_learner_did(version: CourseVersion) -> None:
    logs.write(version, 30, 12)
    first: dict[str, dict[object, float]] = defaultdict(dict)
    seconds: dict[str, list[float]] = defaultdict(list)
    for row in EvidenceRow.objects.order_by("n"):
        row.seconds = float((row.n * 7 + row.learner.created_at.microsecond) % 60)
        row.save(update_fields=["seconds"])
        if row.learner_id not in first[row.item]:
            first[row.item][row.learner_id] = row.score
            seconds[row.item].append(row.seconds)
    found = of(version)
    for item, scores in first.items():
        rest = {
            who: statistics.mean(one[who] for name, one in first.items() if name != item and who in one)
            for who in scores
        }
        one = found[item]
        assert (one.success.k, one.success.n, one.learners) == (sum(scores.values()), 30, 30)
        assert one.discrimination == pytest.approx(
            statistics.correlation(list(scores.values()), [rest[who] for who in scores])
        )
        assert one.seconds == pytest.approx(statistics.median(seconds[item]))
        low, high = one.correlation or (0, 0)
        assert low < (one.discrimination or 0) < high


def test_help_void_and_later_answers_are_no_success(version: CourseVersion) -> None:
    logs.write(version, 3, 1)
    item = logs.items(version)[1][0]  # n counts from 1
    rows = list(EvidenceRow.objects.order_by("pk"))
    for row, change in zip(rows, ({"assisted": True}, {"void": True}, {}), strict=True):
        EvidenceRow.objects.filter(pk=row.pk).update(score=1.0, **change)
    one = of(version)[item]
    assert (one.success.k, one.success.n) == (1, 2)
    assert one.is_few
    assert one.discrimination is None


def test_what_was_predicted_stands_by_the_question_and_hints_and_leaving_are_seen(talk: Talk) -> None:
    opener = talk.to_a_problem()
    EventRow.objects.filter(session=talk.session_id, seq=opener.seq).update(body={**opener.body, "p": 0.7})
    talk.press("hint")
    talk.press("hint")
    talk.say(talk.wrong_answer())
    item = str(opener.body["item"])
    one = of(talk.version)[item]
    assert (one.predicted, one.happened, one.predicted_n) == (0.7, 0.0, 1)
    assert (one.off, one.seen) == (-0.7, 1)
    assert (one.hints.k, one.hints.n, one.left) == (1, 1, 0)
    ago = timezone.now() - timedelta(days=3)
    Session.objects.filter(pk=talk.session_id).update(last_at=ago)
    assert of(talk.version)[item].left == 1


def test_what_waits_for_a_ruling_is_not_counted(talk: Talk) -> None:
    item = str(talk.to_a_problem().body["item"])
    appealed(talk)
    assert of(talk.version)[item].success.n == 0


def test_the_queries_do_not_grow_with_the_course(
    version: CourseVersion, django_assert_num_queries: object
) -> None:
    logs.write(version, 4, 6)
    course = publish.load(version)
    with django_assert_num_queries(7):  # type: ignore[operator]
        quality.items(course, version.pk)


@pytest.mark.once
def test_an_interval_holds_the_share_and_stays_within_bounds() -> None:
    assert quality.wilson(0, 10)[0] == 0.0
    low, high = quality.wilson(8, 10)
    assert 0.49 < low < 0.8 < high < 0.95
