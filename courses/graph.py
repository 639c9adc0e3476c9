"""Prerequisites between the skills of a course: are they sound, and in which order do they come.

Knows no database and no learner.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from heapq import heapify, heappop, heappush
from itertools import pairwise

from courses.types import Course


class GraphError(ValueError):
    """The prerequisites cannot be followed. `problems` names each fault in words."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


def check(course: Course) -> None:
    """Raise GraphError naming doubled skills, unknown prerequisites, self-loops and cycles."""
    problems: list[str] = []
    counts = Counter(skill.id for skill in course.skills)
    problems += [f"skill {skill!r} is listed {n} times" for skill, n in counts.items() if n > 1]
    edges: dict[str, tuple[str, ...]] = {}
    for skill in course.skills:
        for required in skill.prerequisites:
            if required == skill.id:
                problems.append(f"skill {skill.id!r} requires itself")
            elif required not in counts:
                problems.append(f"skill {skill.id!r} requires {required!r}, which is no skill of this course")
        if len(set(skill.prerequisites)) < len(skill.prerequisites):
            problems.append(f"skill {skill.id!r} names a prerequisite twice")
        edges[skill.id] = tuple(r for r in skill.prerequisites if r in counts and r != skill.id)
    problems += ["a cycle: " + " → ".join(repr(s) for s in cycle) for cycle in cycles(edges)]
    if problems:
        raise GraphError(tuple(problems))


def order(course: Course) -> tuple[str, ...]:
    """Ids of the skills, prerequisites first; where free, in the course's order. Raises GraphError."""
    check(course)
    place = {skill.id: i for i, skill in enumerate(course.skills)}
    missing = {skill.id: len(skill.prerequisites) for skill in course.skills}
    builds_on: dict[str, list[str]] = {skill.id: [] for skill in course.skills}
    for skill in course.skills:
        for required in skill.prerequisites:
            builds_on[required].append(skill.id)
    free = [place[skill] for skill, n in missing.items() if n == 0]
    heapify(free)
    done: list[str] = []
    while free:
        skill_id = course.skills[heappop(free)].id
        done.append(skill_id)
        for later in builds_on[skill_id]:
            missing[later] -= 1
            if missing[later] == 0:
                heappush(free, place[later])
    return tuple(done)


def cycles(edges: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """One cycle for every knot, each closed by its first skill: a → b → a. Iterative: chains may be long."""
    found: list[list[str]] = []
    finished: set[str] = set()
    for start in edges:
        path: list[str] = []
        on_path: dict[str, int] = {}
        todo = [(start, False)]
        while todo:
            skill, leaving = todo.pop()
            if leaving:
                path.pop()
                del on_path[skill]
                finished.add(skill)
            elif skill in on_path:
                found.append([*path[on_path[skill] :], skill])
            elif skill not in finished:
                on_path[skill] = len(path)
                path.append(skill)
                todo.append((skill, True))
                todo.extend((required, False) for required in reversed(edges[skill]))
    return found


def reached(edges: Mapping[str, Sequence[str]], start: str) -> set[str]:
    """Everything that can be come to from `start` along `edges`, without itself unless it lies on a cycle."""
    found: set[str] = set()
    todo = list(edges.get(start, ()))
    while todo:
        one = todo.pop()
        if one not in found:
            found.add(one)
            todo.extend(edges.get(one, ()))
    return found


def turned(edges: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """The same edges the other way round: skill → what builds on it."""
    builds_on: dict[str, list[str]] = {skill: [] for skill in edges}
    for skill, needs in edges.items():
        for need in needs:
            if need in builds_on:
                builds_on[need].append(skill)
    return builds_on


def weakest(cycle: Sequence[str], place: Mapping[str, int]) -> tuple[str, str]:
    """The (skill, what it needs) of a cycle to cut: the one most against the order of the course."""
    pairs = list(pairwise(cycle))
    return max(pairs, key=lambda pair: place[pair[1]] - place[pair[0]])
