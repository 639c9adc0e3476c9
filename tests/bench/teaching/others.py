"""Other ways to choose what comes next. All have the same problems, help, time and learners."""

from __future__ import annotations

import random

import torch

from courses.types import Course, Problem
from models_server.knowledge import matrix
from models_server.knowledge.matrix import Shape
from tests.bench.teaching.lesson import Put
from tutor.learner.simulated import people
from tutor.learner.simulated.terrain import of_course
from tutor.learner.simulated.work import Work, choices

ROW = 3  # right ones in a row with which a skill is done
BKT = 0.1  # prior, learning, slip and guess
MASTERY = 0.95


def first_tries(done: Work) -> list[tuple[tuple[str, ...], str, bool]]:
    """Of each step: its skills, its item, and whether it was right at once."""
    found: dict[str, tuple[tuple[str, ...], str, bool]] = {}
    for one in done.tries:
        found.setdefault(one.item, (one.skills, one.item, one.answer.right))
    return list(found.values())


class AtRandom:
    def __init__(self, course: Course, name: str) -> None:
        self.problems, self.luck = course.problems(), random.Random(f"blind {name}")

    def next(self, now: float) -> Put:
        return Put(self.luck.choice(self.problems), "random")

    def saw(self, put: Put, done: Work) -> None:
        """Nothing is learnt from it."""


class InOrder:
    """Every problem once, skill after skill, then all over again."""

    def __init__(self, course: Course) -> None:
        self.problems = [problem for own in by_skill(course).values() for problem in own]
        self.count = 0

    def next(self, now: float) -> Put:
        self.count += 1
        return Put(self.problems[(self.count - 1) % len(self.problems)], "order")

    def saw(self, put: Put, done: Work) -> None:
        """Nothing is learnt from it."""


class SkillAfterSkill:
    """Problems of the first skill that is not done, in turn; what is done is for subclasses to say."""

    def __init__(self, course: Course) -> None:
        self.own = by_skill(course)
        self.turn = dict.fromkeys(self.own, 0)

    def is_done(self, skill: str) -> bool:
        raise NotImplementedError

    def tell(self, skill: str, right: bool) -> None:
        raise NotImplementedError

    def again(self) -> None:
        """All skills are done: begin anew."""
        raise NotImplementedError

    def next(self, now: float) -> Put:
        skill = next((one for one in self.own if not self.is_done(one)), None)
        if skill is None:
            self.again()
            skill = next(iter(self.own))
        self.turn[skill] += 1
        return Put(self.own[skill][(self.turn[skill] - 1) % len(self.own[skill])], "mastery")

    def saw(self, put: Put, done: Work) -> None:
        for skills, _, right in first_tries(done):
            for skill in skills:
                if skill in self.own:
                    self.tell(skill, right)


class ThreeInARow(SkillAfterSkill):
    """A skill is done after three first answers right in a row."""

    def __init__(self, course: Course) -> None:
        super().__init__(course)
        self.again()

    def again(self) -> None:
        self.row = dict.fromkeys(self.own, 0)

    def is_done(self, skill: str) -> bool:
        return self.row[skill] >= ROW

    def tell(self, skill: str, right: bool) -> None:
        if not self.is_done(skill):
            self.row[skill] = self.row[skill] + 1 if right else 0


class Tracing(SkillAfterSkill):
    """Bayesian knowledge tracing, all four numbers .1: a skill is done when known with .95."""

    def __init__(self, course: Course) -> None:
        super().__init__(course)
        self.again()

    def again(self) -> None:
        self.p = dict.fromkeys(self.own, BKT)

    def is_done(self, skill: str) -> bool:
        return self.p[skill] >= MASTERY

    def tell(self, skill: str, right: bool) -> None:
        p = self.p[skill]
        yes, no = ((1 - BKT) * p, BKT * (1 - p)) if right else (BKT * p, (1 - BKT) * (1 - p))
        p = yes / (yes + no)
        self.p[skill] = p + (1 - p) * BKT


class Calibrated:
    """A 2PL fitted on simulated learners of all kinds, who were asked everything once before any lesson."""

    COUNT = 300

    def __init__(self, course: Course, seed: int) -> None:
        self.items = [f"{problem.id}/{step.id}" for problem in course.problems() for step in problem.steps]
        steps = [step for problem in course.problems() for step in problem.steps]
        rows = []
        for i in range(self.COUNT):
            mind = people.learner(people.KINDS[i % len(people.KINDS)], of_course(course), 10_000 + i)
            rows.append([float(mind.answers(s.skills, choices(s.answer), False).right) for s in steps])
        self.model = matrix.fit(torch.tensor(rows), seed, (Shape(1, 61, 0.1),))


class MostInformation:
    """The problem whose first step tells most of one ability, none twice before all were had."""

    def __init__(self, course: Course, fitted: Calibrated) -> None:
        self.fitted, self.weights = fitted, fitted.model.start(1)
        place = {item: i for i, item in enumerate(fitted.items)}
        self.place = place
        self.problems = course.problems()
        self.first = torch.tensor([place[f"{p.id}/{p.steps[0].id}"] for p in self.problems])
        self.had: set[int] = set()

    def next(self, now: float) -> Put:
        model, weights = self.fitted.model, self.weights[0].exp()
        right = model.right[:, self.first]
        p = weights @ right
        information = (weights[:, None] * (right - p).square()).sum(0) / (p * (1.0 - p))
        if len(self.had) == len(self.problems):
            self.had.clear()
        information[list(self.had)] = -1.0
        best = int(information.argmax())
        self.had.add(best)
        return Put(self.problems[best], "information")

    def saw(self, put: Put, done: Work) -> None:
        for _, item, right in first_tries(done):
            at, was = torch.tensor([self.place[item]]), torch.tensor([right])
            self.weights = self.fitted.model.observe(self.weights, at, was)


def by_skill(course: Course) -> dict[str, list[Problem]]:
    """Skill → the problems that begin with it, skills in an order in which what is needed comes first."""
    own: dict[str, list[Problem]] = {skill: [] for skill in of_course(course).order}
    for problem in course.problems():
        own[problem.steps[0].skills[0]].append(problem)
    return {skill: problems for skill, problems in own.items() if problems}
