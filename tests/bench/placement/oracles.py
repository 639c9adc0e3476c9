"""What one could know of a simulated learner who knows how it was made: each generator's own posterior.

steady, patchy and strands: the filter with the generator's own numbers, a fine grid and twice the states.
syllabus: the points where topics stop, drawn by Gibbs sampling. goals: states by their exact probability.
"""

from __future__ import annotations

import math
import random
from collections.abc import Mapping
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray

from models_server.knowledge import course as courses
from models_server.knowledge import estimates
from models_server.knowledge.filter import Filter, Finding
from models_server.knowledge.parameters import Parameters, Sort
from models_server.knowledge.prior import Prior
from tests.bench.placement import junyi
from tutor.learner.simulated import profiles
from tutor.learner.simulated.terrain import Terrain

SLIP, GUESS = 0.10, 0.05
RIGHT, WRONG = math.log((1.0 - SLIP) / GUESS), math.log(SLIP / (1.0 - GUESS))  # for knowing it
START = 1.0e9  # seconds; the minutes of a placement are no time to forget
Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]


class Oracle(Protocol):
    """Holds the posterior of one learner at a time."""

    def start(self, learner: str) -> None: ...

    def beliefs(self) -> Floats: ...

    def best(self, asked: set[int]) -> int: ...

    def tell(self, skill: int, right: bool) -> None: ...


class Filtered:
    """A filter; the product's own with its defaults."""

    def __init__(
        self, terrain: Terrain, parameters: Parameters, seed: int, hard: Mapping[str, float] | None = None
    ) -> None:
        built = courses.build(junyi.course(terrain), parameters)
        prior = None
        if hard is not None:
            known = torch.tensor([hard[skill] for skill in terrain.needs], dtype=torch.float64)
            prior = Prior(built.graph, built.topics, parameters, known)
        self.knowledge = Filter(built, parameters, seed, torch.device("cpu"), prior)

    def start(self, learner: str) -> None:
        self.learner, self.n = learner, 0
        self.posterior = self.knowledge.prior([learner])

    def beliefs(self) -> Floats:
        found: Floats = self.posterior.beliefs()[0].numpy()
        return found

    def best(self, asked: set[int]) -> int:
        values = estimates.of_kinds(self.knowledge, self.posterior, self.knowledge.course.kinds).information
        for skill in asked:
            values[skill] = -1.0
        return int(values.argmax())

    def tell(self, skill: int, right: bool) -> None:
        self.n += 1
        at = START + 30.0 * self.n
        finding = Finding(self.learner, self.n, skill, float(right), False, False, False, at)
        self.posterior = self.knowledge.observe(self.posterior, [finding])


def latent(
    terrain: Terrain, traits: profiles.Traits, group: Mapping[str, str], hard: Mapping[str, float], seed: int
) -> Filtered:
    """The generator's own prior: its groups and hardness, and nothing to be taught."""
    sort = Sort(1.0, traits.between_topics, traits.between_skills, by_topic=0.0, ease=0.0)
    own = Parameters(
        states=1024,
        sorts=(sort,),
        between_learners=traits.between_learners,
        levels=41,
        span=3.0,
        reach=traits.reach,
        odd=1e-6,
        stray=0.0,
        learn=0.0,
    )
    return Filtered(Terrain(terrain.needs, group), own, seed, hard)


