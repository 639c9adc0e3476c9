"""The numbers behind the filter, in one place, with a version that names them. Decides nothing."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Sort:
    """A kind of learner that the prior reckons with. The unit of all three is that of hardness."""

    weight: float
    between_topics: float  # standard deviation of a topic's level around the learner's ability
    noise: float  # how blurred the edge is: the scale of the logistic of level − hardness
    by_topic: float  # 0: a skill is hard by its depth in the course; 1: by its place within its topic
    filled: bool = False  # closed by adding what is missing below, not by taking away what stands on nothing
    ease: float | None = None  # added to every level; None: found from the share of first skills known
    late: bool = True  # far into a long course: its first skills are likely known


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
    sorts: tuple[Sort, ...] = (
        Sort(weight=1.0, between_topics=0.2, noise=0.2, by_topic=0.0),
        Sort(weight=1.0, between_topics=0.7, noise=0.2, by_topic=0.0),
        Sort(weight=2.5, between_topics=0.4, noise=0.1, by_topic=0.9),
        Sort(weight=0.25, between_topics=0.5, noise=0.6, by_topic=0.5, filled=True, late=False),
    )
    between_learners: float = 1.6  # standard deviation of abilities, in the unit of hardness
    stray: float = 0.04  # share of topics whose level has nothing to do with the ability
    levels: int = 11  # points of the grid of abilities and levels
    span: float = 2.1  # the grid runs from −span to span
    reach: float = 1.5  # hardness runs from −reach to reach
    odd: float = 0.004  # nobody's level makes a skill surer than this
    shallow: int = 6  # up to this depth learners are taken to be new; far into a longer course few are
    margin: float = 0.002  # evidence pushes belief in an item's skills no nearer than this to 0 and 1

    def guess_rate(self, choices: int) -> float:
        """Never above 1 − slip: an item that anyone gets right tells nothing, not the opposite."""
        return self.guess if choices == 0 else min(max(1.0 / choices, self.guess), 1.0 - self.slip)

    @property
    def version(self) -> str:
        digest = hashlib.sha256(repr(sorted(asdict(self).items())).encode()).hexdigest()
        return f"graph-3-{digest[:8]}"
