"""What one piece of evidence costs, in a batch of 64 learners, early and after 10,000 attempts.

300 skills, 3,000 items. Means over consecutive updates, so that redrawing states is in them. Of a learner's
past a few numbers are held; how long it was must not matter. Learners are simulated and learn as they try.
"""

from __future__ import annotations

import random
from time import perf_counter

import torch

from models_server.knowledge import course as courses
from models_server.knowledge.filter import Filter, Finding
from models_server.knowledge.parameters import Parameters
from models_server.knowledge.posterior import Posterior, join, split
from tests.bench import Args, Result
from tests.bench._course import course
from tutor.learner.simulated import profiles
from tutor.learner.simulated.terrain import Terrain

BATCH, ROUNDS = 64, 12
LONG = 10_000
START = 1.0e9


class Pupil:
    """Answers items at random; an attempt teaches a skill whose prerequisites are known one time in ten."""

    def __init__(self, knowledge: Filter, name: str) -> None:
        graph = knowledge.course.graph
        needs = {
            skill: tuple(graph.skills[k] for k in before)
            for skill, before in zip(graph.skills, graph.prerequisites, strict=True)
        }
        topics = zip(graph.skills, knowledge.course.topics, strict=True)
        terrain = Terrain(needs, {skill: str(topic) for skill, topic in topics})
        self.luck = random.Random(name)
        held = profiles.patchy(terrain, self.luck)
        self.known = {k for k, skill in enumerate(graph.skills) if skill in held}
        self.course, self.name, self.n = knowledge.course, name, 0

    def answer(self) -> Finding:
        kind = self.luck.randrange(len(self.course.kinds))
        own = self.course.sets[self.course.kinds[kind].skill_set]
        right = self.luck.random() < (0.9 if self.known.issuperset(own) else self.course.kinds[kind].guess)
        for skill in own:
            if self.known.issuperset(self.course.graph.prerequisites[skill]) and self.luck.random() < 0.1:
                self.known.add(skill)
        self.n += 1
        return Finding(self.name, self.n, kind, float(right), False, False, False, START + 60.0 * self.n)


def run(args: Args) -> Result:
    parameters = Parameters()
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    knowledge = Filter(courses.build(course(), parameters), parameters, args.seed, device)
    pupils = [Pupil(knowledge, f"learner {i}") for i in range(BATCH)]
    early, ms_first = _timed(knowledge, knowledge.prior([pupil.name for pupil in pupils]), pupils, 9)
    early, ms_at_10 = _timed(knowledge, early, pupils, ROUNDS)
    veteran, old = pupils[0], split(early)[0]
    while veteran.n < LONG:
        old = knowledge.observe(old, [veteran.answer()])
    _, ms_later = _timed(knowledge, join([old] * BATCH), [veteran] * BATCH, ROUNDS)
    return Result(
        metrics={
            "ms_at_10": ms_at_10,
            "ms_ratio_10000": ms_later / ms_at_10,
            "learners_per_s": 1000.0 / ms_at_10,
            "ms_first_9": ms_first,
        },
        baselines={"after 10,000": {"ms_at_10": ms_later, "learners_per_s": 1000.0 / ms_later}},
        budgets={"ms_at_10": 1.0, "ms_ratio_10000": 1.1},
        notes=(
            f"{BATCH} learners a batch, {ROUNDS} rounds, {parameters.states} states of 300 skills, {device}",
        ),
    )


def _timed(
    knowledge: Filter, posterior: Posterior, pupils: list[Pupil], rounds: int
) -> tuple[Posterior, float]:
    """After some rounds of one answer each; milliseconds a learner and answer."""
    took = 0.0
    for _ in range(rounds):
        findings = [pupil.answer() for pupil in pupils]
        begun = perf_counter()
        posterior = knowledge.observe(posterior, findings)
        if posterior.states.is_cuda:
            torch.cuda.synchronize()
        took += perf_counter() - begun
    return posterior, 1000.0 * took / rounds / len(pupils)
