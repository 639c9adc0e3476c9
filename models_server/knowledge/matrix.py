"""A prior learnt from a course's own log, for courses without a graph: people × items, complete or not.

A learner is a point in a space of a few traits; a course's log says what each trait does to each item. A few
such models, of one trait and of more, stand side by side, and a learner's own answers choose among them.
Knows items by position and holds of a learner one weight for each point.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import torch
from torch import Tensor

Aim = Literal["bits", "right"]
_EDGE = 1e-4  # nobody is surer of an item than this


@dataclass(frozen=True, slots=True)
class Shape:
    """One model of the log. Common traits are drawn towards 1, the others towards 0, by `tightness`."""

    traits: int
    points: int
    tightness: float


SHAPES = (Shape(1, 61, 1.0), Shape(2, 256, 2.0), Shape(3, 512, 3.0), Shape(5, 512, 3.0))


@dataclass(frozen=True, slots=True)
class Learnt:
    """`right`: P(item right) at each point, float64 [N, M]; `weight`: log P(point), [N]."""

    right: Tensor
    weight: Tensor

    def start(self, learners: int) -> Tensor:
        """log weights before any answer: float64 [L, N]."""
        return self.weight.expand(learners, -1)

    def observe(self, weights: Tensor, items: Tensor, right: Tensor) -> Tensor:
        """After one answer of each learner: items [L], right bool [L]."""
        p = self.right.T[items]
        weights = weights + torch.where(right[:, None], p.log(), (1.0 - p).log())
        return weights - weights.logsumexp(1, keepdim=True)

    def predict(self, weights: Tensor) -> Tensor:
        """P(right) of every item: float64 [L, M]."""
        return weights.exp() @ self.right

    def worth(self, weights: Tensor, asked: Tensor, aim: Aim = "bits") -> Tensor:
        """What an answer to each item would tell of all that is not asked: float64 [L, M]; −1 where asked.

        bits: information summed over the other items; right: how many of them would then be foretold.
        """
        return torch.stack([self._worth(w, a, aim) for w, a in zip(weights, asked, strict=True)])

    def _worth(self, weights: Tensor, asked: Tensor, aim: Aim) -> Tensor:
        weighted = weights.exp()[:, None] * self.right
        p = weighted.sum(0).clamp(_EDGE, 1.0 - _EDGE)
        both = weighted.T @ self.right  # [asked now, other]
        if_right = (both / p[:, None]).clamp(_EDGE, 1.0 - _EDGE)
        if_wrong = ((p - both) / (1.0 - p[:, None])).clamp(_EDGE, 1.0 - _EDGE)
        if aim == "bits":
            gain = _bits(p) - p[:, None] * _bits(if_right) - (1.0 - p[:, None]) * _bits(if_wrong)
        else:
            gain = p[:, None] * _sure(if_right) + (1.0 - p[:, None]) * _sure(if_wrong)
        gain = gain.masked_fill(asked | torch.eye(len(p), dtype=torch.bool), 0.0)
        return gain.sum(1).masked_fill(asked, -1.0)


def fit(answers: Tensor, seed: int, shapes: Sequence[Shape] = SHAPES, steps: int = 250) -> Learnt:
    """answers: [L, M], 1 right, 0 wrong, nan not answered. Needs no GPU; deterministic in its arguments."""
    fitted = [_fitted(answers, shape, seed + i, steps) for i, shape in enumerate(shapes)]
    weights = [torch.full((len(p),), -float(torch.tensor(float(len(p) * len(fitted))).log())) for p in fitted]
    return Learnt(torch.cat(fitted), torch.cat(weights).double())


def _fitted(answers: Tensor, shape: Shape, seed: int, steps: int) -> Tensor:
    """Marginal likelihood over fixed points of a normal, climbed by Adam: P(right) there, float64 [N, M]."""
    points = _points(shape, seed)
    right, wrong = (answers == 1.0).float(), (answers == 0.0).float()
    count = right.sum(0) + wrong.sum(0)
    usual = ((right.sum(0) + 1.0) / (count + 2.0)).clamp(0.02, 0.98)
    source = torch.Generator().manual_seed(seed)
    slopes = 0.3 * torch.randn(shape.traits, answers.shape[1], generator=source)
    slopes[0] = 1.0
    ease, floor = usual.log() - (1.0 - usual).log(), torch.full_like(usual, -3.0)
    slopes, ease, floor = (v.clone().requires_grad_() for v in (slopes, ease, floor))
    climb = torch.optim.Adam([slopes, ease, floor], lr=0.05)
    for _ in range(steps):
        p = _right(points, slopes, ease, floor)
        found = (right @ p.log().T + wrong @ (1.0 - p).log().T).logsumexp(1).sum()
        held = (slopes[0] - 1.0).square().sum() + 2.0 * slopes[1:].square().sum()
        loss = (
            shape.tightness * held + 0.05 * ease.square().sum() + 0.5 * (floor + 3.0).square().sum() - found
        )
        climb.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        climb.step()
    with torch.no_grad():
        return _right(points, slopes, ease, floor).double()


def _points(shape: Shape, seed: int) -> Tensor:
    """Points spread evenly over a standard normal: float32 [N, traits]."""
    spread = torch.quasirandom.SobolEngine(shape.traits, scramble=True, seed=seed)  # type: ignore[no-untyped-call]
    even: Tensor = spread.draw(shape.points)
    normal: Tensor = 2.0**0.5 * torch.erfinv(2.0 * even.clamp(_EDGE, 1.0 - _EDGE) - 1.0)
    return normal


def _right(points: Tensor, slopes: Tensor, ease: Tensor, floor: Tensor) -> Tensor:
    least = torch.sigmoid(floor)
    return (least + (1.0 - least) * torch.sigmoid(points @ slopes + ease)).clamp(_EDGE, 1.0 - _EDGE)


def _bits(p: Tensor) -> Tensor:
    return -(p * p.log2() + (1.0 - p) * (1.0 - p).log2())


def _sure(p: Tensor) -> Tensor:
    return torch.maximum(p, 1.0 - p)
