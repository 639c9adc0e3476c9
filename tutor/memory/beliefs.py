"""From evidence to beliefs: tells the model server what it misses and keeps what it answers.

Everything here may run twice, late or in parallel: the server skips evidence it has, and a conditional update
lets only news through.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from channels.db import database_sync_to_async
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from courses import publish
from courses.types import Course
from tutor.inference import AskResponse, Inference, InferenceError, ObserveResponse, Question
from tutor.learner import mastery, stuck
from tutor.memory import reviews
from tutor.models import EvidenceRow, LearnerCourse, Review, SkillState
from tutor.types import Belief, Evidence

TRIES = 4  # unknown course, behind, and one of each again when a server restarts in between


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A learner in a course, and how far evidence and beliefs have come."""

    learner_id: UUID
    course_id: str
    version_id: int
    ref: str  # "<course id>@<version number>", the model server's name of the course
    evidence_n: int
    believed_n: int


def enrolment(learner_id: UUID, course_id: str) -> Enrolment:
    row = LearnerCourse.objects.select_related("version").get(learner_id=learner_id, course_id=course_id)
    return Enrolment(
        learner_id,
        course_id,
        row.version_id,
        f"{course_id}@{row.version.number}",
        row.evidence_n,
        row.believed_n,
    )


def evidence_after(learner_id: UUID, course_id: str, n: int) -> list[Evidence]:
    rows = EvidenceRow.objects.filter(learner_id=learner_id, course_id=course_id, n__gt=n).order_by("n")
    return [row.as_evidence() for row in rows]


def beliefs_of(learner_id: UUID, course_id: str) -> dict[str, Belief]:
    rows = SkillState.objects.filter(learner_id=learner_id, course_id=course_id)
    return {row.skill: row.as_belief() for row in rows}


@dataclass(frozen=True, slots=True)
class Standing:
    """Which skills were got, and which lead nowhere since when."""

    got: frozenset[str]
    stuck: dict[str, datetime]


def standing_of(learner_id: UUID, course_id: str) -> Standing:
    rows = SkillState.objects.filter(learner_id=learner_id, course_id=course_id)
    marks = list(rows.values_list("skill", "got_at", "stuck_at"))
    return Standing(
        frozenset(skill for skill, got_at, _ in marks if got_at is not None),
        {skill: stuck_at for skill, _, stuck_at in marks if stuck_at is not None},
    )


async def update_beliefs(learner_id: UUID, course_id: str, deadline: float = 10.0) -> bool:
    """Bring the beliefs up to the evidence; True when they changed. Raise InferenceError if not."""
    who = await database_sync_to_async(enrolment)(learner_id, course_id)
    if who.believed_n >= who.evidence_n:
        return False
    answer = await _observe(Inference(settings.MODELS_URL, deadline), who, who.believed_n)
    return await database_sync_to_async(_keep)(who, answer)


async def ask(
    question: Question,
    learner_id: UUID,
    course_id: str,
    candidates: list[str],
    deadline: float | None = None,
) -> AskResponse:
    """Ask about candidates as of all evidence in the log, telling the server first what it misses.

    Raise InferenceError when it is down, or not done within `deadline` a call, which is else MODELS_DEADLINE.
    """
    inference = Inference(settings.MODELS_URL, deadline or settings.MODELS_DEADLINE)
    who = await database_sync_to_async(enrolment)(learner_id, course_id)
    now = timezone.now().timestamp()
    for _ in range(TRIES):
        try:
            return await inference.ask(question, who.ref, str(learner_id), who.evidence_n, now, candidates)
        except InferenceError as error:
            if error.code == "behind" and error.have is not None and error.have < who.evidence_n:
                await _observe(inference, who, error.have)
            elif error.code == "behind":  # a turn in another tab has brought more evidence since
                who = await database_sync_to_async(enrolment)(learner_id, course_id)
            elif error.code == "unknown_course":
                await inference.tell_course(who.ref, await _course(who))
            else:
                raise
    raise InferenceError("unreachable", "the model server forgets what it is told")


