"""How well the predictor knows the next answer of learners it was not fitted on.

`--train FILE`: five folds by learner (a fixed hash), fitted on four, measured on the fifth; their mean.
`--train FILE --test FILE`: fitted on the whole of one, measured on the other. Every prediction is made from
the learner's earlier answers only; a fit includes reading, comparing the estimators and refitting the winner.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch

from models_server.knowledge.predictor import Fitted, fit
from models_server.knowledge.predictor.features import of_log
from models_server.knowledge.predictor.log import Floats, Ints, Items, Log, hashed, read
from models_server.knowledge.predictor.measures import auc, ece
from models_server.knowledge.predictor.tables import sigmoid
from tests.bench import Args, Result
from tests.bench.tracing import baselines
from tests.bench.tracing.table import course_of, load

FOLDS = 5
DRAWS = 200
FLOORS = {"auc": 0.785, "auc_1_2": 0.775}
BUDGETS = {"ece": 0.01, "fit_minutes": 10.0}


@dataclass(frozen=True)
class Told:
    """Predictions of one model for held-out rows: which learner, how many answers before, right or not, p."""

    learner: Ints
    position: Ints
    score: Floats
    p: Floats

    def measured(self) -> dict[str, float]:
        early = (self.position == 1) | (self.position == 2)
        return {
            "auc": auc(self.score, self.p),
            "ece": ece(self.score, self.p),
            "auc_1_2": auc(self.score[early], self.p[early]),
        }


def run(args: Args) -> Result:
    if args.train is None:
        raise SystemExit("tracing needs --train FILE (and may have --test FILE)")
    torch.set_num_threads(1)
    train = load(args.train)
    if args.test is not None:
        splits = [(train, load(args.test))]
        said = "fitted on the whole of --train, measured on --test"
    else:
        splits = [train.split(hashed(train.learners(), "fold") % FOLDS, fold) for fold in range(FOLDS)]
        said = f"mean over {FOLDS} folds by learner"
    told: dict[str, list[Told]] = {}
    minutes, chosen = [], []
    for number, (known, new) in enumerate(splits):
        course = course_of(args.train, known, new)
        started = time.monotonic()
        fitted = fit(known.attempts(), course, args.seed)
        minutes.append((time.monotonic() - started) / 60)
        chosen.append(fitted.report.chosen)
        items = Items.of(course)
        fold = read(known.attempts(), items), read(new.attempts(), items)
        for name, predict in _models(fitted).items():
            told.setdefault(name, []).append(_told(fold[1], predict(*fold), number))
    metrics = {name: _mean([part.measured() for part in parts]) for name, parts in told.items()}
    ours = metrics.pop("predictor") | {"fit_minutes": max(minutes)}
    return Result(ours, metrics, BUDGETS, _notes(told, said, chosen), FLOORS)


def _models(fitted: Fitted) -> dict[str, Callable[[Log, Log], Floats]]:
    def predictor(known: Log, new: Log) -> Floats:
        x = of_log(fitted.tables, new)
        return sigmoid(fitted.join.slope * fitted.estimator.logits(x).mean(0) + fitted.join.offset)

    return {"predictor": predictor, **baselines.ALL}


def _told(new: Log, p: Floats, number: int) -> Told:
    return Told(new.learner + number * 10_000_000, new.position(), new.score, p)


def _mean(parts: Sequence[dict[str, float]]) -> dict[str, float]:
    return {key: float(np.mean([part[key] for part in parts])) for key in parts[0]}


def _notes(told: dict[str, list[Told]], said: str, chosen: list[str]) -> list[str]:
    pooled = _pooled(told["predictor"])
    early = int(((pooled.position == 1) | (pooled.position == 2)).sum())
    notes = [
        f"{said}; {len(np.unique(pooled.learner)):,} learners, {len(pooled.p):,} predictions, "
        f"{early:,} of them after one or two answers; fit_minutes is the slowest fit, on one thread",
        f"estimator chosen by log loss on held-out learners of the fit's own log: {', '.join(chosen)}",
    ]
    if len(told["predictor"]) > 1:
        spread = [part.measured() for part in told["predictor"]]
        lines = (
            f"{key} {min(s[key] for s in spread):.4f}–{max(s[key] for s in spread):.4f}" for key in spread[0]
        )
        notes.append(f"lowest and highest fold: {', '.join(lines)}")
        held = ", ".join(f"{key} {value:.4f}" for key, value in pooled.measured().items())
        notes.append(f"all folds' predictions as one set: {held}")
    for key, (low, high) in intervals(pooled).items():
        notes.append(f"95 % interval of {key}, bootstrap over learners ({DRAWS} draws): {low:.4f}–{high:.4f}")
    notes.append(
        f"were every p the truth, answers drawn from it would show an ece of {_noise(told):.4f} by chance"
    )
    return notes


def _noise(told: dict[str, list[Told]]) -> float:
    """The mean calibration error if each answer were drawn with the predicted probability."""
    draw = np.random.default_rng(0)
    drawn = [(part.p, (draw.random(len(part.p)) < part.p).astype(float)) for part in told["predictor"]]
    return float(np.mean([ece(score, p) for p, score in drawn]))


def _pooled(parts: Sequence[Told]) -> Told:
    columns = zip(*((part.learner, part.position, part.score, part.p) for part in parts), strict=True)
    learner, position, score, p = (np.concatenate(column) for column in columns)
    return Told(learner, position, score, p)


def intervals(told: Told) -> dict[str, tuple[float, float]]:
    """Where 95 % of the measures lie when learners are drawn anew, with replacement."""
    draw = np.random.default_rng(0)
    order = np.argsort(told.learner, kind="stable")
    _, starts, counts = np.unique(told.learner[order], return_index=True, return_counts=True)
    found: dict[str, list[float]] = {}
    for _ in range(DRAWS):
        some = draw.integers(0, len(starts), len(starts))
        rows = order[np.concatenate([np.arange(starts[s], starts[s] + counts[s]) for s in some])]
        drawn = Told(told.learner[rows], told.position[rows], told.score[rows], told.p[rows])
        for key, value in drawn.measured().items():
            found.setdefault(key, []).append(value)
    quantiles = {key: np.quantile(values, [0.025, 0.975]) for key, values in found.items()}
    return {key: (float(low), float(high)) for key, (low, high) in quantiles.items()}
