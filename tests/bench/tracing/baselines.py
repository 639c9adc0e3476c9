"""What the predictor is compared with. Each takes a known log and a new one, and predicts the new one."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from models_server.knowledge.predictor.features import names, of_log
from models_server.knowledge.predictor.fit import crossed
from models_server.knowledge.predictor.log import Floats, Log
from models_server.knowledge.predictor.tables import build, sigmoid

_BKT = 0.1  # p(known), p(learn), slip and guess
_NODES = np.linspace(-4.0, 4.0, 41)  # abilities that the 2PL considers


def item_average(known: Log, new: Log) -> Floats:
    """The item's share of right answers, four answers of its kind's share mixed in; for everybody alike."""
    items, sets = len(known.items), len(known.items.sets)
    mean = known.score.mean()
    of_set = (np.bincount(known.set, known.score, sets) + mean) / (
        np.bincount(known.set, minlength=sets) + 1.0
    )
    usual = of_set[known.items.set_of]
    share = (np.bincount(known.item, known.score, items) + 4.0 * usual) / (
        np.bincount(known.item, minlength=items) + 4.0
    )
    found: Floats = share[new.item]
    return found


def quick_logistic(known: Log, new: Log) -> Floats:
    """Logistic regression on five numbers, unregularised.

    The item's difficulty, successes and failures on its skills (logs), answers (log), share right so far.
    """
    columns = [names().index(name) for name in ("able", "set_right", "set_wrong", "count", "share")]
    x = _with_one(crossed(known)[0][:, columns])
    weights = np.zeros(x.shape[1])
    for _ in range(8):
        p = sigmoid(x @ weights)
        weights += np.linalg.solve((x.T * (p * (1 - p))) @ x, x.T @ (known.score - p))
    return sigmoid(_with_one(of_log(build(known), new)[:, columns]) @ weights)


def _with_one(x: np.ndarray) -> Floats:
    return np.column_stack([x.astype(np.float64), np.ones(len(x))])


def bkt(known: Log, new: Log) -> Floats:
    """Bayesian knowledge tracing (Corbett and Anderson 1995), one skill a set, nothing fitted."""
    out = np.empty(len(new.item))
    mastered: dict[tuple[int, int], float] = {}
    rows = zip(new.learner.tolist(), new.set.tolist(), new.score.tolist(), strict=True)
    for row, (learner, skill, score) in enumerate(rows):
        p = mastered.get((learner, skill), _BKT)
        out[row] = p * (1 - _BKT) + (1 - p) * _BKT
        yes, no = (1 - _BKT, _BKT) if score >= 0.5 else (_BKT, 1 - _BKT)
        after = p * yes / (p * yes + (1 - p) * no)
        mastered[learner, skill] = after + (1 - after) * _BKT
    return out


def two_parameters(known: Log, new: Log) -> Floats:
    """2PL: difficulty and discrimination fitted by alternating Newton steps with normal priors.

    A new learner's ability has a normal prior and is kept as a posterior on a grid.
    """
    ability = np.zeros(len(known.learners))
    ease, steep = np.full(len(known.items), 0.7), np.zeros(len(known.items))  # steep: log discrimination
    for _ in range(25):
        slope = np.exp(steep)[known.item]
        logit = slope * ability[known.learner] + ease[known.item]
        _newton(ability, known.learner, slope, known.score - sigmoid(logit), logit, 1.0, 0.0)
        logit = slope * ability[known.learner] + ease[known.item]
        _newton(ease, known.item, np.ones(len(slope)), known.score - sigmoid(logit), logit, 1.5, 0.7)
        logit = slope * ability[known.learner] + ease[known.item]
        turn = slope * ability[known.learner]
        _newton(steep, known.item, turn, known.score - sigmoid(logit), logit, 0.1, 0.0)
    chances = sigmoid(np.exp(steep)[:, None] * _NODES * ability.std() + ease[:, None])  # [I, nodes]
    prior = np.exp(-(_NODES**2) / 2)
    out, belief = np.empty(len(new.item)), prior
    before = -1
    for row, (learner, item, score) in enumerate(
        zip(new.learner.tolist(), new.item.tolist(), new.score.tolist(), strict=True)
    ):
        belief = prior if learner != before else belief
        before = learner
        right = chances[item]
        out[row] = belief @ right / belief.sum()
        belief = belief * (right if score >= 0.5 else 1 - right)
        belief = belief / belief.sum()
    return out


def _newton(
    value: Floats, index: np.ndarray, by: Floats, error: Floats, logit: Floats, variance: float, mean: float
) -> None:
    p = sigmoid(logit)
    slope = np.bincount(index, by * error, len(value)) - (value - mean) / variance
    value += slope / (np.bincount(index, by**2 * p * (1 - p), len(value)) + 1.0 / variance)


ALL: Mapping[str, Callable[[Log, Log], Floats]] = {
    "quick_logistic": quick_logistic,
    "item_average": item_average,
    "bkt_.1": bkt,
    "2pl": two_parameters,
}
