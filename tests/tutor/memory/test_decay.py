"""Numbers fade while nobody practises, and can be made again as they were: with a real model server."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import StringIO

import pytest
from asgiref.sync import async_to_sync
from django.core.management import CommandError, call_command
from django.db.models import F
from django.utils import timezone
from pytest_django import Settings

from courses.models import CourseVersion
from scripts import ports
from tests.live import ModelServer
from tests.tutor import logs
from tutor import memory
from tutor.inference import Inference, InferenceError
from tutor.memory import beliefs, decay
from tutor.models import EvidenceRow, Learner, LearnerCourse, SkillState

pytestmark = pytest.mark.django_db(transaction=True)

Numbers = dict[str, tuple[float, float, float, str, int]]


@pytest.fixture
def learner(version: CourseVersion, models: ModelServer) -> Learner:
    """Somebody who was right nearly always, twenty days ago."""
    learner = logs.write(version, learners=1, answers=12, begin=timezone.now() - timedelta(days=20), first=1)[
        0
    ]
    assert async_to_sync(memory.update_beliefs)(learner.id, version.course_id)
    return learner


def numbers(learner: Learner) -> Numbers:
    rows = SkillState.objects.filter(learner=learner)
    return {row.skill: (row.p, row.low, row.high, row.params, row.seed) for row in rows}


def marks(learner: Learner) -> dict[str, tuple[datetime | None, datetime | None, datetime | None]]:
    rows = SkillState.objects.filter(learner=learner)
    return {row.skill: (row.got_at, row.kept_at, row.stuck_at) for row in rows}


def test_what_was_known_fades_and_what_was_got_stays(learner: Learner) -> None:
    before, got = numbers(learner), marks(learner)
    assert any(got_at for got_at, _, _ in got.values())
    assert decay.decay_some(timezone.now(), 0) is None
    after = numbers(learner)
    tried = {skill for skills in EvidenceRow.objects.values_list("skills", flat=True) for skill in skills}
    assert all(after[skill][0] < before[skill][0] for skill in tried)
    assert all(0 <= low <= p <= high <= 1 for p, low, high, _, _ in after.values())
    assert marks(learner) == got
    assert {row.n for row in SkillState.objects.all()} == {12}


def test_twice_a_night_is_once(learner: Learner) -> None:
    now = timezone.now()
    decay.decay_some(now, 0)
    once = numbers(learner)
    stamps = set(SkillState.objects.values_list("updated_at", flat=True))
    decay.decay_some(now + timedelta(hours=2), 0)
    assert numbers(learner) == once
    assert set(SkillState.objects.values_list("updated_at", flat=True)) == stamps


def test_only_who_was_here_and_lies_still_is_brought_up(learner: Learner, version: CourseVersion) -> None:
    now = timezone.now()
    others = {
        "long gone": logs.write(version, 1, 2, begin=now - timedelta(days=400)),
        "here today": logs.write(version, 1, 2, begin=now - timedelta(hours=2)),
        "not yet believed": logs.write(version, 1, 2, begin=now - timedelta(days=9)),
    }
    for name in ("long gone", "here today"):
        async_to_sync(memory.update_beliefs)(others[name][0].id, version.course_id)
    decay.decay_some(now, 0)
    brought = LearnerCourse.objects.filter(believed_at__isnull=False)
    assert list(brought.values_list("learner", flat=True)) == [learner.id]


def test_a_batch_says_where_to_go_on(learner: Learner, version: CourseVersion) -> None:
    other = logs.write(version, learners=1, answers=2, begin=timezone.now() - timedelta(days=9))[0]
    async_to_sync(memory.update_beliefs)(other.id, version.course_id)
    now = timezone.now()
    first, second = LearnerCourse.objects.order_by("pk").values_list("pk", flat=True)
    assert decay.decay_some(now, 0, batch=1) == first
    assert decay.decay_some(now, first, batch=1) is None
    assert LearnerCourse.objects.filter(pk=second, believed_at=now).exists()


def test_news_that_came_in_between_is_not_overwritten(
    learner: Learner, version: CourseVersion, models: ModelServer
) -> None:
    who = beliefs.enrolment(learner.id, version.course_id)
    now = timezone.now()
    _, answer = async_to_sync(beliefs._beliefs_at)(Inference(models.url, 10.0), who, now)
    LearnerCourse.objects.update(evidence_n=F("evidence_n") + 1, believed_n=F("believed_n") + 1)
    before = numbers(learner)
    assert not beliefs._keep_decayed(who, answer, now)
    assert numbers(learner) == before


def test_with_the_model_server_away_the_numbers_stay(learner: Learner, settings: Settings) -> None:
    settings.MODELS_URL = f"http://127.0.0.1:{ports.free()}"
    before = numbers(learner)
    with pytest.raises(InferenceError):
        decay.decay_some(timezone.now(), 0)
    with pytest.raises(CommandError, match="Start it and run this again"):
        call_command("rebuild_beliefs")
    assert numbers(learner) == before


@pytest.mark.parametrize("faded", [False, True], ids=["as of the last answer", "as of last night"])
def test_a_rebuild_gives_the_same_numbers_from_the_log(
    learner: Learner, models: ModelServer, faded: bool
) -> None:
    if faded:
        decay.decay_some(timezone.now() - timedelta(hours=5), 0)
    before, got = numbers(learner), marks(learner)
    at = LearnerCourse.objects.get().believed_at
    assert (at is not None) == faded
    models.restart()
    SkillState.objects.update(p=0.5, low=0.1, high=0.9, got_at=None)
    out = StringIO()
    call_command("rebuild_beliefs", stdout=out)
    assert numbers(learner) == before
    assert marks(learner) == got
    assert LearnerCourse.objects.get().believed_at == at
    assert "1 learners" in out.getvalue()
