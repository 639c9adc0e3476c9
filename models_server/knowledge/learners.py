"""The learners held in memory, and those in files beside it. Knows nothing of requests.

A learner is held for each course and fit apart. Whoever was not asked about for longest makes room.
"""

from __future__ import annotations

import hashlib
import json
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, fields
from math import prod
from typing import Any

import numpy as np
import torch
from torch import Tensor

from models_server.knowledge.posterior import Posterior
from models_server.knowledge.predictor import Fitted, Learner
from models_server.knowledge.snapshots import Arrays, Snapshots
from models_server.wire import CourseSpec

Key = tuple[str, str, str]  # course ref, fit or "", learner


@dataclass(frozen=True, slots=True)
class Held:
    """What is held of one learner in one course: the posterior after evidence n, and what the fit remembers.

    Neither is ever changed in place.
    """

    n: int
    posterior: Posterior
    mind: Learner | None = None


class Learners:
    """`mark` says what numbers depend on beside the evidence: a snapshot under another one is not read."""

    def __init__(
        self, capacity: int, device: torch.device, snapshots: Snapshots | None, mark: Mapping[str, Any]
    ) -> None:
        self._capacity, self._device, self._snapshots = capacity, device, snapshots
        self._mark = {**mark, "device": device.type}
        self._held: OrderedDict[Key, tuple[str, Held]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._held)

    def get(self, key: Key, course: str, fitted: Fitted | None) -> Held | None:
        """As held, else as written. `course`: digest of the course, which must be the one of the snapshot."""
        if key in self._held:
            return self._held[key][1]
        found = self._snapshots.read(key, {**self._mark, "course": course}) if self._snapshots else None
        if found is None:
            return None
        about, arrays = found
        try:
            mind = fitted.restored(arrays) if fitted else None
            held = Held(about["n"], _posterior(arrays, self._device), mind)
        except (KeyError, ValueError):  # whole, but of a server that kept other things
            return None
        self.keep(key, course, held)
        return held

    def keep(self, key: Key, course: str, held: Held) -> None:
        self._held[key] = course, held
        self._held.move_to_end(key)
        if len(self._held) > self._capacity:
            self._write(*self._held.popitem(last=False))

    def write_all(self) -> None:
        """All that are in memory, into files; where there are none to be, nothing."""
        for key, (course, held) in self._held.items():
            self._write(key, (course, held))

    def _write(self, key: Key, kept: tuple[str, Held]) -> None:
        if self._snapshots is None:
            return
        course, held = kept
        arrays = _arrays(held.posterior) | (held.mind.arrays() if held.mind else {})
        self._snapshots.write(key, {**self._mark, "course": course, "n": held.n}, arrays)


def digest(spec: CourseSpec) -> str:
    return hashlib.sha256(json.dumps(spec, sort_keys=True).encode()).hexdigest()


def _arrays(posterior: Posterior) -> dict[str, Any]:
    """States are bits; every other number is kept as it is."""
    arrays: dict[str, Any] = {}
    for field in fields(Posterior):
        value: Tensor = getattr(posterior, field.name).cpu()
        if value.dtype == torch.bool:
            arrays[f"shape.{field.name}"] = np.array(value.shape, dtype=np.int64)
            arrays[f"bits.{field.name}"] = np.packbits(value.numpy())
        else:
            arrays[f"posterior.{field.name}"] = value.numpy()
    return arrays


def _posterior(arrays: Arrays, device: torch.device) -> Posterior:
    values = []
    for field in fields(Posterior):
        if (name := f"bits.{field.name}") in arrays:
            shape = arrays[f"shape.{field.name}"].tolist()
            value = np.unpackbits(arrays[name], count=prod(shape)).astype(bool).reshape(shape)
        else:
            value = arrays[f"posterior.{field.name}"]
        values.append(torch.from_numpy(value).to(device))
    return Posterior(*values)
