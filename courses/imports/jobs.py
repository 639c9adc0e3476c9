"""The life of an import: asked for, claimed by one worker, stopped, ended, cleared away. Knows no format.

A job is read (READING), looked at by a person (READY), then written (WRITING). A worker that is killed leaves
a job without signs of life; `sweep` has it taken up again, and gives it up with words after a few times.
"""

from __future__ import annotations

import shutil
import time
import uuid
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files import File
from django.db import OperationalError, transaction
from django.db.models import F, Q, QuerySet
from django.dispatch import Signal
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.importers import ImportProblem, detect
from courses.imports import reading, writing
from courses.models import ImportJob

import_asked = Signal()  # kwargs: job_id, as text; sent once the job is committed

State = ImportJob.State
WORKING = (State.READING, State.WRITING)
OVER = (State.DONE, State.FAILED, State.CANCELLED)
STALE = timedelta(minutes=5)  # without a sign of life for so long, its worker is taken for dead
KEPT = timedelta(days=1)  # how long a file waits for somebody to look at it
ATTEMPTS = 3
OPEN_JOBS = 3  # of one person: each may hold some hundred megabytes of disk
BEAT_S = 0.7  # between two words of progress


class ImportRefused(ValueError):
    """The file is not even begun; the message says why in plain words."""


class NotNow(ValueError):
    """What was asked of a job does not fit its state (two tabs, two people)."""


class Cancelled(Exception):
    """Somebody asked for the end of this import."""


class Lost(Exception):
    """The job is another worker's by now, or gone."""


def start(upload: File[bytes], *, by: Any, options: Mapping[str, Any]) -> ImportJob:
    """Keep the file and have it read. Raise ImportRefused."""
    if not upload.size:
        raise ImportRefused(_("The file is empty."))
    if upload.size > settings.IMPORT_MAX_BYTES:
        most = settings.IMPORT_MAX_BYTES // 2**20
        raise ImportRefused(_("The file is larger than %(most)s MB.") % {"most": most})
    if open_jobs(by).count() >= OPEN_JOBS:
        raise ImportRefused(_("You have %(n)s imports open: finish or cancel one first.") % {"n": OPEN_JOBS})
    name = Path(upload.name or "file").name
    job = ImportJob(by=by, name=name[:200], options=dict(options))
    # In a folder of its own: what is read out of it lies beside it until it is written.
    job.file.save(f"{job.id}/{name[-80:]}", upload, save=False)
    try:
        job.format = detect(Path(job.file.path))
    except ImportProblem as problem:
        _clear(job)
        raise ImportRefused(str(problem)) from problem
    job.save()
    _ask(job)
    return job


def open_jobs(user: Any) -> QuerySet[ImportJob]:
    return ImportJob.objects.filter(by=user).exclude(state__in=OVER)


def choose(job: ImportJob, name: str) -> None:
    """Read one course of several: `name` is one of the report's `choose`."""
    if name not in job.report.get("choose", ()):
        raise NotNow(_("The file has no course of this name."))
    _again(job, State.READING, {**job.options, "course": name})


def confirm(job: ImportJob, chosen: list[int], *, publish: bool = False) -> None:
    """Write these courses, by their place in the report."""
    fates = [course["fate"] for course in job.report.get("courses", ())]
    can = [n for n, fate in enumerate(fates) if fate in ("new", "changed")]
    if not set(chosen) <= set(can):
        raise NotNow(_("Not all of these courses can be written."))
    if not chosen:
        raise NotNow(_("Choose at least one course."))
    _again(job, State.WRITING, {**job.options, "chosen": sorted(set(chosen)), "publish": publish})


def cancel(job: ImportJob) -> None:
    """At once where nobody is at it, else at the worker's next sign of life. Too late, it is simply done."""
    mine = ImportJob.objects.filter(pk=job.pk).exclude(state__in=OVER)
    idle = mine.filter(Q(run=None) | Q(state=State.READY) | Q(touched_at__lt=timezone.now() - STALE))
    if idle.update(state=State.CANCELLED, run=None, touched_at=timezone.now()):
        tidy(ImportJob.objects.get(pk=job.pk))
    else:
        mine.update(cancel_asked=True)


def work(job_id: str) -> None:
    """Read or write, whichever is its turn; nothing if somebody is at it, or at another import."""
    job = _claim(job_id)
    if job is None:
        return
    watch = Watch(job)
    try:
        if job.state == State.READING:
            _end(job, State.READY, report=reading.read(job, watch))
        else:
            writing.write(job, watch)
            tidy(ImportJob.objects.get(pk=job.pk))
    except Lost:
        return
    except Cancelled:
        _end(job, State.CANCELLED)
    except ImportProblem as problem:
        _end(job, State.FAILED, error="\n".join(problem.lines))
    except OperationalError:
        raise  # the database is away or busy: the sweep has it tried again
    except Exception:
        _end(job, State.FAILED, error=_("Something went wrong on our side; the log of this site says what."))
        raise
    _ask_next()


