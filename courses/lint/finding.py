"""One thing a linter has to say about a course. Knows no rule."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """What a finding stands in the way of."""

    FAULT = "fault"  # cannot be stored or taught: a broken id, an answer that no checker understands
    STOP = "stop"  # a learner would be wronged: an owner mends it before publishing
    WARNING = "warning"  # advice: publish if you know better


HEAVIEST_FIRST = (Severity.FAULT, Severity.STOP, Severity.WARNING)


@dataclass(frozen=True, slots=True)
class Finding:
    """`place` is where it is, by ids, e.g. "balance/two-step/s1/h2"; empty when the whole course is meant.

    The first part of a place is a lesson, or `skills` when a skill is meant: "skills/two-steps".
    """

    rule: str
    place: str
    message: str
    remedy: str = ""  # what the author can do about it
    severity: Severity = Severity.FAULT

    def __str__(self) -> str:
        said = f"{self.place or 'course'}: {self.message} [{self.rule}]"
        return f"{said} {self.remedy}" if self.remedy else said
