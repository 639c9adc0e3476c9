"""How likely something learnt is recalled now: FSRS, corrected by what a learner's own log shows.

A correction is a few weights, pulled towards none: with little data the numbers are those of FSRS. Knows one
thing's history at a time, no skills, no graph. Pure and deterministic.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, floor, isfinite, log
from typing import Any

import numpy as np
from fsrs_rs_python import DEFAULT_PARAMETERS, FSRS, FSRSItem, FSRSReview, MemoryState

DAY = 86400.0
RATINGS = range(1, 5)  # FSRS: again, hard, good, easy
FEATURES = ("level", "log_odds", "difficulty", "surprise", "last_pace", "pace")
_LONGEST = 256  # reviews of one thing that FSRS is fitted on; longer histories it refuses
_RIDGE = 20.0  # how many outcomes a weight of one standard deviation must be worth
_SURPRISE = 0.3  # share of the newest outcome in the running surprise
_PACE = 0.4  # share of the newest answer in the running pace
_QUICKEST, _SLOWEST = 0.3, 600.0  # seconds; beyond these an answer's time says nothing more
_LEAST, _MOST = 0.01, 0.999  # FSRS is sure of nothing beyond these
_STEPS = 50  # of Newton; a handful is usual

_FSRS = tuple(float(value) for value in DEFAULT_PARAMETERS)


@dataclass(frozen=True, slots=True)
class Recall:
    """One try: `at` in seconds since 1970, `rating` 1 (forgotten) to 4 (easy), how long it took if known.

    Raise ValueError for a time that is no number or a rating that is none.
    """

    at: float
    rating: int
    seconds: float | None = None

    def __post_init__(self) -> None:
        if self.rating not in RATINGS:
            raise ValueError(f"a rating is 1, 2, 3 or 4, not {self.rating!r}")
        if not isfinite(self.at):
            raise ValueError(f"a try at {self.at}, which is no time")


@dataclass(frozen=True, slots=True)
class Parameters:
    """What `fit` found. Plain numbers; the defaults are FSRS-6 as it ships.

    Attributes:
        fsrs: the 21 parameters of FSRS-6.
        weights: one for each of FEATURES, on top of the log odds that FSRS gives.
        pace: log seconds of the usual answer.
        day_start: seconds after midnight UTC at which a new day begins.
    """

    fsrs: tuple[float, ...] = _FSRS
    weights: tuple[float, ...] = (0.0,) * len(FEATURES)
    pace: float = 0.0
    day_start: float = 0.0

    def __post_init__(self) -> None:
        if len(self.fsrs) != len(_FSRS) or len(self.weights) != len(FEATURES):
            raise ValueError(f"retention takes {len(_FSRS)} numbers for FSRS and {len(FEATURES)} weights")
        if not all(map(isfinite, (*self.fsrs, *self.weights, self.pace, self.day_start))):
            raise ValueError("parameters of retention must be finite numbers")
        if self.weights[1] <= -1.0:
            raise ValueError("with these weights memory would grow while nothing is done")

    def as_dict(self) -> dict[str, Any]:
        return {
            "fsrs": list(self.fsrs),
            "weights": dict(zip(FEATURES, self.weights, strict=True)),
            "pace": self.pace,
            "day_start": self.day_start,
        }

    @classmethod
    def from_dict(cls, body: Mapping[str, Any]) -> Parameters:
        return cls(
            fsrs=tuple(body["fsrs"]),
            weights=tuple(body["weights"][name] for name in FEATURES),
            pace=body["pace"],
            day_start=body["day_start"],
        )


DEFAULTS = Parameters()


@dataclass(frozen=True, slots=True)
class Outcome:
    """The first try on a later day: the one a forecast is held against.

    Attributes:
        index: its position in the history.
        right: whether it was recalled.
        fsrs: what FSRS alone said before it, with whole days as its own schedule counts them.
        p: what we say before it.
        features: by FEATURES; the first is 1.
    """

    index: int
    right: bool
    fsrs: float
    p: float
    features: tuple[float, ...]


def p_recall(history: Sequence[Recall], now: float, parameters: Parameters = DEFAULTS) -> float:
    """P(recalled at `now`), between 0 and 1; falls as `now` moves on. Raise ValueError for an empty history.

    `history` in order of the log. A clock that ran backwards counts as no time passed, and so does a `now`
    before the last try. Raise ValueError for a `now` that is no number.
    """
    if not history:
        raise ValueError("nothing was ever tried: there is nothing to recall")
    if not isfinite(now):
        raise ValueError(f"now is {now}, not a time")
    memory = _Memory(parameters)
    for recall in history:
        memory.learn(recall)
    return memory.p(now)


def outcomes(history: Sequence[Recall], parameters: Parameters = DEFAULTS) -> list[Outcome]:
    """Every outcome of one history with what was said before it, from what came before it alone."""
    memory = _Memory(parameters)
    found = []
    for index, recall in enumerate(history):
        if memory.days_since(recall.at) > 0:
            features = memory.features(recall.at)
            p = _joined(features, parameters.weights)
            found.append(Outcome(index, recall.rating > 1, memory.fsrs(recall.at), p, features))
        memory.learn(recall)
    return found


def fit(histories: Sequence[Sequence[Recall]], day_start: float = 0.0) -> Parameters:
    """Parameters from a log: one history for each thing learnt, each in order of the log.

    Without outcomes these are the defaults. 100,000 tries take seconds.
    """
    pace = _usual_pace(histories)
    plain = Parameters(fit_fsrs(histories, day_start), pace=pace, day_start=day_start)
    rows = [outcome for history in histories for outcome in outcomes(history, plain)]
    if not rows:
        return plain
    weights = _ridge(np.array([row.features for row in rows]), np.array([row.right for row in rows], float))
    if weights[1] <= -1.0:  # a log in which more was recalled the longer it lay: believe FSRS instead
        return plain
    return Parameters(plain.fsrs, weights, pace, day_start)


def fit_fsrs(histories: Sequence[Sequence[Recall]], day_start: float = 0.0) -> tuple[float, ...]:
    """The parameters of FSRS alone, by its own optimiser; the defaults where it finds too little to go by."""
    dated = [item for history in histories for item in _items(history, day_start)]
    dated.sort(key=lambda item: item[0])  # the optimiser takes later ones as news
    if not dated:
        return _FSRS
    try:
        found = FSRS([]).compute_parameters([item for _, item in dated])
    except ValueError:  # its word for too little data
        return _FSRS
    return tuple(found) if all(map(isfinite, found)) else _FSRS


class _Memory:
    """One history walked through: what FSRS remembers, and what our features need."""

    def __init__(self, parameters: Parameters) -> None:
        self._parameters = parameters
        self._model = FSRS(parameters.fsrs)
        self._decay = parameters.fsrs[20]
        self._factor = 0.9 ** (-1.0 / self._decay) - 1.0
        self._state: MemoryState | None = None
        self._at = -float("inf")
        self._surprise = 0.0
        self._last_pace = self._pace = 0.0
        self._timed = False

    def days_since(self, at: float) -> int:
        """Whole days since the last try: how many times a new day began. 0 before the first."""
        if self._state is None:
            return 0
        start = self._parameters.day_start
        return max(floor((at - start) / DAY) - floor((self._at - start) / DAY), 0)

    def fsrs(self, at: float) -> float:
        """FSRS's own forecast. Only once something was learnt."""
        return self._curve(self.days_since(at))

    def features(self, at: float) -> tuple[float, ...]:
        """By FEATURES; only once something was learnt. Time counts by the hour here, not by the day."""
        assert self._state is not None
        p = min(max(self._curve(max(at - self._at, 0.0) / DAY), _LEAST), _MOST)
        odds = log(p / (1.0 - p))
        return (1.0, odds, self._state.difficulty - 5.0, self._surprise, self._last_pace, self._pace)

    def p(self, at: float) -> float:
        return _joined(self.features(at), self._parameters.weights)

    def learn(self, recall: Recall) -> None:
        days = self.days_since(recall.at)
        if days > 0:
            missed = (recall.rating > 1) - self.fsrs(recall.at)
            self._surprise += _SURPRISE * (missed - self._surprise)
        states = self._model.next_states(self._state, 0.9, days)
        self._state = (states.again, states.hard, states.good, states.easy)[recall.rating - 1].memory
        self._at = max(self._at, recall.at)
        if (taken := _log_seconds(recall)) is not None:
            self._last_pace = taken - self._parameters.pace
            self._pace += (_PACE if self._timed else 1.0) * (self._last_pace - self._pace)
            self._timed = True

    def _curve(self, days: float) -> float:
        assert self._state is not None
        return float((1.0 + self._factor * days / self._state.stability) ** -self._decay)


