"""What a posterior says of skills and items: probability, interval, information, gain. Changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import torch
from torch import Tensor

from models_server.knowledge.course import Kind
from models_server.knowledge.filter import Filter
from models_server.knowledge.posterior import Posterior

BAND = (0.60, 0.85)  # predicted unassisted success at a learner's edge
_Z = 1.6448536269514722  # 90 % of a normal lies within ± this many standard deviations
_PRIOR_COUNT = 2.0  # attempts that the graph alone is worth


@dataclass(frozen=True, slots=True)
class Estimates:
    """One value for each kind asked about: float64 [Q] on the CPU. wire.ItemEstimate says what they mean."""

    p: Tensor
    low: Tensor
    high: Tensor
    information: Tensor
    gain: Tensor


def interval(p: Tensor, count: Tensor) -> tuple[Tensor, Tensor]:
    """90 % interval of a share p seen in `count` trials, in [0, 1] and around p (Wilson 1927)."""
    spread = _Z**2 / count
    middle = (p + spread / 2) / (1 + spread)
    half = (p * (1 - p) * spread + (spread / 2) ** 2).sqrt() / (1 + spread)
    return torch.minimum(middle - half, p).clamp(0.0, 1.0), torch.maximum(middle + half, p).clamp(0.0, 1.0)


def skill_beliefs(posterior: Posterior) -> tuple[Tensor, Tensor, Tensor]:
    """p, low, high of every skill: float64 [L, K] each."""
    p = posterior.beliefs()
    low, high = interval(p, posterior.seen + _PRIOR_COUNT)
    return p, low, high


def of_kinds(knowledge: Filter, posterior: Posterior, kinds: Sequence[Kind]) -> Estimates:
    """Estimates of Q kinds of item for the first learner of the posterior; Q may be 0."""
    sets = sorted({kind.skill_set for kind in kinds})
    column = torch.tensor([sets.index(kind.skill_set) for kind in kinds], dtype=torch.long)
    members = knowledge.members[sets].cpu()  # bool [G, K]
    states, weights = posterior.states[0].cpu(), posterior.weights[0].cpu()
    held = (states.float() @ members.float().T == members.sum(-1)).double()  # [S, G]
    known = (weights[:, None] * states).sum(0).clamp(0.0, 1.0)  # [K]
    mass = (weights[:, None] * held).sum(0).clamp(0.0, 1.0)  # [G]
    both = (weights[:, None] * states).T @ held  # [K, G]: P(skill known and the item's skills known)

    guess = torch.tensor([kind.guess for kind in kinds], dtype=torch.float64)  # [Q]
    reach = (1.0 - knowledge.parameters.slip) - guess
    low, high = interval(mass, _counts(posterior.seen[0].cpu(), members))
    ready = knowledge.ready_to_learn(posterior)[0].cpu()  # [K]
    gain = knowledge.parameters.learn * (members * ready).sum(-1)  # [G]
    return Estimates(
        p=(guess + reach * mass[column]).clamp(0.0, 1.0),
        low=(guess + reach * low[column]).clamp(0.0, 1.0),
        high=(guess + reach * high[column]).clamp(0.0, 1.0),
        information=_information(known, mass[column], both[:, column], guess, reach),
        gain=gain[column],
    )


def ranked_by_information(estimates: Estimates) -> list[int]:
    """Positions, most informative first; equal ones in the order given."""
    values = estimates.information.tolist()
    return sorted(range(len(values)), key=lambda i: -values[i])


def ranked_by_fit(estimates: Estimates, kinds: Sequence[Kind], slip: float) -> list[int]:
    """Positions, best to serve first: nearest to the band, then more gain, then more information."""
    p, gain, information = (v.tolist() for v in (estimates.p, estimates.gain, estimates.information))
    away = [distance(value, kind.guess, 1.0 - slip) for value, kind in zip(p, kinds, strict=True)]
    return sorted(range(len(p)), key=lambda i: (away[i], -gain[i], -information[i]))


def distance(p: float, least: float, most: float) -> float:
    """0 within the band, else the share of the way from it to the least or most an item can reach, in 0..1.

    Shares, because the way up is short: no item passes 1 − slip, and by plain difference one long known would
    always seem nearer to the band than one not yet learnt.
    """
    low, high = BAND
    if p > high:
        return min((p - high) / max(most - high, 1e-9), 1.0)
    if p < low:
        return min((low - p) / max(low - least, 1e-9), 1.0)
    return 0.0


def _counts(seen: Tensor, members: Tensor) -> Tensor:
    """An item is as well known as the least tried of its skills: float64 [G]."""
    least = torch.where(members, seen, torch.inf).amin(-1) if seen.numel() else torch.zeros(len(members))
    return torch.where(least.isinf(), 0.0, least) + _PRIOR_COUNT


def _information(known: Tensor, mass: Tensor, both: Tensor, guess: Tensor, reach: Tensor) -> Tensor:
    """Expected bits an answer tells about each skill, summed over the skills: float64 [Q].

    known [K], mass [Q], both [K, Q]. Correlated skills are counted each: it is the bars that an answer moves.
    """
    yes, no = known[:, None], 1.0 - known[:, None]
    right_if_known = guess + reach * (both / yes.clamp(min=1e-12)).clamp(0.0, 1.0)
    right_if_not = guess + reach * ((mass - both) / no.clamp(min=1e-12)).clamp(0.0, 1.0)
    before = _entropy(guess + reach * mass)
    after = yes * _entropy(right_if_known) + no * _entropy(right_if_not)
    return (before - after).clamp(min=0.0).sum(0)


def _entropy(p: Tensor) -> Tensor:
    """Bits of a yes-or-no with probability p."""
    bits: Tensor = (torch.special.entr(p) + torch.special.entr(1.0 - p)) / log(2.0)
    return bits