async def _observe(inference: Inference, who: Enrolment, after_n: int) -> ObserveResponse:
    course = await _course(who)
    for _ in range(TRIES):
        evidence = await database_sync_to_async(evidence_after)(who.learner_id, who.course_id, after_n)
        try:
            return await inference.observe(who.ref, str(who.learner_id), after_n, evidence, course)
        except InferenceError as error:
            if error.code == "behind" and error.have is not None:
                after_n = error.have
            elif error.code == "unknown_course":
                await inference.tell_course(who.ref, course)
            else:
                raise
    raise InferenceError("unreachable", "the model server forgets what it is told")


async def _course(who: Enrolment) -> Course:
    return await database_sync_to_async(publish.load)(who.version_id)


@transaction.atomic
def _keep(who: Enrolment, answer: ObserveResponse) -> bool:
    fresh = LearnerCourse.objects.filter(
        learner_id=who.learner_id, course_id=who.course_id, believed_n__lt=answer["n"]
    ).update(believed_n=answer["n"])
    if not fresh:  # another worker kept as much or more
        return False
    told = [one for one in evidence_after(who.learner_id, who.course_id, 0) if one.n <= answer["n"]]
    history = [one for one in told if not one.part]  # whole answers: lines of one are no further attempts
    _keep_numbers(who, answer)
    for skill in {skill for one in history if one.n > who.believed_n for skill in one.skills}:
        _keep_milestones(who, skill, history)
    if history:
        reviews.keep(who.learner_id, publish.load(who.version_id), history, timezone.now())
    return True


def _keep_numbers(who: Enrolment, answer: ObserveResponse) -> None:
    """All skills in one statement: evidence on one moves what it builds on, too."""
    now = timezone.now()
    rows = [
        SkillState(
            learner_id=who.learner_id,
            course_id=who.course_id,
            skill=belief["skill"],
            p=belief["p"],
            low=belief["low"],
            high=belief["high"],
            n=answer["n"],
            params=answer["params"],
            seed=answer["seed"],
            updated_at=now,
        )
        for belief in answer["beliefs"]
    ]
    SkillState.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["learner", "course", "skill"],
        update_fields=["p", "low", "high", "n", "params", "seed", "updated_at"],
    )


def _keep_milestones(who: Enrolment, skill: str, history: list[Evidence]) -> None:
    """When the skill was got and kept, and since when it leads nowhere."""
    own = [one for one in history if skill in one.skills]
    results = [mastery.result(one, one.variant) for one in own]
    got_at, kept_at = _since(mastery.got, results), _since(mastery.kept, results)
    state = SkillState.objects.filter(learner_id=who.learner_id, course_id=who.course_id, skill=skill)
    state.update(got_at=got_at, kept_at=kept_at, stuck_at=stuck.since(own))


def _since(
    rule: Callable[[Sequence[mastery.Result]], bool], results: list[mastery.Result]
) -> datetime | None:
    """The time of the first result with which the rule held; rules once true stay true."""
    ends = range(1, len(results) + 1)
    first = bisect_left(ends, True, key=lambda end: rule(results[:end]))
    return results[first].at if first < len(results) else None


def lagging(limit: int = 500) -> list[tuple[UUID, str]]:
    """Learners whose beliefs lag the log, longest first."""
    rows = LearnerCourse.objects.filter(evidence_n__gt=F("believed_n")).order_by("evidence_at")
    return list(rows.values_list("learner_id", "course_id")[:limit])


@transaction.atomic
def forget_beliefs(learner_id: UUID, course_id: str) -> None:
    """Drop the views, so that the next update makes them again from the log."""
    SkillState.objects.filter(learner_id=learner_id, course_id=course_id).delete()
    Review.objects.filter(learner_id=learner_id, course_id=course_id).delete()
    LearnerCourse.objects.filter(learner_id=learner_id, course_id=course_id).update(believed_n=0)