def _joined(features: Sequence[float], weights: Sequence[float]) -> float:
    """FSRS's log odds plus the weighted features, as a probability."""
    odds = features[1] + sum(weight * value for weight, value in zip(weights, features, strict=True))
    return 1.0 / (1.0 + exp(-min(max(odds, -30.0), 30.0)))


def _log_seconds(recall: Recall) -> float | None:
    """None where the time is unknown or no time at all."""
    seconds = recall.seconds
    if seconds is None or not isfinite(seconds) or seconds <= 0.0:
        return None
    return log(min(max(seconds, _QUICKEST), _SLOWEST))


def _usual_pace(histories: Sequence[Sequence[Recall]]) -> float:
    times = [taken for history in histories for one in history if (taken := _log_seconds(one)) is not None]
    return float(np.median(times)) if times else 0.0


def _items(history: Sequence[Recall], day_start: float) -> list[tuple[float, FSRSItem]]:
    """What FSRS is fitted on: for each outcome the tries up to it, with when it was."""
    memory = _Memory(Parameters(day_start=day_start))
    tries: list[FSRSReview] = []
    items = []
    for recall in history[:_LONGEST]:
        days = memory.days_since(recall.at)
        memory.learn(recall)
        tries.append(FSRSReview(recall.rating, days))
        if days > 0:
            items.append((recall.at, FSRSItem(tries)))
    return items


