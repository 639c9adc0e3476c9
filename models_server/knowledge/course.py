"""A course as the filter needs it: skills, distinct skill sets and kinds of item. Knows no learner."""

from __future__ import annotations

from dataclasses import dataclass

from models_server.knowledge import graph
from models_server.knowledge.graph import Graph, GraphError
from models_server.knowledge.parameters import Parameters
from models_server.knowledge.prior import clusters
from models_server.wire import CourseSpec


@dataclass(frozen=True, slots=True)
class Kind:
    """Items no answer can tell apart: the same skills (a position in `Course.sets`), the same guess rate."""

    skill_set: int
    guess: float


@dataclass(frozen=True, slots=True)
class Course:
    """`kind_of` maps an item's id to a position in `kinds`; items keep the order they were given in.

    Behind the kinds of items come those of findings on skills alone: `kind_on` maps a set of skills to one.
    """

    graph: Graph
    sets: tuple[tuple[int, ...], ...]
    kinds: tuple[Kind, ...]
    kind_of: dict[str, int]
    kind_on: dict[tuple[int, ...], int]
    topics: tuple[int, ...]  # of each skill, numbered from 0


def build(spec: CourseSpec, parameters: Parameters) -> Course:
    """Raise GraphError for a bad graph, doubled items and items on unknown skills."""
    skills = graph.build(spec["skills"])
    index = {name: position for position, name in enumerate(skills.skills)}
    sets: dict[tuple[int, ...], int] = {}
    kinds: dict[Kind, int] = {}
    kind_of: dict[str, int] = {}
    for item in spec["items"]:
        if item["id"] in kind_of:
            raise GraphError(f"item {item['id']!r} is listed twice")
        for name in item["skills"]:
            if name not in index:
                raise GraphError(f"item {item['id']!r} has the unknown skill {name!r}")
        members = tuple(sorted({index[name] for name in item["skills"]}))
        kind = Kind(sets.setdefault(members, len(sets)), parameters.guess_rate(item["choices"]))
        kind_of[item["id"]] = kinds.setdefault(kind, len(kinds))
    for position in range(len(skills.skills)):
        sets.setdefault((position,), len(sets))
    open_ = parameters.guess_rate(0)
    kind_on = {
        members: kinds.setdefault(Kind(at, open_), len(kinds)) for members, at in sets.items() if members
    }
    return Course(skills, tuple(sets), tuple(kinds), kind_of, kind_on, _topics(spec, skills))


def _topics(spec: CourseSpec, skills: Graph) -> tuple[int, ...]:
    """As named, where every skill names one; else branches of the graph."""
    names = [skill.get("topic", "") for skill in spec["skills"]]
    if not all(names):
        return clusters(skills, max(8, len(names) // 12))
    number = {name: position for position, name in enumerate(dict.fromkeys(names))}
    return tuple(number[name] for name in names)
