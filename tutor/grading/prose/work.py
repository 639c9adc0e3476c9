"""A worked answer beside the authored one, and the sums in its lines. Judges nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from tutor.grading.prose.claims import Content, Sum
from tutor.grading.prose.plan import Plan


@dataclass(frozen=True, slots=True)
class Work:
    lines: Sequence[Content]
    authored: Sequence[Content]
    plan: Plan
    given: frozenset[Fraction]
    final: Fraction | None
    answer: Fraction | None = None  # the authored one


def near(value: Fraction, known: Sequence[Fraction] | set[Fraction] | frozenset[Fraction]) -> bool:
    """Among them, allowing for rounding to about three digits."""
    size = abs(value)
    return size in known or any(abs(size - abs(other)) <= abs(other) / 200 for other in known)


def worked_sums(content: Content) -> list[tuple[Sum, Fraction]]:
    """Every sum of a line that is worked out, with the value the line gives it."""
    found: list[tuple[Sum, Fraction]] = []
    used: set[int] = set()
    for claim in content.claims:
        used |= {claim.left.start, claim.right.start}
        if claim.left.operations:
            found.append((claim.left, claim.right.value))
        if claim.right.operations:
            found.append((claim.right, claim.right.value))
    return found + [(s, s.value) for s in content.sums if s.start not in used and not _is_part(s)]


def _is_part(side: Sum) -> bool:
    """A fraction that is only named: 3/4 of the students."""
    return len(side.operations) == 1 and side.operations[0][0] == "/" and 0 < side.value < 1


def results_of(content: Content) -> list[Fraction]:
    """What a line works out, without signs."""
    return [abs(value) for _, value in worked_sums(content)]
