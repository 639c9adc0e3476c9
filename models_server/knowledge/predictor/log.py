"""A course's log as the predictor reads it: who answered what, in order, right or not. Refuses bad input."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import isfinite
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

FOLDS = 5
LONGEST = 5_000  # attempts of one learner that a fit reads: the newest
BLOCK = 5, 30  # lengths of the stretches of a course whose items are taken to be alike


class FitError(ValueError):
    """A log or a course that nothing can be fitted on; the message says why."""


class Attempt(NamedTuple):
    """One unassisted answer. In a log they stand in the order they were given, learners mixed or not."""

    learner: str
    item: str
    score: float  # 0..1
    at: float = 0.0  # seconds since the epoch; the same for all where it is not known


class CourseItem(NamedTuple):
    id: str
    skills: tuple[str, ...]


@dataclass(frozen=True)
class Items:
    """The items of a course in the author's order; `set_of` says which of `sets` of skills each exercises."""

    ids: tuple[str, ...]
    sets: tuple[tuple[str, ...], ...]
    set_of: Ints
    index: dict[str, int] = field(repr=False)

    @classmethod
    def of(cls, course: Iterable[CourseItem]) -> Items:
        """Raise FitError for an item that is listed twice."""
        index: dict[str, int] = {}
        sets: dict[tuple[str, ...], int] = {}
        set_of: list[int] = []
        for item in course:
            if item.id in index:
                raise FitError(f"item {item.id!r} is listed twice")
            index[item.id] = len(index)
            set_of.append(sets.setdefault(tuple(sorted(set(item.skills))), len(sets)))
        return cls(tuple(index), tuple(sets), np.array(set_of, dtype=np.int64), index)

    def __len__(self) -> int:
        return len(self.ids)

    def blocks(self) -> list[Ints]:
        """Stretches of neighbouring items: two grids for each length, the second shifted by half of it."""
        at = np.arange(len(self))
        return [(at + shift) // length for length in BLOCK for shift in (0, length // 2)]


@dataclass(frozen=True)
class Log:
    """Attempts grouped by learner, each learner's in order. Row r is learner[r] on item[r] with score[r]."""

    items: Items
    learners: tuple[str, ...]
    learner: Ints
    item: Ints
    score: Floats
    at: Floats
    unknown: int = 0  # attempts on items that the course does not have: left out
    forgotten: int = 0  # attempts before the newest LONGEST of a learner: left out

    @property
    def set(self) -> Ints:
        return self.items.set_of[self.item]

    def position(self) -> Ints:
        """How many answers this learner has given before each row."""
        return np.arange(len(self.learner)) - self.starts()[self.learner]

    def starts(self) -> Ints:
        """The first row of each learner."""
        return np.searchsorted(self.learner, np.arange(len(self.learners)))

    def previous(self, lag: int) -> tuple[Ints, Ints]:
        """Rows and the rows `lag` answers earlier of the same learner."""
        rows = np.arange(lag, len(self.learner))
        rows = rows[self.learner[rows] == self.learner[rows - lag]]
        return rows, rows - lag

    def only(self, rows: NDArray[np.bool_]) -> Log:
        """The learners of these rows, numbered anew; rows must hold learners whole."""
        kept, learner = np.unique(self.learner[rows], return_inverse=True)
        names = tuple(self.learners[index] for index in kept.tolist())
        columns = self.item[rows], self.score[rows], self.at[rows]
        return Log(self.items, names, learner.astype(np.int64), *columns)


def read(attempts: Iterable[Attempt], items: Items) -> Log:
    """Group by learner. Raise FitError for a score that is no number in 0..1 and a time that is none."""
    by_learner: dict[str, list[tuple[int, float, float]]] = {}
    unknown = 0
    for attempt in attempts:
        if not (isfinite(attempt.score) and 0.0 <= attempt.score <= 1.0):
            raise FitError(
                f"{attempt.learner!r} on {attempt.item!r}: the score {attempt.score} is not in 0..1"
            )
        if not isfinite(attempt.at):
            raise FitError(f"{attempt.learner!r} on {attempt.item!r}: at {attempt.at}, which is no time")
        index = items.index.get(attempt.item)
        if index is None:
            unknown += 1
            continue
        by_learner.setdefault(attempt.learner, []).append((index, attempt.score, attempt.at))
    forgotten = sum(max(len(rows) - LONGEST, 0) for rows in by_learner.values())
    kept = {name: rows[-LONGEST:] for name, rows in by_learner.items()}
    flat = [row for rows in kept.values() for row in rows]
    lengths = np.array([len(rows) for rows in kept.values()], dtype=np.int64)
    return Log(
        items,
        tuple(kept),
        np.repeat(np.arange(len(kept)), lengths),
        np.array([item for item, _, _ in flat], dtype=np.int64),
        np.array([score for _, score, _ in flat], dtype=np.float64),
        np.array([at for _, _, at in flat], dtype=np.float64),
        unknown,
        forgotten,
    )


def hashed(learners: Sequence[str], salt: str) -> Ints:
    """A number for each learner that no run, machine or order changes."""
    digests = (hashlib.sha256(f"{salt}:{learner}".encode()).digest() for learner in learners)
    return np.array([int.from_bytes(digest[:7], "big") for digest in digests], dtype=np.int64)
