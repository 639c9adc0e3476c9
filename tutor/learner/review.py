"""When a skill should come back. Knows one skill's history and the default FSRS parameters, no log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from fsrs_rs_python import DEFAULT_PARAMETERS, FSRS, MemoryState

RETENTION = 0.90  # probability of recall at which a review is due
SHORTEST = 1.0  # days; what comes back sooner is still the same lesson, not a review
LONGEST = 3650.0  # days
_GOOD = 3  # FSRS's name for a plain success
_MODEL = FSRS(DEFAULT_PARAMETERS)


@dataclass(frozen=True, slots=True)
class Recall:
    """One return to a skill. A `share` below 1 is a success on something that builds on it."""

    at: datetime
    remembered: bool
    share: float = 1.0

    def __post_init__(self) -> None:
        if not 0.0 <= self.share <= 1.0:
            raise ValueError(f"{self.share} is no share of a review")
        if self.share < 1.0 and not self.remembered:
            raise ValueError("only a success is worth a share of a review")


@dataclass(frozen=True, slots=True)
class Memory:
    """How well a skill is remembered, and since when. Enough to go on without its history."""

    stability: float
    difficulty: float
    days: float  # from `last` until it comes back
    last: datetime

    @property
    def due(self) -> datetime:
        return self.last + timedelta(days=min(max(self.days, SHORTEST), LONGEST))


def after(memory: Memory | None, recall: Recall) -> Memory | None:
    """With one more return, in order of the log. A clock that ran backwards counts as no time passed.

    What is implied before the skill was first tried teaches nothing.

    A share c of a review moves what a whole one would move, by c: where that takes stability from S to S' and
    the last review from t to t', this takes them to S·(S'/S)^c and t + c·(t' − t). Nothing at 0, a success at
    1, never earlier in between.
    """
    if memory is None and recall.share < 1.0:
        return None
    last = recall.at if memory is None else memory.last
    at = max(recall.at, last)
    before = None if memory is None else MemoryState(memory.stability, memory.difficulty)
    states = _MODEL.next_states(before, RETENTION, (at - last).days)
    if before is None or recall.share >= 1.0:
        state = states.good if recall.remembered else states.again
        return Memory(state.memory.stability, state.memory.difficulty, state.interval, at)
    partly = _partly(before, states.good.memory, recall.share)
    days = _MODEL.next_interval(partly.stability, RETENTION, _GOOD)
    return Memory(partly.stability, partly.difficulty, days, last + (at - last) * recall.share)


def next_due(history: Sequence[Recall], now: datetime) -> datetime:
    """When to review, from `history` in order of the log; `now` if the skill itself was never tried.

    All datetimes are aware, or none is. The answer may lie in the past (overdue). Deterministic. A clock that
    ran ahead of `now` counts as `now`.
    """
    memory: Memory | None = None
    for recall in history:
        memory = after(memory, replace(recall, at=min(recall.at, now)))
    return now if memory is None else memory.due


def _partly(before: MemoryState, after: MemoryState, share: float) -> MemoryState:
    """FSRS multiplies stability at each review; so a share of one is a power of that factor."""
    growth = max(after.stability / before.stability, 1.0)
    return MemoryState(
        before.stability * growth**share,
        before.difficulty + share * (after.difficulty - before.difficulty),
    )
