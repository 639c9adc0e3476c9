"""A problem as one learner sees it: with the numbers of its variant."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from courses.types import Course, Problem
from tutor import grading
from tutor.grading import Spec, variants

KEPT = 2_048  # variants of this process; a conversation asks for its own several times a turn
TOLD = 4_096  # texts looked through for an answer: the hints of a step, at every turn
TRIES = 12  # draws for a variant with an answer of its own; small ranges may not have one


def seed_for(learner_id: UUID, problem_id: str, nth: int) -> int:
    """Other numbers for every learner and every `nth`; the same again for the same."""
    digest = hashlib.sha256(f"{learner_id}/{problem_id}/{nth}".encode()).digest()
    return int.from_bytes(digest[:4], "big") >> 1


def fresh_seed(
    course: Course, learner_id: UUID, problem_id: str, seen: Sequence[int], shown: Sequence[int] = ()
) -> int:
    """A seed whose variant asks for other answers than those of `seen` and `shown`, where there is one.

    Who has just seen the solution of one must not find it again in the next. `shown`: worked out, not asked.
    """
    first = len(seen)
    if not course.problem(problem_id).where:
        return seed_for(learner_id, problem_id, first)
    known = [_answers(variant(course, problem_id, seed)) for seed in (*seen, *shown)]
    draws = [seed_for(learner_id, problem_id, first + nth * 1000) for nth in range(TRIES)]
    return next(
        (seed for seed in draws if _answers(variant(course, problem_id, seed)) not in known), draws[0]
    )


def variant(course: Course, problem_id: str, seed: int) -> Problem:
    """The problem with its numbers filled in everywhere."""
    return _filled(_Same(course.problem(problem_id)), seed)


def leaks(text: str, spec: Spec) -> bool:
    """`grading.leaks`, remembered: the same hints of the same question are asked about at every turn."""
    return _tells(text, _Answer(spec, f"{type(spec).__name__} {spec.model_dump_json()}"))


@dataclass(frozen=True, slots=True, eq=False)
class _Answer:
    """A specification as a key: some hold mappings, which are none."""

    spec: Spec
    written: str

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Answer) and self.written == other.written

    def __hash__(self) -> int:
        return hash(self.written)


@lru_cache(maxsize=TOLD)
def _tells(text: str, answer: _Answer) -> bool:
    return grading.leaks(text, answer.spec)


@dataclass(frozen=True, slots=True, eq=False)
class _Same:
    """A problem as a key. Loaded courses are shared and frozen, so the same object has the same content."""

    problem: Problem

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.problem is other.problem

    def __hash__(self) -> int:
        return id(self.problem)


@lru_cache(maxsize=KEPT)
def _filled(key: _Same, seed: int) -> Problem:
    return variants.instantiate(key.problem, seed)


def _answers(problem: Problem) -> list[dict[str, object]]:
    return [dict(step.answer) for step in problem.steps]
