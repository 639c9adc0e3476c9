"""What time has left of each skill, by FSRS as it ships: of one learner, the same work an answer."""

from __future__ import annotations

from collections.abc import Mapping
from math import floor, isnan
from typing import Any

import numpy as np
from fsrs_rs_python import DEFAULT_PARAMETERS, FSRS, MemoryState
from numpy.typing import NDArray

from models_server.knowledge.predictor.log import Floats, Ints, Items, Log

DAY = 86400.0
_MODEL = FSRS(DEFAULT_PARAMETERS)
_DECAY = float(DEFAULT_PARAMETERS[20])
_FACTOR = 0.9 ** (-1.0 / _DECAY) - 1.0
_AGAIN, _GOOD = 1, 3
_LEAST, _MOST = 0.01, 0.999


class Members:
    """Which skills, by position, each set of an item's skills has."""

    def __init__(self, items: Items) -> None:
        number = {name: at for at, name in enumerate(dict.fromkeys(s for own in items.sets for s in own))}
        self.skills = len(number)
        self.of = [[number[name] for name in own] for own in items.sets]
        longest = max(map(len, self.of), default=0)
        filled = [[*own, *[self.skills] * (longest - len(own))] for own in self.of]
        self.table: Ints = np.array(filled, dtype=np.int64).reshape(len(self.of), longest)


class Memories:
    """Somebody of whom nothing is known yet. A clock that runs backwards is no time."""

    def __init__(self, members: Members) -> None:
        self._members = members
        self.stability: Floats = np.zeros(members.skills)
        self.difficulty: Floats = np.zeros(members.skills)
        self.at: Floats = np.full(members.skills, np.nan)  # of the last try

    def observe(self, group: int, score: float, at: float) -> None:
        """An answer on an item of this set of skills: each of them was remembered, or none."""
        for skill in self._members.of[group]:
            last = float(self.at[skill])
            before, days = None, 0
            if not isnan(last):
                before = MemoryState(float(self.stability[skill]), float(self.difficulty[skill]))
                days = max(floor(at / DAY) - floor(last / DAY), 0)
            states = _MODEL.next_states(before, 0.9, days)
            after = (states.good if score >= 0.5 else states.again).memory
            self.stability[skill], self.difficulty[skill] = after.stability, after.difficulty
            self.at[skill] = at if isnan(last) else max(at, last)

    def recalled(self, groups: Ints, now: float) -> tuple[Floats, Floats]:
        """For each set of skills: log odds that the weakest of those tried is recalled, 0 where none was; and
        1 where none was tried."""
        days = np.maximum(now - self.at, 0.0) / DAY
        p = (1.0 + _FACTOR * days / np.maximum(self.stability, 1e-3)) ** -_DECAY
        p = np.append(np.where(np.isnan(self.at), np.inf, np.clip(p, _LEAST, _MOST)), np.inf)
        weakest = p[self._members.table[groups]].min(1, initial=np.inf)
        untried = np.isinf(weakest)
        weakest = np.where(untried, 0.5, weakest)
        return np.log(weakest / (1.0 - weakest)), untried.astype(np.float64)

    def copy(self) -> Memories:
        return Memories.of(self._members, {name: array.copy() for name, array in self.arrays().items()})

    def arrays(self) -> dict[str, NDArray[Any]]:
        return {"stability": self.stability, "difficulty": self.difficulty, "at": self.at}

    @classmethod
    def of(cls, members: Members, arrays: Mapping[str, NDArray[Any]]) -> Memories:
        """The inverse of `arrays`."""
        memories = cls(members)
        memories.stability, memories.difficulty = arrays["stability"], arrays["difficulty"]
        memories.at = arrays["at"]
        return memories


def of_log(log: Log) -> tuple[Floats, Floats]:
    """`recalled` of every row of a log, each from the rows before it."""
    members = Members(log.items)
    odds, untried = np.zeros(len(log.item)), np.zeros(len(log.item))
    last, memories = -1, Memories(members)
    rows = zip(log.learner.tolist(), log.set.tolist(), log.score.tolist(), log.at.tolist(), strict=True)
    for row, (learner, group, score, at) in enumerate(rows):
        if learner != last:
            last, memories = learner, Memories(members)
        odds[row : row + 1], untried[row : row + 1] = memories.recalled(np.array([group]), at)
        memories.observe(group, score, at)
    return odds, untried
