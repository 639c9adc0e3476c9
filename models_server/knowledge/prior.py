"""What is believed of a learner before any evidence: abilities first, then skills. Knows no answers.

A learner has an ability, and around it one level for each topic; a skill whose prerequisites are known is
known if the topic's level beats the skill's hardness, give or take. How far topics stray, how sharp the edge
is and what makes a skill hard differ from learner to learner and are not known beforehand: a mixture of sorts
of learners stands for that, and the evidence chooses among them. Levels and abilities lie on a grid, so that
they can be summed out or drawn exactly from a state; no state carries them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass

import torch
from torch import Tensor

from models_server.knowledge.graph import Graph
from models_server.knowledge.parameters import Parameters, Sort

_LONG = 12.0  # prerequisites deep: skills of a shorter course differ less in hardness
_SHALLOW_NOISE = 2.0  # and say less of each other: there is no telling an edge in a course of three steps
_BLOCK = 4096  # states whose levels are drawn in one go: bounds the memory


@dataclass(frozen=True, slots=True)
class Leaning:
    """What a state says of its learner: positions on the grids."""

    sort: Tensor  # [N]
    ability: Tensor  # [N]
    level: Tensor  # [T, N]

    def mixed(self, other: Leaning, taken: Tensor) -> Leaning:
        """The other's where `taken` (bool [N])."""
        return Leaning(
            torch.where(taken, other.sort, self.sort),
            torch.where(taken, other.ability, self.ability),
            torch.where(taken, other.level, self.level),
        )


def gathered(leanings: Sequence[Leaning]) -> Leaning:
    """Side by side."""
    if len(leanings) == 1:
        return leanings[0]
    return Leaning(
        torch.cat([lean.sort for lean in leanings]),
        torch.cat([lean.ability for lean in leanings]),
        torch.cat([lean.level for lean in leanings], 1),
    )


