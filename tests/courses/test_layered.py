"""Where skills stand in the picture of the prerequisites."""

from __future__ import annotations

import random
import time

from courses.layered import BOX, Layout, lay_out


def overlaps(layout: Layout) -> list[tuple[str, str]]:
    spots = sorted(layout.spots, key=lambda spot: spot.x)
    return [
        (a.id, b.id)
        for at, a in enumerate(spots)
        for b in spots[at + 1 :]
        if b.x < a.x + BOX[0] and abs(a.y - b.y) < BOX[1]
    ]


def at(layout: Layout) -> dict[str, tuple[float, float]]:
    return {spot.id: (spot.x, spot.y) for spot in layout.spots}


def test_a_skill_stands_right_of_all_it_needs_and_a_shortcut_goes_round() -> None:
    layout = lay_out({"a": [], "b": ["a"], "c": ["b"], "d": ["a", "c"]})
    places = at(layout)
    assert [places[one][0] for one in "abcd"] == sorted({places[one][0] for one in "abcd"})
    (shortcut,) = [line for line in layout.lines if (line.needed, line.by) == ("a", "d")]
    columns = {places[one][0] for one in "bc"}
    for x, y in shortcut.points[1:-1]:  # it crosses their columns beside their boxes
        assert not any(
            places[one][0] <= x <= places[one][0] + BOX[0] and places[one][1] < y < places[one][1] + BOX[1]
            for one in "bc"
        ), (x, y, columns)


def test_a_circle_is_drawn_with_one_line_that_closes_it() -> None:
    layout = lay_out({"a": ["c"], "b": ["a"], "c": ["b"]})
    assert [(line.needed, line.by) for line in layout.lines if line.closes_a_circle] == [("a", "b")]
    assert len(layout.lines) == 3


def test_skills_joined_to_nothing_stand_below_in_rows_and_unknown_needs_are_no_line() -> None:
    layout = lay_out({"a": [], "b": ["a", "ghost"], **{f"n{i}": [] for i in range(9)}})
    places = at(layout)
    assert len(layout.lines) == 1
    assert min(places[f"n{i}"][1] for i in range(9)) > max(places[one][1] for one in "ab")
    assert layout.height < 400
    assert overlaps(layout) == []
    assert lay_out({}).lines == ()


def test_three_hundred_skills_stand_apart_and_are_laid_out_at_once() -> None:
    chance = random.Random(7)
    edges = {
        f"k{i}": [f"k{j}" for j in sorted({chance.randrange(max(0, i - 25), i) for _ in range(i % 4)})]
        if i
        else []
        for i in range(300)
    }
    began = time.perf_counter()
    layout = lay_out(edges)
    assert time.perf_counter() - began < 1  # some 0.02 s
    places = at(layout)
    assert overlaps(layout) == []
    assert all(places[line.needed][0] < places[line.by][0] for line in layout.lines)
    assert all(
        0 <= spot.x <= layout.width - BOX[0] and 0 <= spot.y <= layout.height - BOX[1]
        for spot in layout.spots
    )
    assert lay_out(edges) == layout
