"""Fit the predictor of a course to its log, as the nightly job does, and show what was compared."""

from __future__ import annotations

from typing import Any

from asgiref.sync import async_to_sync
from django.core.management.base import BaseCommand, CommandError, CommandParser

from courses.models import CourseVersion
from tutor import memory
from tutor.models import CourseFit


class Command(BaseCommand):
    help = "Fit the predictor of a course to what its learners answered, and say which estimator does best."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("course", help="the id of the course, for example linear-equations")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            outcome = async_to_sync(memory.fit_course)(options["course"])
        except CourseVersion.DoesNotExist:
            raise CommandError(f"Nothing is published under the id {options['course']!r}.") from None
        if outcome.fit is not None:
            self.stdout.write(comparison(outcome.fit))
        if outcome.result not in ("fitted", "same"):
            raise CommandError(outcome.words)
        self.stdout.write(outcome.words)


def comparison(fit: CourseFit) -> str:
    """The estimators on held-out learners, best first, as a table of text."""
    report = fit.report
    rows = sorted(report["estimators"], key=lambda one: one["log_loss"])
    wide = max(len(one["name"]) for one in rows)
    lines = [
        f"{fit.version}: {report['attempts']} answers of {report['learners']} learners, "
        f"{report['left_out']} left out, {report['seconds']:.0f} s",
        f"  {'on held-out learners':{wide + 2}} log loss    AUC    ECE",
    ]
    for one in rows:
        mark = "*" if one["name"] == report["chosen"] else " "
        numbers = f"{one['log_loss']:8.4f} {one['auc']:6.3f} {one['ece']:6.3f}"
        lines.append(f"  {mark} {one['name']:{max(wide, 18)}} {numbers}")
    lines.append("It serves." if fit.chosen else "It does not serve.")
    return "\n".join(lines)
