"""How the states of a learner are kept alive: resampling, and flips of skills.

Every move leaves the distribution of posterior.py as it is and every state closed under prerequisites.
Randomness comes in as numbers: the same numbers make the same moves.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import log

import torch
from torch import Tensor

from models_server.knowledge.course import Course
from models_server.knowledge.posterior import Posterior
from models_server.knowledge.prior import Leaning


def generator(seed: int, learner: str, n: int) -> torch.Generator:
    """A source of randomness for one learner's n-th evidence (0: the prior), alike in every process."""
    digest = hashlib.sha256(f"{seed}\x1f{n}\x1f{learner}".encode()).digest()
    return torch.Generator().manual_seed(int.from_bytes(digest[:8], "big") >> 1)


def strata(rows: int, states: int, source: torch.Generator) -> Tensor:
    """Uniform numbers, one of each row in each 1/S of (0, 1): float32 [rows, S].

    A share p of the states then comes out as p·S to within one state; independent draws would scatter by √S.
    Rows are one shuffled row, moved round by as many steps as no other row (of the next S) is.
    """
    order = torch.randperm(states, generator=source)
    steps = torch.cat([torch.randperm(states, generator=source) for _ in range(-(-rows // states) or 1)])[
        :rows
    ]
    places = (torch.arange(states) + steps[:, None]) % states
    within = torch.rand(rows, states, generator=source)
    return ((order[places] + within) / states).clamp(1e-7, 1.0 - 1e-7)


def resample(posterior: Posterior, which: Tensor, offset: Tensor) -> Posterior:
    """Systematic resampling of the learners in `which` (bool [L]); offset in [0, 1): float64 [L]."""
    chosen = _systematic(posterior.weights, offset, posterior.logw.shape[1])
    picked = torch.gather(posterior.states, 1, chosen[..., None].expand_as(posterior.states))
    return _chosen(posterior, picked, which)


def _systematic(weights: Tensor, offset: Tensor, count: int) -> Tensor:
    """Positions of `count` states of each learner, as often as their weights say: [L, count]."""
    steps = torch.arange(count, dtype=torch.float64, device=offset.device)
    points = (steps + offset[:, None]) / count
    return torch.searchsorted(weights.cumsum(-1), points).clamp(max=weights.shape[1] - 1)


def _chosen(posterior: Posterior, states: Tensor, which: Tensor) -> Posterior:
    even = torch.full_like(posterior.logw, -log(posterior.logw.shape[1]))
    return replace(
        posterior,
        states=torch.where(which[:, None, None], states, posterior.states),
        logw=torch.where(which[:, None], even, posterior.logw),
    )


@dataclass(frozen=True, slots=True)
class _Block:
    """Skills that can be redrawn at once: none rests on another, no child or skill set has two of them."""

    skills: Tensor  # [B]
    before: Tensor  # [B, P] prerequisites, filled up with a row that always holds
    after: Tensor  # [B, C] children, filled up with a row that never holds
    parent: Tensor  # [E] for each pair of a skill and its child: which of `skills`
    child: Tensor  # [E]
    others: Tensor  # [E, Q] what else the child rests on, filled up with a row that always holds
    sharing: Tensor  # [F] for each pair of a skill and a set of two or more that has it: which of `skills`
    among: Tensor  # [F] the set
    partners: Tensor  # [F, Q] the set's other skills, filled up with a row that always holds


class Sweeps:
    """Single-skill moves on one course: a skill is redrawn where neither value would break closure."""

    def __init__(self, course: Course, device: torch.device) -> None:
        self._course, self._device = course, device
        self._sets_of: list[list[int]] = [[] for _ in course.graph.skills]
        for position, members in enumerate(course.sets):
            for skill in members:
                self._sets_of[skill].append(position)
        self.blocks = [self._block(skills) for skills in self._grouped()]
        self._first = self._table([list(before[:1]) for before in course.graph.prerequisites], -1)[:, :1]
        more = [(k, other) for k, before in enumerate(course.graph.prerequisites) for other in before[1:]]
        self._more = self._table(more, 0).reshape(-1, 2)
        several = [g for g, members in enumerate(course.sets) if len(members) > 1]
        self._several = torch.tensor(several, dtype=torch.long, device=device)
        self._several_skills = self._table([course.sets[g] for g in several], len(course.graph.skills))
        alone = [(g, members[0]) for g, members in enumerate(course.sets) if len(members) == 1]
        self._alone = torch.tensor([g for g, _ in alone], dtype=torch.long, device=device)
        self._alone_skill = torch.tensor([k for _, k in alone], dtype=torch.long, device=device)

    def ready(self, columns: Tensor) -> Tensor:
        """Which skills have all their prerequisites: bool [K, N], as columns."""
        if not self._first.numel():
            return torch.ones_like(columns)
        first = self._first[:, 0]
        ready = columns[first] | (first < 0)[:, None]
        if len(self._more):
            lacking = torch.zeros(columns.shape, dtype=torch.uint8, device=columns.device)
            lacking.index_add_(0, self._more[:, 0], (~columns[self._more[:, 1]]).byte())
            ready &= lacking == 0
        return ready

    def shift(
        self, posterior: Posterior, lean: Leaning, other: Leaning, odds: Tensor, noise: Tensor, accept: Tensor
    ) -> tuple[Posterior, Leaning]:
        """Move states and their levels at once: the luck that made a state stays, its levels become others.

        So a whole frontier moves where single skills could only follow one by one. odds: float64 [L·S], what
        the other levels gain before any evidence; noise, accept: uniform [K, L·S] and [L·S].
        """
        learners, count, skills = posterior.states.shape
        columns = posterior.states.permute(2, 0, 1).flatten(1)
        ready = self.ready(columns)
        theta = torch.sigmoid(lean.logit)
        luck = torch.where(columns, noise * theta, theta + noise * (1.0 - theta))
        luck = torch.where(ready, luck, noise)
        able = luck < torch.sigmoid(other.logit)
        moved = torch.ones(skills + 1, learners * count, dtype=torch.bool, device=noise.device)
        moved[:skills] = able
        for block in self.blocks[1:]:
            moved[block.skills] &= moved[block.before].all(1)
        moved = moved[:skills]
        gain = odds + self._energy(posterior, moved) - self._energy(posterior, columns)
        taken = accept.double().log() < gain
        states = torch.where(taken, moved, columns).reshape(-1, learners, count).permute(1, 2, 0).contiguous()
        mixed = Leaning(
            *(
                torch.where(taken[:, None] if i == 2 else taken, getattr(other, name), getattr(lean, name))
                for i, name in enumerate(("sort", "ability", "level", "logit", "open"))
            )
        )
        return replace(posterior, states=states), mixed

    def _energy(self, posterior: Posterior, columns: Tensor) -> Tensor:
        """What evidence, practice and time say of states: float64 [L·S]."""
        learners, count, _ = posterior.states.shape
        base = posterior.known - posterior.open
        base = base.index_add(1, self._alone_skill, posterior.found[:, self._alone])
        told, tilted = ((v != 0.0).any(0).nonzero().flatten() for v in (base, posterior.open))
        sides = torch.cat([base[:, told], posterior.open[:, tilted]], 1).float()
        held = torch.cat([columns[told], self._ready_of(columns, tilted)])
        energy = (
            torch.einsum("lk,kls->ls", sides, held.float().reshape(-1, learners, count)).flatten().double()
        )
        live = (posterior.found[:, self._several] != 0.0).any(0)
        if bool(live.any()):
            whole = torch.cat([columns, torch.ones_like(columns[:1])])
            holds = whole[self._several_skills[live]].all(1).double().reshape(-1, learners, count)
            found = posterior.found[:, self._several[live]]
            energy = energy + torch.einsum("lg,gls->ls", found, holds).flatten()
        return energy

    def _ready_of(self, columns: Tensor, skills: Tensor) -> Tensor:
        """ready() of these skills: bool [len(skills), N]."""
        if len(skills) > len(columns) // 4:
            return self.ready(columns)[skills]
        rows = [columns[list(self._course.graph.prerequisites[k])].all(0) for k in skills.tolist()]
        return torch.stack(rows) if rows else columns[:0]

    def sweep(
        self, posterior: Posterior, lean: Leaning, noise: Tensor, which: Tensor, rising: bool
    ) -> Posterior:
        """Redraw every skill of the learners in `which` (bool [L]), each given the rest of its state.

        noise: uniform, float32 [K, L·S]. Rising: prerequisites first, else what rests on them first: a set
        empties from its end and fills from its start.
        """
        learners, count, skills = posterior.states.shape
        limits = (noise.log() - (-noise).log1p()) - lean.logit  # float32 [K, L·S]
        base = posterior.known - posterior.open
        base = base.index_add(1, self._alone_skill, posterior.found[:, self._alone])
        base = base.T.float()  # [K, L]
        opened = lean.open + posterior.open.T.float().repeat_interleave(count, 1)
        columns = torch.ones(skills + 2, learners * count, dtype=torch.bool, device=noise.device)
        columns[:skills] = posterior.states.permute(2, 0, 1).flatten(1)
        columns[skills + 1] = False
        moved = which.repeat_interleave(count)
        gathered = (posterior.found != 0.0).any(0)
        for block in self.blocks if rising else self.blocks[::-1]:
            change = base[block.skills].repeat_interleave(count, 1) if learners > 1 else base[block.skills]
            if len(block.parent):
                terms = opened[block.child] * columns[block.others].all(1)
                change = change.expand(-1, learners * count).index_add(0, block.parent, terms)
            live = gathered[block.among]
            if bool(live.any()):
                found = posterior.found[:, block.among[live]].T.float().repeat_interleave(count, 1)
                terms = found * columns[block.partners[live]].all(1)
                change = change.expand(-1, learners * count).index_add(0, block.sharing[live], terms)
            free = columns[block.before].all(1) & ~columns[block.after].any(1) & moved
            drawn = limits[block.skills] < change
            columns[block.skills] = torch.where(free, drawn, columns[block.skills])
        states = columns[:skills].reshape(-1, learners, count).permute(1, 2, 0).contiguous()
        return replace(posterior, states=states)

    def _grouped(self) -> list[list[int]]:
        """Skills in blocks, prerequisites in earlier ones."""
        graph = self._course.graph
        at: dict[int, int] = {}
        blocks: list[list[int]] = []
        for skill in graph.order:
            beside = {other for child in graph.children[skill] for other in graph.prerequisites[child]}
            beside |= {other for g in self._sets_of[skill] for other in self._course.sets[g]}
            taken = {at[other] for other in beside if other in at}
            place = max((at[before] + 1 for before in graph.prerequisites[skill]), default=0)
            while place in taken:
                place += 1
            at[skill] = place
            while len(blocks) <= place:
                blocks.append([])
            blocks[place].append(skill)
        return blocks

    def _block(self, skills: list[int]) -> _Block:
        graph, always = self._course.graph, len(self._course.graph.skills)
        pairs = [(row, child) for row, skill in enumerate(skills) for child in graph.children[skill]]
        others = [[k for k in graph.prerequisites[child] if k != skills[row]] for row, child in pairs]
        sharing = [
            (row, g, [k for k in self._course.sets[g] if k != skill])
            for row, skill in enumerate(skills)
            for g in self._sets_of[skill]
            if len(self._course.sets[g]) > 1
        ]
        return _Block(
            skills=self._table([skills], 0)[0],
            before=self._table([graph.prerequisites[k] for k in skills], always),
            after=self._table([graph.children[k] for k in skills], always + 1),
            parent=self._table([[row for row, _ in pairs]], 0)[0],
            child=self._table([[child for _, child in pairs]], 0)[0],
            others=self._table(others, always),
            sharing=self._table([[row for row, _, _ in sharing]], 0)[0],
            among=self._table([[g for _, g, _ in sharing]], 0)[0],
            partners=self._table([own for _, _, own in sharing], always),
        )

    def _table(self, rows: Sequence[Sequence[int]], fill: int) -> Tensor:
        """Rows of one length."""
        longest = max((len(row) for row in rows), default=0)
        filled = [[*row, *[fill] * (longest - len(row))] for row in rows]
        return torch.tensor(filled, dtype=torch.long, device=self._device).reshape(len(rows), longest)
