"""Reads the tables of the tracing bench: one row an attempt, in order, and the items' skills beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from models_server.knowledge.predictor import Attempt, CourseItem
from models_server.knowledge.predictor.log import Ints


@dataclass(frozen=True)
class Table:
    user: Ints
    item: Ints
    skill: Ints
    correct: Ints

    def learners(self) -> list[str]:
        return [str(user) for user in np.unique(self.user).tolist()]

    def split(self, fold: Ints, held: int) -> tuple[Table, Table]:
        """The other folds and the held one; `fold` has one number for each of `learners()`."""
        here = fold[np.unique(self.user, return_inverse=True)[1]] == held
        return self._only(~here), self._only(here)

    def _only(self, rows: np.ndarray) -> Table:
        return Table(self.user[rows], self.item[rows], self.skill[rows], self.correct[rows])

    def attempts(self) -> Iterator[Attempt]:
        columns = (self.user.tolist(), self.item.tolist(), self.correct.tolist())
        return (Attempt(str(u), str(i), float(c)) for u, i, c in zip(*columns, strict=True))


def load(path: Path) -> Table:
    """Tab-separated with a header; user_id, item_id, correct and skill_id by name."""
    with path.open() as file:
        names = file.readline().split()
        rows = np.loadtxt(file, delimiter="\t", dtype=np.int64, ndmin=2)
    at = {name: rows[:, names.index(name)] for name in ("user_id", "item_id", "skill_id", "correct")}
    return Table(at["user_id"], at["item_id"], at["skill_id"], at["correct"])


def course_of(path: Path, *tables: Table) -> list[CourseItem]:
    """Every item in the order of its number, with the skills of q_mat.npz beside `path`, or of its rows.

    The course is public to whoever fits: it says which items there are, never how anyone did on them.
    """
    count = max(int(table.item.max()) for table in tables) + 1
    skills: list[tuple[str, ...]] = [()] * count
    for table in tables:
        for item, skill in zip(table.item.tolist(), table.skill.tolist(), strict=True):
            skills[item] = (f"kind-{skill}",)
    matrix = path.with_name("q_mat.npz")
    if matrix.is_file():
        with np.load(matrix) as stored:
            columns, ends = stored["indices"], stored["indptr"]
        for item in range(min(count, len(ends) - 1)):
            found = columns[ends[item] : ends[item + 1]].tolist()
            skills[item] = tuple(f"skill-{skill}" for skill in found) or skills[item]
    return [CourseItem(str(item), kept) for item, kept in enumerate(skills)]
