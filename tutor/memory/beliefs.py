"""From evidence to beliefs: tells the model server what it misses and keeps what it answers.

Everything here may run twice, late or in parallel: the server skips evidence it has, and a conditional update
lets only news through.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
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
from tutor.memory import fits, reviews, traces
from tutor.models import EvidenceRow, LearnerCourse, Review, SkillState
from tutor.types import Belief, Evidence

TRIES = 6  # unknown course, unknown fit, behind, and each again when a server restarts in between
MOST_AT_ONCE = 500  # pieces of evidence in one call: each call has a deadline, a history has no end


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A learner in a course, and how far evidence and beliefs have come."""

    learner_id: UUID
    course_id: str
    version_id: int
    ref: str  # "<course id>@<version number>", the model server's name of the course
    fit: str  # what is fitted to the course and serves this version; "" for nothing
    evidence_n: int
    believed_n: int
    known_as: str  # the model server's name of the learner


def enrolment(learner_id: UUID, course_id: str) -> Enrolment:
    row = LearnerCourse.objects.select_related("version").get(learner_id=learner_id, course_id=course_id)
    return Enrolment(
        learner_id,
        course_id,
        row.version_id,
        f"{course_id}@{row.version.number}",
        fits.serving(row.version),
        row.evidence_n,
        row.believed_n,
        row.known_as,
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
    who, answer = await _observe(
        Inference(settings.MODELS_URL, deadline, token=settings.MODELS_TOKEN), who, who.believed_n
    )
    return await database_sync_to_async(_keep)(who, answer)


async def rebuild_beliefs(learner_id: UUID, course_id: str, deadline: float = 60.0) -> bool:
    """Make the beliefs again from the whole log; what was believed stays if the server does not answer.

    Up to date, they are made as they were: with the same fit while it is kept, as of the same time. So an
    unchanged server gives the same numbers.
    """
    who = await database_sync_to_async(enrolment)(learner_id, course_id)
    if not who.evidence_n:
        return False
    inference = Inference(settings.MODELS_URL, deadline, token=settings.MODELS_TOKEN)
    at: datetime | None = None
    if who.believed_n == who.evidence_n:
        fit, at = await database_sync_to_async(_made_with)(who)
        who = replace(who, fit=fit)
    who = replace(who, believed_n=0)
    who, answer = await _observe(inference, who, 0)
    if answer["n"] > who.evidence_n:  # news came in between: as of the last of it
        at = None
    if at is not None:
        who, answer = await _beliefs_at(inference, who, at)
    return await database_sync_to_async(_replace)(who, answer, at)


async def decay_beliefs(learner_id: UUID, course_id: str, now: datetime, deadline: float = 10.0) -> bool:
    """Keep what is believed as of `now`; what was got and kept stays. False when news came in between."""
    who = await database_sync_to_async(enrolment)(learner_id, course_id)
    if not who.evidence_n or who.believed_n < who.evidence_n:  # update_beliefs is on its way
        return False
    who, answer = await _beliefs_at(
        Inference(settings.MODELS_URL, deadline, token=settings.MODELS_TOKEN), who, now
    )
    return await database_sync_to_async(_keep_decayed)(who, answer, now)


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
    inference = Inference(
        settings.MODELS_URL, deadline or settings.MODELS_DEADLINE, token=settings.MODELS_TOKEN
    )
    who = await database_sync_to_async(enrolment)(learner_id, course_id)
    now = timezone.now().timestamp()
    for _ in range(TRIES):
        try:
            return await inference.ask(
                question, who.ref, who.known_as, who.evidence_n, now, candidates, who.fit
            )
        except InferenceError as error:
            who = await _caught_up(inference, who, error)
    raise _forgetful()


async def _beliefs_at(
    inference: Inference, who: Enrolment, now: datetime
) -> tuple[Enrolment, ObserveResponse]:
    for _ in range(TRIES):
        try:
            return who, await inference.beliefs_at(
                who.ref, who.known_as, who.evidence_n, now.timestamp(), who.fit
            )
        except InferenceError as error:
            who = await _caught_up(inference, who, error)
    raise _forgetful()


async def _observe(inference: Inference, who: Enrolment, after_n: int) -> tuple[Enrolment, ObserveResponse]:
    """Tell what comes after `after_n` or what the server lost, in as many calls as that takes.

    What is believed then, and of whom: without the fit where the server would not take it.
    """
    course, lost = await _course(who), 0
    while lost < TRIES:
        evidence = await database_sync_to_async(evidence_after)(who.learner_id, who.course_id, after_n)
        try:
            answer = await inference.observe(who.ref, who.known_as, after_n, evidence, course, who.fit)
        except InferenceError as error:
            lost += 1
            if error.code == "behind" and error.have is not None:
                after_n = error.have
            else:
                who = await _told(inference, who, error)
        else:
            if answer["n"] >= who.evidence_n or not evidence:
                return who, answer
            after_n = max(answer["n"], evidence[-1].n)
    raise _forgetful()


async def _caught_up(inference: Inference, who: Enrolment, error: InferenceError) -> Enrolment:
    """Mend what kept the server from answering a question; raise what cannot be mended."""
    if error.code != "behind" or error.have is None:
        return await _told(inference, who, error)
    if error.have < who.evidence_n:
        who, _ = await _observe(inference, who, error.have)
        return who
    # a turn in another tab has brought more evidence since
    return await database_sync_to_async(enrolment)(who.learner_id, who.course_id)


async def _told(inference: Inference, who: Enrolment, error: InferenceError) -> Enrolment:
    """Tell the server the course or the fit it does not know; a fit that cannot be told is done without."""
    if error.code == "unknown_course":
        await inference.tell_course(who.ref, await _course(who))
        return who
    if error.code == "unknown_fit" and who.fit:
        return who if await fits.tell(inference, who.course_id, who.fit) else replace(who, fit="")
    raise error


def _forgetful() -> InferenceError:
    return InferenceError("unreachable", "the model server forgets what it is told")


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
        if row.known_as != who.known_as:  # evidence was withdrawn, or stands again: that is on its way
            return False
        followed = traces.follow(row, publish.load(row.version_id), answer["n"], timezone.now())
        if _write(row, who.fit, answer, followed):
            return True
    raise InferenceError("busy", "others kept beliefs of this learner all the time")


@transaction.atomic
def _write(row: LearnerCourse, fit: str, answer: ObserveResponse, followed: traces.Followed) -> bool:
    unmoved = LearnerCourse.objects.filter(
        pk=row.pk, believed_n=followed.since, version_id=row.version_id, revision=row.revision
    )
    if not unmoved.update(
        believed_n=answer["n"],
        believed_fit=fit,
        believed_at=None,
        traced_version_id=row.version_id,
        traced_until=followed.until,
    ):
        return False
    _keep_numbers(row, answer)
    _keep_milestones(row, followed.traces.changed)
    reviews.keep(row, publish.load(row.version_id), followed.traces, answer["n"], timezone.now())
    return True


@transaction.atomic
def _replace(who: Enrolment, answer: ObserveResponse, at: datetime | None) -> bool:
    forget_beliefs(who.learner_id, who.course_id)
    kept = _keep(who, answer)
    LearnerCourse.objects.filter(learner_id=who.learner_id, course_id=who.course_id).update(believed_at=at)
    return kept


@transaction.atomic
def _keep_decayed(who: Enrolment, answer: ObserveResponse, now: datetime) -> bool:
    fresh = LearnerCourse.objects.filter(
        learner_id=who.learner_id,
        course_id=who.course_id,
        version_id=who.version_id,
        evidence_n=answer["n"],
        believed_n=answer["n"],
        revision=who.known_as.partition("~")[2],
    ).update(believed_fit=who.fit, believed_at=now)
    if not fresh:
        return False
    _keep_numbers(who, answer)
    return True


def _made_with(who: Enrolment) -> tuple[str, datetime | None]:
    """The fit that the beliefs were made with, or the one that serves if that is gone; as of when."""
    row = LearnerCourse.objects.get(learner_id=who.learner_id, course_id=who.course_id)
    fit = row.believed_fit
    return (fit if not fit or fits.is_kept(who.course_id, fit) else who.fit), row.believed_at


def _keep_numbers(row: LearnerCourse | Enrolment, answer: ObserveResponse) -> None:
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
