"""What a fit leaves behind: probabilities with intervals for one learner, and a file. Knows no HTTP."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from math import isfinite
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from models_server.knowledge.predictor.estimators import Estimator, restored
from models_server.knowledge.predictor.features import rows
from models_server.knowledge.predictor.history import History
from models_server.knowledge.predictor.joined import Beside, Join, logits
from models_server.knowledge.predictor.log import CourseItem, Floats, Items
from models_server.knowledge.predictor.memories import Members, Memories
from models_server.knowledge.predictor.tables import Tables, sigmoid
from models_server.wire import FitAgainstReport

FORMAT = 2
_LARGEST = 1 << 30  # bytes of a fit, unpacked
_Z = 1.6448536269514722  # 90 % of a normal lies within ± this many standard deviations
_ITEM_VARIANCE, _ANSWER = 0.4, 0.2  # of an item's own difficulty before any answer; what an answer tells


class UnknownItem(KeyError):
    """The fitted course has no such item."""


class Probability(NamedTuple):
    """p: unassisted success on the item now; low, high: 90 % interval."""

    item: str
    p: float
    low: float
    high: float


@dataclass(frozen=True)
class Compared:
    """One estimator on held-out learners; `bins`: (predicted, seen, answers), lowest prediction first."""

    name: str
    log_loss: float
    auc: float
    ece: float
    bins: list[tuple[float, float, int]]


@dataclass(frozen=True)
class Report:
    """What an admin sees of a fit: the estimators compared on `held_out` learners, and what was left out."""

    chosen: str
    compared: list[Compared]
    learners: int
    held_out: int
    attempts: int
    unknown_items: int
    forgotten: int
    seconds: float
    against: FitAgainstReport | None = None  # where an earlier fit was compared


@dataclass(frozen=True)
class Fitted:
    """Parameters of one course. `join` makes one logit of the estimator's and what stands beside it."""

    items: Items
    tables: Tables
    estimator: Estimator
    join: Join
    seed: int
    report: Report

    def learner(self) -> Learner:
        """Somebody of whom nothing is known yet."""
        return Learner(self, History(1, self.tables), Memories(self.members))

    def restored(self, arrays: Mapping[str, NDArray[Any]]) -> Learner:
        """The learner whose `arrays` these are."""
        history = History(1, self.tables)
        for name in vars(history):
            setattr(history, name, arrays[f"history.{name}"])
        kept = {name: arrays[f"memories.{name}"] for name in Memories(self.members).arrays()}
        return Learner(self, history, Memories.of(self.members, kept))

    @cached_property
    def members(self) -> Members:
        return Members(self.items)

    @cached_property
    def id(self) -> str:
        """Names the numbers, not when and how fast they were found: 16 hexadecimal digits."""
        about = self._about()
        del about["report"]
        digest = hashlib.sha256(json.dumps(about, sort_keys=True).encode())
        for name, array in sorted(self._arrays().items()):
            digest.update(f"\x1f{name} {array.dtype.str} {array.shape}\x1f".encode())
            digest.update(np.ascontiguousarray(array).tobytes())
        return digest.hexdigest()[:16]

    def save(self, path: Path) -> None:
        path.write_bytes(self.packed())

    def packed(self) -> bytes:
        """One .npz file of arrays and a JSON text; nothing in it is code."""
        file = io.BytesIO()
        parts: dict[str, Any] = self._arrays()
        np.savez_compressed(file, about=np.array(json.dumps(self._about())), **parts)
        return file.getvalue()

    @classmethod
    def load(cls, path: Path) -> Fitted:
        return cls.unpacked(path.read_bytes())

    @classmethod
    def unpacked(cls, packed: bytes) -> Fitted:
        """The inverse of `packed`. Raise ValueError for anything that is not a fit of this format."""
        try:
            fitted = cls._unpacked(packed)
            if fitted.items.ids:  # what cannot predict is no fit
                said = fitted.learner().predict(fitted.items.ids[:1], graph=[0.0])
                if not all(isfinite(value) for value in said[0][1:]):
                    raise ValueError("a fit whose numbers are none")
            return fitted
        except (LookupError, TypeError, OSError, EOFError, RuntimeError, zipfile.BadZipFile) as error:
            raise ValueError(f"no fit: {error}") from error

    def _arrays(self) -> dict[str, NDArray[Any]]:
        tables: dict[str, NDArray[Any]] = {f"tables.{k}": a for k, a in self.tables.arrays().items()}
        return tables | {f"estimator.{name}": a for name, a in self.estimator.arrays().items()}

    def _about(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "items": [
                [i, list(self.items.sets[s])] for i, s in zip(self.items.ids, self.items.set_of, strict=True)
            ],
            "estimator": self.estimator.name,
            "join": asdict(self.join),
            "seed": self.seed,
            "report": asdict(self.report),
        }

    @classmethod
    def _unpacked(cls, packed: bytes) -> Fitted:
        with zipfile.ZipFile(io.BytesIO(packed)) as file:
            if sum(part.file_size for part in file.infolist()) > _LARGEST:
                raise ValueError(f"a fit of more than {_LARGEST} bytes")
        with np.load(io.BytesIO(packed), allow_pickle=False) as stored:
            arrays = dict(stored)
        about = json.loads(str(arrays["about"]))
        if about["format"] != FORMAT:
            raise ValueError(f"format {about['format']}, this program reads {FORMAT}")

        def part(prefix: str) -> dict[str, Any]:
            return {key.removeprefix(prefix): a for key, a in arrays.items() if key.startswith(prefix)}

        kept = about["report"]
        compared = [Compared(**{**c, "bins": [tuple(b) for b in c["bins"]]}) for c in kept["compared"]]
        return cls(
            items=Items.of(CourseItem(item, tuple(skills)) for item, skills in about["items"]),
            tables=Tables.of(part("tables.")),
            estimator=restored(about["estimator"], part("estimator.")),
            join=Join(**about["join"]),
            seed=about["seed"],
            report=Report(**{**kept, "compared": compared}),
        )


