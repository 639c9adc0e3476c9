"""When to ask how sure somebody is, and when a confident error comes back."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tutor.learner.confidence import EVERY, FIRST, LATEST, SOONEST, Met, asks, returning


@pytest.mark.parametrize("seed", range(40))
def test_at_most_one_in_five_never_at_first_and_never_twice_in_a_row(seed: int) -> None:
    asked = [n for n in range(300) if asks(seed, n)]
    assert asked[0] >= FIRST
    assert all(later - earlier >= EVERY for earlier, later in pairwise(asked))
    assert len(asked) >= 300 / (EVERY + 3)


def test_learners_are_not_asked_at_the_same_places() -> None:
    assert len({tuple(n for n in range(60) if asks(seed, n)) for seed in range(30)}) > 20


def when(seed: int, *since: str) -> int | None:
    """After how many of `since` the missed problem is to come back."""
    met = [Met("a"), Met("missed", missed=True)]
    for count, problem in enumerate(("", *since)):
        met += [Met(problem)] if problem else []
        if returning(met, seed) == "missed":
            return count
    return None


@pytest.mark.parametrize("seed", range(30))
def test_it_comes_back_after_two_to_four_others(seed: int) -> None:
    found = when(seed, "b", "c", "d", "e", "f", "g")
    assert found is not None
    assert SOONEST <= found <= LATEST


def test_not_always_after_as_many() -> None:
    assert {when(seed, "b", "c", "d", "e") for seed in range(30)} == {2, 3, 4}


@pytest.mark.parametrize("seed", range(10))
def test_one_like_it_at_once_is_no_return_and_none_of_the_others(seed: int) -> None:
    plain, again = when(seed, "b", "c", "d", "e"), when(seed, "missed", "b", "c", "d", "e")
    assert plain is not None
    assert again == plain + 1


def test_it_comes_back_once() -> None:
    met = [Met("missed", missed=True), Met("b"), Met("c"), Met("missed")]
    assert all(returning([*met, *map(Met, "defghi")], seed) is None for seed in range(20))


def test_missed_surely_again_it_comes_back_again() -> None:
    met = [Met("m", missed=True), Met("b"), Met("c"), Met("m", missed=True), *map(Met, "defg")]
    assert returning(met, 1) == "m"


def test_of_two_the_one_missed_first_comes_first() -> None:
    met = [Met("one", missed=True), Met("two", missed=True), *map(Met, "abcd")]
    assert returning(met, 3) == "one"
    assert returning([*met, Met("one"), Met("e")], 3) == "two"


def test_nothing_comes_back_where_nothing_was_missed() -> None:
    assert returning([], 0) is None
    assert returning([Met(name) for name in "abcdefgh"], 0) is None


def test_with_nothing_else_to_ask_it_comes_at_once_and_once() -> None:
    met = [Met("m", missed=True)]
    assert returning(met, 0) is None
    assert returning(met, 0, waits=False) == "m"
    assert returning([*met, Met("m")], 0, waits=False) is None
