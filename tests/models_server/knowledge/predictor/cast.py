"""A made-up course and the learners who take it: their true probabilities are known."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp

import numpy as np

from models_server.knowledge.predictor import Attempt, CourseItem

SKILLS = 6


@dataclass(frozen=True)
class World:
    course: list[CourseItem]
    ease: np.ndarray  # [items]

    def truth(self, ability: float, item: int) -> float:
        return 1.0 / (1.0 + exp(-(ability + self.ease[item])))


def world(items: int = 60, skills: int = SKILLS, seed: int = 1) -> World:
    """Items stand skill after skill, as an author would list them."""
    draw = np.random.default_rng(seed)
    course = [CourseItem(f"item-{i}", (f"skill-{i * skills // items}",)) for i in range(items)]
    return World(course, draw.normal(0.5, 1.0, items))


def log(place: World, learners: int = 120, answers: int = 25, seed: int = 2) -> list[Attempt]:
    """Learners of normal ability who answer items drawn at random; ability does not change."""
    draw = np.random.default_rng(seed)
    told = []
    for learner in range(learners):
        ability = draw.normal(0.0, 1.2)
        for item in draw.integers(0, len(place.course), answers).tolist():
            right = draw.random() < place.truth(ability, item)
            told.append(Attempt(f"learner-{learner}", f"item-{item}", float(right)))
    return told