class Learner:
    """One learner of a fitted course. An answer costs the same after ten as after a hundred thousand."""

    def __init__(self, fitted: Fitted, history: History, memories: Memories) -> None:
        self._fitted, self._history, self._memories = fitted, history, memories

    def copy(self) -> Learner:
        return Learner(self._fitted, self._history.copy(), self._memories.copy())

    def arrays(self) -> dict[str, NDArray[Any]]:
        """All there is to keep of a learner; `Fitted.restored` reads it."""
        history = {f"history.{name}": array for name, array in vars(self._history).items()}
        return history | {f"memories.{name}": array for name, array in self._memories.arrays().items()}

    def observe(self, item: str, score: float, at: float = 0.0) -> None:
        """An unassisted answer. Assisted and void ones are not for here: they tell of the help."""
        if not (isfinite(score) and 0.0 <= score <= 1.0):
            raise ValueError(f"the score {score} is not in 0..1")
        fitted = self._fitted
        position = np.array([self._position(item)])
        self._history.observe(fitted.tables, fitted.items.set_of, slice(0, 1), position, np.array([score]))
        self._memories.observe(int(fitted.items.set_of[position[0]]), score, at)

    def predict(
        self, items: Sequence[str], now: float = 0.0, graph: Sequence[float] | None = None
    ) -> list[Probability]:
        """In the order asked. `graph`: the log odds that the filter gives each item.

        Raise UnknownItem, and ValueError where the fit needs `graph` and there is none.
        """
        if not items:
            return []
        fitted, history = self._fitted, self._history
        if graph is None and fitted.join.of_graph:
            raise ValueError("this fit needs what the graph filter says of the items")
        at = np.array([self._position(item) for item in items])
        who = np.zeros(len(at), dtype=np.int64)
        members = fitted.estimator.logits(rows(fitted.tables, fitted.items.set_of, history, who, at))
        recall, untried = self._memories.recalled(fitted.items.set_of[at], now)
        given = None if graph is None else np.asarray(graph, dtype=np.float64)
        everywhere = np.ones(len(at), dtype=bool)
        logit = logits(fitted.join, members.mean(0), Beside(everywhere, given, recall, untried))
        unsure = members.var(0) + history.variance[0]
        unsure = unsure + 1.0 / (1.0 / _ITEM_VARIANCE + _ANSWER * fitted.tables.seen[at])
        reach = _Z * np.sqrt(unsure)
        columns: list[Floats] = [sigmoid(logit), sigmoid(logit - reach), sigmoid(logit + reach)]
        return [
            Probability(item, *values)
            for item, *values in zip(items, *(column.tolist() for column in columns), strict=True)
        ]

    def _position(self, item: str) -> int:
        try:
            return self._fitted.items.index[item]
        except KeyError:
            raise UnknownItem(item) from None
