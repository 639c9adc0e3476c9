"""Say what is wrong with a course. Knows the command line; courses/lint knows the rules."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from courses import drafts, folder, lint, on_site, publish
from courses.lint import walk as walking
from courses.lint.finding import HEAVIEST_FIRST, Finding, Severity
from courses.models import CourseVersion
from courses.types import Course


class Command(BaseCommand):
    help = "Lint a ramp folder, or a course: its draft if it has one, else what was published last."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("course", help="a ramp folder, a course id, or <course id>@<version>")
        parser.add_argument("--json", action="store_true", help="print a JSON list of findings")
        parser.add_argument(
            "--severity",
            choices=[str(severity) for severity in HEAVIEST_FIRST],
            default=str(Severity.WARNING),
            help="leave out what is lighter than this (default: leave out nothing)",
        )
        parser.add_argument(
            "--walk", action="store_true", help="let simulated learners walk it, and say where they fall off"
        )

    def handle(self, *, course: str, severity: str, **options: Any) -> None:
        read = self.read(course)
        found = list(lint.lint(read, exists=on_site.exists))
        report = None
        if options["walk"] and all(finding.severity != Severity.FAULT for finding in found):
            report = walking.walk(read)
            found += walking.falls(report)
        heavy_enough = HEAVIEST_FIRST[: HEAVIEST_FIRST.index(Severity(severity)) + 1]
        self.say([one for one in found if one.severity in heavy_enough], as_json=options["json"])
        if report is not None and not options["json"]:
            self.stdout.write("\n".join(walking.told(report)))
        walls = sum(finding.severity != Severity.WARNING for finding in found)
        if walls:
            raise CommandError(f"{walls} {'finding stands' if walls == 1 else 'findings stand'} in the way.")

    def read(self, name: str) -> Course:
        path = Path(name)
        if path.is_dir():
            try:
                return folder.read(path)
            except folder.RampError as error:
                raise CommandError("\n".join(map(str, error.problems))) from error
        course_id, _, number = name.partition("@")
        versions = CourseVersion.objects.filter(course=course_id).order_by("-number")
        if number:
            version = versions.filter(number=int(number)).first() if number.isdecimal() else None
        else:
            version = drafts.of(course_id) or versions.published().first()
        if version is None:
            raise CommandError(f"{name} is neither a ramp folder nor a course.")
        return publish.load(version)

    def say(self, findings: list[Finding], *, as_json: bool) -> None:
        if as_json:
            plain = [dataclasses.asdict(finding) for finding in findings]
            self.stdout.write(json.dumps(plain, indent=2, ensure_ascii=False))
            return
        for finding in findings:
            self.stdout.write(f"{finding.severity}: {finding}")
        if not findings:
            self.stdout.write("Nothing found.")
