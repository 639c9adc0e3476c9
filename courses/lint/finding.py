"""One thing a linter has to say about a course. Knows no rule."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """`place` is where it is, by ids, e.g. "balance/two-step/s1/h2"; empty when the whole course is meant."""

    rule: str
    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place or 'course'}: {self.message} [{self.rule}]"
