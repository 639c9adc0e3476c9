"""What came of an import, item by item: taken, changed, left out, and why. Decides nothing.

Every problem, step and help item of the archive is in exactly one of "taken" and "left out"; what was taken
otherwise than it stood is also in "changed".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

KINDS = ("problems", "steps", "help")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A problem, or a step of one, or a help item of one, that did not come in."""

    problem: str
    reason: str
    step: str = ""
    hint: str = ""

    @property
    def place(self) -> str:
        return "/".join(part for part in (self.problem, self.step, self.hint) if part)

    @property
    def kind(self) -> str:
        return "help" if self.hint else "steps" if self.step else "problems"


@dataclass(frozen=True, slots=True)
class Changed:
    """What was taken otherwise than it stood in the archive."""

    place: str
    what: str


@dataclass(slots=True)
class ImportReport:
    """What came in of one course and what did not. Help items count with those below them."""

    course: str
    course_id: str = ""
    seen: Counter[str] = field(default_factory=Counter)  # KINDS, and "help at the top", "lessons"
    lessons: int = 0
    problems: int = 0
    steps: int = 0
    hints: int = 0
    skills: int = 0
    answers: Counter[str] = field(default_factory=Counter)  # kind of specification → steps
    left_out: list[LeftOut] = field(default_factory=list)  # problems
    parts_left_out: list[LeftOut] = field(default_factory=list)  # their steps and help items, and single ones
    changed: list[Changed] = field(default_factory=list)
    traps: Counter[str] = field(default_factory=Counter)
    empty_lessons: list[str] = field(default_factory=list)
    hints_left_out: int = 0  # of steps that came in
    hints_in_solution: int = 0  # they tell the answer, so only the reveal shows them
    scaffolds_as_hints: int = 0
    first_variants: int = 0
    steps_without_skill: int = 0

    def reasons(self) -> Counter[str]:
        """Why problems stayed out."""
        return Counter(left.reason for left in self.left_out)

    def reasons_of(self, kind: str) -> Counter[str]:
        return Counter(left.reason for left in self._all_left_out() if left.kind == kind)

    def taken(self, kind: str) -> int:
        return {"problems": self.problems, "steps": self.steps, "help": self.hints + self.hints_in_solution}[
            kind
        ]

    def unaccounted(self) -> int:
        """Items of the archive that are neither taken nor listed; 0, or the import is wrong."""
        left = Counter(one.kind for one in self._all_left_out())
        return sum(abs(self.seen[kind] - self.taken(kind) - left[kind]) for kind in KINDS)

    def as_json(self) -> dict[str, Any]:
        return {
            "course": self.course,
            "id": self.course_id,
            "seen": dict(self.seen),
            "taken": {
                "lessons": self.lessons,
                "skills": self.skills,
                **{kind: self.taken(kind) for kind in KINDS},
                "answers": dict(self.answers),
            },
            "traps": dict(self.traps),
            "changed": [{"place": one.place, "what": one.what} for one in self.changed],
            "left_out": [{"place": one.place, "why": one.reason} for one in self._all_left_out()],
            "lessons_without_problems": self.empty_lessons,
        }

    def _all_left_out(self) -> Iterable[LeftOut]:
        return (*self.left_out, *self.parts_left_out)


@dataclass(slots=True)
class PoolReport:
    """All courses of an archive together. A lesson that stands in two courses counts in both; under
    `distinct` its problems are counted once. Only counts are kept, no lists of items.
    """

    courses: int = 0
    seen: Counter[str] = field(default_factory=Counter)
    taken: Counter[str] = field(default_factory=Counter)
    distinct: Counter[str] = field(default_factory=Counter)  # seen and taken, problems and steps once each
    reasons: dict[str, Counter[str]] = field(default_factory=lambda: {kind: Counter() for kind in KINDS})
    changes: Counter[str] = field(default_factory=Counter)
    answers: Counter[str] = field(default_factory=Counter)
    traps: Counter[str] = field(default_factory=Counter)  # over all problems, once each
    refused: list[tuple[str, str]] = field(
        default_factory=list
    )  # courses that could not be read or published
    in_no_course: list[LeftOut] = field(default_factory=list)
    entries: Counter[str] = field(default_factory=Counter)
    refused_entries: list[tuple[str, str]] = field(default_factory=list)
    unaccounted: int = 0

    def add(self, report: ImportReport) -> None:
        self.courses += 1
        self.seen += report.seen
        self.taken += Counter({kind: report.taken(kind) for kind in KINDS})
        self.taken += Counter({"lessons": report.lessons})
        for kind in KINDS:
            self.reasons[kind] += report.reasons_of(kind)
        self.changes += Counter(one.what for one in report.changed)
        self.answers += report.answers
        self.unaccounted += report.unaccounted()

    def as_json(self) -> dict[str, Any]:
        return {
            "courses": self.courses,
            "seen": dict(self.seen),
            "taken": dict(self.taken),
            "distinct": dict(self.distinct),
            "why_left_out": {kind: dict(reasons.most_common()) for kind, reasons in self.reasons.items()},
            "changed": dict(self.changes.most_common()),
            "answers": dict(self.answers),
            "traps": dict(self.traps),
            "courses_refused": [{"course": name, "why": why} for name, why in self.refused],
            "in_no_course": [{"place": one.place, "why": one.reason} for one in self.in_no_course],
            "entries": dict(self.entries),
            "entries_refused": [{"path": path, "why": why} for path, why in self.refused_entries],
            "unaccounted": self.unaccounted,
        }
