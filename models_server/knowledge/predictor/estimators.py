"""From features to a logit: the plain, the linear and the network, behind one interface. Knows no learner.

`fit` learns, `logits` answers for each member of the estimator (the spread between members is part of the
interval), `arrays` is all there is to store.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from models_server.knowledge.predictor.features import Rows, names
from models_server.knowledge.predictor.log import Floats

Arrays = Mapping[str, NDArray[np.float32]]

_KNOTS = 65
_STILL = np.float32(0.05)  # a standard deviation that is as good as none
_WIDTHS = 128, 64
_MEMBERS = 3
_BATCH = 512
_SOONER, _SOON = (
    4.0,
    3.0,
)  # a learner's first answers weigh up to 1 + this more, falling by 1/e in so many answers


class Estimator(Protocol):
    name: str

    def logits(self, x: Rows) -> Floats:
        """[members, R]"""

    def arrays(self) -> Arrays: ...


class Fit(Protocol):
    """`position`: answers the learner had given before each row."""

    def __call__(self, x: Rows, score: Floats, position: NDArray[np.int64], seed: int) -> Estimator: ...


class ItemAverage:
    """The share of right answers on the item, drawn towards its kind; the same for everybody."""

    name = "item_average"
    _column = names().index("plain")

    def logits(self, x: Rows) -> Floats:
        return x[:, self._column].astype(np.float64)[None]

    def arrays(self) -> Arrays:
        return {}


class Scale:
    """Each feature twice: standardised and cut at ±5, and by its rank among those seen in fitting.

    What hardly varies is not blown up: in a course of one item all that differs about it is chance.
    """

    def __init__(
        self, knots: NDArray[np.float32], mean: NDArray[np.float32], spread: NDArray[np.float32]
    ) -> None:
        self.knots, self.mean, self.spread = knots, mean, spread

    @classmethod
    def of(cls, x: Rows) -> Scale:
        knots = np.quantile(x, np.linspace(0, 1, _KNOTS), axis=0).astype(np.float32)
        return cls(knots, x.mean(0), x.std(0) + _STILL)

    def __call__(self, x: Rows) -> Tensor:
        plain = np.clip((x - self.mean) / self.spread, -5.0, 5.0)
        ranks = np.empty_like(x)
        for column in range(x.shape[1]):
            # Where many rows share a value several knots do: its rank is the middle of theirs.
            knots, value = self.knots[:, column], x[:, column]
            low, high = (np.searchsorted(knots, value, side) for side in ("left", "right"))
            inside = np.interp(value, knots, np.arange(_KNOTS))
            ranks[:, column] = np.where(high > low, (low + high - 1) / 2.0, inside)
        ranks = np.float32(3.4) * (ranks / np.float32(_KNOTS - 1) - np.float32(0.5))
        ranks[:, self.spread < 2 * _STILL] = 0.0
        return torch.from_numpy(np.concatenate([plain, ranks], axis=1).astype(np.float32))


class Layers:
    """Members, each a stack of linear layers with GELU between; one layer alone is a logistic regression."""

    def __init__(self, name: str, scale: Scale, members: list[list[Tensor]]) -> None:
        self.name, self.scale, self.members = name, scale, members

    def logits(self, x: Rows) -> Floats:
        with torch.inference_mode():
            scaled = self.scale(x)
            return torch.stack([_forward(scaled, member) for member in self.members]).double().numpy()

    def arrays(self) -> Arrays:
        stored = {"knots": self.scale.knots, "mean": self.scale.mean, "spread": self.scale.spread}
        for m, member in enumerate(self.members):
            stored |= {f"member_{m}_{k}": tensor.detach().numpy() for k, tensor in enumerate(member)}
        return stored


def _forward(x: Tensor, layers: list[Tensor], drop: Callable[[Tensor], Tensor] | None = None) -> Tensor:
    for k in range(0, len(layers) - 2, 2):
        x = torch.nn.functional.gelu(x @ layers[k] + layers[k + 1])
        x = x if drop is None else drop(x)
    return (x @ layers[-2] + layers[-1])[:, 0]


def item_average(x: Rows, score: Floats, position: NDArray[np.int64], seed: int) -> Estimator:
    return ItemAverage()


def logistic(x: Rows, score: Floats, position: NDArray[np.int64], seed: int) -> Estimator:
    return _layers("logistic", (), x, score, position, seed, members=1, epochs=4, rate=0.01)


def network(x: Rows, score: Floats, position: NDArray[np.int64], seed: int) -> Estimator:
    return _layers("network", _WIDTHS, x, score, position, seed, members=_MEMBERS, epochs=6, rate=0.003)


FITS: Mapping[str, Fit] = {"item_average": item_average, "logistic": logistic, "network": network}


def restored(name: str, arrays: Arrays) -> Estimator:
    """The estimator that `arrays` was made of."""
    if name == ItemAverage.name:
        return ItemAverage()
    members: list[list[Tensor]] = []
    while f"member_{len(members)}_0" in arrays:
        stem = f"member_{len(members)}_"
        count = sum(key.startswith(stem) for key in arrays)
        members.append([torch.from_numpy(arrays[f"{stem}{k}"].copy()) for k in range(count)])
    return Layers(name, Scale(arrays["knots"], arrays["mean"], arrays["spread"]), members)


def _layers(
    name: str,
    widths: tuple[int, ...],
    x: Rows,
    score: Floats,
    position: NDArray[np.int64],
    seed: int,
    *,
    members: int,
    epochs: int,
    rate: float,
) -> Layers:
    scale = Scale.of(x)
    weight = 1.0 + _SOONER * np.exp(-position / _SOON)
    data = scale(x), torch.from_numpy(score).float(), torch.from_numpy(weight).float()
    trained = [_train(*data, widths, epochs, rate, seed * 1000 + m) for m in range(members)]
    return Layers(name, scale, trained)


def _train(
    x: Tensor, y: Tensor, weight: Tensor, widths: tuple[int, ...], epochs: int, rate: float, seed: int
) -> list[Tensor]:
    """AdamW with a one-cycle schedule; everything random is drawn from `seed`."""
    draw = torch.Generator().manual_seed(seed)
    sizes = [x.shape[1], *widths, 1]
    layers: list[Tensor] = []
    for fan_in, fan_out in pairwise(sizes):
        bound = fan_in**-0.5
        layers.append((torch.rand(fan_in, fan_out, generator=draw) * 2 - 1) * bound)
        layers.append(torch.zeros(fan_out))
    for tensor in layers:
        tensor.requires_grad_()
    batch = min(_BATCH, max(len(x) // 10, 1))
    steps = max(epochs * (len(x) // batch), 200)
    optimiser = torch.optim.AdamW(layers, lr=rate, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rate, total_steps=steps)

    def drop(hidden: Tensor) -> Tensor:
        return hidden * (torch.rand(hidden.shape, generator=draw) > 0.1) / 0.9

    order = torch.empty(0, dtype=torch.long)
    for _ in range(steps):
        if len(order) < batch:
            order = torch.randperm(len(x), generator=draw)
        some, order = order[:batch], order[batch:]
        loss = torch.nn.functional.binary_cross_entropy_with_logits(
            _forward(x[some], layers, drop), y[some], weight=weight[some]
        )
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        schedule.step()
    return [tensor.detach() for tensor in layers]
