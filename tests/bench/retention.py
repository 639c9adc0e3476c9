"""How well forgetting is foreseen on one person's real review log: log loss on days after those fitted on.

Which rows count is what the open spaced repetition benchmark does: manual and rescheduling entries and
cramming without rescheduling are left out; the first review of a card on a later day is an outcome; more
tries on the same day are history, never outcomes. A new day begins at 04:00 UTC. A card whose beginning the
log lacks starts with its first row.
"""

from __future__ import annotations

import csv
import time
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models_server.knowledge import retention
from models_server.knowledge.retention import DAY, Parameters, Recall
from tests.bench import Args, Result

DAY_START = 4 * 3600.0
SPLITS = 5  # six slices in time: each but the first is tested with what is fitted on all before it
WINDOW = 1000  # outcomes a moving average looks back; 50 to 2,000 were tried and this was best
RESAMPLES = 2000
COLUMNS = ("id", "cid", "ease", "factor", "time", "type")
MANUAL, RESCHEDULED, FILTERED = 4, 5, 3
OURS, DEFAULT, OPTIMISED, AVERAGE = "ours", "fsrs_default", "fsrs_optimised", "moving_average"

Vector = NDArray[np.float64]


@dataclass(frozen=True)
class Row:
    """One outcome: when, of which card, at which place in its history."""

    at: float
    card: str
    index: int
    right: bool


def run(args: Args) -> Result:
    if args.log is None:
        raise SystemExit("retention: name a review log: --log FILE")
    cards = read(args.log)
    rows = outcome_rows(cards)
    if len(rows) < 100 * (SPLITS + 1):
        raise SystemExit(f"retention: {args.log} has {len(rows)} outcomes: too few for {SPLITS} splits")
    right = np.array([row.right for row in rows], float)
    bounds = [len(rows) * part // (SPLITS + 1) for part in range(SPLITS + 2)]
    losses: dict[str, list[Vector]] = defaultdict(list)
    seconds = 0.0
    for start, end in pairwise(bounds[1:]):
        began = time.perf_counter()
        fitted = retention.fit(_before(cards, rows[start].at), DAY_START)
        seconds = max(seconds, time.perf_counter() - began)
        said = _said(cards, rows[start:end], fitted)
        said[AVERAGE] = _moving_average(right)[start:end]
        for name, p in said.items():
            losses[name].append(_losses(p, right[start:end]))
    whole = {name: np.concatenate(parts) for name, parts in losses.items()}
    mean = {name: float(loss.mean()) for name, loss in whole.items()}
    better = min((OPTIMISED, DEFAULT), key=lambda name: mean[name])
    days = np.array([int((row.at - DAY_START) // DAY) for row in rows[bounds[1] :]])
    low, high = _interval(whole[OURS] - whole[better], days, args.seed)
    return Result(
        metrics={
            "log_loss": mean[OURS],
            "over_fsrs": mean[OURS] - mean[better],
            "over_moving_average": mean[OURS] - mean[AVERAGE],
            "fit_seconds": seconds,
        },
        baselines={name: {"log_loss": mean[name]} for name in (DEFAULT, OPTIMISED, AVERAGE)},
        budgets={"over_fsrs": 0.0, "over_moving_average": 0.0},
        notes=[
            f"{len(rows)} outcomes of {len(cards)} cards, {len(days)} of them tested in {SPLITS} slices",
            f"over_fsrs is against {better}, the better of its two; "
            f"95 % of it lies in {low:+.4f} to {high:+.4f} when days are drawn anew",
            "log loss by slice: "
            + "; ".join(
                f"{name} " + " ".join(f"{part.mean():.4f}" for part in losses[name])
                for name in (OURS, OPTIMISED, DEFAULT, AVERAGE)
            ),
        ],
    )


def read(path: Path) -> dict[str, list[Recall]]:
    """Card → its tries in order of time, from a review log with the columns of Anki's."""
    with path.open(newline="") as file:
        table = csv.DictReader(file)
        missing = [name for name in COLUMNS if name not in (table.fieldnames or ())]
        if missing:
            raise SystemExit(f"retention: {path} has no column {', '.join(missing)}")
        rows = [{name: row[name] for name in COLUMNS} for row in table]
    cards: dict[str, list[Recall]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: int(row["id"])):
        kind, ease = int(row["type"]), int(row["ease"])
        crammed = kind == FILTERED and int(row["factor"]) == 0
        if crammed or kind in (MANUAL, RESCHEDULED) or ease not in retention.RATINGS:
            continue
        cards[row["cid"]].append(Recall(int(row["id"]) / 1000, ease, int(row["time"]) / 1000))
    return dict(cards)


def outcome_rows(cards: dict[str, list[Recall]]) -> list[Row]:
    """All outcomes in order of time."""
    plain = Parameters(day_start=DAY_START)
    rows = [
        Row(history[one.index].at, card, one.index, one.right)
        for card, history in cards.items()
        for one in retention.outcomes(history, plain)
    ]
    return sorted(rows, key=lambda row: (row.at, row.card))


def _before(cards: dict[str, list[Recall]], at: float) -> list[list[Recall]]:
    return [earlier for history in cards.values() if (earlier := [one for one in history if one.at < at])]


def _said(cards: dict[str, list[Recall]], rows: list[Row], fitted: Parameters) -> dict[str, Vector]:
    """What each says of the rows; it may know every try before a row, never the row itself."""
    default = Parameters(day_start=DAY_START)
    wanted = {row.card for row in rows}
    ours, optimised, plain = {}, {}, {}
    for card in wanted:
        for one in retention.outcomes(cards[card], fitted):
            ours[card, one.index], optimised[card, one.index] = one.p, one.fsrs
        for one in retention.outcomes(cards[card], default):
            plain[card, one.index] = one.fsrs
    said = {OURS: ours, OPTIMISED: optimised, DEFAULT: plain}
    return {name: np.array([p[row.card, row.index] for row in rows]) for name, p in said.items()}


def _moving_average(right: Vector) -> Vector:
    """The share right of the last WINDOW outcomes, begun with one imagined one, nine tenths right."""
    total = np.concatenate([[0.0], np.cumsum(right)])
    place = np.arange(len(right))
    first = np.maximum(place - WINDOW, 0)
    return (total[place] - total[first] + 0.9) / (place - first + 1.0)


def _losses(p: Vector, right: Vector) -> Vector:
    p = np.clip(p, 1e-6, 1.0 - 1e-6)
    return np.where(right > 0, -np.log(p), -np.log1p(-p))


def _interval(difference: Vector, days: NDArray[np.int64], seed: int) -> tuple[float, float]:
    """95 % of the mean differences when whole days are drawn anew: tries of one day share its mood."""
    _, day = np.unique(days, return_inverse=True)
    sums, counts = np.bincount(day, difference), np.bincount(day)
    drawn = np.random.default_rng(seed).integers(len(sums), size=(RESAMPLES, len(sums)))
    means = sums[drawn].sum(1) / counts[drawn].sum(1)
    return float(np.quantile(means, 0.025)), float(np.quantile(means, 0.975))
