"""How the states of a learner are kept alive: resampling, and flips of skills.

Every move leaves the distribution of posterior.py as it is and every state closed under prerequisites.
Randomness comes in as numbers: the same numbers make the same moves. Choices are made with & and |, not with
torch.where, which takes a hundred times as long on a CPU where neither side prevails.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import log

import torch
from torch import Tensor

from models_server.knowledge.course import Course
from models_server.knowledge.posterior import Posterior


def resample(posterior: Posterior, which: Tensor, offset: Tensor) -> Posterior:
    """Systematic resampling of the learners in `which` (bool [L]); offset in [0, 1): float64 [L]."""
    count = posterior.logw.shape[1]
    chosen = _systematic(posterior.weights, offset, count)
    chosen = torch.where(which[:, None], chosen, torch.arange(count, device=chosen.device))
    even = torch.full_like(posterior.logw, -log(count))
    return replace(
        posterior,
        columns=torch.gather(posterior.columns, 2, chosen[:, None].expand_as(posterior.columns)),
        logw=torch.where(which[:, None], even, posterior.logw),
    )


def _systematic(weights: Tensor, offset: Tensor, count: int) -> Tensor:
    """Positions of `count` states of each learner, as often as their weights say: [L, count]."""
    steps = torch.arange(count, dtype=torch.float64, device=offset.device)
    points = (steps + offset[:, None]) / count
    return torch.searchsorted(weights.cumsum(-1), points).clamp(max=weights.shape[1] - 1)


def side_by_side(posterior: Posterior) -> Tensor:
    """States of all learners as columns: bool [K, L·S]."""
    return posterior.columns.transpose(0, 1).flatten(1)


def _apart(columns: Tensor, learners: int) -> Tensor:
    """The inverse: bool [L, K, S]."""
    return columns.reshape(len(columns), learners, -1).transpose(0, 1).contiguous()


def _spread(values: Tensor, count: int) -> Tensor:
    """Of each learner the same for all states: [L, K] as float32 [K, L·S], or [K, 1] for one learner."""
    columns = values.T.float()
    return columns if len(values) == 1 else columns.repeat_interleave(count, 1)


@dataclass(frozen=True, slots=True)
class _Block:
    """Skills that can be redrawn at once: none rests on another, no child or skill set has two of them."""

    skills: Tensor  # [B], those with most children first
    before: Tensor  # [P, B] prerequisites, filled up with a row that always holds
    children: list[
        tuple[Tensor, Tensor]
    ]  # [b] one child of each of the first b skills, [Q, b] what else it needs
    sharing: Tensor  # [F] for each pair of a skill and a set of two or more that has it: which of `skills`
    among: Tensor  # [F] the set
    partners: Tensor  # [Q, F] the set's other skills, filled up with a row that always holds


class Sweeps:
    """Moves on one course. A skill is redrawn where neither value would break closure."""

    def __init__(self, course: Course, device: torch.device) -> None:
        self._course, self._device = course, device
        self._sets_of: list[list[int]] = [[] for _ in course.graph.skills]
        for position, members in enumerate(course.sets):
            for skill in members:
                self._sets_of[skill].append(position)
        self.blocks = [self._block(skills) for skills in self._grouped()]
        needs = course.graph.prerequisites
        self._first = self._table([[before[0] if before else k] for k, before in enumerate(needs)], 0)[:, 0]
        self._roots = self._table([[k for k, before in enumerate(needs) if not before]], 0)[0]
        most = max(map(len, needs), default=0)
        more = [[(k, before[i]) for k, before in enumerate(needs) if len(before) > i] for i in range(1, most)]
        self._more = [self._table(pairs, 0).T.contiguous() for pairs in more]
        self._layers, self._deep, self._back = self._layered()
        widest = max(map(len, course.sets), default=0)
        several = [g for g, members in enumerate(course.sets) if len(members) > 1]
        self._several = torch.tensor(several, dtype=torch.long, device=device)
        self._several_skills = self._beside(
            [[*course.sets[g], *[course.sets[g][0]] * (widest - len(course.sets[g]))] for g in several], 0
        )
        alone = [(g, members[0]) for g, members in enumerate(course.sets) if len(members) == 1]
        self._alone = torch.tensor([g for g, _ in alone], dtype=torch.long, device=device)
        self._alone_skill = torch.tensor([k for _, k in alone], dtype=torch.long, device=device)

    def ready(self, columns: Tensor) -> Tensor:
        """Which skills have all their prerequisites: bool [K, N], as columns."""
        ready = columns.index_select(0, self._first)
        ready[self._roots] = True
        for skill, before in self._more:
            ready[skill] &= columns.index_select(0, before)
        return ready

    def closed(self, able: Tensor) -> Tensor:
        """What is left of skills when those go that have lost a prerequisite: bool [K, N], as columns."""
        left = able.index_select(0, self._deep)
        for begin, end, before in self._layers:
            left[begin:end] &= left.index_select(0, before)
        return left.index_select(0, self._back)

    def shift(
        self,
        posterior: Posterior,
        columns: Tensor,
        ready: Tensor,
        theta: Tensor,
        other: Tensor,
        odds: Tensor,
        noise: Tensor,
        accept: Tensor,
    ) -> tuple[Tensor, Tensor]:
        """Move states along with their levels: the luck that made a state stays, its levels become others.

        So a whole frontier moves where single skills could only follow one by one. theta, other: P(known) of
        each skill where it is ready, by these levels and by the others, [K, L·S]; odds: float64 [L·S], what
        the other levels gain before any evidence; noise, accept: uniform [K, L·S] and [L·S]. Returns the
        columns, and which moved: bool [L·S].
        """
        known, free = columns.float(), (ready & ~columns).float()
        # Luck is below theta where a skill is known, above where it could be, anywhere where it could not.
        luck = (known - free).mul_(theta).add_(1.0).sub_(known).mul_(noise).add_(free.mul_(theta))
        moved = self.closed(luck < other)
        gain = self._energy(posterior, moved, self.ready(moved)) - self._energy(posterior, columns, ready)
        taken = accept.double().log() < odds + gain
        return (moved & taken) | (columns & ~taken), taken

    def _energy(self, posterior: Posterior, columns: Tensor, ready: Tensor) -> Tensor:
        """What evidence, practice and time say of states: float64 [L·S]."""
        count = posterior.logw.shape[1]
        sides = torch.cat([self._base(posterior), posterior.open], 1).float()
        alone = zip(sides, torch.split(columns, count, 1), torch.split(ready, count, 1), strict=True)
        energy = [side @ torch.cat([own, able]).float() for side, own, able in alone]
        for learner, found in enumerate(posterior.found[:, self._several]):
            told = found.nonzero().flatten()
            if len(told):
                whole = torch.split(columns, count, 1)[learner]
                holds = self._all(whole, self._several_skills.index_select(1, told))
                energy[learner] = energy[learner] + found[told].float() @ holds.float()
        return torch.cat(energy).double()

    def _all(self, columns: Tensor, skills: Tensor) -> Tensor:
        """Which states hold each list of skills (long [Q, G]): bool [G, N], of columns [K, N]."""
        first, *rest = skills
        holds = columns.index_select(0, first)
        for more in rest:
            holds &= columns.index_select(0, more)
        return holds

    def _base(self, posterior: Posterior) -> Tensor:
        """What a skill gains where it is known and not only ready, by itself: float64 [L, K]."""
        base = posterior.known - posterior.open
        return base.index_add(1, self._alone_skill, posterior.found[:, self._alone])

    def sweep(
        self, posterior: Posterior, columns: Tensor, logit: Tensor, open_: Tensor, limits: Tensor
    ) -> Posterior:
        """Redraw every skill, given the rest of its state.

        columns: bool [K, L·S], instead of the posterior's; logit, open_: of the levels, float32 [K, L·S];
        limits: log odds of uniform numbers, [K, L·S].
        """
        learners, count = posterior.logw.shape
        limits = limits - logit
        limits -= _spread(self._base(posterior), count)
        opened = open_ + _spread(posterior.open, count)
        columns = torch.cat([columns, torch.ones_like(columns[:1]), torch.zeros_like(columns[:1])])
        told = (posterior.found != 0.0).any(0)
        for block in self.blocks:
            limit = limits.index_select(0, block.skills)
            for child, others in block.children:
                terms = opened.index_select(0, child)
                for other in others:
                    terms *= columns.index_select(0, other)
                limit[: len(child)] -= terms
            live = told[block.among].nonzero().flatten()
            if len(live):
                found = _spread(posterior.found[:, block.among[live]], count)
                terms = found * self._all(columns, block.partners.index_select(1, live))
                limit.index_add_(0, block.sharing[live], terms, alpha=-1.0)
            now = columns.index_select(0, block.skills)
            bound = torch.zeros_like(now)  # by what rests on it, or for want of what it rests on
            for child, _ in block.children:
                bound[: len(child)] |= columns.index_select(0, child)
            for before in block.before:
                bound |= ~columns.index_select(0, before)
            columns.index_copy_(0, block.skills, ((limit < 0.0) & ~bound) | (now & bound))
        return replace(posterior, columns=_apart(columns[:-2], learners))

    def _layered(self) -> tuple[list[tuple[int, int, Tensor]], Tensor, Tensor]:
        """Steps that close states, on skills put in order of depth, and the orders there and back.

        Of one depth those with most prerequisites come first, so that each step is on neighbours: begin, end
        and one prerequisite of each.
        """
        graph = self._course.graph
        needs = graph.prerequisites
        deep = sorted(range(len(needs)), key=lambda k: (graph.depth[k], -len(needs[k])))
        place = {skill: row for row, skill in enumerate(deep)}
        steps = []
        for depth in range(1, max(graph.depth, default=0) + 1):
            own = [k for k in deep if graph.depth[k] == depth]
            for i in range(max(len(needs[k]) for k in own)):
                before = [place[needs[k][i]] for k in own if len(needs[k]) > i]
                steps.append((place[own[0]], place[own[0]] + len(before), self._table([before], 0)[0]))
        return steps, self._table([deep], 0)[0], self._table([[place[k] for k in range(len(deep))]], 0)[0]

    def _grouped(self) -> list[list[int]]:
        """Skills in few groups of which none holds two that say of each other whether they can be redrawn."""
        graph = self._course.graph
        at: dict[int, int] = {}
        groups: list[list[int]] = []
        for skill in graph.order:
            beside = {other for child in graph.children[skill] for other in graph.prerequisites[child]}
            beside |= {other for g in self._sets_of[skill] for other in self._course.sets[g]}
            beside |= {*graph.prerequisites[skill], *graph.children[skill]}
            taken = {at[other] for other in beside if other in at}
            place = next(i for i in range(len(taken) + 1) if i not in taken)
            at[skill] = place
            groups += [[]] if place == len(groups) else []
            groups[place].append(skill)
        return groups

    def _block(self, skills: list[int]) -> _Block:
        graph, always = self._course.graph, len(self._course.graph.skills)
        skills = sorted(skills, key=lambda k: -len(graph.children[k]))
        children = []
        for i in range(len(graph.children[skills[0]])):
            own = [(k, graph.children[k][i]) for k in skills if len(graph.children[k]) > i]
            others = [[k for k in graph.prerequisites[child] if k != skill] for skill, child in own]
            children.append((self._table([[child for _, child in own]], 0)[0], self._beside(others, always)))
        sharing = [
            (row, g, [k for k in self._course.sets[g] if k != skill])
            for row, skill in enumerate(skills)
            for g in self._sets_of[skill]
            if len(self._course.sets[g]) > 1
        ]
        return _Block(
            skills=self._table([skills], 0)[0],
            before=self._beside([graph.prerequisites[k] for k in skills], always),
            children=children,
            sharing=self._table([[row for row, _, _ in sharing]], 0)[0],
            among=self._table([[g for _, g, _ in sharing]], 0)[0],
            partners=self._beside([own for _, _, own in sharing], always),
        )

    def _beside(self, rows: Sequence[Sequence[int]], fill: int) -> Tensor:
        """The first of each row, the second of each, and so on."""
        return self._table(rows, fill).T.contiguous()

    def _table(self, rows: Sequence[Sequence[int]], fill: int) -> Tensor:
        """Rows of one length."""
        longest = max((len(row) for row in rows), default=0)
        filled = [[*row, *[fill] * (longest - len(row))] for row in rows]
        return torch.tensor(filled, dtype=torch.long, device=self._device).reshape(len(rows), longest)
