"""What a simulated learner knows on day one: a generator draws one. All are closed under prerequisites.

steady    one ability decides almost everything: the same learner is good or bad at all topics
patchy    topics differ as much as learners do, and within a topic single skills are missing or ahead
syllabus  every topic was followed in its order up to some point; what stands on later things is missing
strands   topics go together in four strands that no table names; what rests on much is hard
goals     a few things were learnt for their own sake, with all that they rest on, and nothing else
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tutor.learner.simulated.terrain import Terrain

Generator = Callable[[Terrain, random.Random], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Traits:
    """How much abilities differ. One scale with hardness, which runs from −reach to reach."""

    between_learners: float
    between_topics: float
    between_skills: float  # scale of the logistic noise of single skills
    reach: float


STEADY = Traits(between_learners=1.4, between_topics=0.15, between_skills=0.15, reach=1.5)
PATCHY = Traits(between_learners=1.4, between_topics=0.6, between_skills=0.12, reach=1.5)
STRANDS = Traits(between_learners=1.4, between_topics=0.5, between_skills=0.12, reach=1.5)
LEVELS = 41  # points at which a topic of the syllabus can stop
SPREAD = 0.12  # how far topics of the syllabus stray from the learner's general level


def hardness(terrain: Terrain, reach: float) -> dict[str, float]:
    """By depth in the whole course, from −reach to reach."""
    deepest = max(terrain.depth.values(), default=0) or 1
    return {skill: reach * (2.0 * terrain.depth[skill] / deepest - 1.0) for skill in terrain.needs}


def latent(terrain: Terrain, rng: random.Random, traits: Traits) -> frozenset[str]:
    """Ability + topic + noise against hardness; skills that miss a prerequisite are taken away."""
    return _beaten(terrain, rng, traits, terrain.topic, hardness(terrain, traits.reach))


def _beaten(
    terrain: Terrain,
    rng: random.Random,
    traits: Traits,
    group: Mapping[str, str],
    hard: Mapping[str, float],
) -> frozenset[str]:
    ability = rng.gauss(0.0, traits.between_learners)
    groups = {name: rng.gauss(0.0, traits.between_topics) for name in sorted(set(group.values()))}
    held = []
    for skill in terrain.order:
        u = min(max(rng.random(), 1e-12), 1.0 - 1e-12)
        noise = traits.between_skills * math.log(u / (1.0 - u))
        if ability + groups[group[skill]] + noise > hard[skill]:
            held.append(skill)
    return terrain.pruned(held)


def steady(terrain: Terrain, rng: random.Random) -> frozenset[str]:
    return latent(terrain, rng, STEADY)


def patchy(terrain: Terrain, rng: random.Random) -> frozenset[str]:
    return latent(terrain, rng, PATCHY)


def strand(terrain: Terrain) -> dict[str, str]:
    """Every fourth topic, by name, is of one strand."""
    place = {topic: str(i % 4) for i, topic in enumerate(terrain.by_topic())}
    return {skill: place[terrain.topic[skill]] for skill in terrain.needs}


def burden(terrain: Terrain, reach: float) -> dict[str, float]:
    """From −reach to reach by the logarithm of how many skills one rests on."""
    under: dict[str, frozenset[str]] = {}
    for skill in terrain.order:
        below = (under[before] | {before} for before in terrain.needs[skill])
        under[skill] = frozenset[str]().union(*below)
    most = max((math.log1p(len(u)) for u in under.values()), default=0.0) or 1.0
    return {skill: reach * (2.0 * math.log1p(len(under[skill])) / most - 1.0) for skill in terrain.needs}


def strands(terrain: Terrain, rng: random.Random) -> frozenset[str]:
    return _beaten(terrain, rng, STRANDS, strand(terrain), burden(terrain, STRANDS.reach))


def syllabus(terrain: Terrain, rng: random.Random) -> frozenset[str]:
    """Per topic a point between 0 and 1, near the learner's general one; what comes before it."""
    general = rng.random()
    stops = {
        name: round((LEVELS - 1) * min(max(rng.gauss(general, SPREAD), 0.0), 1.0)) / (LEVELS - 1)
        for name in terrain.by_topic()
    }
    return terrain.pruned(s for s in terrain.needs if terrain.place[s] < stops[terrain.topic[s]])


def goals(terrain: Terrain, rng: random.Random) -> frozenset[str]:
    """Between none and a quarter of the skills, chosen blindly (few is as likely as many, by ratio)."""
    skills = list(terrain.needs)
    most = max(len(skills) / 4.0, 1.0)
    count = min(int(math.exp(rng.uniform(0.0, math.log(most + 1.0)))), len(skills))
    return terrain.filled(rng.sample(skills, count))


GENERATORS: Mapping[str, Generator] = {
    "steady": steady,
    "patchy": patchy,
    "syllabus": syllabus,
    "strands": strands,
    "goals": goals,
}
