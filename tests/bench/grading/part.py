"""What one part of the grading bench measured. Knows no part."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Part:
    """Numbers of one part, to be put together with those of the others.

    Attributes:
        metrics: key → value.
        baselines: name → the same keys, measured in the same run.
        floors: key → the smallest value that is good enough.
        budgets: key → the largest value that is good enough.
        notes: lines for a person.
    """

    metrics: dict[str, float]
    baselines: dict[str, dict[str, float]] = field(default_factory=dict)
    floors: dict[str, float] = field(default_factory=dict)
    budgets: dict[str, float] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
