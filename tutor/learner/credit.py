"""What a success on one skill is worth to those it builds on. Knows prerequisites and results, no memory.

The idea is fractional implicit repetition (J. Skycak, "Optimized, Individualized Spaced Repetition in
Hierarchical Knowledge Structures", The Math Academy Way, 2023): who solves an equation has also practised
adding. Ours is simpler: one share a level instead of a weight an edge, and no penalties.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from tutor.learner import review
from tutor.learner.review import Memory, Recall

SHARE = 0.5  # of a review, to a direct prerequisite; of that again, to the prerequisites of that one
LEAST = 0.1  # less is not worth counting: three levels down is the end


def shares(
    skills: Iterable[str], needs: Mapping[str, Sequence[str]], least: float = LEAST
) -> dict[str, float]:
    """Skill → the share of a review that a success on `skills` is: 1 for themselves, less with each level.

    `needs`: skill → its direct prerequisites. What several paths reach gets the share of the shortest.
    Shares below `least` are left out.
    """
    found: dict[str, float] = {}
    level, share = list(dict.fromkeys(skills)), 1.0
    while level and share >= least:
        found.update(dict.fromkeys(level, share))
        below = dict.fromkeys(before for skill in level for before in needs.get(skill, ()))
        level, share = [skill for skill in below if skill not in found], share * SHARE
    return found


@dataclass(frozen=True, slots=True)
class Returns:
    """How a skill was come back to: its memory, and what the newest day may still change.

    Of a day's implied successes the one worth most counts, and none on a day with a try of the skill itself,
    which says more: never more than one review.
    """

    memory: Memory | None = None
    day: date | None = None
    tried: bool = False  # the skill itself, on `day`
    implied: tuple[datetime, float] | None = None  # when, and what share: not in `memory` yet

    def after_try(self, at: datetime, remembered: bool) -> Returns:
        """With a try of the skill itself. Days never run backwards."""
        today = self._on(at.date())
        return replace(
            today, memory=review.after(today.memory, Recall(at, remembered)), tried=True, implied=None
        )

    def after_credit(self, at: datetime, share: float) -> Returns:
        """With a success on something that builds on the skill."""
        if self.memory is None:  # what was never tried is not remembered
            return self
        today = self._on(at.date())
        if today.tried or (today.implied is not None and today.implied[1] >= share):
            return today
        return replace(today, implied=(at, share))

    @property
    def due(self) -> datetime | None:
        """When it comes back; None for what was never tried."""
        memory = self._settled()
        return None if memory is None else memory.due

    def _on(self, day: date) -> Returns:
        if self.day is not None and day <= self.day:
            return self
        return Returns(self._settled(), day)

    def _settled(self) -> Memory | None:
        if self.implied is None:
            return self.memory
        at, share = self.implied
        return review.after(self.memory, Recall(at, True, share))
