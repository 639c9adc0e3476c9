"""What is remembered of learners' answers: arrays over a block of learners, constant work an answer.

Fitting walks many learners abreast; serving holds one. Both call `observe`, so they cannot drift apart.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models_server.knowledge.predictor.log import Floats, Ints
from models_server.knowledge.predictor.tables import Tables, sigmoid

WINDOW = 32  # answers back that are looked at one by one
HALF_LIVES = 2.0, 8.0, 30.0  # answers
_SET_ABILITY = 0.6  # prior variance of a skill set's own part of ability
_DRIFT, _SET_DRIFT = 0.01, 0.02  # what an answer adds to them: people change
_FADE = 0.8  # of what is remembered of a skill set, an answer on it
_USUAL = 0.66

Who = slice | Ints


class History:
    """State of `learners` people of whom nothing is known yet."""

    def __init__(self, learners: int, tables: Tables) -> None:
        items, sets = len(tables.able), len(tables.of_set)

        def zeros(*shape: int) -> Floats:
            return np.zeros((learners, *shape))

        self.count = zeros()
        self.right = zeros()
        self.sets_met = zeros()
        self.streak = zeros()
        self.run = zeros()
        self.ability = zeros()
        self.variance = np.full(learners, tables.ability_variance)
        self.early_ability = zeros()
        self.early_variance = np.full(learners, tables.ability_variance)
        self.recent = zeros(len(HALF_LIVES))
        self.recent_weight = zeros(len(HALF_LIVES))
        self.company = zeros()
        self.company_near = zeros()
        self.ease = zeros()
        # the newest answers, newest first
        self.last_item: Ints = np.full((learners, WINDOW), -1)
        self.last_score = zeros(WINDOW)
        self.last_beyond = zeros(WINDOW)  # score − p, ability known
        self.last_scaled = zeros(WINDOW)  # the same over its standard deviation
        self.last_plain = zeros(WINDOW)  # over its standard deviation, ability unknown
        # by skill set
        self.set_right = zeros(sets)
        self.set_wrong = zeros(sets)
        self.set_beyond = zeros(sets)
        self.set_weight = zeros(sets)
        self.set_recent = zeros(sets)
        self.set_recent_weight = zeros(sets)
        self.set_last = np.full((learners, sets), -1.0)
        self.set_first = np.full((learners, sets), -1.0)
        self.set_when = np.full((learners, sets), -1.0)
        self.set_streak = zeros(sets)
        self.set_ability = zeros(sets)
        self.set_variance = np.full((learners, sets), _SET_ABILITY)
        # by item
        self.item_count: NDArray[np.int32] = np.zeros((learners, items), dtype=np.int32)
        self.item_score: NDArray[np.float32] = np.full((learners, items), -1.0, dtype=np.float32)
        self.item_when: NDArray[np.int32] = np.zeros((learners, items), dtype=np.int32)

    def copy(self) -> History:
        other = History.__new__(History)
        for name, value in vars(self).items():
            setattr(other, name, value.copy())
        return other

    def observe(self, tables: Tables, set_of: Ints, who: slice, item: Ints, score: Floats) -> None:
        """One answer of each learner in `who`."""
        at = np.arange(len(item)) + (who.start or 0)
        group = set_of[item]
        logit = tables.able[item] + self.ability[who]
        p = sigmoid(logit)
        beyond, weight = score - p, p * (1 - p)
        self._skill_set(at, group, logit, score, beyond, weight)
        self._window(tables, who, item, score, beyond, weight)
        _step(self.ability, self.variance, who, _DRIFT, beyond, weight)
        early = sigmoid(tables.early[item] + self.early_ability[who])
        _step(self.early_ability, self.early_variance, who, 0.0, score - early, early * (1 - early))
        fade = 0.5 ** (1.0 / np.array(HALF_LIVES))
        self.recent[who] = self.recent[who] * fade + beyond[:, None]
        self.recent_weight[who] = self.recent_weight[who] * fade + weight[:, None]
        self.company[who] += tables.company[item]
        self.company_near[who] += tables.company_near[item]
        self.ease[who] += tables.able[item]
        self.streak[who] = _streak(self.streak[who], score)
        self.item_score[at, item] = score
        self.item_count[at, item] += 1
        self.item_when[at, item] = self.count[who]
        self.right[who] += score
        self.count[who] += 1

    def _skill_set(
        self, at: Ints, group: Ints, logit: Floats, score: Floats, beyond: Floats, weight: Floats
    ) -> None:
        here = at, group
        new = self.set_when[here] < 0
        just = (self.set_when[here] == self.count[at] - 1) & ~new
        self.run[at] = np.where(just, self.run[at] + 1, 1.0)
        self.sets_met[at] += new
        p = sigmoid(logit + self.set_ability[here])
        variance = 1.0 / (1.0 / (self.set_variance[here] + _SET_DRIFT) + p * (1 - p))
        self.set_variance[here] = variance
        self.set_ability[here] += variance * (score - p)
        self.set_right[here] += score
        self.set_wrong[here] += 1.0 - score
        self.set_beyond[here] += beyond
        self.set_weight[here] += weight
        self.set_recent[here] = self.set_recent[here] * _FADE + score - _USUAL
        self.set_recent_weight[here] = self.set_recent_weight[here] * _FADE + 1.0
        self.set_streak[here] = _streak(self.set_streak[here], score)
        self.set_first[here] = np.where(new, score, self.set_first[here])
        self.set_last[here] = score
        self.set_when[here] = self.count[at]

    def _window(
        self, tables: Tables, who: slice, item: Ints, score: Floats, beyond: Floats, weight: Floats
    ) -> None:
        q = sigmoid(tables.plain[item])
        newest = (
            (self.last_item, item),
            (self.last_score, score),
            (self.last_beyond, beyond),
            (self.last_scaled, beyond / np.sqrt(weight + 0.02)),
            (self.last_plain, (score - q) / np.sqrt(q * (1 - q) + 0.01)),
        )
        for kept, value in newest:
            kept[who, 1:] = kept[who, :-1].copy()
            kept[who, 0] = value


def _step(mean: Floats, variance: Floats, who: slice, drift: float, beyond: Floats, weight: Floats) -> None:
    """One step of an assumed-density filter for a logit with a normal posterior."""
    after = 1.0 / (1.0 / (variance[who] + drift) + weight)
    variance[who] = after
    mean[who] += after * beyond


def _streak(streak: Floats, score: Floats) -> Floats:
    """Right answers in a row, negative for wrong ones."""
    right = score >= 0.5
    up, down = np.where(streak > 0, streak + 1, 1.0), np.where(streak < 0, streak - 1, -1.0)
    return np.where(right, up, down)
