"""The prerequisite graph of a course, checked and put in order. Knows nothing of learners."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from models_server.wire import SkillSpec


class GraphError(ValueError):
    """A graph that cannot be taught from; the message names the skills."""


@dataclass(frozen=True, slots=True)
class Graph:
    """Skills by position. `prerequisites` and `children` are direct edges; `order` puts prerequisites first.

    `depth` is 0 where nothing comes before, else one more than the deepest prerequisite.
    """

    skills: tuple[str, ...]
    prerequisites: tuple[tuple[int, ...], ...]
    children: tuple[tuple[int, ...], ...]
    order: tuple[int, ...]
    depth: tuple[int, ...]

    def relatives(self, skills: Iterable[int]) -> list[int]:
        """These skills, all they rest on and all that rests on them, prerequisites first."""
        above, below = set(skills), set(skills)
        for skill in self.order:
            if not above.isdisjoint(self.prerequisites[skill]):
                above.add(skill)
        for skill in reversed(self.order):
            if not below.isdisjoint(self.children[skill]):
                below.add(skill)
        return [skill for skill in self.order if skill in above or skill in below]


def feasible(graph: Graph, limit: int) -> list[frozenset[int]] | None:
    """All sets of skills closed under prerequisites, or None when there are more than `limit`."""
    states = [frozenset[int]()]
    for skill in graph.order:
        states += [state | {skill} for state in states if state.issuperset(graph.prerequisites[skill])]
        if len(states) > limit:
            return None
    return states


def build(specs: Sequence[SkillSpec]) -> Graph:
    """Raise GraphError for doubled ids, unknown prerequisites, self-loops and cycles, each by name."""
    index = {spec["id"]: position for position, spec in enumerate(specs)}
    if len(index) < len(specs):
        ids = [spec["id"] for spec in specs]
        raise GraphError(f"skill {next(i for i in ids if ids.count(i) > 1)!r} is listed twice")
    for spec in specs:
        _check_edges(spec, index)
    prerequisites = tuple(tuple(sorted({index[name] for name in spec["prerequisites"]})) for spec in specs)
    order = _order(prerequisites, [spec["id"] for spec in specs])
    depth = [0] * len(specs)
    children: list[list[int]] = [[] for _ in specs]
    for skill in order:
        for before in prerequisites[skill]:
            depth[skill] = max(depth[skill], depth[before] + 1)
            children[before].append(skill)
    return Graph(tuple(index), prerequisites, tuple(map(tuple, children)), order, tuple(depth))


def _check_edges(spec: SkillSpec, known: Iterable[str]) -> None:
    if spec["id"] in spec["prerequisites"]:
        raise GraphError(f"skill {spec['id']!r} is its own prerequisite")
    for name in spec["prerequisites"]:
        if name not in known:
            raise GraphError(f"skill {spec['id']!r} has the unknown prerequisite {name!r}")


def _order(prerequisites: Sequence[Sequence[int]], names: Sequence[str]) -> tuple[int, ...]:
    try:
        return tuple(TopologicalSorter(dict(enumerate(prerequisites))).static_order())
    except CycleError as error:
        circle = " → ".join(repr(names[skill]) for skill in error.args[1])
        raise GraphError(f"the prerequisites go round in a circle: {circle}") from error
