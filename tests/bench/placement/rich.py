"""Six questions that tell more than a bit each: how a simulated learner's evidence is made."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from models_server.knowledge.filter import Finding
from tests.bench.placement.oracles import GUESS, RIGHT, SLIP, START, WRONG, Filtered
from tutor.learner.simulated.terrain import Terrain

if TYPE_CHECKING:
    from tests.bench.placement.on_graph import Curve

QUESTIONS = 6
LINES = 3
SURE_IF_KNOWN, SURE_IF_NOT = 0.8, 0.3
MISTAKEN = 0.2  # of what is said of a topic: one step too high or too low
HEARSAY = 0.5  # weight of what a learner says of a topic, against an answer
MADE = (
    "rich: first the learner says of each topic none / some / most (thirds of what is known of it, "
    f"{MISTAKEN:.0%} one step off), taken at {HEARSAY} of an answer's weight on two of its skills; each "
    f"question has up to {LINES} lines, on the skills nearest below, each right by the same slip and guess; "
    f"an answer is sure with {SURE_IF_KNOWN} if known, {SURE_IF_NOT} if not"
)


def place(
    method: Filtered, terrain: Terrain, people: Sequence[tuple[str, NDArray[np.bool_], random.Random]]
) -> Curve:
    from tests.bench.placement.on_graph import Curve

    curve = Curve()
    for name, known, _ in people:
        luck = random.Random(f"rich {name}")
        method.start(name)
        curve.accuracy.setdefault(0, []).append(float(((method.beliefs() > 0.5) == known).mean()))
        describe(method, terrain, known, luck)
        asked: set[int] = set()
        for _ in range(QUESTIONS):
            skill = method.best(asked)
            asked.add(skill)
            _question(method, skill, known, luck)
        curve.accuracy.setdefault(QUESTIONS, []).append(float(((method.beliefs() > 0.5) == known).mean()))
    return curve


def describe(
    method: Filtered, terrain: Terrain, known: NDArray[np.bool_], luck: random.Random, practice: bool = True
) -> None:
    """The learner speaks of each topic before the first question."""
    index = {skill: i for i, skill in enumerate(terrain.needs)}
    for members in terrain.by_topic().values():
        ranked = sorted((index[s] for s in members), key=lambda k: terrain.place[list(terrain.needs)[k]])
        share = float(known[ranked].mean())
        said = 0 if share < 1 / 3 else 1 if share < 2 / 3 else 2
        if luck.random() < MISTAKEN:
            said = min(max(said + luck.choice((-1, 1)), 0), 2)
        early, late = ranked[len(ranked) // 3], ranked[2 * len(ranked) // 3]
        _tell(method, early, said >= 1, HEARSAY, practice)
        _tell(method, late, said >= 2, HEARSAY, practice)


def _question(method: Filtered, skill: int, known: NDArray[np.bool_], luck: random.Random) -> None:
    right = luck.random() < (1.0 - SLIP if known[skill] else GUESS)
    sure = luck.random() < (SURE_IF_KNOWN if known[skill] else SURE_IF_NOT)
    _tell(method, skill, right, confident(right, sure))
    for line in below(method, skill):
        _tell(method, line, luck.random() < (1.0 - SLIP if known[line] else GUESS), 1.0)


def confident(right: bool, sure: bool) -> float:
    """The weight of an answer that was sure, or not."""
    base = RIGHT if right else WRONG
    extra = math.log(SURE_IF_KNOWN / SURE_IF_NOT if sure else (1 - SURE_IF_KNOWN) / (1 - SURE_IF_NOT))
    return (base + extra) / base


def below(method: Filtered, skill: int) -> list[int]:
    """Skills that a worked answer shows as well: what it rests on, nearest first."""
    needs = method.knowledge.course.graph.prerequisites
    found: list[int] = []
    near = [skill]
    while near and len(found) < LINES:
        near = [before for one in near for before in needs[one]]
        found += [k for k in dict.fromkeys(near) if k not in found]
    return found[:LINES]


def _tell(method: Filtered, skill: int, right: bool, weight: float, practice: bool = True) -> None:
    method.n += 1
    at = START + 30.0 * method.n
    finding = Finding(
        method.learner, method.n, skill, float(right), False, False, False, at, weight, practice
    )
    method.posterior = method.knowledge.observe(method.posterior, [finding])
