"""A course's log in, a fitted predictor out. Which estimator serves is decided by held-out learners.

`fit(log, course, seed)` is all a caller needs. `log` holds the unassisted, not void answers in the order they
were given; `course` every item in the author's order with its skills. The same input and seed give the same
numbers.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from models_server.knowledge.predictor import features, measures, tables
from models_server.knowledge.predictor.estimators import FITS
from models_server.knowledge.predictor.features import Rows
from models_server.knowledge.predictor.log import (
    FOLDS,
    Attempt,
    CourseItem,
    FitError,
    Floats,
    Ints,
    Items,
    Log,
    hashed,
    read,
)
from models_server.knowledge.predictor.predict import Compared, Fitted, Report
from models_server.knowledge.predictor.tables import sigmoid

FEWEST_LEARNERS, FEWEST_ATTEMPTS = 10, 100
_LARGE = 20_000  # attempts from which one held-out fold tells enough


def fit(log: Iterable[Attempt], course: Iterable[CourseItem], seed: int) -> Fitted:
    """Raise FitError where the log is too small, an item is listed twice or a score is not in 0..1."""
    started = time.monotonic()
    items = Items.of(course)
    data = read(log, items)
    learners, attempts = len(data.learners), len(data.item)
    if learners < FEWEST_LEARNERS or attempts < FEWEST_ATTEMPTS:
        raise FitError(
            f"{attempts} attempts of {learners} learners are too few: "
            f"{FEWEST_ATTEMPTS} of {FEWEST_LEARNERS} are needed"
        )
    x, fold = crossed(data)
    tried = [_held_out(name, data, x, fold, seed) for name in FITS]
    best = min(tried, key=lambda trial: trial.compared.log_loss)
    estimator = FITS[best.compared.name](x, data.score, data.position(), seed)
    report = Report(
        chosen=estimator.name,
        compared=[trial.compared for trial in tried],
        learners=learners,
        held_out=best.learners,
        attempts=attempts,
        unknown_items=data.unknown,
        forgotten=data.forgotten,
        seconds=round(time.monotonic() - started, 2),
    )
    return Fitted(items, tables.build(data), estimator, best.slope, best.offset, seed, report)


def _folds(data: Log) -> Ints:
    """The fold of each row: learners in the order of their hash take turns, so that no fold is empty."""
    order = np.argsort(hashed(data.learners, "fit"), kind="stable")
    fold = np.empty(len(order), dtype=np.int64)
    fold[order] = np.arange(len(order)) % FOLDS
    return fold[data.learner]


def crossed(data: Log) -> tuple[Rows, Ints]:
    """Features of every row from tables that the learner's own fold had no part in, and that fold.

    An item's numbers would otherwise hold the very answer to be predicted, and look better than they are.
    """
    fold = _folds(data)
    x = np.empty((len(fold), len(features.names())), dtype=np.float32)
    for held in range(FOLDS):
        x[fold == held] = features.of_log(tables.build(data.only(fold != held)), data.only(fold == held))
    return x, fold


@dataclass(frozen=True)
class _Trial:
    compared: Compared
    slope: float
    offset: float
    learners: int


def _held_out(name: str, data: Log, x: Rows, fold: Ints, seed: int) -> _Trial:
    """Learn from the other folds; compare on the held-out ones, each half calibrated by the other half."""
    held = range(1) if len(fold) >= _LARGE else range(FOLDS)
    position = data.position()
    logit = np.full(len(fold), np.nan)
    for one in held:
        rest, here = fold != one, fold == one
        logit[here] = FITS[name](x[rest], data.score[rest], position[rest], seed).logits(x[here]).mean(0)
    told = ~np.isnan(logit)
    logit, score, learner = logit[told], data.score[told], data.learner[told]
    half = (hashed(data.learners, "half") % 2)[learner] == 0
    p = np.empty(len(logit))
    for part in (half, ~half):
        slope, offset = _calibrated(logit[~part], score[~part], learner[~part])
        p[part] = sigmoid(slope * logit[part] + offset)
    compared = Compared(
        name,
        measures.log_loss(score, p),
        measures.auc(score, p),
        measures.ece(score, p),
        measures.reliability(score, p),
    )
    slope, offset = _calibrated(logit, score, learner)
    return _Trial(compared, slope, offset, len(np.unique(learner)))


def _calibrated(logit: Floats, score: Floats, learner: Ints) -> tuple[float, float]:
    """Slope and offset that turn the logit about its mean until it is neither too sure nor too timid.

    Of what held-out learners ask for, 1 − (standard error / distance)² is kept, or nothing; the error is
    that of drawing learners. The level stays: learners drawn by a hash are above or below others by chance
    only, and following that makes the next ones worse.
    """
    if not len(logit):
        return 1.0, 0.0
    centre = float(logit.mean())
    away = logit - centre
    turn = shift = 0.0
    for _ in range(20):
        p = sigmoid(logit + turn * away + shift)
        weight = p * (1 - p)
        shift += float((score - p).sum() / (weight.sum() + 1.0))
        p = sigmoid(logit + turn * away + shift)
        curvature = float((p * (1 - p)) @ away**2) + 1.0
        turn += (float(away @ (score - p)) - turn) / curvature
    each = np.bincount(learner, away * (score - sigmoid(logit + turn * away + shift)))
    error = float(np.sqrt((each**2).sum())) / curvature
    turn *= max(1.0 - (error / turn) ** 2, 0.0) if turn else 0.0
    return max(1.0 + turn, 0.0), -max(turn, -1.0) * centre
