"""Make the beliefs again from the log: after new parameters, or to prove that they are only a view."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from asgiref.sync import async_to_sync
from django.core.management.base import BaseCommand, CommandError, CommandParser

from tutor import memory
from tutor.inference import InferenceError
from tutor.models import LearnerCourse


class Command(BaseCommand):
    help = (
        "Make the beliefs of all learners, or of one, again from the log of evidence: with the fit they were "
        "made with, as of the same time."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--learner", type=UUID, help="only this learner")

    def handle(self, *args: Any, **options: Any) -> None:
        rows = LearnerCourse.objects.filter(evidence_n__gt=0).order_by("pk")
        if options["learner"]:
            rows = rows.filter(learner_id=options["learner"])
        made = 0
        for learner_id, course_id in rows.values_list("learner_id", "course_id"):
            try:
                made += async_to_sync(memory.rebuild_beliefs)(learner_id, course_id)
            except InferenceError as error:
                raise CommandError(
                    f"The model server did not answer ({error}). Start it and run this again."
                ) from error
        self.stdout.write(f"{made} learners' beliefs made again.")
