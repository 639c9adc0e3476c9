"""Named learners: the same each time, of the kind that was asked for, on a terrain or on a course."""

from __future__ import annotations

import pytest

from tests.tutor.learner.course import COURSE
from tests.tutor.learner.simulated.test_profiles import terrain
from tutor.learner.simulated import people, profiles
from tutor.learner.simulated.minds import DAY, Forgetful, Misled, Stuck
from tutor.learner.simulated.terrain import of_course


@pytest.mark.parametrize("kind", people.KINDS)
def test_a_name_and_a_seed_make_one_learner(kind: str):
    one, same = (people.learner(kind, COURSE, 7) for _ in range(2))
    answers = [[mind.attempt(["count"], float(n)) for n in range(20)] for mind in (one, same)]
    assert answers[0] == answers[1]
    assert one.known == same.known
    ground = terrain()
    for seed in range(10):
        mind = people.learner(kind, ground, seed)
        assert mind.known == ground.pruned(mind.known)


def test_an_unknown_kind_is_refused_by_name():
    with pytest.raises(KeyError, match="genius"):
        people.learner("genius", COURSE, 0)


def test_profiles_take_turns_and_can_be_named():
    ground = terrain()
    turns = [
        frozenset(people.learner("steady", ground, seed).known) for seed in range(len(profiles.GENERATORS))
    ]
    assert len(set(turns)) > 2
    few, many = (
        [len(people.learner("steady", ground, seed, profile).known) for seed in range(20)]
        for profile in ("goals", "syllabus")
    )
    assert sum(few) < sum(many)


def test_the_stuck_could_begin_with_what_they_never_learn():
    for seed in range(20):
        mind = people.learner("stuck", terrain(), seed)
        assert isinstance(mind, Stuck)
        assert len(mind.never) <= 1
        assert all(mind.ready(skill) and skill not in mind.known for skill in mind.never)


def test_the_misled_err_where_they_know_nothing_yet():
    held = dict.fromkeys(terrain().needs, "wrong")
    minds = [people.learner("misled", terrain(), seed, wrong=held) for seed in range(10)]
    assert all(isinstance(mind, Misled) and mind.known.isdisjoint(mind.beliefs) for mind in minds)
    assert any(isinstance(mind, Misled) and mind.beliefs for mind in minds)


def test_what_much_was_learnt_on_is_kept_longest():
    ground = terrain()
    mind = people.learner("forgetful", ground, 1, "steady")
    assert isinstance(mind, Forgetful)
    uses = {skill: sum(skill in ground.needs[other] for other in mind.known) for skill in mind.known}
    assert uses
    for one in mind.known:
        assert mind.strength[one] == pytest.approx(365.0 * mind.growth ** uses[one])
    before = len(mind.known)
    mind.passes(0.0)
    mind.passes(DAY)
    assert len(mind.known) >= before - 3


def test_a_course_is_a_terrain_whose_topics_are_its_lessons():
    ground = of_course(COURSE)
    assert ground.needs["equations"] == ("add", "count")
    assert ground.topic == {"count": "l1", "add": "l1", "equations": "l2", "shapes": "l2"}
