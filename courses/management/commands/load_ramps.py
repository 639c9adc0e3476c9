"""Publish the courses that ship as folders. Reads no learner; running it again changes nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

import courses
from courses import folder, lint
from courses.models import CourseVersion
from courses.publish import PublishError, publish

RAMPS = Path(courses.__file__).parent / "ramps"


class Command(BaseCommand):
    help = "Publish every ramp folder, and say what is wrong with those that cannot be published."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--path",
            type=Path,
            default=RAMPS,
            help="a folder that holds ramp folders (default: those that ship)",
        )

    def handle(self, *, path: Path, **options: Any) -> None:
        if not path.is_dir():
            raise CommandError(f"{path} is not a folder.")
        ramps = sorted(
            ramp for ramp in path.iterdir() if ramp.is_dir() and not ramp.name.startswith((".", "_"))
        )
        if not ramps:
            raise CommandError(f"{path} holds no ramp: each is a folder with a course.yaml.")
        failed = [ramp for ramp in ramps if self.load(ramp) is None]
        if failed:
            raise CommandError(f"{len(failed)} of {len(ramps)} ramps could not be published.")

    def load(self, ramp: Path) -> CourseVersion | None:
        """The published version, announced in one line, or None with every reason on stderr."""
        try:
            course = folder.read(ramp)
            version = publish(course)
        except folder.RampError as error:
            self.complain(ramp, error.problems)
            return None
        except PublishError as error:
            self.complain(ramp, error.findings)
            return None
        self.stdout.write(
            f"{version.ref}  {course.title}: {len(course.skills)} skills, {len(course.lessons)} lessons, "
            f"{len(course.problems())} problems"
        )
        self.complain(ramp, lint.advice(course))
        return version

    def complain(self, ramp: Path, reasons: tuple[object, ...]) -> None:
        for reason in reasons:
            self.stderr.write(f"{ramp.name}/{reason}")
