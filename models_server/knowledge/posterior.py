"""What is believed of learners: weighted knowledge states and the energy they follow. Decides nothing.

The distribution over a learner's states x (sets of skills, closed under prerequisites) is
    log p(x) = Σ_k [prerequisites of k in x]·(known_k if k in x else open_k) + Σ_g found_g·[g in x] + const,
with k over skills and g over the skill sets of items. Evidence changes `found`; practice and time change
`known` and `open`. So the whole past of a learner is K + K + G numbers, from which states can be drawn again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from math import log

import torch
from torch import Tensor


@dataclass(frozen=True, slots=True)
class Posterior:
    """Of L learners: S states over K skills, G skill sets. Tensors are never changed in place."""

    columns: Tensor  # bool [L, K, S], states side by side, closed under prerequisites
    logw: Tensor  # float64 [L, S], normalised
    known: Tensor  # float64 [L, K] log P(k known | prerequisites known), up to a constant
    open: Tensor  # float64 [L, K] log P(k unknown | prerequisites known), up to the same constant
    found: Tensor  # float64 [L, G] log likelihood ratios gathered on each skill set
    seen: Tensor  # float64 [L, K] attempts on each skill, the assisted ones counted by their weight
    at: Tensor  # float64 [L] seconds: until when forgetting is counted; nan before any evidence

    @property
    def learners(self) -> int:
        return self.columns.shape[0]

    @property
    def states(self) -> Tensor:
        """bool [L, S, K]."""
        return self.columns.transpose(1, 2)

    @property
    def weights(self) -> Tensor:
        """float64 [L, S], sums to 1."""
        return self.logw.exp()

    def effective_states(self) -> Tensor:
        """float64 [L], 1..S."""
        return self.weights.square().sum(-1).reciprocal()

    def beliefs(self) -> Tensor:
        """P(known) of every skill: float64 [L, K] in [0, 1]."""
        return self.mass(self.columns)

    def mass(self, which: Tensor) -> Tensor:
        """Weight of the states for which bool [L, S] or [L, K, S] holds: float64 [L] or [L, K] in [0, 1]."""
        if which.dim() == 2:
            return (which * self.weights).sum(-1).clamp(0.0, 1.0)
        return torch.matmul(which.double(), self.weights[..., None])[..., 0].clamp(0.0, 1.0)


def split(posterior: Posterior) -> list[Posterior]:
    """One posterior for each learner."""
    rows = range(posterior.learners)
    columns = [[getattr(posterior, f.name)[row : row + 1] for f in fields(Posterior)] for row in rows]
    return [Posterior(*column) for column in columns]


def join(posteriors: Sequence[Posterior]) -> Posterior:
    """Learners of several posteriors in one, in their order."""
    return Posterior(*(torch.cat([getattr(p, f.name) for p in posteriors]) for f in fields(Posterior)))


def rows(posterior: Posterior, which: Sequence[int]) -> Posterior:
    """Some of the learners, in the order given; all if they are as many."""
    if len(which) == posterior.learners:
        return posterior
    chosen = list(which)
    return Posterior(*(getattr(posterior, f.name)[chosen] for f in fields(Posterior)))


def put(posterior: Posterior, which: Sequence[int], some: Posterior) -> Posterior:
    """The posterior with these learners replaced by others."""
    if len(which) == posterior.learners:
        return some
    chosen = torch.tensor(which, device=posterior.at.device)
    pairs = [(getattr(posterior, f.name), getattr(some, f.name)) for f in fields(Posterior)]
    return Posterior(*(old.index_copy(0, chosen, new) for old, new in pairs))


def normalised(logw: Tensor) -> Tensor:
    """log weights [L, S] that sum to 1. The logarithm of L numbers is Python's: torch's depends on how many
    there are."""
    top = logw.amax(-1, keepdim=True)
    total = (logw - top).exp().sum(-1).tolist()
    return logw - (top + torch.tensor([log(t) for t in total], dtype=top.dtype, device=top.device)[:, None])
