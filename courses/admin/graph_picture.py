"""The picture of a course's prerequisites as values that the template draws as SVG. Knows no request.

A large graph is shown around one skill; the whole is one link away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from textwrap import wrap

from courses import graph
from courses.layered import BOX, Line, lay_out
from courses.types import Course

READABLE = 40  # skills; more of them are shown only when asked for
NEAR = 2  # how many edges away from the skill in focus
LINE_LENGTH = 24  # characters of a title in a line of its box


@dataclass(frozen=True, slots=True)
class Node:
    """One skill. `x` and `y` are of the box; `marks` is what an author should know of it."""

    id: str
    title: str
    lines: tuple[str, ...]
    x: float
    y: float
    relation: str  # selected, before (needed for it), after (builds on it), or nothing
    marks: tuple[str, ...]

    @property
    def middle(self) -> float:
        return self.x + BOX[0] / 2

    @property
    def baselines(self) -> list[tuple[float, str]]:
        first = self.y + BOX[1] / 2 + 4 - 7 * (len(self.lines) - 1)
        return [(first + 14 * at, line) for at, line in enumerate(self.lines)]


@dataclass(frozen=True, slots=True)
class Edge:
    needed: str
    by: str
    path: str  # of SVG
    in_circle: bool
    relation: str  # before, after or nothing


@dataclass(frozen=True, slots=True)
class Picture:
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    width: int
    height: int
    focus: str  # the skill around which it is drawn; empty: all of them
    hidden: int  # skills that are not in it
    box: tuple[int, int] = BOX


def marks(course: Course) -> dict[str, tuple[str, ...]]:
    """By skill, what is missing for it: `no problem`, `no passage`."""
    asked = {skill for problem in course.problems() for skill in problem.skills}
    told = {skill for lesson in course.lessons for passage in lesson.passages for skill in passage.skills}
    return {
        skill.id: tuple(
            word for word, there in (("no problem", asked), ("no passage", told)) if skill.id not in there
        )
        for skill in course.skills
    }


def edges_of(course: Course) -> dict[str, tuple[str, ...]]:
    return {skill.id: skill.prerequisites for skill in course.skills}


def draw(course: Course, selected: str, *, whole: bool = False) -> Picture:
    edges = edges_of(course)
    turned = graph.turned(edges)
    focus = "" if whole or len(edges) <= READABLE else selected or _busiest(edges, turned)
    shown = _around(focus, edges, turned) if focus else set(edges)
    layout = lay_out({skill: needs for skill, needs in edges.items() if skill in shown})
    before = graph.reached(edges, selected) if selected else set()
    after = graph.reached(turned, selected) if selected else set()
    circling = {pair for circle in graph.cycles(edges) for pair in pairwise(circle)}
    known, titles = marks(course), {skill.id: skill.title for skill in course.skills}
    return Picture(
        tuple(
            Node(
                spot.id,
                titles[spot.id],
                _wrapped(titles[spot.id]),
                spot.x,
                spot.y,
                _relation(spot.id, selected, before, after),
                known[spot.id],
            )
            for spot in layout.spots
        ),
        tuple(
            Edge(
                line.needed,
                line.by,
                _path(line),
                (line.by, line.needed) in circling,
                _edge_relation(line, selected, before, after),
            )
            for line in layout.lines
        ),
        round(layout.width),
        round(layout.height),
        focus,
        len(edges) - len(shown),
    )


def _busiest(edges: Mapping[str, Sequence[str]], turned: Mapping[str, Sequence[str]]) -> str:
    return max(edges, key=lambda skill: len(edges[skill]) + len(turned[skill]))


def _around(skill: str, edges: Mapping[str, Sequence[str]], turned: Mapping[str, Sequence[str]]) -> set[str]:
    """Up to NEAR edges back and on, nearer ones first, and no more than can be read."""
    shown, rim = {skill}, [skill]
    for _ in range(NEAR):
        rim = [other for one in rim for other in (*edges.get(one, ()), *turned.get(one, ()))]
        rim = [one for one in dict.fromkeys(rim) if one in edges and one not in shown]
        shown.update(rim[: READABLE - len(shown)])
    return shown


def _relation(skill: str, selected: str, before: set[str], after: set[str]) -> str:
    if skill == selected:
        return "selected"
    return "before" if skill in before else "after" if skill in after else ""


def _edge_relation(line: Line, selected: str, before: set[str], after: set[str]) -> str:
    if line.by in before | {selected} and line.needed in before:
        return "before"
    return "after" if line.needed in after | {selected} and line.by in after else ""


def _wrapped(title: str) -> tuple[str, ...]:
    return tuple(wrap(title, LINE_LENGTH, max_lines=2, placeholder=" …")) or ("",)


def _path(line: Line) -> str:
    """Straight beside boxes, in a curve from column to column."""
    (x, y), *rest = line.points
    parts = [f"M{x:.0f} {y:.0f}"]
    if line.closes_a_circle:  # backwards: out of the box on the right, under the others, in on the left
        end_x, end_y = rest[-1]
        low, out, back = max(y, end_y) + BOX[1], x + 60, end_x - 60
        parts.append(f"C{out:.0f} {y:.0f} {out:.0f} {low:.0f} {x:.0f} {low:.0f} L{end_x:.0f} {low:.0f}")
        parts.append(f"C{back:.0f} {low:.0f} {back:.0f} {end_y:.0f} {end_x:.0f} {end_y:.0f}")
        return " ".join(parts)
    for to_x, to_y in rest:
        if to_y == y:
            parts.append(f"L{to_x:.0f} {to_y:.0f}")
        else:
            bend = (to_x - x) / 2
            parts.append(f"C{x + bend:.0f} {y:.0f} {to_x - bend:.0f} {to_y:.0f} {to_x:.0f} {to_y:.0f}")
        x, y = to_x, to_y
    return " ".join(parts)
