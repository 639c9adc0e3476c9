"""Where the skills of a course stand in a picture of its prerequisites: columns, foundations on the left.

Knows names and who needs whom; no titles, no page, no units but pixels.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

BOX = (176, 46)  # width and height of a skill
COLUMN = BOX[0] + 60
ROW = BOX[1] + 14
THREAD = 18  # height that a line takes in a column which it only crosses
MARGIN = 10
SWEEPS = 6  # more changes next to nothing in graphs of some hundred skills

Edges = Mapping[str, Sequence[str]]  # skill → what it needs
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Spot:
    """The upper left corner of a skill's box."""

    id: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Line:
    """From what is needed to what needs it; `points` in the order in which they are drawn."""

    needed: str
    by: str
    points: tuple[Point, ...]
    closes_a_circle: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    spots: tuple[Spot, ...]
    lines: tuple[Line, ...]
    width: float
    height: float


# A skill, or (needed, by, column) where a long line crosses a column.
Thing = str | tuple[str, str, int]


def lay_out(edges: Edges) -> Layout:
    """Every skill in a column right of all it needs; those joined to nothing in rows below the rest.

    A circle is drawn too: one line of it runs backwards.
    """
    known = {skill: [need for need in needs if need in edges] for skill, needs in edges.items()}
    joined = {one for skill, needs in known.items() if needs for one in (skill, *needs)}
    drawn = {skill: needs for skill, needs in known.items() if skill in joined}
    back = _backward(drawn)
    forward = {skill: [need for need in needs if (skill, need) not in back] for skill, needs in drawn.items()}
    columns = _columns(forward)
    order, beside = _threaded(forward, columns)
    _untangle(order, beside)
    middles = _heights(order, beside)
    spots = [Spot(one, MARGIN + columns[one] * COLUMN, middles[one] - BOX[1] / 2) for one in drawn]
    lines = [
        Line(need, skill, _path(need, skill, columns, middles, (skill, need) in back), (skill, need) in back)
        for skill, needs in drawn.items()
        for need in needs
    ]
    bottom = max((spot.y + ROW for spot in spots), default=MARGIN)
    loose = _rows([skill for skill in known if skill not in joined], max(len(order), 4), bottom)
    everything = (*spots, *loose)
    return Layout(
        everything,
        tuple(lines),
        max((spot.x for spot in everything), default=0) + BOX[0] + MARGIN,
        max((spot.y for spot in everything), default=0) + BOX[1] + MARGIN,
    )


def _backward(edges: Edges) -> set[tuple[str, str]]:
    """(skill, need) pairs without which nothing goes in a circle. Iterative: chains may be long."""
    back: set[tuple[str, str]] = set()
    open_, done = set(), set()
    for start in edges:
        todo = [(start, False)]
        while todo:
            skill, leaving = todo.pop()
            if leaving:
                open_.discard(skill)
                done.add(skill)
            elif skill not in done and skill not in open_:
                open_.add(skill)
                todo.append((skill, True))
                back |= {(skill, need) for need in edges[skill] if need in open_}
                todo.extend((need, False) for need in reversed(edges[skill]) if need not in open_)
    return back


def _columns(edges: Edges) -> dict[str, int]:
    """As far left as what they need allows; then foundations as near as possible to what needs them."""
    columns: dict[str, int] = {}
    todo = [(skill, False) for skill in reversed(list(edges))]
    while todo:
        skill, ready = todo.pop()
        if skill in columns:
            continue
        if ready:
            columns[skill] = max((columns[need] + 1 for need in edges[skill]), default=0)
        else:
            todo.append((skill, True))
            todo.extend((need, False) for need in edges[skill])
    needed_by: dict[str, list[int]] = defaultdict(list)
    for skill, needs in edges.items():
        for need in needs:
            needed_by[need].append(columns[skill])
    for skill, needs in edges.items():
        if not needs and needed_by[skill]:
            columns[skill] = min(needed_by[skill]) - 1
    return columns