def sweep() -> None:
    """Take up what waits or was left by a dead worker; end what was tried too often, or nobody looked at."""
    stale = timezone.now() - STALE
    dead = ImportJob.objects.filter(state__in=WORKING, runs__gte=ATTEMPTS, touched_at__lt=stale)
    words = _("The work on it stopped %(n)s times before it was done.") % {"n": ATTEMPTS}
    _end_all(dead, State.FAILED, words)
    unseen = ImportJob.objects.filter(state=State.READY, touched_at__lt=timezone.now() - KEPT)
    _end_all(unseen, State.CANCELLED, _("Nobody confirmed it within a day."))
    for job in ImportJob.objects.filter(state__in=OVER).filter(_leaves()).defer("report"):
        tidy(job)
    _clear_unknown()
    _ask_next()


def tidy(job: ImportJob) -> None:
    """Remove what an import that is over leaves behind: the file, what was read of it, rows nobody sees."""
    writing.discard(job)
    if job.file:
        _clear(job)
        ImportJob.objects.filter(pk=job.pk).update(file="")


class Watch:
    """Called with (done, whole): writes that down now and then, and ends the work where it should end."""

    def __init__(self, job: ImportJob) -> None:
        self.mine = ImportJob.objects.filter(pk=job.pk, run=job.run)
        self.began = self.last = time.monotonic()

    def __call__(self, done: int, whole: int) -> None:
        now = time.monotonic()
        if now - self.last < BEAT_S and done < whole:
            return
        self.last = now
        told = self.mine.filter(cancel_asked=False)
        if not told.update(done=min(done, whole), of=whole, touched_at=timezone.now()):
            raise Cancelled if self.mine.exists() else Lost
        if now - self.began > settings.IMPORT_DEADLINE:
            minutes = round(settings.IMPORT_DEADLINE / 60)
            raise ImportProblem(_("It took longer than %(n)s minutes.") % {"n": minutes})


def _claim(job_id: str) -> ImportJob | None:
    now = timezone.now()
    stale = now - STALE
    at_work = ImportJob.objects.filter(state__in=WORKING, run__isnull=False, touched_at__gte=stale)
    # One import at a time: the workers have beliefs to keep up, too. Its end asks for the next.
    if at_work.exclude(pk=job_id).exists():
        return None
    token = uuid.uuid4()
    free = ImportJob.objects.filter(pk=job_id, state__in=WORKING, runs__lt=ATTEMPTS)
    free = free.filter(Q(run=None) | Q(touched_at__lt=stale))
    if not free.update(run=token, runs=F("runs") + 1, done=0, of=0, touched_at=now):
        return None
    return ImportJob.objects.select_related("by").filter(pk=job_id, run=token).first()


def _again(job: ImportJob, state: str, options: dict[str, Any]) -> None:
    with transaction.atomic():
        asked = ImportJob.objects.filter(pk=job.pk, state=State.READY)
        values: dict[str, Any] = {
            "state": state,
            "options": options,
            "run": None,
            "runs": 0,
            "done": 0,
            "of": 0,
        }
        if not asked.update(**values, cancel_asked=False, touched_at=timezone.now()):
            raise NotNow(_("This import has gone on meanwhile."))
        _ask(job)


def _ask(job: ImportJob) -> None:
    # Robust: with the broker away the sweep asks again.
    transaction.on_commit(lambda: import_asked.send_robust(ImportJob, job_id=str(job.pk)))


def _ask_next() -> None:
    stale = Q(touched_at__lt=timezone.now() - STALE)
    waiting = ImportJob.objects.filter(state__in=WORKING, runs__lt=ATTEMPTS).filter(Q(run=None) | stale)
    first = waiting.order_by("at").only("pk").first()
    if first is not None:
        import_asked.send_robust(ImportJob, job_id=str(first.pk))


def _end(job: ImportJob, state: str, **values: Any) -> None:
    """Only who holds the job ends it."""
    mine = ImportJob.objects.filter(pk=job.pk, run=job.run)
    if mine.update(state=state, run=None, runs=0, touched_at=timezone.now(), **values) and state in OVER:
        tidy(ImportJob.objects.get(pk=job.pk))


def _end_all(jobs: QuerySet[ImportJob], state: str, words: str) -> None:
    for job in jobs:
        one = ImportJob.objects.filter(pk=job.pk, state=job.state, touched_at=job.touched_at)
        if one.update(state=state, error=words, run=None, touched_at=timezone.now()):
            tidy(ImportJob.objects.get(pk=job.pk))


def _leaves() -> Q:
    return ~Q(file="") | Q(options__has_key="staged")


def _clear(job: ImportJob) -> None:
    shutil.rmtree(reading.folder_of(job), ignore_errors=True)


def _clear_unknown() -> None:
    """Folders whose job never was saved, or was deleted; an upload in progress is younger than a day."""
    root = Path(settings.MEDIA_ROOT) / "imports"
    for folder in root.iterdir() if root.is_dir() else ():
        is_old = time.time() - folder.stat().st_mtime > KEPT.total_seconds()
        if is_old and not ImportJob.objects.filter(file__startswith=f"imports/{folder.name}/").exists():
            shutil.rmtree(folder, ignore_errors=True)
