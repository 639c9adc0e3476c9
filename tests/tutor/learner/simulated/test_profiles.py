"""Generators of learners: closed, repeatable, and different in the way that their names say."""

from __future__ import annotations

import random
from statistics import mean, pstdev

import pytest

from tutor.learner.simulated import profiles
from tutor.learner.simulated.terrain import Terrain


def terrain(topics: int = 6, size: int = 20) -> Terrain:
    """Topics of two strands each, and every topic's fifth skill needed by the next topic's second."""
    needs: dict[str, tuple[str, ...]] = {}
    for topic in range(topics):
        for i in range(size):
            before = (f"{topic}-{i - 2}",) if i > 1 else ()
            needs[f"{topic}-{i}"] = (*before, f"{topic - 1}-4") if topic and i == 1 else before
    return Terrain(needs, {skill: skill.partition("-")[0] for skill in needs})


@pytest.mark.parametrize("name", profiles.GENERATORS)
def test_a_learner_knows_what_its_skills_rest_on(name: str):
    ground = terrain()
    for seed in range(20):
        known = profiles.GENERATORS[name](ground, random.Random(seed))
        assert known == ground.pruned(known)
        assert known == profiles.GENERATORS[name](ground, random.Random(seed))


@pytest.mark.parametrize("name", profiles.GENERATORS)
def test_learners_differ(name: str):
    sizes = [len(profiles.GENERATORS[name](terrain(), random.Random(seed))) for seed in range(60)]
    assert pstdev(sizes) > 8
    assert 0 < mean(sizes) < 120


def test_topics_of_the_patchy_differ_more_than_those_of_the_steady():
    ground = terrain()

    def apart(name: str) -> float:
        found = []
        for seed in range(80):
            known = profiles.GENERATORS[name](ground, random.Random(seed))
            found.append(pstdev(len(known & set(own)) / len(own) for own in ground.by_topic().values()))
        return mean(found)

    assert apart("patchy") > 1.5 * apart("steady")


def test_terrain_prunes_and_fills():
    ground = Terrain({"a": (), "b": ("a",), "c": ("b",)}, {"a": "t", "b": "t", "c": "t"})
    assert ground.pruned({"a", "c"}) == {"a"}
    assert ground.filled({"c"}) == {"a", "b", "c"}
    assert [ground.depth[s] for s in "abc"] == [0, 1, 2]
