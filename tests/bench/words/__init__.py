"""What learners say of themselves before the first question: how well it is read, and what it saves.

Two halves of self-descriptions with what their writers know; `own` was tuned on, `aside` was not. Each
person is placed several times with the product's filter and its choice of questions, without the words and
with them.

saved: questions. Between 20 % and 90 % of what placement gains without the words, how many questions sooner
the same error of beliefs (mean square) is reached with them, on average over that stretch.
costing: share of people whom the words cost more than one question, beyond what chance explains (bootstrap
over the runs of a person, 95 %).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from models_server.meaning import Meaning
from tests.bench import Args, Result
from tests.bench.words.people import HALVES, Person, courses, read, terrain
from tests.bench.words.placing import Placing, Run
from tutor.learner.background import RIGHT_TELLS, WEIGHT_KNOWN, WEIGHT_UNKNOWN, Hearsay
from tutor.learner.background import read as heard
from tutor.learner.simulated.terrain import Terrain

RUNS = 8
MORE = 3  # times as many of those who are wrong about themselves: they are few, and the bar is theirs
STRETCH = np.linspace(0.2, 0.9, 8)  # of what placement gains
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Row:
    """One person: what was read, and placement without and with it."""

    person: Person
    told: tuple[Hearsay, ...]
    without: Run
    heard: Run


def run(args: Args) -> Result:
    """`--learners N`: runs of each person."""
    torch.set_num_threads(1)
    known, runs = courses(), args.learners or RUNS
    ground = {name: terrain(course) for name, course in known.items()}
    placing = {name: Placing(ground[name], args.seed) for name in known}
    embed = _Embedder()
    metrics: dict[str, float] = {}
    notes = [
        f"{runs} runs of each person, {MORE} times as many of the untrue; a plain “I know” weighs "
        f"{WEIGHT_KNOWN} of a right answer (log ratio {RIGHT_TELLS:.2f}), “never” {WEIGHT_UNKNOWN} of a "
        "wrong one"
    ]
    for half in HALVES:
        rows = []
        for person in read(half, known):
            course = known[person.course]
            told = heard(person.text, course, embed)
            times = runs * MORE if person.untrue else runs
            without = placing[person.course].place(person, (), times)
            with_ = placing[person.course].place(person, told, times) if told else without
            rows.append(Row(person, told, without, with_))
        for key, value in {**_reading(rows, ground), **_placement(rows, args.seed)}.items():
            metrics[f"{half}_{key}"] = value
        notes += _told(half, rows, args.seed)
    zero = {f"{half}_{key}": 0.0 for half in HALVES for key in ("costing", "untrue_costing")}
    return Result(metrics, budgets=zero, notes=notes)


class _Embedder:
    """The sentence model that ships; texts met before are remembered."""

    def __init__(self) -> None:
        self._meaning = Meaning("cpu")
        self._meaning.load()
        self._seen: dict[str, list[float]] = {}

    def __call__(self, asked: Sequence[str]) -> list[list[float]]:
        new = [text for text in asked if text not in self._seen]
        if new:
            self._seen.update(zip(new, self._meaning.embed(new).rows, strict=True))
        return [self._seen[text] for text in asked]


def _reading(rows: Sequence[Row], ground: dict[str, Terrain]) -> dict[str, float]:
    """Of those who speak true: what was read against what is known.

    precision: of skills said to be known (unknown), the share that is; recall: of all that is known
    (unknown), the share that follows from what was read. read_into_silence: of texts that say nothing of
    what is known, the share that was read as more.
    """
    true = [row for row in rows if not (row.person.untrue or row.person.silent)]
    right = {True: 0, False: 0}
    said = {True: 0, False: 0}
    follows = {True: 0, False: 0}
    there = {True: 0, False: 0}
    for row in true:
        terrain, known = ground[row.person.course], row.person.known
        for one in row.told:
            said[one.known] += 1
            right[one.known] += one.known == (one.skill in known)
        yes = terrain.filled(one.skill for one in row.told if one.known)
        no = {one.skill for one in row.told if not one.known}
        above = {s for s in terrain.needs if terrain.filled([s]) & no}
        follows[True] += len(yes & known)
        follows[False] += len(above - known)
        there[True] += len(known)
        there[False] += len(terrain.needs) - len(known)
    silent = [row for row in rows if row.person.silent]
    return {
        "people": float(len(rows)),
        "precision_known": right[True] / said[True],
        "precision_unknown": right[False] / said[False],
        "recall_known": follows[True] / there[True],
        "recall_unknown": follows[False] / there[False],
        "read_into_silence": sum(bool(row.told) for row in silent) / len(silent),
    }


def _placement(rows: Sequence[Row], seed: int) -> dict[str, float]:
    found: dict[str, float] = {}
    for course in sorted({row.person.course for row in rows}):
        mine = [row for row in rows if row.person.course == course and not row.person.untrue]
        found[f"saved_{course}"] = float(np.mean([saved(row.without, row.heard) for row in mine]))
        for name, way in (("", "heard"), ("_without", "without")):
            for k in (0, 3, 6):
                values = [getattr(row, way).off[:, k].mean() for row in mine]
                found[f"error_{k}{name}_{course}"] = float(np.mean(values))
    every = np.array([saved(row.without, row.heard) for row in rows if not row.person.untrue])
    found["saved"] = float(every.mean())
    found["costing"] = _costing([row for row in rows if not row.person.untrue], seed)
    untrue = [row for row in rows if row.person.untrue]
    found["untrue_saved"] = float(np.mean([saved(row.without, row.heard) for row in untrue]))
    found["untrue_costing"] = _costing(untrue, seed)
    return found


def _costing(rows: Sequence[Row], seed: int) -> float:
    return sum(bool(row.told) and _spread(row, seed)[1] < -1.0 for row in rows) / len(rows)


def _spread(row: Row, seed: int) -> tuple[float, float]:
    """95 % interval of the questions saved for one person, over the runs."""
    draws = np.random.default_rng(seed)
    runs = len(row.without.stop)
    again = [draws.integers(0, runs, runs) for _ in range(200)]
    values = [saved(row.without.at(which), row.heard.at(which)) for which in again]
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)


def saved(without: Run, heard: Run) -> float:
    """Questions saved on the stretch; 0 where placement gains nothing."""
    before, after = without.off.mean(0), heard.off.mean(0)
    end = round(float(without.stop.mean()))
    start, best = before[0], before[: end + 1].min()
    if best >= start:
        return 0.0
    wanted = [start + (best - start) * share for share in STRETCH]
    return float(np.mean([_first(before, error) - _first(after, error) for error in wanted]))


def _first(curve: Floats, error: float) -> float:
    """Questions until the error is this small, between two as the crow flies; all of them if it never is."""
    best = np.minimum.accumulate(curve)
    below = np.flatnonzero(best <= error + 1e-12)
    if not len(below):
        return float(len(curve) - 1)
    k = int(below[0])
    return float(k) if k == 0 else float(k - 1 + (best[k - 1] - error) / (best[k - 1] - best[k]))


def _told(half: str, rows: Sequence[Row], seed: int) -> list[str]:
    """Intervals, what the rule of stopping makes of it, and the worst."""
    true = [row for row in rows if not row.person.untrue]
    values = np.array([saved(row.without, row.heard) for row in true])
    draws = np.random.default_rng(seed)
    low, high = np.percentile(
        [values[draws.integers(0, len(values), len(values))].mean() for _ in range(1000)], [2.5, 97.5]
    )
    lines = [f"{half}: {len(rows)} people, {values.mean():.2f} questions saved ({low:.2f} to {high:.2f})"]
    for name in sorted({row.person.course for row in rows}):
        mine = [row for row in true if row.person.course == name]
        stops = [np.mean([getattr(row, way).stop.mean() for row in mine]) for way in ("without", "heard")]
        ends = [
            np.mean([getattr(row, way).at_stop(getattr(row, way).right) for row in mine])
            for way in ("without", "heard")
        ]
        lines.append(
            f"{half} {name}: stops after {stops[0]:.1f} questions without the words and "
            f"{stops[1]:.1f} with them; {ends[0]:.3f} and {ends[1]:.3f} of skills on their right side then"
        )
    for row in sorted(rows, key=lambda row: saved(row.without, row.heard))[:3]:
        spread = _spread(row, seed)
        lines.append(
            f"{half}, costs most: {saved(row.without, row.heard):.1f} ({spread[0]:.1f} to {spread[1]:.1f}) "
            f"{'untrue ' if row.person.untrue else ''}“{row.person.text[:70]}”"
        )
    return lines