class Prior:
    """The prior of one course. `theta` [K]: P(skill known | its prerequisites known) on average."""

    def __init__(
        self, graph: Graph, topics: tuple[int, ...], parameters: Parameters, hard: Tensor | None = None
    ) -> None:
        """`hard` [K]: where the hardness of skills is known; else it is read off the graph."""
        self._graph, self._topic = graph, torch.tensor(topics, dtype=torch.long)
        self._width, self._stray = parameters.between_learners, parameters.stray
        self._sorts, self._on = parameters.sorts, _resting(graph)
        levels, reach = parameters.levels, parameters.reach
        self._grid = torch.linspace(-parameters.span, parameters.span, levels, dtype=torch.float64)
        given = [_hardness(graph, topics, sort, reach) if hard is None else hard for sort in self._sorts]
        deepest = max(graph.depth, default=0)
        self._loose = _SHALLOW_NOISE * (1.0 - min(1.0, deepest / _LONG)) if hard is None else 0.0
        far = max(deepest - parameters.shallow, 0)
        late = (far + 1.0) / (far + 1.0 / parameters.root)  # root itself where the course is shallow
        known = [
            self._shifted(h, sort, late if sort.late else parameters.root)
            if sort.ease is None
            else self._known(h, sort, sort.ease)
            for h, sort in zip(given, self._sorts, strict=True)
        ]
        theta = torch.stack(known).clamp(parameters.odd, 1.0 - parameters.odd)  # [C, levels, K]
        self._yes, self._no = theta.log(), (1.0 - theta).log()
        self._near = torch.stack(
            [self._spread(sort.between_topics) for sort in self._sorts]
        )  # [C, I, levels]
        self._log_near, self._heap = self._near.log(), self._near.float().cumsum(-1)
        ability = torch.softmax(-0.5 * (self._grid / self._width).square(), 0)
        weight = torch.tensor([sort.weight for sort in self._sorts], dtype=torch.float64)
        self._start = (weight / weight.sum()).log()[:, None] + ability.log()[None]  # [C, I]
        self._first_heap = self._start.flatten().softmax(0).cumsum(0).float()[:-1].contiguous()
        self._pack()

    def _spread(self, sd: float) -> Tensor:
        """P(level | ability): [I, levels]. A topic can be quite another matter, whatever the ability."""
        wide = max(sd, 0.4 * float(self._grid[1] - self._grid[0]))
        near = torch.softmax(-0.5 * ((self._grid[None] - self._grid[:, None]) / wide).square(), 1)
        return (1.0 - self._stray) * near + self._stray / len(self._grid)

    def _shifted(self, hard: Tensor, sort: Sort, rooted: float) -> Tensor:
        """P(known | level, prerequisites known), so that roots are known to a share `rooted`: [levels, K]."""
        roots = [k for k, before in enumerate(self._graph.prerequisites) if not before]
        ability = torch.softmax(-0.5 * (self._grid / self._width).square(), 0)
        level = ability @ self._spread(sort.between_topics)
        low, high = -20.0, 20.0
        for _ in range(40):
            middle = (low + high) / 2
            share = self._known(hard, sort, middle)[:, roots]
            if float((level[:, None] * share).sum(0).mean()) < rooted:
                low = middle
            else:
                high = middle
        return self._known(hard, sort, (low + high) / 2)

    def _known(self, hard: Tensor, sort: Sort, ease: float) -> Tensor:
        """P(known | level, prerequisites known): float64 [levels, K].

        Filled: a skill is known that is reached itself or that something reached rests on. Where it is not
        known nothing on it is; where its prerequisites are, something on them is reached.
        """
        reached = (self._grid[:, None] - hard[None] + ease) / (sort.noise + self._loose)
        if not sort.filled:
            return torch.sigmoid(reached)
        missed = torch.nn.functional.softplus(reached) @ self._on.T  # −log P(nothing on it is reached)
        some = -torch.expm1(-missed)
        least = torch.ones_like(some)
        for skill, before in enumerate(self._graph.prerequisites):
            if before:
                least[:, skill] = some[:, list(before)].amin(1)
        return (some / least.clamp(min=1e-12)).clamp(max=1.0)

    def _pack(self) -> None:
        """Topics side by side, padded to the longest: one batched product for all levels."""
        count = int(self._topic.max()) + 1 if len(self._topic) else 0
        members = [(self._topic == t).nonzero().flatten() for t in range(count)]
        longest = max((len(m) for m in members), default=0)
        skills = len(self._topic)
        self._place = torch.full((count, longest), skills, dtype=torch.long)  # row `skills` is empty
        for topic, own in enumerate(members):
            self._place[topic, : len(own)] = own
        pad = torch.zeros(*self._yes.shape[:2], 1, dtype=torch.float64)
        yes, no = torch.cat([self._yes, pad], -1), torch.cat([self._no, pad], -1)  # [C, levels, K + 1]
        both = torch.stack([yes - no, no])[..., self._place]  # [2, C, levels, T, P]: known adds, ready starts
        self._weigh = both.permute(3, 0, 4, 1, 2).flatten(3).flatten(1, 2).float()  # [T, 2 P, C·levels]
        self._theta = self._yes.exp().flatten(0, 1).T.float().contiguous()  # [K, C·levels]
        self._logit = (self._yes - self._no).flatten(0, 1).T.float().contiguous()
        self._open = self._no.flatten(0, 1).T.float().contiguous()

    @property
    def topics(self) -> int:
        return len(self._place)

    def to(self, device: torch.device) -> Prior:
        """A copy of this prior with its tables on the device. Only one on the CPU can draw."""
        other = copy(self)
        for name, value in vars(self).items():
            if isinstance(value, Tensor):
                setattr(other, name, value.to(device))
        return other

    def draw(self, source: torch.Generator, noise: Tensor) -> Tensor:
        """States from the prior: bool [S, K]; noise: uniform [K, S]. On the CPU."""
        count = noise.shape[1]
        lean = self._first(torch.rand(2, count, generator=source, dtype=torch.float64), source)
        columns = noise < self.theta(lean)  # [K, S]
        for skill in self._graph.order:
            for before in self._graph.prerequisites[skill]:
                columns[skill] &= columns[before]
        return columns.T.contiguous()

    def _first(self, noise: Tensor, source: torch.Generator) -> Leaning:
        """Sorts, abilities and levels with nothing known: [S], [S], [T, S]; the first two stratified."""
        count = noise.shape[1]
        even = (torch.arange(count) + noise[0]) / count
        both = _pick(self._start.flatten().softmax(0)[None].expand(count, -1), even)
        sort, ability = both // len(self._grid), both % len(self._grid)
        near = self._near[sort, ability][None].expand(self.topics, -1, -1)
        luck = torch.rand(self.topics, count, generator=source, dtype=torch.float64)
        return Leaning(sort, ability, _pick(near, luck))

    def theta(self, lean: Leaning) -> Tensor:
        """P(known) of each skill where its prerequisites are known: float32 [K, N]."""
        return self._theta.gather(1, self._row(lean))

    def log_odds(self, lean: Leaning) -> tuple[Tensor, Tensor]:
        """log odds of knowing each skill where its prerequisites are known, log P(not): float32 [K, N]."""
        row = self._row(lean)
        return self._logit.gather(1, row), self._open.gather(1, row)

    def _row(self, lean: Leaning) -> Tensor:
        return (lean.sort * len(self._grid) + lean.level).index_select(0, self._topic)  # [K, N]

    def _likelihood(self, columns: Tensor, ready: Tensor, dtype: torch.dtype = torch.float32) -> Tensor:
        """log p(topic's part of the state | level): [T, N, C·levels]; both given as bool [K, N]."""
        empty = columns.new_zeros(1, columns.shape[1])
        both = torch.cat([torch.cat([v, empty])[self._place] for v in (columns, ready)], 1)  # [T, 2 P, N]
        return torch.bmm(both.to(dtype).transpose(1, 2), self._weigh.to(dtype))

    def _summed(self, found: Tensor) -> tuple[Tensor, Tensor]:
        """(log p(state, sort, ability) [N, C·I], likelihoods over their top [T, N, C·levels])."""
        top = found.amax(-1, keepdim=True)
        share = (found - top).clamp_(min=-60.0).exp_()  # smaller ones are slow, and nothing
        sorts, grid = len(self._sorts), len(self._grid)
        each = share.reshape(-1, sorts, grid).transpose(0, 1)  # [C, T·N, levels]
        over = torch.bmm(each, self._near.to(share.dtype).transpose(1, 2)).log_()
        over = over.reshape(sorts, *share.shape[:2], grid).sum(1).transpose(0, 1).flatten(1)
        return over.double() + top.double().sum(0) + self._start.flatten(), share

    def log_of(self, states: Tensor, ready: Tensor) -> Tensor:
        """log P(state) of bool [N, K] states whose ready skills are given, levels summed out: float64 [N]."""
        if not len(self._place):
            return torch.zeros(len(states), dtype=torch.float64, device=states.device)
        found = []
        for some, held in zip(torch.split(states, _BLOCK), torch.split(ready, _BLOCK), strict=True):
            joint, _ = self._summed(self._likelihood(some.T, held.T, torch.float64))
            found.append(joint.logsumexp(1))
        return torch.cat(found)

    def leaning(self, columns: Tensor, ready: Tensor, noise: Tensor) -> Leaning:
        """Levels drawn from what each state says of them. columns, ready: bool [K, N]; noise: [1 + T, N]."""
        joint, share = self._summed(self._likelihood(columns, ready))
        grid = len(self._grid)
        both = _pick(joint.softmax(1), noise[0])
        sort, ability = both // grid, both % grid
        own = sort[:, None] * grid + torch.arange(grid, device=sort.device)  # [N, levels]
        near = share.gather(2, own.expand(self.topics, -1, -1)) * self._near[sort, ability].float()
        heap = near.cumsum(-1)
        return Leaning(sort, ability, _within(heap, noise[1:] * heap[..., -1]))

    def other(self, lean: Leaning, noise: Tensor) -> tuple[Leaning, Tensor]:
        """Other levels, and log P(other) − log P(these) − what was likelier to be proposed: float64 [N].

        Half of the states: ability and all levels one step up or down. An eighth: all as if nothing were
        known. The others: some levels anew, by the ability or (an eighth) any, which pays for what is
        far-fetched. noise: [1 + T, N].
        """
        grid = len(self._grid)
        together, far, anew = noise[0] < 0.5, noise[0] >= 0.75, noise[0] >= 0.875
        both = torch.bucketize((noise[0] - 0.875).clamp(min=0.0) * 8.0, self._first_heap)
        sort = torch.where(anew, both // grid, lean.sort)
        step = torch.where(noise[0] < 0.25, -1, 1) * together
        ability, moved = lean.ability + step, lean.level + step
        within = (moved >= 0).all(0) & (moved < grid).all(0) & (ability >= 0) & (ability < grid)
        ability = torch.where(anew, both % grid, ability.clamp(0, grid - 1))
        share = 1.5 / max(self.topics, 1)  # of the topics
        part = torch.where(anew, noise[1:], noise[1:] / share)  # uniform where it is below 1
        wild = (part.clamp(max=1.0 - 1e-6) * grid).long()
        near = self._heap[sort, ability].expand(self.topics, -1, -1)
        level = torch.where(far & ~anew, wild, _within(near, part.clamp(max=1.0)))
        level = torch.where(together | (part >= 1.0), moved.clamp(0, grid - 1), level)
        odds = self._start[lean.sort, ability] - self._start[lean.sort, lean.ability]
        odds = odds + self._nearness(sort, ability, level)
        odds = odds - self._nearness(lean.sort, lean.ability, lean.level)
        odds = torch.where(together | (far & ~anew), odds, 0.0)
        return Leaning(sort, ability, level), torch.where(within, odds, -torch.inf)

    def _nearness(self, sort: Tensor, ability: Tensor, level: Tensor) -> Tensor:
        """log P(levels | ability): float64 [N]."""
        row = (sort * len(self._grid) + ability) * len(self._grid)
        found = torch.zeros(len(sort), dtype=torch.float64, device=sort.device)
        for near in self._log_near.take(row + level):
            found = found + near  # in one order, however many states
        return found


def _pick(p: Tensor, noise: Tensor) -> Tensor:
    """Positions drawn from distributions along the last dimension."""
    return _within(p.cumsum(-1), noise)


def _within(heaped: Tensor, noise: Tensor) -> Tensor:
    """Where noise falls among cumulated shares."""
    return (heaped < noise[..., None]).sum(-1).clamp(max=heaped.shape[-1] - 1)


def _hardness(graph: Graph, topics: tuple[int, ...], sort: Sort, reach: float) -> Tensor:
    """From −reach to reach: by depth in the whole course, by place in the topic, or between: float64 [K]."""
    deepest = max(graph.depth, default=0) or 1
    place = [0.0] * len(graph.skills)
    for topic in sorted(set(topics)):
        own = [k for k in graph.order if topics[k] == topic]
        depths = sorted(graph.depth[k] for k in own)
        for skill in own:
            before, alike = bisect_left(depths, graph.depth[skill]), depths.count(graph.depth[skill])
            place[skill] = (before + alike / 2) / len(own)
    depth = torch.tensor(graph.depth, dtype=torch.float64) / deepest
    mixed = (1.0 - sort.by_topic) * depth + sort.by_topic * torch.tensor(place, dtype=torch.float64)
    return reach * min(1.0, deepest / _LONG) * (2.0 * mixed - 1.0)


def _resting(graph: Graph) -> Tensor:
    """1 where the column's skill is the row's or rests on it, however far: float64 [K, K]."""
    resting = torch.eye(len(graph.skills), dtype=torch.float64)
    for skill in reversed(graph.order):
        for child in graph.children[skill]:
            resting[skill] = torch.maximum(resting[skill], resting[child])
    return resting


def clusters(graph: Graph, least: int) -> tuple[int, ...]:
    """A topic for each skill of a course that names none: branches of `least` skills and more.

    A skill hangs on its deepest prerequisite.
    """
    held: list[list[int]] = [[k] for k in range(len(graph.skills))]
    cut: list[list[int]] = []
    rest: list[int] = []
    for skill in reversed(graph.order):
        before = graph.prerequisites[skill]
        if len(held[skill]) >= least:
            cut.append(held[skill])
        elif before:
            held[max(before, key=lambda k: (graph.depth[k], -k))].extend(held[skill])
        else:
            rest.extend(held[skill])
    groups = [*cut, rest] if rest else cut
    topic = [0] * len(graph.skills)
    for number, members in enumerate(groups):
        for skill in members:
            topic[skill] = number
    return tuple(topic)
