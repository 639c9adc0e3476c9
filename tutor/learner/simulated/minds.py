"""How a simulated learner answers, learns and forgets. Each knows what it knows, and nothing of the model.

Steady      slips and guesses, and learns by trying once the prerequisites are there
Forgetful   the same, and what is not used is lost
Misled      the same, and answers by a misconception wherever a skill it misses has one
Stuck       the same, and some skills are never learnt, however often they are tried

The numbers are of the size that is published: chances to learn of .1 alone and .2 with help (fits of
knowledge tracing find .1 to .3 an opportunity: Corbett & Anderson 1995, Baker et al. 2008), half-lives of
days that grow with each use (Settles & Meeder 2016), seconds as logs of tutors have them. No log was fitted.
"""

from __future__ import annotations

import math
import random
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from tutor.learner.simulated.terrain import Terrain

DAY = 86_400.0
SETTLED_DAYS = (
    365.0  # half-life of what was known on day one: it had been kept until then (Bahrick 1984: years)
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one attempt. `misconception` is what explains a wrong answer, if anything does."""

    right: bool
    says_unknown: bool = False
    misconception: str | None = None
    seconds: float = 0.0  # spent on it


@dataclass(frozen=True, slots=True)
class Pace:
    """Usual seconds (medians of a lognormal) of a learner at work."""

    fluent: float = 40.0  # answers what it knows
    search: float = 55.0  # answers what it does not know
    blank: float = 15.0  # says that it does not know
    reading: float = 30.0  # a hint, a solution or the worked part of a problem
    spread: float = 0.4  # standard deviation of the logarithm


@dataclass
class Steady:
    """A state machine over skills. `now` is in seconds and never runs backwards."""

    terrain: Terrain
    known: set[str]
    rng: random.Random
    slip: float = 0.10
    guess: float = 0.05
    learn: float = 0.10  # an attempt at a skill whose prerequisites are known
    helped: float = 0.20  # the same with help
    eased: float = 0.40  # right by the help alone, where a skill is missing
    admits: float = 0.20  # says "I don't know" rather than guess, where there is no help
    pace: Pace = Pace()

    def attempt(
        self, skills: Collection[str], now: float, *, choices: int = 0, helped: bool = False
    ) -> Answer:
        """Answer an item that needs all of these skills, then learn from having tried.

        `helped`: with a hint, or after the worked part of the problem.
        """
        self.passes(now)
        answer = self.answers(skills, choices, helped)
        usual = self.pace.fluent if self.knows(skills) else self.pace.search
        answer = replace(answer, seconds=self.spends(self.pace.blank if answer.says_unknown else usual))
        if not answer.says_unknown:
            self.studies(skills, now, helped=helped)
        return answer

    def reads(self, now: float) -> float:
        """Seconds over a hint, a solution or the worked part of a problem: it is the trying that teaches."""
        self.passes(now)
        return self.spends(self.pace.reading)

    def knows(self, skills: Collection[str]) -> bool:
        return all(skill in self.known for skill in skills)

    def answers(self, skills: Collection[str], choices: int, helped: bool) -> Answer:
        if self.knows(skills):
            return Answer(self.rng.random() >= self.slip)
        if not helped and self.rng.random() < self.admits:
            return Answer(False, says_unknown=True)
        by_luck = max(1.0 / choices, self.guess) if choices else self.guess
        return Answer(self.rng.random() < (max(self.eased, by_luck) if helped else by_luck))

    def spends(self, usual: float) -> float:
        return usual * math.exp(self.rng.gauss(0.0, self.pace.spread))

    def studies(self, skills: Iterable[str], now: float, *, helped: bool) -> None:
        chance = self.helped if helped else self.learn
        for skill in skills:
            if skill not in self.known and self.ready(skill) and self.rng.random() < chance:
                self.known.add(skill)

    def ready(self, skill: str) -> bool:
        return all(before in self.known for before in self.terrain.needs[skill])

    def passes(self, now: float) -> None:
        """Time has passed."""


@dataclass
class Forgetful(Steady):
    """Loses a skill by half-life since it was last used; each use makes the half-life longer.

    What rests on a lost skill cannot be done without it, and is there again when that is (savings in
    relearning: Ebbinghaus 1885): it is `dormant` so long.
    """

    half_life_days: float = 7.0
    growth: float = 1.8
    strength: dict[str, float] = field(default_factory=dict)
    dormant: set[str] = field(default_factory=set)
    clock: float | None = None

    def passes(self, now: float) -> None:
        before = now if self.clock is None else self.clock
        self.clock = max(now, before)
        days = max(now - before, 0.0) / DAY
        held = self.known | self.dormant
        for skill in sorted(held) if days else ():
            if self.rng.random() > 2.0 ** (-days / self.strength.get(skill, self.half_life_days)):
                held.discard(skill)
        self._holds(held)

    def studies(self, skills: Iterable[str], now: float, *, helped: bool) -> None:
        own = list(skills)
        super().studies(own, now, helped=helped)
        for skill in own:
            if skill in self.known:
                self.strength[skill] = self.growth * self.strength.get(skill, self.half_life_days)
        self._holds(self.known | self.dormant)

    def _holds(self, held: set[str]) -> None:
        self.known = set(self.terrain.pruned(held))
        self.dormant = held - self.known


@dataclass
class Misled(Steady):
    """`beliefs`: skill → the misconception that stands in its place until help removes it."""

    beliefs: dict[str, str] = field(default_factory=dict)
    persists: float = 0.7  # share of answers that follow it

    def answers(self, skills: Collection[str], choices: int, helped: bool) -> Answer:
        wrong = next((self.beliefs[s] for s in skills if s in self.beliefs and s not in self.known), None)
        if wrong is not None and self.rng.random() < self.persists:
            return Answer(False, misconception=wrong)
        return super().answers(skills, choices, helped)

    def studies(self, skills: Iterable[str], now: float, *, helped: bool) -> None:
        """Trying alone confirms what is wrong; help can remove it, and only then is the skill learnt."""
        free = []
        for skill in skills:
            if skill in self.beliefs and helped and self.rng.random() < self.helped:
                del self.beliefs[skill]
            if skill not in self.beliefs:
                free.append(skill)
        super().studies(free, now, helped=helped)


@dataclass
class Stuck(Steady):
    """Never learns `never`, nor, so, what rests on it."""

    never: frozenset[str] = frozenset()

    def studies(self, skills: Iterable[str], now: float, *, helped: bool) -> None:
        super().studies([skill for skill in skills if skill not in self.never], now, helped=helped)


def misled(terrain: Terrain, known: Collection[str], named: Mapping[str, str], rng: random.Random) -> Misled:
    """Holds every misconception that is named for a skill it does not know."""
    held = {skill: name for skill, name in named.items() if skill not in known}
    return Misled(terrain, set(known), rng, beliefs=held)