def _ridge(features: np.ndarray[Any, Any], right: np.ndarray[Any, Any]) -> tuple[float, ...]:
    """Logistic weights [F] on top of FSRS's log odds, for features [N, F], by Newton's method.

    Each is pulled towards 0 by its own spread; the level as by one outcome.
    """
    spread = features.std(axis=0)
    middle = features.mean(axis=0)
    used = spread > 1e-9
    scaled = np.where(used, (features - middle) / np.where(used, spread, 1.0), 0.0)
    scaled[:, 0] = 1.0
    pull = np.where(np.arange(len(FEATURES)) == 0, 1.0, _RIDGE)

    def cost(weights: np.ndarray[Any, Any]) -> float:
        odds = features[:, 1] + scaled @ weights
        return float((np.logaddexp(0.0, odds) - right * odds).sum() + pull @ weights**2 / 2.0)

    weights = np.zeros(len(FEATURES))
    for _ in range(_STEPS):
        odds = np.clip(features[:, 1] + scaled @ weights, -30.0, 30.0)
        p = 1.0 / (1.0 + np.exp(-odds))
        slope = scaled.T @ (p - right) + pull * weights
        bend = (scaled * (p * (1.0 - p))[:, None]).T @ scaled + np.diag(pull)
        step = np.linalg.solve(bend, slope)
        while np.abs(step).max() > 1e-9 and cost(weights - step) > cost(weights):
            step /= 2.0  # a whole step of Newton's may leap over the valley
        weights = weights - step
        if np.abs(step).max() <= 1e-9:
            break
    plain = np.where(used, weights / np.where(used, spread, 1.0), 0.0)
    plain[0] = weights[0] - float(plain[1:] @ middle[1:])
    return tuple(float(value) for value in plain)
