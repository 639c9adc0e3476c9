from __future__ import annotations

import pytest

from courses import graph
from tests.courses.build import course, skill


def problems(*skills):
    with pytest.raises(graph.GraphError) as caught:
        graph.check(course(skills=skills))
    return caught.value.problems


def test_a_sound_graph_passes():
    graph.check(course(skills=(skill("a"), skill("b", "a"), skill("c", "a", "b"))))


def test_a_skill_that_requires_itself_is_named():
    assert problems(skill("a", "a")) == ("skill 'a' requires itself",)


def test_an_unknown_prerequisite_is_named():
    assert problems(skill("a", "ghost")) == ("skill 'a' requires 'ghost', which is no skill of this course",)


def test_a_cycle_is_named_whole():
    assert problems(skill("a", "c"), skill("b", "a"), skill("c", "b"), skill("d", "c")) == (
        "a cycle: 'a' → 'c' → 'b' → 'a'",
    )


def test_two_cycles_are_both_named():
    found = problems(skill("a", "b"), skill("b", "a"), skill("c", "d"), skill("d", "c"))
    assert found == ("a cycle: 'a' → 'b' → 'a'", "a cycle: 'c' → 'd' → 'c'")


def test_doubles_are_named():
    assert problems(skill("a"), skill("a"), skill("b", "a", "a")) == (
        "skill 'a' is listed 2 times",
        "skill 'b' names a prerequisite twice",
    )


def test_a_shared_prerequisite_is_no_cycle():
    graph.check(course(skills=(skill("d", "b", "c"), skill("b", "a"), skill("c", "a"), skill("a"))))


def test_order_puts_prerequisites_first_and_else_keeps_the_authors_order():
    assert graph.order(course(skills=(skill("d", "c"), skill("b"), skill("c", "a"), skill("a")))) == (
        "b",
        "a",
        "c",
        "d",
    )


def test_order_of_a_broken_graph_is_refused():
    with pytest.raises(graph.GraphError):
        graph.order(course(skills=(skill("a", "a"),)))


def test_a_long_chain_is_no_problem():
    chain = (skill("s0"), *(skill(f"s{i}", f"s{i - 1}") for i in range(1, 5_000)))
    assert graph.order(course(skills=chain[::-1])) == tuple(s.id for s in chain)


def test_the_edge_to_cut_is_the_one_against_the_order_of_the_course():
    edges = {"a": ("c",), "b": ("a",), "c": ("b",)}
    (cycle,) = graph.cycles(edges)
    assert graph.weakest(cycle, {"a": 0, "b": 1, "c": 2}) == ("a", "c")


def test_what_stands_beneath_and_above_a_skill():
    edges = {"a": (), "b": ("a",), "c": ("b", "ghost"), "d": ("a",)}
    assert graph.reached(edges, "c") == {"a", "b", "ghost"}
    assert graph.reached(graph.turned(edges), "a") == {"b", "c", "d"}
