"""How the states of a learner are kept alive: resampling, and flips of one skill at a time.

Every move leaves the distribution of posterior.py as it is and every state closed under prerequisites.
Randomness comes in as numbers: the same numbers make the same moves.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

import torch
from torch import Tensor

from models_server.knowledge.course import Course
from models_server.knowledge.posterior import Posterior


def generator(seed: int, learner: str, n: int) -> torch.Generator:
    """A source of randomness for one learner's n-th evidence (0: the prior), alike in every process."""
    digest = hashlib.sha256(f"{seed}\x1f{n}\x1f{learner}".encode()).digest()
    return torch.Generator().manual_seed(int.from_bytes(digest[:8], "big") >> 1)


def strata(rows: int, states: int, source: torch.Generator) -> Tensor:
    """Uniform numbers, one of each row in each 1/S of (0, 1): float64 [rows, S].

    A share p of the states then comes out as p·S to within one state; independent draws would scatter by √S.
    """
    draws = torch.rand(rows, 2, states, generator=source, dtype=torch.float64)
    ranks = draws[:, 0].argsort(dim=-1, stable=True)
    return (ranks + draws[:, 1]) / states


def resample(posterior: Posterior, which: Tensor, offset: Tensor) -> Posterior:
    """Systematic resampling of the learners in `which` (bool [L]); offset in [0, 1): float64 [L]."""
    count = posterior.logw.shape[1]
    steps = torch.arange(count, dtype=torch.float64, device=offset.device)
    points = (steps + offset[:, None]) / count
    chosen = torch.searchsorted(posterior.weights.cumsum(-1), points).clamp(max=count - 1)
    picked = torch.gather(posterior.states, 1, chosen[..., None].expand_as(posterior.states))
    even = torch.full_like(posterior.logw, -float(torch.tensor(float(count), dtype=torch.float64).log()))
    return replace(
        posterior,
        states=torch.where(which[:, None, None], picked, posterior.states),
        logw=torch.where(which[:, None], even, posterior.logw),
    )


class Flips:
    """Single-skill moves on one course: a skill is redrawn where neither value would break closure."""

    def __init__(self, course: Course) -> None:
        self._graph = course.graph
        self._sets = course.sets
        self._sets_of: list[list[int]] = [[] for _ in course.graph.skills]
        for position, members in enumerate(course.sets):
            for skill in members:
                self._sets_of[skill].append(position)

    def sweep(self, posterior: Posterior, skills: Sequence[int], active: Tensor, noise: Tensor) -> Posterior:
        """Redraw `skills` in this order, each from its distribution given the rest of the state.

        active: bool [L, len(skills)], whose states move; noise in (0, 1): float64 [L, len(skills), S].
        """
        columns = posterior.states.permute(2, 0, 1).contiguous()  # [K, L, S]: a skill lies in one piece
        gathered = set((posterior.found != 0.0).any(0).nonzero().flatten().tolist())
        for step, skill in enumerate(skills):
            free = active[:, step, None]
            for before in self._graph.prerequisites[skill]:
                free = free & columns[before]
            for after in self._graph.children[skill]:
                free = free & ~columns[after]
            drawn = noise[:, step] < torch.sigmoid(self._difference(posterior, columns, skill, gathered))
            columns[skill] = torch.where(free, drawn, columns[skill])
        return replace(posterior, states=columns.permute(1, 2, 0).contiguous())

    def _difference(self, posterior: Posterior, columns: Tensor, skill: int, gathered: set[int]) -> Tensor:
        """log p(with the skill) − log p(without), where flipping is free: float64 [L, S] or [L, 1]."""
        difference = (posterior.known[:, skill] - posterior.open[:, skill])[:, None]
        for child in self._graph.children[skill]:
            term = posterior.open[:, child, None]
            difference = difference + _where_all(columns, self._graph.prerequisites[child], skill, term)
        for position in self._sets_of[skill]:
            if position in gathered:
                term = posterior.found[:, position, None]
                difference = difference + _where_all(columns, self._sets[position], skill, term)
        return difference


def _where_all(columns: Tensor, skills: Sequence[int], but: int, term: Tensor) -> Tensor:
    """`term` in the states that hold all these skills, `but` not asked, else 0: float64 [L, S] or [L, 1]."""
    for skill in skills:
        if skill != but:
            term = term * columns[skill]
    return term
