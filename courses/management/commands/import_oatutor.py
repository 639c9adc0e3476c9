"""Publish one course of an OATutor content pool. Knows the command line; the importer knows the format."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from courses.importers import oatutor
from courses.publish import PublishError, publish


class Command(BaseCommand):
    help = "Publish one course of an OATutor content pool (a tar.gz with coursePlans.json and content-pool/)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("archive", type=Path, help="the tar.gz archive")
        parser.add_argument(
            "--course", help="the course's name in the pool; without it, the names are listed"
        )

    def handle(self, *, archive: Path, course: str | None, **options: Any) -> None:
        try:
            if course is None:
                self.stdout.write("\n".join(oatutor.course_names(archive)))
                return
            read, report = oatutor.read_with_report(archive, course)
            version = publish(read)
        except oatutor.ImportProblem as error:
            raise CommandError(str(error)) from error
        except PublishError as error:
            raise CommandError(f"{course} cannot be published:\n{error}") from error
        self.stdout.write(
            f"{version.ref}  {version.title}: {len(read.skills)} skills, {len(read.lessons)} lessons, "
            f"{report.problems} problems, {report.steps} steps, {report.hints} hints"
        )
        for reason, times in report.reasons().most_common():
            self.stdout.write(f"  left out {times}: {reason}")
