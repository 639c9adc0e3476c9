"""What a log says of items and of pairs of items. Knows no single learner's history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models_server.knowledge.predictor.log import Floats, Ints, Items, Log

REACH = 8  # answers back in which two items count as met together
EARLY = 20.0  # answers after which a row weighs 1/e in the difficulties that serve newcomers
_ROUNDS = 8
_BASE_WEIGHT = 0.1
_BINOMIAL = 0.2  # p(1 − p) of a usual answer


@dataclass(frozen=True)
class Tables:
    """Arrays over items [I], pairs of items (sorted keys) and pairs of skill sets [K, K].

    Logits of success: `able` beside each learner's ability, `plain` without it (who gets an item is part of
    how hard it looks), `early` and `early_able` the same with each learner's first answers weighing most,
    `unread` like `early` for an item of its kind and place that nobody answered yet.
    """

    able: Floats
    plain: Floats
    early: Floats
    early_able: Floats
    unread: Floats
    of_set: Floats  # [K] part of `able` that is the skill set's
    own: Floats  # part of `able` that is the item's own
    seen: Floats  # answers
    after_error: Floats  # share of answers that came right after an error
    company: Floats  # mean ability of those who answered it
    company_near: Floats  # the same for its neighbours in the course
    pair_key: Ints  # earlier × I + later, the smaller first
    pair_beyond: Floats  # how residuals beside ability go together
    pair_plain: Floats  # the same without ability: a sum
    pair_count: Floats
    step_key: Ints  # see `step_keys`: an item, one or two answers after another that was right or wrong
    step_beyond: Floats  # mean residual beside ability of the later one, of those right after
    step_count: Floats
    step_even: Floats  # mean residual without ability
    step_early: Floats  # the same, the first answers of each learner weighing most
    set_step_key: Ints  # the same of skill sets
    set_step_even: Floats
    set_step_early: Floats
    sets_together: Floats  # [K, K] correlation of residuals without ability
    together: float  # its mean
    ability_variance: float  # of learners' abilities
    learners: float  # in the log

    def per_hundred(self, count: Floats) -> Floats:
        """A count of answers that does not grow with the log: folds and the whole must look alike."""
        return np.log1p(100.0 * count / max(self.learners, 1.0))

    def arrays(self) -> dict[str, NDArray[Any]]:
        return {f.name: np.asarray(getattr(self, f.name)) for f in fields(self)}

    @classmethod
    def of(cls, arrays: Mapping[str, NDArray[Any]]) -> Tables:
        """The inverse of `arrays`."""
        values: dict[str, Any] = {f.name: arrays[f.name] for f in fields(cls)}
        return cls(**{name: value if value.ndim else value.item() for name, value in values.items()})


def sigmoid(logit: Floats) -> Floats:
    out: Floats = 1.0 / (1.0 + np.exp(-np.clip(logit, -30.0, 30.0)))
    return out


def build(log: Log) -> Tables:
    """Everything from one log; items that nobody answered have the numbers of their skills and neighbours."""
    items, n = log.items, len(log.items)
    sooner = _BASE_WEIGHT + (1 - _BASE_WEIGHT) * np.exp(-log.position() / EARLY)
    even = np.ones(len(log.item))
    able = _effects(log, even, own=0.4, ability=1.0)
    plain = _effects(log, even, own=0.25, ability=0.001)
    early = _effects(log, sooner, own=0.2, ability=0.001)
    early_able = _effects(log, sooner, own=0.15, ability=1.0)
    seen = np.bincount(log.item, minlength=n).astype(np.float64)
    company = np.bincount(log.item, weights=able.ability[log.learner], minlength=n).astype(np.float64)
    rows, before = log.previous(1)
    errors = np.bincount(log.item[rows], 1.0 - log.score[before], n)
    p = sigmoid(able.logit[log.item] + able.ability[log.learner])
    beyond, spread = log.score - p, np.sqrt(p * (1 - p))
    q = sigmoid(plain.logit[log.item])
    return Tables(
        able=able.logit,
        plain=plain.logit,
        early=early.logit,
        early_able=early_able.logit,
        unread=early.logit - early.own,
        of_set=able.of_set,
        own=able.own,
        seen=seen,
        after_error=(errors + 1.0) / (np.bincount(log.item[rows], minlength=n) + 3.0),
        company=company / (seen + 2.0),
        company_near=_near(company, seen),
        ability_variance=_variance(log, able.ability, p),
        learners=float(len(log.learners)),
        **_pairs(log, beyond, spread, log.score - q),
        **_steps(log, beyond, log.score - q, sooner),
        **_sets(log, items, log.score - q),
    )


@dataclass(frozen=True)
class _Effects:
    logit: Floats
    of_set: Floats
    own: Floats
    ability: Floats


def _effects(log: Log, weight: Floats, own: float, ability: float) -> _Effects:
    """Logistic regression with a normal prior on every effect, by coordinate-wise Newton steps.

    Effects: learner (variance `ability`), skill set, four grids of neighbours, item (variance `own`).
    """
    items = log.items
    groups = [items.set_of, *items.blocks(), np.arange(len(items))]
    variances = [ability, 1.0, *[0.04] * (len(groups) - 2), own]
    indices = [log.learner, *[group[log.item] for group in groups]]
    sizes = [len(log.learners), *[int(group.max(initial=-1)) + 1 for group in groups]]
    values = [np.zeros(size) for size in sizes]
    share = min(max(float((weight @ log.score + 1.0) / (weight.sum() + 2.0)), 0.01), 0.99)
    base = float(np.log(share / (1 - share)))
    logit = np.full(len(log.item), base)
    for _ in range(_ROUNDS):
        for value, index, variance in zip(values, indices, variances, strict=True):
            p = sigmoid(logit)
            slope = np.bincount(index, weight * (log.score - p), len(value)) - value / variance
            step = slope / (np.bincount(index, weight * p * (1 - p), len(value)) + 1.0 / variance)
            value += step
            logit += step[index]
        p = sigmoid(logit)
        step_base = float((weight * (log.score - p)).sum() / max((weight * p * (1 - p)).sum(), 1.0))
        base, logit = base + step_base, logit + step_base
    total = base + sum((v[group] for v, group in zip(values[1:], groups, strict=True)), np.zeros(len(items)))
    return _Effects(total, values[1], values[-1], values[0])


def _variance(log: Log, ability: Floats, p: Floats) -> float:
    """Of abilities fitted with a prior variance of 1: their spread and what each leaves open (EM)."""
    told = np.bincount(log.learner, p * (1 - p), len(ability))
    return float((ability**2 + 1.0 / (1.0 + told)).sum() + 1.0) / (len(ability) + 1.0)


def _near(total: Floats, count: Floats, reach: int = 15) -> Floats:
    """Mean over the items within `reach` places, drawn towards 0 where there is little."""
    sums, counts = np.r_[0.0, np.cumsum(total)], np.r_[0.0, np.cumsum(count)]
    at = np.arange(len(total))
    low, high = np.clip(at - reach, 0, None), np.clip(at + reach + 1, None, len(total))
    out: Floats = (sums[high] - sums[low]) / (counts[high] - counts[low] + 5.0)
    return out


def _pairs(log: Log, beyond: Floats, spread: Floats, plain: Floats) -> dict[str, Any]:
    n = len(log.items)
    keys, products, spreads, plains = [], [], [], []
    for lag in range(1, REACH + 1):
        rows, before = log.previous(lag)
        a, b = log.item[rows], log.item[before]
        keys.append(np.minimum(a, b) * n + np.maximum(a, b))
        products.append(beyond[rows] * beyond[before])
        spreads.append(spread[rows] * spread[before])
        plains.append(plain[rows] * plain[before] / _BINOMIAL)
    key, index = np.unique(np.concatenate(keys), return_inverse=True)
    product, weight, together = (
        np.bincount(index, np.concatenate(parts), len(key)) for parts in (products, spreads, plains)
    )
    count = np.bincount(index, minlength=len(key)).astype(np.float64)
    return {
        "pair_key": key,
        "pair_beyond": product / (weight + 3.0),
        "pair_plain": together,
        "pair_count": count,
    }


def step_keys(lag: int, earlier: Ints, right: NDArray[np.bool_], later: Ints, kinds: int) -> Ints:
    """One number for: `later`, `lag` (1 or 2) answers after `earlier`, which was right or not."""
    return (((lag - 1) * kinds + earlier) * 2 + right) * kinds + later


def _steps(log: Log, beyond: Floats, plain: Floats, sooner: Floats) -> dict[str, Any]:
    """Means drawn towards 0: where an error is followed by its own sub-question, that one is hard."""
    walked = [log.previous(lag) for lag in (1, 2)]
    later = np.concatenate([rows for rows, _ in walked])
    of_item, of_set = (
        np.concatenate(
            [
                step_keys(lag, of[before], log.score[before] >= 0.5, of[rows], kinds)
                for lag, (rows, before) in enumerate(walked, start=1)
            ]
        )
        for of, kinds in ((log.item, len(log.items)), (log.set, len(log.items.sets)))
    )
    even = np.ones(len(log.item))
    key, index = np.unique(of_item, return_inverse=True)
    set_key, set_index = np.unique(of_set, return_inverse=True)
    return {
        "step_key": key,
        "step_beyond": _mean(index, len(key), beyond[later], even[later], 3.0),
        "step_count": np.bincount(index, minlength=len(key)).astype(np.float64),
        "step_even": _mean(index, len(key), plain[later], even[later], 3.0),
        "step_early": _mean(index, len(key), plain[later], sooner[later], 3.0),
        "set_step_key": set_key,
        "set_step_even": _mean(set_index, len(set_key), plain[later], even[later], 8.0),
        "set_step_early": _mean(set_index, len(set_key), plain[later], sooner[later], 8.0),
    }


def _mean(index: Ints, size: int, value: Floats, weight: Floats, usual: float) -> Floats:
    """Weighted means on the scale of a logit, with `usual` answers of 0 mixed in."""
    total = np.bincount(index, weights=weight * value / _BINOMIAL, minlength=size).astype(np.float64)
    out: Floats = total / (np.bincount(index, weight, size) + usual)
    return out


def _sets(log: Log, items: Items, plain: Floats) -> dict[str, Any]:
    sets = len(items.sets)
    total, count = np.zeros(sets * sets), np.zeros(sets * sets)
    for lag in range(1, REACH + 1):
        rows, before = log.previous(lag)
        other = log.item[rows] != log.item[before]
        rows, before = rows[other], before[other]
        key = log.set[rows] * sets + log.set[before]
        total += np.bincount(key, plain[rows] * plain[before] / _BINOMIAL, sets * sets)
        count += np.bincount(key, minlength=sets * sets)
    mean = min(max(float(total.sum() / max(count.sum(), 1.0)), 0.0), 0.9)
    both, counts = (m.reshape(sets, sets) + m.reshape(sets, sets).T for m in (total, count))
    return {"sets_together": (both + 60.0 * mean) / (counts + 60.0), "together": mean}
