"""A made-up course of the size that the budgets name. Knows no learner."""

from __future__ import annotations

import random

from models_server.wire import CourseSpec


def course(skills: int = 300, items: int = 3000, seed: int = 0) -> CourseSpec:
    """A dozen topics, each skill on one or two earlier ones near it; one item in five needs two."""
    luck = random.Random(seed)
    names = [f"s{i}" for i in range(skills)]
    needs: list[list[str]] = []
    for i in range(skills):
        near = names[max(0, i - 12) : i]
        needs.append(luck.sample(near, min(len(near), luck.choice((0, 1, 1, 1, 1, 2)))))
    size = -(-skills // 12)
    asked = [[names[i % skills]] for i in range(items)]
    for i in range(0, items, 5):
        before = needs[i % skills]
        asked[i] = [*asked[i], *before[:1]]
    return {
        "skills": [
            {"id": name, "prerequisites": before, "topic": str(i // size)}
            for i, (name, before) in enumerate(zip(names, needs, strict=True))
        ],
        "items": [
            {"id": f"i{i}", "problem": f"p{i}", "skills": need, "choices": 4 if i % 7 == 0 else 0}
            for i, need in enumerate(asked)
        ],
    }
