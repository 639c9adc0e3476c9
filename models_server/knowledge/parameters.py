"""The numbers behind the filter, in one place, with a version that names them. Decides nothing."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Parameters:
    """Defaults for a course without a log of its own."""

    states: int = 512  # knowledge states held for each learner
    slip: float = 0.10  # wrong although every skill of the item is known
    guess: float = 0.05  # right although one is missing; 1/choices where that is more
    blank_if_known: float = 0.03  # says "I don't know" although every skill is known: rarer than a slip
    blank_if_missing: float = 0.50
    root: float = 0.35  # a skill without prerequisites is known to a new learner
    assisted_weight: float = 0.3  # share of a success's log likelihood ratio that stands when it was helped
    assisted_ceiling: float = 0.75  # helped successes carry belief in an item's skills no further
    learn: float = 0.10  # an attempt teaches a skill whose prerequisites are known
    half_life_days: float = 365.0  # until half of what is known beyond the prior is lost
    margin: float = 0.002  # evidence pushes belief in an item's skills no nearer than this to 0 and 1

    def prior(self, depth: int) -> float:
        """P(skill known | its prerequisites known): on a chain P(known) falls as root / (1 + depth).

        A constant would fall geometrically, and a learner far along a long chain would be inconceivable.
        """
        return self.root if depth == 0 else depth / (depth + 1.0)

    def guess_rate(self, choices: int) -> float:
        """Never above 1 − slip: an item that anyone gets right tells nothing, not the opposite."""
        return self.guess if choices == 0 else min(max(1.0 / choices, self.guess), 1.0 - self.slip)

    @property
    def version(self) -> str:
        digest = hashlib.sha256(repr(sorted(asdict(self).items())).encode()).hexdigest()
        return f"graph-1-{digest[:8]}"
