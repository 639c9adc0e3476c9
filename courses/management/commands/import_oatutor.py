"""Publish courses of an OATutor content pool. Knows the command line; the importer knows the format."""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from courses.importers import oatutor
from courses.importers.oatutor_publish import publish_all
from courses.importers.oatutor_report import KINDS
from courses.publish import PublishError, publish

_NOUNS = {"problems": "problems", "steps": "steps", "help": "help items"}


class Command(BaseCommand):
    help = (
        "Publish courses of an OATutor content pool (a tar.gz with coursePlans.json and content-pool/). "
        "Without --course or --all, their names are listed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("archive", type=Path, help="the tar.gz archive")
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--course", help="the course's name in the pool")
        which.add_argument("--all", action="store_true", help="every course of the pool")
        parser.add_argument(
            "--dry-run", action="store_true", help="with --all: say what would come, write nothing"
        )
        parser.add_argument(
            "--lint",
            action="store_true",
            help="with --all: keep out what the linter stops (takes minutes)",
        )
        parser.add_argument("--report", type=Path, metavar="FILE", help="with --all: a JSON report")

    def handle(self, *, archive: Path, course: str | None, **options: Any) -> None:
        if not options["all"] and any(options[one] for one in ("dry_run", "lint", "report")):
            raise CommandError("--dry-run, --lint and --report go with --all")
        try:
            if options["all"]:
                self._all(archive, options["report"], dry_run=options["dry_run"], linted=options["lint"])
            elif course is None:
                self.stdout.write("\n".join(oatutor.course_names(archive)))
            else:
                self._one(archive, course)
        except oatutor.ImportProblem as error:
            raise CommandError(str(error)) from error

    def _one(self, archive: Path, course: str) -> None:
        read, report = oatutor.read_with_report(archive, course)
        try:
            version = publish(read)
        except PublishError as error:
            raise CommandError(f"{course} cannot be published:\n{error}") from error
        self.stdout.write(
            f"{version.ref}  {version.title}: {len(read.skills)} skills, {len(read.lessons)} lessons, "
            f"{report.problems} problems, {report.steps} steps, {report.hints} hints"
        )
        for reason, times in report.reasons().most_common():
            self.stdout.write(f"  left out {times}: {reason}")

    def _all(self, archive: Path, report: Path | None, *, dry_run: bool, linted: bool) -> None:
        whole = oatutor.PoolReport()
        with ExitStack() as open_files:
            file = open_files.enter_context(report.open("w", encoding="utf-8")) if report else None
            for done in publish_all(archive, whole, dry_run=dry_run, linted=linted, report=file):
                read = done.report
                self.stdout.write(
                    f"{done.ref or read.course_id}  {done.outcome}: {read.course}: {read.lessons} lessons, "
                    f"{read.problems} of {read.seen['problems']} problems, "
                    f"{read.steps} of {read.seen['steps']} steps, {read.hints} hints"
                )
        self._sum(whole)

    def _sum(self, whole: oatutor.PoolReport) -> None:
        say = self.stdout.write
        say(f"\n{whole.courses} courses")
        for kind in KINDS:
            say(f"{_NOUNS[kind]}: {whole.taken[kind]:,} taken of {whole.seen[kind]:,}")
            self._counts("left out", whole.reasons[kind])
        say(
            "each problem once: {problems taken:,} of {problems seen:,}, with {steps taken:,} of "
            "{steps seen:,} steps; {contents seen:,} different".format_map(whole.distinct)
        )
        self._counts("changed", whole.changes)
        self._counts("known faults of such pools", whole.traps)
        self._counts("in no course", Counter(one.reason for one in whole.in_no_course))
        self._counts("in the archive", whole.entries)
        for name, why in whole.refused:
            say(f"refused: {name}: {why}")
        say(f"unaccounted for: {whole.unaccounted}")

    def _counts(self, title: str, counts: Counter[str]) -> None:
        for what, times in counts.most_common():
            self.stdout.write(f"  {title} {times:,}: {what}")
