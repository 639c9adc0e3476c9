"""From evidence to beliefs: tells the model server what it misses and keeps what it answers.

Everything here may run twice, late or in parallel: the server skips evidence it has, and a conditional update
lets only news through.
"""

from __future__ import annotations

from collections.abc import Mapping
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
from tutor.learner.trace import Trace
from tutor.memory import reviews, traces
from tutor.models import EvidenceRow, LearnerCourse, Review, SkillState
from tutor.types import Belief, Evidence

TRIES = 4  # unknown course, behind, and one of each again when a server restarts in between
MOST_AT_ONCE = 500  # pieces of evidence in one call: each call has a deadline, a history has no end


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
    """What comes next after `n`, as much as one call may carry."""
    rows = EvidenceRow.objects.filter(learner_id=learner_id, course_id=course_id, n__gt=n).order_by("n")
    return [row.as_evidence() for row in rows[:MOST_AT_ONCE]]


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


async def ask(question: Question, learner_id: UUID, course_id: str, candidates: list[str]) -> AskResponse:
    """Ask about candidates as of all evidence in the log, telling the server first what it misses.

    Raise InferenceError when it is down, or not done within MODELS_DEADLINE a call.
    """
    inference = Inference(settings.MODELS_URL, settings.MODELS_DEADLINE)
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
    """Tell what comes after `after_n` or what the server lost, in as many calls as that takes."""
    course, lost = await _course(who), 0
    while lost < TRIES:
        evidence = await database_sync_to_async(evidence_after)(who.learner_id, who.course_id, after_n)
        try:
            answer = await inference.observe(who.ref, str(who.learner_id), after_n, evidence, course)
        except InferenceError as error:
            lost += 1
            if error.code == "behind" and error.have is not None:
                after_n = error.have
            elif error.code == "unknown_course":
                await inference.tell_course(who.ref, course)
            else:
                raise
        else:
            if answer["n"] >= who.evidence_n or not evidence:
                return answer
            after_n = max(answer["n"], evidence[-1].n)
    raise InferenceError("unreachable", "the model server forgets what it is told")


async def _course(who: Enrolment) -> Course:
    return await database_sync_to_async(publish.load)(who.version_id)


def _keep(who: Enrolment, answer: ObserveResponse) -> bool:
    """Write what was answered, and what follows of the same evidence; False when others have kept as much.

    What follows is worked out before the transaction. Who kept something else meanwhile has the word.
    """
    for _ in range(TRIES):
        row = LearnerCourse.objects.get(learner_id=who.learner_id, course_id=who.course_id)
        if row.believed_n >= answer["n"] or row.version_id != who.version_id:
            return False
        followed = traces.follow(row, publish.load(row.version_id), answer["n"], timezone.now())
        if _write(row, answer, followed):
            return True
    raise InferenceError("busy", "others kept beliefs of this learner all the time")


@transaction.atomic
def _write(row: LearnerCourse, answer: ObserveResponse, followed: traces.Followed) -> bool:
    unmoved = LearnerCourse.objects.filter(pk=row.pk, believed_n=followed.since, version_id=row.version_id)
    if not unmoved.update(
        believed_n=answer["n"], traced_version_id=row.version_id, traced_until=followed.until
    ):
        return False
    _keep_numbers(row, answer)
    _keep_milestones(row, followed.traces.changed)
    reviews.keep(row, publish.load(row.version_id), followed.traces, answer["n"], timezone.now())
    return True


def _keep_numbers(row: LearnerCourse, answer: ObserveResponse) -> None:
    """All skills in one statement: evidence on one moves what it builds on, too."""
    now = timezone.now()
    rows = [
        SkillState(
            learner_id=row.learner_id,
            course_id=row.course_id,
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


def _keep_milestones(row: LearnerCourse, changed: Mapping[str, Trace]) -> None:
    """When each skill was got and kept and clicked, since when it leads nowhere, and the trace of it all."""
    states = SkillState.objects.filter(
        learner_id=row.learner_id, course_id=row.course_id, skill__in=list(changed)
    )
    found = list(states)
    for state in found:
        trace = changed[state.skill]
        state.got_at, state.kept_at = trace.marks.got_at, trace.marks.kept_at
        state.eureka_at, state.eureka_n = trace.marks.eureka_at, trace.eureka_n
        state.stuck_at, state.trace = trace.spin.since, trace.as_dict()
    fields = ["got_at", "kept_at", "eureka_at", "eureka_n", "stuck_at", "trace"]
    SkillState.objects.bulk_update(found, fields)


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