class Sampled:
    """States of one learner, weighed by answers and drawn again. Subclasses say how."""

    def __init__(self, terrain: Terrain, seed: int, count: int) -> None:
        self.terrain, self.count, self.seed = terrain, count, seed
        self.skills = list(terrain.needs)
        index = {skill: i for i, skill in enumerate(self.skills)}
        self.needs = [[index[b] for b in terrain.needs[skill]] for skill in self.skills]
        self.order = [index[skill] for skill in terrain.order]
        self.children: list[list[int]] = [[] for _ in self.skills]
        for skill, before in enumerate(self.needs):
            for b in before:
                self.children[b].append(skill)

    def start(self, learner: str) -> None:
        self.random = np.random.default_rng([self.seed, *learner.encode()])
        self.found = np.zeros(len(self.skills))
        self.logw = np.zeros(self.count)
        self.states = self.drawn()

    def drawn(self) -> Bools:
        raise NotImplementedError

    def refresh(self) -> None:
        raise NotImplementedError

    def keep(self, chosen: NDArray[np.intp]) -> None:
        self.states = self.states[chosen]

    def weights(self) -> Floats:
        w: Floats = np.exp(self.logw - self.logw.max())
        return w / w.sum()

    def beliefs(self) -> Floats:
        found: Floats = self.weights() @ self.states
        return found

    def best(self, asked: set[int]) -> int:
        w, x = self.weights(), self.states.astype(np.float32)
        p = np.clip(w @ x, 1e-9, 1 - 1e-9)
        both = (x * w[:, None].astype(np.float32)).T @ x  # [K, Q]
        reach = 1.0 - SLIP - GUESS
        known = np.clip(GUESS + reach * np.clip(both / p[:, None], 0, 1), 1e-9, 1 - 1e-9)
        not_known = np.clip(
            GUESS + reach * np.clip((p[None] - both) / (1 - p[:, None]), 0, 1), 1e-9, 1 - 1e-9
        )
        value = (
            _entropy(GUESS + reach * p)
            - p[:, None] * _entropy(known)
            - (1 - p)[:, None] * _entropy(not_known)
        )
        total = value.sum(0)
        total[list(asked)] = -1.0
        return int(total.argmax())

    def tell(self, skill: int, right: bool) -> None:
        change = RIGHT if right else WRONG
        self.found[skill] += change
        self.logw = self.logw + change * self.states[:, skill]
        w = self.weights()
        if 1.0 / np.square(w).sum() < self.count / 2:
            points = (np.arange(self.count) + self.random.random()) / self.count
            self.keep(np.minimum(np.searchsorted(np.cumsum(w), points), self.count - 1))
            self.logw = np.zeros(self.count)
            for _ in range(2):
                self.refresh()


def _entropy(p: Floats) -> Floats:
    found: Floats = -p * np.log(p) - (1 - p) * np.log(1 - p)
    return found


class Syllabus(Sampled):
    """Per state: a general level and the point where each topic stops."""

    GRID = np.linspace(0.0, 1.0, 101)

    def __init__(self, terrain: Terrain, seed: int) -> None:
        super().__init__(terrain, seed, 2048)
        points = np.arange(profiles.LEVELS) / (profiles.LEVELS - 1)
        topics = terrain.by_topic()
        number = {name: t for t, name in enumerate(topics)}
        # Of each topic, the furthest place among a skill and all it rests on: where the topic must go beyond.
        beyond = np.full((len(topics), len(self.skills)), -1.0)
        for skill in self.order:
            for before in self.needs[skill]:
                beyond[:, skill] = np.maximum(beyond[:, skill], beyond[:, before])
            name = self.skills[skill]
            row = number[terrain.topic[name]]
            beyond[row, skill] = max(beyond[row, skill], terrain.place[name])
        self.table = points[None, :, None] > beyond[:, None]  # [T, levels, K]
        edges = np.concatenate([[-9.0], (points[1:] + points[:-1]) / 2, [9.0]])
        below = np.vectorize(math.erf)(
            (edges[None] - self.GRID[:, None]) / (profiles.SPREAD * math.sqrt(2.0))
        )
        self.near = np.clip(np.diff(below, axis=1) / 2.0, 1e-300, None)  # [general, stop]

    def drawn(self) -> Bools:
        self.general = self.random.integers(0, len(self.GRID), self.count)
        topics = range(len(self.table))
        self.stops = np.stack([_pick(self.near[self.general], self.random) for _ in topics], 1)
        return self._built()

    def _built(self) -> Bools:
        x = np.ones((self.count, len(self.skills)), dtype=np.bool_)
        for t in range(len(self.table)):
            x &= self.table[t, self.stops[:, t]]
        return x

    def keep(self, chosen: NDArray[np.intp]) -> None:
        self.general, self.stops = self.general[chosen], self.stops[chosen]

    def refresh(self) -> None:
        asked = np.flatnonzero(self.found)
        said, table = self.found[asked], self.table[:, :, asked]
        log_near = np.log(self.near)
        for t in self.random.permutation(len(table)):
            others = np.ones((self.count, len(asked)), dtype=np.bool_)
            for u in range(len(table)):
                if u != t:
                    others &= table[u, self.stops[:, u]]
            score = others.astype(float) @ (table[t] * said).T + log_near[self.general]
            p = np.exp(score - score.max(1, keepdims=True))
            self.stops[:, t] = _pick(p / p.sum(1, keepdims=True), self.random)
        score = log_near[:, self.stops].sum(2).T
        p = np.exp(score - score.max(1, keepdims=True))
        self.general = _pick(p / p.sum(1, keepdims=True), self.random)
        self.states = self._built()


