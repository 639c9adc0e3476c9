"""Small courses and evidence that the tests of the model server share."""

from __future__ import annotations

import random

import torch

from models_server.knowledge import course as courses
from models_server.knowledge.filter import Filter
from models_server.knowledge.parameters import Parameters
from models_server.knowledge.predictor import Attempt, CourseItem, Fitted, fit
from models_server.knowledge.replay import replaying
from models_server.wire import CourseSpec, EvidenceItem, FitAttempt

MONDAY = 1_760_000_000.0  # seconds since the epoch
DAY = 86_400.0


def course() -> CourseSpec:
    """count → add → multiply, add → subtract: two open items each, one choice of four, one on two skills."""
    skills = {"count": [], "add": ["count"], "subtract": ["add"], "multiply": ["add"]}
    items = [(f"{skill}{i}", [skill], 0) for skill in skills for i in (1, 2)]
    items += [("add-choice", ["add"], 4), ("both", ["subtract", "multiply"], 0)]
    return {
        "skills": [{"id": skill, "prerequisites": before} for skill, before in skills.items()],
        "items": [{"id": f"{p}/1", "problem": p, "skills": s, "choices": c} for p, s, c in items],
    }


def evidence(
    n: int,
    item: str,
    score: float = 1.0,
    *,
    assisted: bool = False,
    void: bool = False,
    says_unknown: bool = False,
    at: float | None = None,
) -> EvidenceItem:
    """One piece of evidence on item `<item>/1`, a minute after the one before."""
    return {
        "n": n,
        "item": f"{item}/1",
        "score": score,
        "assisted": assisted,
        "void": void,
        "says_unknown": says_unknown,
        "at": MONDAY + 60.0 * n if at is None else at,
    }


def attempts(learners: int = 40, answers: int = 15) -> list[FitAttempt]:
    """Learners of `course()` who know the first so many skills, slip one time in ten and hardly ever guess.

    The first item of a skill is harder than it looks: half of those who could, fail.
    """
    luck, spec = random.Random(5), course()
    order = [skill["id"] for skill in spec["skills"]]
    told: list[FitAttempt] = []
    for number in range(learners):
        known = set(order[: luck.randrange(len(order) + 1)])
        for turn in range(answers):
            item = luck.choice(spec["items"])
            p = 0.9 if known.issuperset(item["skills"]) else 0.05
            p = p / 2 if item["id"].endswith("1/1") else p
            at = MONDAY + 60.0 * turn + DAY * (turn // 5)
            told.append(
                {
                    "learner": f"pupil {number}",
                    "item": item["id"],
                    "score": float(luck.random() < p),
                    "at": at,
                }
            )
    return told


def fitted(seed: int = 1) -> Fitted:
    """A fit of `attempts()`, with the filter replayed."""
    spec, parameters = course(), Parameters()
    knowledge = Filter(courses.build(spec, parameters), parameters, 1, torch.device("cpu"))
    log = [Attempt(one["learner"], one["item"], one["score"], one["at"]) for one in attempts()]
    items = [CourseItem(item["id"], tuple(item["skills"])) for item in spec["items"]]
    return fit(log, items, seed, replaying(knowledge))
