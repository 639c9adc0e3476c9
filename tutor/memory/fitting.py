"""Fitting the predictor to a course's own log, and which fit serves then.

By hand and at night the same: twice is once, and nobody fits a course that another is fitting.
"""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

import structlog
from channels.db import database_sync_to_async
from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from courses import publish
from courses.models import Course as CourseRow
from courses.models import CourseVersion
from tutor.inference import FitAttempt, FitReport, FitResponse, Inference, InferenceError
from tutor.learner import serving
from tutor.models import CourseFit, CourseFitting, EvidenceRow

SEED = 1
KEPT = 10  # fits of a course, besides those that serve
TRIES = 6  # unknown course, and too large a log, which is halved
FILTER = "graph"  # the report's name of the filter alone
Result = Literal["fitted", "same", "too_little", "taken", "busy", "failed"]

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it, in words for people. `fit`: the row, where one was made or would be made again."""

    result: Result
    words: str
    fit: CourseFit | None = None


async def fit_course(course_id: str) -> Outcome:
    """Fit the newest version of a course on the log of all its learners; let the fit serve if it earned it.

    Raise CourseVersion.DoesNotExist for a course of which nothing is published.
    """
    version = await database_sync_to_async(publish.latest_of)(course_id)
    until = await database_sync_to_async(_claim)(course_id)
    if until is None:
        return Outcome("taken", "It is being fitted just now; look again in some minutes.")
    outcome = Outcome("failed", "It was stopped before it was done.")
    try:
        outcome = await _fitted(version)
    finally:
        await database_sync_to_async(_release)(course_id, until, outcome)
    log.info("course_fitted", course=course_id, result=outcome.result, words=outcome.words)
    return outcome


def next_to_fit(started: datetime) -> str | None:
    """The course tried longest ago, of those not tried since `started` that nobody is fitting."""
    published = CourseVersion.objects.published().values("course")
    rows = CourseRow.objects.filter(pk__in=published, trial_of=None)
    rows = rows.filter(Q(fitting=None) | Q(fitting__tried_at=None) | Q(fitting__tried_at__lt=started))
    rows = rows.filter(
        Q(fitting=None) | Q(fitting__busy_until=None) | Q(fitting__busy_until__lt=timezone.now())
    )
    rows = rows.order_by(F("fitting__tried_at").asc(nulls_first=True), "pk")
    return rows.values_list("pk", flat=True).first()


async def _fitted(version: CourseVersion) -> Outcome:
    in_use, attempts = await database_sync_to_async(_read)(version)
    digest = _digest(attempts)
    same = await database_sync_to_async(_made_of)(version, digest)
    if same is not None:
        return Outcome(
            "same", f"Nobody has answered since the fit of {same.made_at:%d %B %Y, %H:%M} UTC.", same
        )
    try:
        answer = await _ask(version, attempts, in_use)
    except InferenceError as error:
        if error.code == "too_little":
            return Outcome("too_little", f"Left as it is: {error.message}.")
        if error.code == "busy":
            return Outcome("busy", "The model server is fitting another course; this one is next.")
        return Outcome("failed", f"The model server did not do it ({error}).")
    fit = await database_sync_to_async(_keep)(version, answer, digest, in_use)
    return Outcome("fitted", fit.why, fit)


async def _ask(version: CourseVersion, attempts: list[FitAttempt], in_use: CourseFit | None) -> FitResponse:
    inference = Inference(settings.MODELS_URL, settings.FITTING_DEADLINE, token=settings.MODELS_TOKEN)
    against = (bytes(in_use.fitted), in_use.made_at.timestamp()) if in_use else None
    for _ in range(TRIES):
        try:
            return await inference.fit(version.ref, attempts, SEED, against)
        except InferenceError as error:
            if error.code == "unknown_course":
                course = await database_sync_to_async(publish.load)(version.pk)
                await inference.tell_course(version.ref, course)
            elif error.code == "too_large" and len(attempts) > 1:
                attempts = _newest_half(attempts)
            else:
                raise
    raise InferenceError("unreachable", "the model server forgets what it is told")


def _read(version: CourseVersion) -> tuple[CourseFit | None, list[FitAttempt]]:
    """The fit that serves, and what learners answered without help, each learner's answers in order."""
    in_use = CourseFit.objects.filter(version=version, chosen=True).first()
    # Whole answers: their lines, and what learners say of themselves, are no further ones.
    rows = EvidenceRow.objects.filter(course=version.course_id, part="", assisted=False, void=False)
    rows = rows.order_by("learner_id", "n")
    attempts = [
        FitAttempt(learner=learner.hex, item=item, score=score, at=at.timestamp())
        for learner, item, score, at in rows.values_list("learner_id", "item", "score", "at").iterator()
    ]
    return in_use, attempts


