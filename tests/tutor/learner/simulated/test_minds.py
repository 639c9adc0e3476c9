"""Simulated learners at work."""

from __future__ import annotations

import random
from statistics import mean

from tutor.learner.simulated.minds import DAY, Forgetful, Steady, Stuck, misled
from tutor.learner.simulated.terrain import Terrain

GROUND = Terrain({"a": (), "b": ("a",), "c": ("b",)}, {"a": "t", "b": "t", "c": "t"})


def test_answers_slip_and_guess_at_their_rates():
    knows = Steady(GROUND, {"a"}, random.Random(1), learn=0.0, admits=0.0)
    assert abs(mean(knows.attempt(["a"], 0.0).right for _ in range(4000)) - 0.90) < 0.02
    assert abs(mean(knows.attempt(["b"], 0.0).right for _ in range(4000)) - 0.05) < 0.02
    assert abs(mean(knows.attempt(["b"], 0.0, choices=4).right for _ in range(4000)) - 0.25) < 0.03


def test_nothing_is_learnt_before_what_it_rests_on():
    mind = Steady(GROUND, set(), random.Random(2), learn=1.0)
    mind.attempt(["c"], 0.0)
    assert mind.known == set()
    for skill in "abc":
        mind.attempt([skill], 0.0)
    assert mind.known == {"a", "b", "c"}


def test_the_forgetful_lose_what_is_not_used_and_what_rests_on_it():
    kept = []
    for seed in range(200):
        mind = Forgetful(GROUND, {"a", "b", "c"}, random.Random(seed), learn=0.0)
        mind.passes(0.0)
        mind.passes(7 * DAY)
        assert mind.known == GROUND.pruned(mind.known)
        kept.append("a" in mind.known)
    assert 0.4 < mean(kept) < 0.6


def test_what_rests_on_a_lost_skill_is_there_again_when_that_is():
    mind = Forgetful(GROUND, {"a", "b", "c"}, random.Random(6), learn=1.0, strength={"b": 1e9, "c": 1e9})
    mind.passes(0.0)
    mind.passes(900 * DAY)
    assert mind.known == set()
    assert mind.dormant == {"b", "c"}
    mind.attempt(["a"], 900 * DAY)
    assert mind.known == {"a", "b", "c"}


def test_a_clock_that_runs_backwards_takes_nothing():
    mind = Forgetful(GROUND, {"a"}, random.Random(3))
    for now in (900 * DAY, 0.0, 899 * DAY):
        mind.passes(now)
        assert mind.known == {"a"}


def test_the_misled_err_by_their_misconception_until_helped():
    mind = misled(GROUND, {"a"}, {"a": "never held", "b": "adds tops and bottoms"}, random.Random(4))
    answers = [mind.attempt(["b"], 0.0) for _ in range(100)]
    assert {one.misconception for one in answers} == {None, "adds tops and bottoms"}
    assert "b" not in mind.known
    for _ in range(60):
        mind.attempt(["b"], 0.0, helped=True)
    assert "b" in mind.known
    assert not mind.beliefs


def test_the_stuck_never_learn_one_skill_nor_what_rests_on_it():
    mind = Stuck(GROUND, {"a"}, random.Random(5), learn=1.0, never=frozenset({"b"}))
    for _ in range(50):
        for skill in "abc":
            mind.attempt([skill], 0.0, helped=True)
    assert mind.known == {"a"}
