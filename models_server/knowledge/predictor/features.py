"""The numbers an estimator sees of a learner and an item: only what was known before the answer."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from models_server.knowledge.predictor.history import HALF_LIVES, History
from models_server.knowledge.predictor.log import CourseItem, Floats, Ints, Items, Log, read
from models_server.knowledge.predictor.tables import REACH, Tables, build, step_keys

Rows = NDArray[np.float32]

FAR = 300.0  # places in the course beyond which an item is simply far
_SCALES = 2.0, 15.0, 120.0  # places
_ABREAST = 256  # learners that a fit walks at once
_NONE = -1.0


def rows(tables: Tables, set_of: Ints, history: History, who: Ints, item: Ints) -> Rows:
    """float32 [R, F]: learner who[r] about to answer item[r]."""
    columns = _columns(tables, set_of, history, who, item)
    return np.stack([np.asarray(c, dtype=np.float32) for c in columns.values()], axis=1)


def names() -> tuple[str, ...]:
    """What the columns of `rows` are called."""
    nobody = read([], Items.of([CourseItem("", ())]))
    zero = np.zeros(1, dtype=np.int64)
    empty = build(nobody)
    return tuple(_columns(empty, zero, History(1, empty), zero, zero))


def of_log(tables: Tables, log: Log) -> Rows:
    """The features of every row of a log, each from the rows before it."""
    out: Rows | None = None
    for where, history, item in _abreast(tables, log):
        found = rows(tables, log.items.set_of, history, np.arange(len(item)), item)
        if out is None:
            out = np.empty((len(log.item), found.shape[1]), dtype=np.float32)
        out[where] = found
    return np.empty((0, len(names())), dtype=np.float32) if out is None else out


def _abreast(tables: Tables, log: Log) -> Iterator[tuple[Ints, History, Ints]]:
    """Walk learners of like length together: (rows of the log, state before them, their items)."""
    starts = log.starts()
    lengths = np.diff(np.r_[starts, len(log.item)])
    order = np.argsort(-lengths, kind="stable")
    for block in range(0, len(order), _ABREAST):
        some = order[block : block + _ABREAST]
        history = History(len(some), tables)
        for step in range(int(lengths[some[0]])):
            still = int((lengths[some] > step).sum())  # sorted: the first ones
            where = starts[some[:still]] + step
            item = log.item[where]
            yield where, history, item
            history.observe(tables, log.items.set_of, slice(0, still), item, log.score[where])


def _columns(tables: Tables, set_of: Ints, h: History, who: Ints, item: Ints) -> dict[str, Floats]:
    group = set_of[item]
    return {
        **_of_item(tables, group, item),
        **_of_learner(tables, h, who, item),
        **_of_set(tables, h, who, group, item),
        **_of_place(tables, h, who, item),
        **_of_steps(tables, set_of, h, who, item),
        **_of_pairs(tables, set_of, h, who, item),
    }


def _of_item(t: Tables, group: Ints, item: Ints) -> dict[str, Floats]:
    return {
        "able": t.able[item],
        "plain": t.plain[item],
        "early": t.early[item],
        "early_able": t.early_able[item],
        "unread": t.unread[item],
        "of_set": t.of_set[group],
        "own": t.own[item],
        "seen": t.per_hundred(t.seen[item]),
        "after_error": t.after_error[item],
        "company": t.company[item],
        "company_near": t.company_near[item],
    }


def _of_learner(t: Tables, h: History, who: Ints, item: Ints) -> dict[str, Floats]:
    count = h.count[who]
    some = np.maximum(count, 1.0)
    kept = {
        f"recent_{life:.0f}": h.recent[who, k] / (h.recent_weight[who, k] + 0.5)
        for k, life in enumerate(HALF_LIVES)
    }
    last = {f"score_{k + 1}": np.where(count > k, h.last_score[who, k], _NONE) for k in range(4)}
    company = h.company[who] / (count + 1.0)
    return {
        "ability": h.ability[who],
        "variance": h.variance[who],
        "logit": t.able[item] + h.ability[who],
        "early_ability": h.early_ability[who],
        "early_logit": t.early[item] + h.early_ability[who],
        "count": np.log1p(count),
        "share": np.where(count > 0, h.right[who] / some, 0.66),
        "sets_met": h.sets_met[who],
        "streak": h.streak[who],
        "met_company": company,
        "met_company_near": h.company_near[who] / (count + 1.0),
        "company_less": company - t.company[item],
        "ease_less": np.where(count > 0, h.ease[who] / some - t.able[item], 0.0),
        **kept,
        **last,
    }


def _of_set(t: Tables, h: History, who: Ints, group: Ints, item: Ints) -> dict[str, Floats]:
    here = who, group
    when = h.set_when[here]
    ago = np.where(when >= 0, h.count[who] - when, 0.0)
    return {
        "set_right": np.log1p(h.set_right[here]),
        "set_wrong": np.log1p(h.set_wrong[here]),
        "set_beyond": h.set_beyond[here] / (h.set_weight[here] + 0.7),
        "set_recent": h.set_recent[here] / (h.set_recent_weight[here] + 0.5),
        "set_last": h.set_last[here],
        "set_first": h.set_first[here],
        "set_streak": h.set_streak[here],
        "set_ago": np.where(when >= 0, np.log1p(ago), _NONE),
        "set_ability": h.set_ability[here],
        "set_variance": h.set_variance[here],
        "set_logit": t.able[item] + h.ability[who] + h.set_ability[here],
        "run": np.where((ago == 1) & (when >= 0), h.run[who], _NONE),
    }


def _of_place(t: Tables, h: History, who: Ints, item: Ints) -> dict[str, Floats]:
    """Where the item stands in the course beside those answered lately, and what it met before."""
    met = h.item_count[who, item]
    past = h.last_item[who]  # [R, W]
    there = past >= 0
    away = np.where(there, np.abs(past - item[:, None]).astype(np.float64), np.inf)
    nearest = np.argmin(away, axis=1)
    at = np.arange(len(item))
    near = {}
    for scale in _SCALES:
        weight = np.exp(-away / scale)
        near[f"near_{scale:.0f}"] = (weight * h.last_beyond[who]).sum(1) / (weight.sum(1) + 0.4)
    return {
        "met": met.astype(np.float64),
        "met_score": h.item_score[who, item].astype(np.float64),
        "met_ago": np.where(met > 0, np.log1p(np.maximum(h.count[who] - h.item_when[who, item], 0)), _NONE),
        "ahead_1": np.where(there[:, 0], np.clip(item - past[:, 0], -60, 60), 99.0),
        "ahead_2": np.where(there[:, 1], np.clip(item - past[:, 1], -60, 60), 99.0),
        "away": np.minimum(away[at, nearest], FAR),
        "nearest_score": np.where(there[:, 0], h.last_score[who, nearest], _NONE),
        "nearest_ago": np.where(there[:, 0], nearest, _NONE).astype(np.float64),
        **near,
    }


def _of_steps(t: Tables, set_of: Ints, h: History, who: Ints, item: Ints) -> dict[str, Floats]:
    """How others did here after the same one or two answers."""
    out: dict[str, Floats] = {}
    for lag in (1, 2):
        past, right = h.last_item[who, lag - 1], h.last_score[who, lag - 1] >= 0.5
        there = past >= 0
        key = step_keys(lag, past, right, item, len(t.able))
        step = _find(t.step_key, np.where(there, key, -1))
        set_key = step_keys(lag, set_of[past], right, set_of[item], len(t.sets_together))
        set_step = _find(t.set_step_key, np.where(there, set_key, -1))
        out[f"step_{lag}_even"] = _take(t.step_even, step)
        out[f"step_{lag}_early"] = _take(t.step_early, step)
        out[f"set_step_{lag}_even"] = _take(t.set_step_even, set_step)
        out[f"set_step_{lag}_early"] = _take(t.set_step_early, set_step)
        if lag == 1:
            out["step_beyond"] = _take(t.step_beyond, step)
            out["step_count"] = t.per_hundred(_take(t.step_count, step))
    return out


def _of_pairs(t: Tables, set_of: Ints, h: History, who: Ints, item: Ints) -> dict[str, Floats]:
    """What answers on the last REACH items told of this one, for others who met both."""
    past = h.last_item[who, :REACH]  # [R, REACH]
    there = past >= 0
    low, high = np.minimum(past, item[:, None]), np.maximum(past, item[:, None])
    found = _find(t.pair_key, np.where(there, low * len(t.able) + high, -1))
    beyond = _take(t.pair_beyond, found) * h.last_scaled[who, :REACH]
    usual = t.sets_together[set_of[item][:, None], set_of[past]]
    together = (_take(t.pair_plain, found) + 8.0 * usual) / (_take(t.pair_count, found) + 8.0)
    together = np.where(there, together, 0.0)
    plain = np.where(there, h.last_plain[who, :REACH], 0.0)
    told = together * plain
    # All pairs of past answers are taken to go together alike, so the matrix to invert is g + (1 − g) I.
    g, n = t.together, there.sum(1)
    weighed = (plain - there * (g * plain.sum(1) / (1.0 + (n - 1.0) * g))[:, None]) / (1.0 - g)
    return {
        "pair_1": beyond[:, 0],
        "pair_2": beyond[:, 1],
        "pair_all": beyond.sum(1),
        "told": (together * weighed).sum(1),
        "told_1": told[:, 0],
        "told_2": told[:, 1],
        "told_all": told.sum(1),
        "together_1": together[:, 0],
        "together_most": together.max(1),
    }


def _find(keys: Ints, wanted: Ints) -> Ints:
    """The position of each wanted key, −1 where there is none."""
    if not len(keys):
        return np.full(wanted.shape, -1)
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[at] == wanted, at, -1)


def _take(values: Floats, at: Ints) -> Floats:
    """values[at], 0 where `at` is −1."""
    if not len(values):
        return np.zeros(at.shape)
    return np.where(at >= 0, values[at], 0.0)