def _threaded(
    edges: Edges, columns: Mapping[str, int]
) -> tuple[list[list[Thing]], dict[Thing, tuple[list[Thing], list[Thing]]]]:
    """What stands in each column, long lines included, and each thing's neighbours to the left and right."""
    order: list[list[Thing]] = [[] for _ in range(max(columns.values(), default=-1) + 1)]
    beside: dict[Thing, tuple[list[Thing], list[Thing]]] = defaultdict(lambda: ([], []))
    for skill in edges:
        order[columns[skill]].append(skill)
    for skill, needs in edges.items():
        for need in needs:
            chain: list[Thing] = [need]
            for column in range(columns[need] + 1, columns[skill]):
                thread = (need, skill, column)
                order[column].append(thread)
                chain.append(thread)
            chain.append(skill)
            for left, right in pairwise(chain):
                beside[left][1].append(right)
                beside[right][0].append(left)
    return order, beside


def _untangle(order: list[list[Thing]], beside: Mapping[Thing, tuple[list[Thing], list[Thing]]]) -> None:
    """Each column is sorted by where its neighbours stand, going right, then left, a few times."""
    place: dict[Thing, float] = {one: at for column in order for at, one in enumerate(column)}
    for sweep in range(SWEEPS):
        side = sweep % 2  # 0: look to the left while going right
        for column in order if side == 0 else reversed(order):
            wanted = {one: _mean((place[other] for other in beside[one][side]), place[one]) for one in column}
            column.sort(key=wanted.__getitem__)
            place.update({one: at for at, one in enumerate(column)})


def _heights(
    order: list[list[Thing]], beside: Mapping[Thing, tuple[list[Thing], list[Thing]]]
) -> dict[Thing, float]:
    """The middle of each thing: level with its neighbours as far as the others of its column leave room."""
    middles: dict[Thing, float] = {}
    for column in order:
        middles.update(_spread([0.0] * len(column), column))
    for sweep in range(SWEEPS):
        for column in order if sweep % 2 == 0 else reversed(order):
            wanted = [
                _mean((middles[o] for side in beside[one] for o in side), middles[one]) for one in column
            ]
            middles.update(_spread(wanted, column))
    top = min((middles[one] for column in order for one in column), default=0.0)
    return {one: middle - top + BOX[1] / 2 + MARGIN for one, middle in middles.items()}


def _spread(wanted: list[float], column: list[Thing]) -> dict[Thing, float]:
    """As wished, but apart: halfway between pushing down from the top and up from the bottom."""
    down, up = list(wanted), list(wanted)
    gaps = [(_height(a) + _height(b)) / 2 for a, b in pairwise(column)]
    for at, gap in enumerate(gaps):
        down[at + 1] = max(down[at + 1], down[at] + gap)
    for at in range(len(gaps) - 1, -1, -1):
        up[at] = min(up[at], up[at + 1] - gaps[at])
    return {one: (a + b) / 2 for one, a, b in zip(column, down, up, strict=True)}


def _height(thing: Thing) -> float:
    return ROW if isinstance(thing, str) else THREAD


def _mean(values: Iterable[float], otherwise: float) -> float:
    found = list(values)
    return sum(found) / len(found) if found else otherwise


def _path(
    need: str, skill: str, columns: Mapping[str, int], middles: Mapping[Thing, float], backward: bool
) -> tuple[Point, ...]:
    def left(column: int) -> float:
        return MARGIN + column * COLUMN

    start, end = (left(columns[need]) + BOX[0], middles[need]), (left(columns[skill]), middles[skill])
    if backward:
        return (start, end)
    crossed = range(columns[need] + 1, columns[skill])
    threads = [(column, middles[(need, skill, column)]) for column in crossed]
    between = [point for column, y in threads for point in ((left(column), y), (left(column) + BOX[0], y))]
    return (start, *between, end)


def _rows(skills: Sequence[str], across: int, top: float) -> list[Spot]:
    return [
        Spot(skill, MARGIN + at % across * COLUMN, top + at // across * ROW)
        for at, skill in enumerate(skills)
    ]
