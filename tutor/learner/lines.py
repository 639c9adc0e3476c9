"""What the lines of a worked answer say of single skills. Knows marks, not how they were made."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from tutor.types import Evidence, Outcome, Verdict

LINE = "line "
SUSPECT = 0.5  # weight of a line that may be the wrong one


@dataclass(frozen=True, slots=True)
class LineFinding:
    """`part`: which line; `score`: 1.0 for a skill that the line shows, 0.0 for the one it needed."""

    part: str
    skill: str
    score: float
    weight: float = 1.0


def is_error(evidence: Evidence) -> bool:
    """Whether it is a line that did not hold: not one that only may be wrong, nor a learner's own word."""
    found = evidence.part.startswith(LINE) and evidence.score == 0.0 and evidence.weight >= 1.0
    return found and not evidence.void


def findings(verdict: Verdict, skills: Collection[str]) -> tuple[LineFinding, ...]:
    """One for each of `skills` that the lines tell of; none for an answer that is right as a whole.

    A wrong answer is no evidence against all that it needed: what the lines before the first wrong one show
    is there, and what that one needed is missing. The lines come from `grading.milestones`.
    """
    if verdict.outcome is Outcome.CORRECT:
        return ()
    found: dict[str, LineFinding] = {}
    for number, line in enumerate(verdict.lines, 1):
        for skill in line.get("shows", ()):
            if skill in skills:
                found.setdefault(skill, LineFinding(f"{LINE}{number}", skill, 1.0))
        due = line.get("due")
        if due is not None and due in skills:
            weight = 1.0 if line["status"] == "wrong" else SUSPECT
            found[due] = LineFinding(f"{LINE}{number}", due, 0.0, weight)
    return tuple(found.values())
