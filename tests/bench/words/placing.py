"""Placement of one person with and without their own words: how far off beliefs are after each question."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from models_server.knowledge import course as courses
from models_server.knowledge import estimates
from models_server.knowledge.filter import Filter, Finding
from models_server.knowledge.parameters import Parameters
from models_server.knowledge.posterior import Posterior
from models_server.wire import CourseSpec
from tests.bench.words.people import Person
from tutor.learner.background import Hearsay, contradicted, taken_back
from tutor.learner.placement import Asked, Probe, choose, enough, most
from tutor.learner.simulated.terrain import Terrain

SLIP, GUESS = 0.10, 0.05
ITEMS = 3  # of each skill
START = 1.0e9
BEYOND = 6  # questions after the last that placement may ask: what words cost shows there
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Run:
    """One row a seed: the mean squared error of beliefs and the share of skills on their side of .5 after k
    questions, and how many questions it is until the rule stops."""

    off: Floats
    right: Floats
    stop: Floats

    def at(self, which: NDArray[np.int64]) -> Run:
        """Some of the runs."""
        return Run(self.off[which], self.right[which], self.stop[which])

    def at_stop(self, rows: Floats) -> float:
        return float(rows[np.arange(len(rows)), self.stop.astype(int)].mean())


class Placing:
    """A course with three problems a skill, and the filter on it."""

    def __init__(self, ground: Terrain, seed: int) -> None:
        spec: CourseSpec = {
            "skills": [
                {"id": skill, "prerequisites": list(needs), "topic": ground.topic[skill]}
                for skill, needs in ground.needs.items()
            ],
            "items": [
                {"id": f"{skill}/{i}", "problem": f"{skill}/{i}", "skills": [skill], "choices": 0}
                for skill in ground.needs
                for i in range(ITEMS)
            ],
        }
        numbers = Parameters()
        built = courses.build(spec, numbers)
        self._kind = {skill: built.kind_of[f"{skill}/0"] for skill in ground.needs}
        self._skills, self._topic, self._needs = list(ground.needs), ground.topic, ground.needs
        self._filter = Filter(built, numbers, seed, torch.device("cpu"))

    def place(self, person: Person, told: Sequence[Hearsay], seeds: int) -> Run:
        known = np.array([skill in person.known for skill in self._skills])
        runs = [self._one(person, known, told, seed) for seed in range(seeds)]
        off = np.array([[((p - known) ** 2).mean() for p in beliefs] for beliefs, _ in runs])
        right = np.array([[((p > 0.5) == known).mean() for p in beliefs] for beliefs, _ in runs])
        return Run(off, right, np.array([float(stop) for _, stop in runs]))

    def _one(
        self, person: Person, known: NDArray[np.bool_], told: Sequence[Hearsay], seed: int
    ) -> tuple[list[Floats], int]:
        learner, n = f"{person.name} {seed}", 0
        posterior = self._filter.prior([learner])
        stands, answers = list(told), list[tuple[str, bool]]()

        def hear(which: Sequence[Hearsay], at: float) -> None:
            nonlocal n, posterior
            for one in which:
                n += 1
                kind = self._kind[one.skill]
                said = Finding(
                    learner, n, kind, float(one.known), False, False, False, at, one.weight, practice=False
                )
                posterior = self._filter.observe(posterior, [said])

        hear(told, START)
        asked: list[Asked] = []
        last = most(len(self._skills))
        curve, stop = [], last
        for k in range(last + BEYOND + 1):
            p: Floats = posterior.beliefs()[0].numpy()
            curve.append(p)
            if k == last + BEYOND:
                break
            if k < stop and enough(dict(zip(self._skills, p.tolist(), strict=True)), k, last).stop:
                stop = k
            probe = self._probe(posterior, asked)
            if probe is None:
                curve += [p] * (last + BEYOND - k)
                break
            asked.append(Asked(probe.problem, probe.skills))
            skill = probe.skills[0]
            luck = random.Random(f"{seed} {person.name} {probe.problem}").random()
            right = luck < (1.0 - SLIP if skill in person.known else GUESS)
            n += 1
            finding = Finding(
                learner, n, self._kind[skill], float(right), False, False, False, START + 30.0 * n
            )
            posterior = self._filter.observe(posterior, [finding])
            answers.append((skill, right))
            wrong = contradicted(stands, answers, self._needs)
            hear([taken_back(one) for one in wrong], START + 30.0 * n)
            stands = [one for one in stands if one not in wrong]
        return curve, stop

    def _probe(self, posterior: Posterior, asked: Sequence[Asked]) -> Probe | None:
        kinds = self._filter.course.kinds
        told = estimates.of_kinds(self._filter, posterior, kinds).information.tolist()
        gone = {one.problem for one in asked}
        probes = [
            Probe(f"{skill}/{i}", f"{skill}/{i}", (skill,), told[self._kind[skill]])
            for skill in self._skills
            for i in range(ITEMS)
            if f"{skill}/{i}" not in gone
        ]
        return choose(probes, asked, self._topic)
