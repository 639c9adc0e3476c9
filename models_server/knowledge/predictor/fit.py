"""A course's log in, a fitted predictor out. Which estimator serves is decided by held-out learners.

`fit(log, course, seed)` is all a caller needs. `log` holds the unassisted, not void answers in the order they
were given; `course` every item in the author's order with its skills. `replay` gives the log odds that the
graph filter has before each row of a log; with it, estimators with and without the filter compete, and a
fit that serves (`earlier`) is compared with the new one. The same input and seed give the same numbers.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models_server.knowledge.predictor import features, joined, measures, memories, tables
from models_server.knowledge.predictor.against import Earlier, compared
from models_server.knowledge.predictor.estimators import FITS
from models_server.knowledge.predictor.features import Rows
from models_server.knowledge.predictor.joined import GRAPH_ALONE, Beside, Join
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
REPLAYED = 10_000  # attempts that the filter replays at most: at some milliseconds each, a minute
_LARGE = 20_000  # attempts from which one held-out fold tells enough

Replay = Callable[[Log], Floats]


class TooLittle(FitError):
    """There is not enough to fit on."""


def fit(
    log: Iterable[Attempt],
    course: Iterable[CourseItem],
    seed: int,
    replay: Replay | None = None,
    earlier: Earlier | None = None,
) -> Fitted:
    """Raise FitError where an item is listed twice or a score is not in 0..1, TooLittle for a small log."""
    started = time.monotonic()
    items = Items.of(course)
    data = read(log, items)
    learners, attempts = len(data.learners), len(data.item)
    if learners < FEWEST_LEARNERS or attempts < FEWEST_ATTEMPTS:
        raise TooLittle(
            f"{attempts} attempts of {learners} learners are too few: "
            f"{FEWEST_ATTEMPTS} of {FEWEST_LEARNERS} are needed"
        )
    x, fold = crossed(data)
    held = fold == 0 if len(fold) >= _LARGE else np.ones(len(fold), dtype=bool)
    beside = _beside(data, held, replay)
    tried = list(_tried(data, x, fold, seed, held, beside))
    best = min(tried, key=lambda trial: trial.compared.log_loss)
    estimator = FITS[best.estimator](x, data.score, data.position(), seed)
    report = Report(
        chosen=best.compared.name,
        compared=[trial.compared for trial in tried],
        learners=learners,
        held_out=best.learners,
        attempts=attempts,
        unknown_items=data.unknown,
        forgotten=data.forgotten,
        seconds=round(time.monotonic() - started, 2),
        against=None if earlier is None else compared(earlier, data, beside, best.p),
    )
    return Fitted(items, tables.build(data), estimator, best.join, seed, report)


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
    estimator: str
    join: Join
    learners: int
    p: Floats  # of the held-out answers that all have


def _tried(
    data: Log, x: Rows, fold: Ints, seed: int, held: NDArray[np.bool_], beside: Beside
) -> Iterator[_Trial]:
    """Every estimator, alone and with what stands beside it, on the same held-out answers."""
    for name in FITS:
        logit = _held_out(name, data, x, fold, held, seed)
        yield _trial(name, name, data, logit, held, beside, graph=False, recall=False)
        ways = [(beside.graph is not None, False), (False, True), (beside.graph is not None, True)]
        for graph, recall in dict.fromkeys(ways):
            if graph or (recall and beside.recall is not None):
                said = name + "+graph" * graph + "+recall" * recall
                yield _trial(said, name, data, logit, held, beside, graph=graph, recall=recall)
    if beside.graph is not None:
        p, score = sigmoid(beside.graph), data.score[beside.rows]
        learners = len(np.unique(data.learner[beside.rows]))
        yield _Trial(_compared("graph", score, p), "item_average", GRAPH_ALONE, learners, p)


def _beside(data: Log, held: NDArray[np.bool_], replay: Replay | None) -> Beside:
    """Of held-out learners, in the order of their hash, until the filter has replayed enough."""
    rows = held
    if replay is not None and held.sum() > REPLAYED:
        answers = np.bincount(data.learner[held], minlength=len(data.learners))
        order = np.argsort(hashed(data.learners, "replay"), kind="stable")
        few = order[np.cumsum(answers[order]) <= REPLAYED]
        rows = held & np.isin(data.learner, few)
    some = data.only(rows)
    recall = untried = None
    if np.ptp(data.at) > 0.0:
        recall, untried = memories.of_log(some)
    return Beside(rows, None if replay is None else replay(some), recall, untried)


def _held_out(name: str, data: Log, x: Rows, fold: Ints, held: NDArray[np.bool_], seed: int) -> Floats:
    """The logit of each held-out row, learnt from the other folds; no number elsewhere."""
    position = data.position()
    logit = np.full(len(fold), np.nan)
    for one in np.unique(fold[held]):
        rest, here = fold != one, fold == one
        logit[here] = FITS[name](x[rest], data.score[rest], position[rest], seed).logits(x[here]).mean(0)
    return logit


def _trial(
    said: str,
    name: str,
    data: Log,
    logit: Floats,
    held: NDArray[np.bool_],
    beside: Beside,
    *,
    graph: bool,
    recall: bool,
) -> _Trial:
    """Compare on the held-out answers that all have; each half of the learners calibrated by the other."""
    plain = not (graph or recall)
    base, score, learner = logit[held], data.score[held], data.learner[held]
    here = beside.rows[held]
    half = (hashed(data.learners, "half") % 2)[learner] == 0

    def weighed(some: NDArray[np.bool_]) -> Join:
        if plain:
            return Join(*_calibrated(base[some], score[some], learner[some]))
        some = some & here
        return joined.learnt(base[some], beside.part(some[here]), score[some], graph, recall)

    p = np.empty(int(here.sum()))
    for part in (half, ~half):
        at = part & here
        if at.any():
            p[part[here]] = sigmoid(joined.logits(weighed(~part), base[at], beside.part(part[here])))
    join = weighed(np.ones(len(base), dtype=bool))
    return _Trial(_compared(said, score[here], p), name, join, len(np.unique(learner[here])), p)


def _compared(name: str, score: Floats, p: Floats) -> Compared:
    return Compared(
        name,
        measures.log_loss(score, p),
        measures.auc(score, p),
        measures.ece(score, p),
        measures.reliability(score, p),
    )


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
