"""How a simulated learner answers, learns and forgets. Each knows what it knows, and nothing of the model.

Steady      slips and guesses, and learns by trying once the prerequisites are there
Forgetful   the same, and what is not used is lost
Misled      the same, and answers by a misconception wherever a skill it misses has one
Stuck       the same, and some skills are never learnt, however often they are tried
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from tutor.learner.simulated.terrain import Terrain

DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one attempt. `misconception` is what explains a wrong answer, if anything does."""

    right: bool
    says_unknown: bool = False
    misconception: str | None = None


@dataclass
class Steady:
    """A state machine over skills. `now` is in seconds and never runs backwards."""

    terrain: Terrain
    known: set[str]
    rng: random.Random
    slip: float = 0.10
    guess: float = 0.05
    learn: float = 0.15  # an attempt at a skill whose prerequisites are known
    helped: float = 0.30  # the same with help
    admits: float = 0.20  # says "I don't know" rather than guess

    def attempt(
        self, skills: Collection[str], now: float, *, choices: int = 0, helped: bool = False
    ) -> Answer:
        """Answer an item that needs all of these skills, then learn from having tried."""
        self.passes(now)
        answer = self.answers(skills, choices)
        self.studies(skills, now, helped=helped)
        return answer

    def answers(self, skills: Collection[str], choices: int) -> Answer:
        if all(skill in self.known for skill in skills):
            return Answer(self.rng.random() >= self.slip)
        if self.rng.random() < self.admits:
            return Answer(False, says_unknown=True)
        return Answer(self.rng.random() < (max(1.0 / choices, self.guess) if choices else self.guess))

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
    """Loses a skill by half-life since it was last used; each use makes the half-life longer."""

    half_life_days: float = 7.0
    growth: float = 1.8
    strength: dict[str, float] = field(default_factory=dict)
    clock: float | None = None

    def passes(self, now: float) -> None:
        before = now if self.clock is None else self.clock
        self.clock = max(now, before)
        days = max(now - before, 0.0) / DAY
        for skill in sorted(self.known) if days else ():
            if self.rng.random() > 2.0 ** (-days / self.strength.get(skill, self.half_life_days)):
                self.known.discard(skill)
        self.known &= self.terrain.pruned(self.known)

    def studies(self, skills: Iterable[str], now: float, *, helped: bool) -> None:
        own = list(skills)
        super().studies(own, now, helped=helped)
        for skill in own:
            if skill in self.known:
                self.strength[skill] = self.growth * self.strength.get(skill, self.half_life_days)


@dataclass
class Misled(Steady):
    """`beliefs`: skill → the misconception that stands in its place until help removes it."""

    beliefs: dict[str, str] = field(default_factory=dict)
    persists: float = 0.7  # share of answers that follow it

    def answers(self, skills: Collection[str], choices: int) -> Answer:
        wrong = next((self.beliefs[s] for s in skills if s in self.beliefs and s not in self.known), None)
        if wrong is not None and self.rng.random() < self.persists:
            return Answer(False, misconception=wrong)
        return super().answers(skills, choices)

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
