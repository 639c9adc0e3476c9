"""An estimator's logit beside what the graph filter and time say: a few weights. Knows no learner.

Estimators are fitted on a whole log; what stands beside them takes a replay, so only held-out learners have
it. A few weights are learnt from those, which is why they join logits and are no features of an estimator.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models_server.knowledge.predictor.log import Floats

_RIDGE = 3.0  # outcomes that a weight of one standard deviation must be worth
_STEPS = 50


@dataclass(frozen=True)
class Join:
    """logit = slope · estimator + offset + graph · filter + recall · log odds of it + untried · 1 or 0."""

    slope: float = 1.0
    offset: float = 0.0
    graph: float = 0.0
    recall: float = 0.0
    untried: float = 0.0

    @property
    def of_graph(self) -> bool:
        """Whether the filter's log odds are needed."""
        return self.graph != 0.0


GRAPH_ALONE = Join(slope=0.0, graph=1.0)


@dataclass(frozen=True)
class Beside:
    """What stands beside the estimators for some rows of a log: float64 [R] each."""

    rows: NDArray[np.bool_]  # of the log: which R
    graph: Floats | None  # log odds that the filter gives
    recall: Floats | None
    untried: Floats | None

    def part(self, some: NDArray[np.bool_]) -> Beside:
        """Of some of the R."""
        taken = (None if v is None else v[some] for v in (self.graph, self.recall, self.untried))
        return Beside(self.rows, *taken)


def logits(join: Join, base: Floats, beside: Beside) -> Floats:
    """float64 [R]; base: the estimator's."""
    total = join.slope * base + join.offset
    for weight, value in (
        (join.graph, beside.graph),
        (join.recall, beside.recall),
        (join.untried, beside.untried),
    ):
        if weight:
            assert value is not None
            total = total + weight * value
    return total


def learnt(base: Floats, beside: Beside, score: Floats, graph: bool, recall: bool) -> Join:
    """The weights that held-out answers ask for: logistic regression, by Newton's method."""
    if not len(base):
        return Join()
    columns = {"slope": base}
    if graph and beside.graph is not None:
        columns["graph"] = beside.graph
    if recall and beside.recall is not None and beside.untried is not None:
        columns |= {"recall": beside.recall, "untried": beside.untried}
    x = np.stack(list(columns.values()), axis=1)
    middle, spread = x.mean(0), x.std(0)
    used = spread > 1e-6
    scaled = np.where(used, (x - middle) / np.where(used, spread, 1.0), 0.0)
    scaled = np.concatenate([scaled, np.ones((len(x), 1))], axis=1)
    start = np.zeros(scaled.shape[1])
    # What stands without a log: the filter where there is one, else the estimator's logit as it is.
    first = list(columns).index("graph") if "graph" in columns else 0
    start[first], start[-1] = spread[first] * used[first], middle[first]
    weights = _newton(scaled, score, start)
    plain = np.where(used, weights[:-1] / np.where(used, spread, 1.0), 0.0)
    if not used[first]:
        plain[first] = 1.0
    offset = float(weights[-1] - plain @ middle)
    return Join(offset=offset, **dict(zip(columns, plain.tolist(), strict=True)))


def _newton(x: Floats, score: Floats, start: Floats) -> Floats:
    """Weights [F] near `start` for columns [R, F] of like spread; the last, the level, is held by less."""
    pull = np.full(x.shape[1], _RIDGE)
    pull[-1] = 1.0

    def cost(weights: Floats) -> float:
        odds = x @ weights
        return float((np.logaddexp(0.0, odds) - score * odds).sum() + pull @ (weights - start) ** 2 / 2.0)

    weights = start.copy()
    for _ in range(_STEPS):
        p = 1.0 / (1.0 + np.exp(-np.clip(x @ weights, -30.0, 30.0)))
        slope = x.T @ (p - score) + pull * (weights - start)
        step = np.linalg.solve((x * (p * (1.0 - p))[:, None]).T @ x + np.diag(pull), slope)
        while np.abs(step).max() > 1e-9 and cost(weights - step) > cost(weights):
            step /= 2.0  # a whole step may leap over the valley
        weights = weights - step
        if np.abs(step).max() <= 1e-9:
            break
    return weights
