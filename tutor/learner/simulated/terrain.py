"""What a simulated learner can know: skills, what they rest on, their topics. Knows no learner."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from graphlib import TopologicalSorter

from courses.types import Course


@dataclass(frozen=True)
class Terrain:
    """`needs`: skill → what it rests on, without circles; `topic`: skill → its topic ("" where unnamed)."""

    needs: Mapping[str, tuple[str, ...]]
    topic: Mapping[str, str]
    order: tuple[str, ...] = field(init=False)  # what is needed comes first
    depth: Mapping[str, int] = field(init=False)
    place: Mapping[str, float] = field(init=False)  # 0..1: how far along its topic, by depth

    def __post_init__(self) -> None:
        order = tuple(TopologicalSorter(self.needs).static_order())
        depth: dict[str, int] = {}
        for skill in order:
            depth[skill] = 1 + max((depth[before] for before in self.needs[skill]), default=-1)
        place: dict[str, float] = {}
        for members in self.by_topic().values():
            depths = sorted(depth[skill] for skill in members)
            for skill in members:
                before, alike = bisect_left(depths, depth[skill]), depths.count(depth[skill])
                place[skill] = (before + alike / 2) / len(depths)
        object.__setattr__(self, "order", order)
        object.__setattr__(self, "depth", depth)
        object.__setattr__(self, "place", place)

    def by_topic(self) -> dict[str, list[str]]:
        """Topics by name, each with its skills in the order given."""
        topics: dict[str, list[str]] = {name: [] for name in sorted(set(self.topic.values()))}
        for skill in self.needs:
            topics[self.topic[skill]].append(skill)
        return topics

    def pruned(self, skills: Iterable[str]) -> frozenset[str]:
        """Without the skills that miss something they rest on."""
        kept: set[str] = set()
        wanted = set(skills)
        for skill in self.order:
            if skill in wanted and all(before in kept for before in self.needs[skill]):
                kept.add(skill)
        return frozenset(kept)

    def filled(self, skills: Iterable[str]) -> frozenset[str]:
        """With everything that these skills rest on."""
        kept = set(skills)
        for skill in reversed(self.order):
            if skill in kept:
                kept.update(self.needs[skill])
        return frozenset(kept)


def of_course(course: Course) -> Terrain:
    """What there is to know in a course; a skill's topic is the lesson that practises it first."""
    topic: dict[str, str] = {}
    for lesson in course.lessons:
        for problem in lesson.problems:
            for skill in problem.skills:
                topic.setdefault(skill, lesson.id)
    return Terrain(
        {skill.id: skill.prerequisites for skill in course.skills},
        {skill.id: topic.get(skill.id, "") for skill in course.skills},
    )