def _digest(attempts: list[FitAttempt]) -> str:
    text = json.dumps([SEED, [list(one.values()) for one in attempts]], separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _newest_half(attempts: list[FitAttempt]) -> list[FitAttempt]:
    """Those that were given last; the order stays."""
    middle = sorted(one["at"] for one in attempts)[len(attempts) // 2]
    return [one for one in attempts if one["at"] >= middle] or attempts[: len(attempts) // 2]


def _made_of(version: CourseVersion, digest: str) -> CourseFit | None:
    newest = CourseFit.objects.filter(version=version).defer("fitted").order_by("-made_at").first()
    return newest if newest is not None and newest.log_digest == digest else None


def losses(report: FitReport) -> dict[str, float]:
    """Log loss on held-out learners, by the name of the estimator."""
    return {one["name"]: one["log_loss"] for one in report["estimators"]}


@transaction.atomic
def _keep(version: CourseVersion, answer: FitResponse, digest: str, in_use: CourseFit | None) -> CourseFit:
    report = answer["report"]
    found = losses(report)
    told = report.get("against")
    against = (
        serving.Measured(told["attempts"], told["new"], told["in_use"], told["filter"]) if told else None
    )
    still = in_use is not None and CourseFit.objects.filter(pk=in_use.pk, chosen=True).exists()
    again = still and in_use is not None and in_use.fit == answer["fit"]
    ruling = serving.rule(found[report["chosen"]], found[FILTER], against, still and not again)
    serves = CourseFit.objects.filter(version=version, chosen=True).exclude(fit=answer["fit"])
    if not ruling.in_use:
        better = "a newer fit" if ruling.new else "the filter alone"
        serves.update(
            chosen=False, why=f"It served until {timezone.now():%d %B %Y}; then {better} did better."
        )
    row, _ = CourseFit.objects.update_or_create(
        version=version,
        fit=answer["fit"],
        defaults={
            "course_id": version.course_id,
            "fitted": base64.b64decode(answer["fitted"]),
            "report": report,
            "seed": SEED,
            "log_digest": digest,
            "made_at": timezone.now(),
            "chosen": ruling.new,
            "why": ruling.why,
        },
    )
    _prune(version.course_id)
    return row


def _prune(course_id: str) -> None:
    """Keep the newest fits, and those that serve."""
    rows = CourseFit.objects.filter(course=course_id)
    newest = list(rows.order_by("-made_at", "-pk").values_list("pk", flat=True)[:KEPT])
    rows.filter(chosen=False).exclude(pk__in=newest).delete()


def _claim(course_id: str) -> datetime | None:
    """Until when this course is ours, or None. A claim lapses by itself, should its holder die."""
    CourseFitting.objects.get_or_create(course_id=course_id)
    now = timezone.now()
    until = now + timedelta(seconds=settings.FITTING_DEADLINE + 120)
    free = CourseFitting.objects.filter(Q(busy_until=None) | Q(busy_until__lt=now), course_id=course_id)
    return until if free.update(busy_until=until) else None


def _release(course_id: str, until: datetime, outcome: Outcome) -> None:
    """Give it back, unless it lapsed and another has it. Who was sent away by `busy` has not been tried."""
    ours = CourseFitting.objects.filter(course_id=course_id, busy_until=until)
    if outcome.result == "busy":
        ours.update(busy_until=None)
    else:
        ours.update(busy_until=None, tried_at=timezone.now(), note=outcome.words)