class Goals(Sampled):
    """P(state) = Σ over numbers of goals n of P(n) · C(|x| − tips, n − tips) / C(K, n): tips are goals."""

    def __init__(self, terrain: Terrain, seed: int) -> None:
        super().__init__(terrain, seed, 1024)
        skills = len(self.skills)
        most = max(skills / 4.0, 1.0) + 1.0
        counts = range(1, min(math.ceil(most), skills + 1))
        shares = [math.log(min(n + 1, most) / n) / math.log(most) for n in counts]
        log_p = [math.log(share) for share in shares]
        log_f = np.array([math.lgamma(i + 1) for i in range(skills + 1)])
        self.table = np.full((skills + 1, skills + 1), -1e9)  # [size, tips]
        for size in range(skills + 1):
            for tips in range(size + 1):
                terms = [
                    p + log_f[size - tips] - log_f[n - tips] - log_f[size - n] - log_f[skills]
                    + log_f[n] + log_f[skills - n]
                    for n, p in zip(counts, log_p, strict=True)
                    if tips <= n <= size
                ]  # fmt: skip
                if terms:
                    self.table[size, tips] = np.logaddexp.reduce(terms)

    def drawn(self) -> Bools:
        source = random.Random(int(self.random.integers(2**31)))
        known = [profiles.goals(self.terrain, source) for _ in range(self.count)]
        return np.array([[s in x for s in self.skills] for x in known])

    def refresh(self) -> None:
        x = self.states.T.copy()  # [K, S]
        held = np.zeros((len(x), self.count), dtype=np.int64)  # children known
        for skill, after in enumerate(self.children):
            if after:
                held[skill] = x[after].sum(0)
        size, tips = x.sum(0), (x & (held == 0)).sum(0)
        top = self.table.shape[0] - 1
        for skill in [*self.order[::-1], *self.order]:
            free = held[skill] == 0
            before = self.needs[skill]
            if before:
                free &= x[before].all(0)
            now = x[skill]
            lost = sum(((held[b] - now) == 0).astype(np.int64) for b in before) if before else 0
            without, tips_without = size - now, tips - now + now * lost
            gain = (
                self.table[np.minimum(without + 1, top), np.clip(tips_without + 1 - lost, 0, top)]
                - self.table[without, np.clip(tips_without, 0, top)]
                + self.found[skill]
            )
            new = self.random.random(self.count) < 1.0 / (1.0 + np.exp(-np.clip(gain, -50, 50)))
            new = np.where(free, new, now)
            change = new.astype(np.int64) - now
            size = size + change
            tips = np.where(change == 1, tips_without + 1 - lost, np.where(change == -1, tips_without, tips))
            for b in before:
                held[b] += change
            x[skill] = new
        self.states = x.T.copy()


def _pick(p: Floats, random: np.random.Generator) -> NDArray[np.intp]:
    found: NDArray[np.intp] = (np.cumsum(p, 1) < random.random(len(p))[:, None]).sum(1)
    return np.minimum(found, p.shape[1] - 1)


def build(terrain: Terrain, seed: int) -> dict[str, Oracle]:
    """One for each generator."""
    steady, patchy, strands = profiles.STEADY, profiles.PATCHY, profiles.STRANDS
    return {
        "steady": latent(terrain, steady, terrain.topic, profiles.hardness(terrain, steady.reach), seed),
        "patchy": latent(terrain, patchy, terrain.topic, profiles.hardness(terrain, patchy.reach), seed),
        "strands": latent(
            terrain, strands, profiles.strand(terrain), profiles.burden(terrain, strands.reach), seed
        ),
        "syllabus": Syllabus(terrain, seed),
        "goals": Goals(terrain, seed),
    }
