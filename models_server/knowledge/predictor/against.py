"""A new fit beside an earlier one, on answers that neither has seen. Knows two predictors and a log.

The earlier one has learnt from every answer given before it was made, and would look better on those than it
is; the new one is asked as it stands on held-out learners. So only held-out answers given since are compared.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models_server.knowledge.predictor import features, measures
from models_server.knowledge.predictor.joined import Beside, logits
from models_server.knowledge.predictor.log import Floats, Log
from models_server.knowledge.predictor.predict import Fitted
from models_server.knowledge.predictor.tables import sigmoid
from models_server.wire import FitAgainstReport


@dataclass(frozen=True)
class Earlier:
    """A fit that serves, and when it was made: seconds since the epoch."""

    fitted: Fitted
    since: float


def compared(earlier: Earlier, data: Log, beside: Beside, new: Floats) -> FitAgainstReport | None:
    """`new`: what the new fit said of the rows of `beside`. None where the two cannot be compared.

    That is where their items differ, where the filter was not asked, and where nobody has answered since.
    """
    fitted = earlier.fitted
    here = data.at[beside.rows] > earlier.since
    alike = fitted.items.ids == data.items.ids and fitted.items.sets == data.items.sets
    if not alike or beside.graph is None or not here.any():
        return None
    some = data.only(beside.rows)
    # Whole histories, though only the newest answers count: what was answered before says who they are.
    base = fitted.estimator.logits(features.of_log(fitted.tables, some)).mean(0)
    said = sigmoid(logits(fitted.join, base, beside))
    score = data.score[beside.rows][here]
    return FitAgainstReport(
        attempts=int(np.count_nonzero(here)),
        new=measures.log_loss(score, new[here]),
        in_use=measures.log_loss(score, said[here]),
        filter=measures.log_loss(score, sigmoid(beside.graph[here])),
    )
