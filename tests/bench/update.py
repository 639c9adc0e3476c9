"""What one piece of evidence costs, in a batch of 64 learners, early and after 10,000 attempts.

300 skills, 3,000 items. Means over consecutive updates, so that redrawing states is in them. Of a learner's
past a few numbers are held; how long it was must not matter. Learners are simulated and learn as they try.
And how many of 512 states count, over 200 attempts: effective_* by weight, distinct_* those that differ.
cpu_ms_at_10 is the processor's time, which other programs on the machine change less.
"""

from __future__ import annotations

import random
from copy import copy
from statistics import median
from time import perf_counter, process_time

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
LONG, VETERANS = 10_000, 4
ATTEMPTS, WATCHED = 200, 16
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

    def twin(self, name: str) -> Pupil:
        """Another who stands where this one does, and goes on with luck of their own."""
        other = copy(self)
        other.name, other.known, other.luck = name, set(self.known), random.Random(name)
        return other

    def answer(self) -> Finding:
        kind = self.luck.randrange(len(self.course.kinds))
        own = self.course.sets[self.course.kinds[kind].skill_set]
        right = self.luck.random() < (0.9 if self.known.issuperset(own) else self.course.kinds[kind].guess)
        for skill in own:
            if self.known.issuperset(self.course.graph.prerequisites[skill]) and self.luck.random() < 0.1:
                self.known.add(skill)
        self.n += 1
        return Finding(self.name, self.n, kind, float(right), False, False, False, START + 60.0 * self.n)


class OnlyWeighed(Filter):
    """The same filter without any redrawing: what a sample comes to that is only weighed."""

    def _kept_alive(self, posterior: Posterior, *_: object) -> Posterior:
        return posterior


class Lesson:
    """A batch of learners who answer in rounds, and the time that their updates take."""

    def __init__(self, knowledge: Filter, posterior: Posterior, pupils: list[Pupil]) -> None:
        self.knowledge, self.posterior, self.pupils = knowledge, posterior, pupils
        self.wall = self.cpu = self.answers = 0.0

    def round(self) -> None:
        findings = [pupil.answer() for pupil in self.pupils]
        begun, begun_cpu = perf_counter(), process_time()
        self.posterior = self.knowledge.observe(self.posterior, findings)
        if self.posterior.logw.is_cuda:
            torch.cuda.synchronize()
        self.wall += perf_counter() - begun
        self.cpu += process_time() - begun_cpu
        self.answers += len(findings)

    def took(self) -> tuple[float, float]:
        """Milliseconds an answer since last asked: by the clock, and of a processor."""
        found = 1000.0 * self.wall / self.answers, 1000.0 * self.cpu / self.answers
        self.wall = self.cpu = self.answers = 0.0
        return found


def _alive(knowledge: Filter) -> dict[str, float]:
    pupils = [Pupil(knowledge, f"watched {i}") for i in range(WATCHED)]
    posterior, least = knowledge.prior([pupil.name for pupil in pupils]), float("inf")
    for _ in range(ATTEMPTS):
        posterior = knowledge.observe(posterior, [pupil.answer() for pupil in pupils])
        least = min(least, float(posterior.effective_states().min()))
    counting = [
        own[weights > 0.01 / len(weights)]
        for own, weights in zip(posterior.states, posterior.weights, strict=True)
    ]
    return {
        "effective_least_200": least,
        "effective_median_200": float(posterior.effective_states().median()),
        "distinct_median_200": median(len(own.unique(dim=0)) for own in counting),
    }


def run(args: Args) -> Result:
    parameters = Parameters()
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    knowledge = Filter(courses.build(course(), parameters), parameters, args.seed, device)
    pupils = [Pupil(knowledge, f"learner {i}") for i in range(BATCH)]
    early = Lesson(knowledge, knowledge.prior([pupil.name for pupil in pupils]), pupils)
    for _ in range(9):
        early.round()
    ms_first, _ = early.took()
    veterans = [Pupil(knowledge, f"veteran {i}") for i in range(VETERANS)]
    old = knowledge.prior([veteran.name for veteran in veterans])
    while veterans[0].n < LONG:
        old = knowledge.observe(old, [veteran.answer() for veteran in veterans])
    each = BATCH // VETERANS
    twins = [veteran.twin(f"{veteran.name}, {i}") for veteran in veterans for i in range(each)]
    late = Lesson(knowledge, join([one for one in split(old) for _ in range(each)]), twins)
    for _ in range(ROUNDS):  # in turn, so that what else the machine does slows both
        early.round()
        late.round()
    (ms_at_10, cpu_at_10), (ms_later, cpu_later) = early.took(), late.took()
    alive = _alive(knowledge)
    weighed = _alive(OnlyWeighed(knowledge.course, parameters, args.seed, device))
    return Result(
        metrics={
            "ms_at_10": ms_at_10,
            "ms_ratio_10000": ms_later / ms_at_10,
            "learners_per_s": 1000.0 / ms_at_10,
            "ms_first_9": ms_first,
            "cpu_ms_at_10": cpu_at_10,
            **alive,
        },
        baselines={
            "after 10,000": {
                "ms_at_10": ms_later,
                "cpu_ms_at_10": cpu_later,
                "learners_per_s": 1000.0 / ms_later,
            },
            "states only weighed": weighed,
        },
        budgets={"ms_at_10": 1.0, "ms_ratio_10000": 1.1},
        notes=(
            f"{BATCH} learners a batch, {ROUNDS} rounds, {parameters.states} states of 300 skills, {device}; "
            f"threads: {torch.get_num_threads()}; {VETERANS} learners of 10,000 attempts, each {each} times",
            f"states: {WATCHED} learners, {ATTEMPTS} attempts; least of all, median of the last",
        ),
    )
