"""A problem as one learner sees it: with the numbers of its variant."""

from __future__ import annotations

import hashlib
from uuid import UUID

from courses.types import Course, Problem
from tutor.grading import variants


def seed_for(learner_id: UUID, problem_id: str, times_seen: int) -> int:
    """Other numbers for every learner and every visit; the same again for the same visit."""
    digest = hashlib.sha256(f"{learner_id}/{problem_id}/{times_seen}".encode()).digest()
    return int.from_bytes(digest[:4], "big") >> 1


def variant(course: Course, problem_id: str, seed: int) -> Problem:
    """The problem with its numbers filled in everywhere."""
    return variants.instantiate(course.problem(problem_id), seed)
