"""Estimates of items brought in line with a fitted predictor's p. Changes no belief.

The filter says with what mass m the item's skills are known; who knows them is right with 1 − slip, who does
not with its guess rate. Where the predictor says another p than follows from these, the item is easier or
harder than usual: both rates move by the same log odds, until m of one and 1 − m of the other make p.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor

from models_server.knowledge.course import Kind
from models_server.knowledge.estimates import Estimates
from models_server.knowledge.predictor import Probability

_LEAST = 1e-9
_HALVINGS = 50


@dataclass(frozen=True, slots=True)
class Refined:
    """`least` and `most`: P(right) of who lacks a skill of the item, and of who has them all. float64 [Q]."""

    estimates: Estimates
    least: Tensor
    most: Tensor


def plain(values: Estimates, kinds: Sequence[Kind], slip: float) -> Refined:
    """Estimates of Q items as the filter has them."""
    guess = torch.tensor([kind.guess for kind in kinds], dtype=torch.float64)
    return Refined(values, guess, torch.full_like(guess, 1.0 - slip))


def refined(items: Refined, said: Sequence[Probability | None]) -> Refined:
    """The same with the p, low and high of `said`; None, of an item that the fit does not know: as it is."""
    values, guess, most = items.estimates, items.least, items.most
    mass = ((values.p - guess) / (most - guess).clamp(min=_LEAST)).clamp(0.0, 1.0)
    p, low, high = (_given(had, said, at) for had, at in ((values.p, 1), (values.low, 2), (values.high, 3)))
    before = _about_set(mass, guess, most)
    least, most = _shifted(mass, guess, most, p)
    after = _about_set(mass, least, most)
    share = torch.where(before > _LEAST, after / before.clamp(min=_LEAST), 1.0)
    found = replace(values, p=p, low=low, high=high, information=values.information * share)
    return Refined(found, least, most)


def _given(had: Tensor, said: Sequence[Probability | None], at: int) -> Tensor:
    column = [old if new is None else new[at] for new, old in zip(said, had.tolist(), strict=True)]
    return torch.tensor(column, dtype=torch.float64)


def _shifted(mass: Tensor, guess: Tensor, most: Tensor, p: Tensor) -> tuple[Tensor, Tensor]:
    """Both rates moved by the same log odds until they mix to p; by halving what it must lie between."""
    one, other, wanted = _logit(guess), _logit(most), _logit(p)
    low, high = wanted - other, wanted - one
    for _ in range(_HALVINGS):
        middle = (low + high) / 2.0
        mixed = (1.0 - mass) * torch.sigmoid(one + middle) + mass * torch.sigmoid(other + middle)
        low, high = torch.where(mixed < p, middle, low), torch.where(mixed < p, high, middle)
    shift = (low + high) / 2.0
    return torch.sigmoid(one + shift), torch.sigmoid(other + shift)


def _about_set(mass: Tensor, guess: Tensor, most: Tensor) -> Tensor:
    """Nats that an answer tells about whether the item's skills are all known."""
    right = (1.0 - mass) * guess + mass * most
    told = _entropy(right) - (1.0 - mass) * _entropy(guess) - mass * _entropy(most)
    return told.clamp(min=0.0)


def _entropy(p: Tensor) -> Tensor:
    nats: Tensor = torch.special.entr(p) + torch.special.entr(1.0 - p)
    return nats


def _logit(p: Tensor) -> Tensor:
    held = p.clamp(_LEAST, 1.0 - _LEAST)
    return held.log() - (1.0 - held).log()
