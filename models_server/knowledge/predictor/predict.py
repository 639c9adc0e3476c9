"""What a fit leaves behind: probabilities with intervals for one learner, and a file. Knows no HTTP."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from math import isfinite
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from models_server.knowledge.predictor.estimators import Estimator, restored
from models_server.knowledge.predictor.features import rows
from models_server.knowledge.predictor.history import History
from models_server.knowledge.predictor.log import CourseItem, Floats, Items
from models_server.knowledge.predictor.tables import Tables, sigmoid

FORMAT = 1
_Z = 1.6448536269514722  # 90 % of a normal lies within ± this many standard deviations
_ITEM_VARIANCE, _ANSWER = 0.4, 0.2  # of an item's own difficulty before any answer; what an answer tells


class UnknownItem(KeyError):
    """The fitted course has no such item."""


class Probability(NamedTuple):
    """p: unassisted success on the item now; low, high: 90 % interval."""

    item: str
    p: float
    low: float
    high: float


@dataclass(frozen=True)
class Compared:
    """One estimator on held-out learners; `bins`: (predicted, seen, answers), lowest prediction first."""

    name: str
    log_loss: float
    auc: float
    ece: float
    bins: list[tuple[float, float, int]]


@dataclass(frozen=True)
class Report:
    """What an admin sees of a fit: the estimators compared on `held_out` learners, and what was left out."""

    chosen: str
    compared: list[Compared]
    learners: int
    held_out: int
    attempts: int
    unknown_items: int
    forgotten: int
    seconds: float


@dataclass(frozen=True)
class Fitted:
    """Parameters of one course. `slope` and `offset` calibrate the estimator's logit."""

    items: Items
    tables: Tables
    estimator: Estimator
    slope: float
    offset: float
    seed: int
    report: Report

    def learner(self) -> Learner:
        """Somebody of whom nothing is known yet."""
        return Learner(self)

    def save(self, path: Path) -> None:
        """One .npz file of arrays and a JSON text; nothing in it is code."""
        about = {
            "format": FORMAT,
            "items": [
                [i, list(self.items.sets[s])] for i, s in zip(self.items.ids, self.items.set_of, strict=True)
            ],
            "estimator": self.estimator.name,
            "slope": self.slope,
            "offset": self.offset,
            "seed": self.seed,
            "report": asdict(self.report),
        }
        tables: dict[str, Any] = {f"tables.{name}": array for name, array in self.tables.arrays().items()}
        learnt: dict[str, Any] = {f"estimator.{name}": a for name, a in self.estimator.arrays().items()}
        with path.open("wb") as file:
            np.savez_compressed(file, about=np.array(json.dumps(about)), **tables, **learnt)

    @classmethod
    def load(cls, path: Path) -> Fitted:
        with np.load(path, allow_pickle=False) as stored:
            arrays = dict(stored)
        about = json.loads(str(arrays["about"]))
        if about["format"] != FORMAT:
            raise ValueError(f"{path}: format {about['format']}, this program reads {FORMAT}")

        def part(prefix: str) -> dict[str, Any]:
            return {key.removeprefix(prefix): a for key, a in arrays.items() if key.startswith(prefix)}

        kept = about["report"]
        compared = [Compared(**{**c, "bins": [tuple(b) for b in c["bins"]]}) for c in kept["compared"]]
        return cls(
            items=Items.of(CourseItem(item, tuple(skills)) for item, skills in about["items"]),
            tables=Tables.of(part("tables.")),
            estimator=restored(about["estimator"], part("estimator.")),
            slope=about["slope"],
            offset=about["offset"],
            seed=about["seed"],
            report=Report(**{**kept, "compared": compared}),
        )


class Learner:
    """One learner of a fitted course. An answer costs the same after ten as after a hundred thousand."""

    def __init__(self, fitted: Fitted) -> None:
        self._fitted = fitted
        self._history = History(1, fitted.tables)

    def observe(self, item: str, score: float) -> None:
        """An unassisted answer. Assisted and void ones are not for here: they tell of the help."""
        if not (isfinite(score) and 0.0 <= score <= 1.0):
            raise ValueError(f"the score {score} is not in 0..1")
        fitted = self._fitted
        at = np.array([self._position(item)])
        self._history.observe(fitted.tables, fitted.items.set_of, slice(0, 1), at, np.array([score]))

    def predict(self, items: Sequence[str]) -> list[Probability]:
        """In the order asked. Raise UnknownItem."""
        if not items:
            return []
        fitted, history = self._fitted, self._history
        at = np.array([self._position(item) for item in items])
        who = np.zeros(len(at), dtype=np.int64)
        members = fitted.estimator.logits(rows(fitted.tables, fitted.items.set_of, history, who, at))
        logit = fitted.slope * members.mean(0) + fitted.offset
        unsure = members.var(0) + history.variance[0]
        unsure = unsure + 1.0 / (1.0 / _ITEM_VARIANCE + _ANSWER * fitted.tables.seen[at])
        reach = _Z * np.sqrt(unsure)
        columns: list[Floats] = [sigmoid(logit), sigmoid(logit - reach), sigmoid(logit + reach)]
        return [
            Probability(item, *values)
            for item, *values in zip(items, *(column.tolist() for column in columns), strict=True)
        ]

    def _position(self, item: str) -> int:
        try:
            return self._fitted.items.index[item]
        except KeyError:
            raise UnknownItem(item) from None
