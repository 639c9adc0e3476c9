"""A learner works through a problem: tries, is helped, is shown the solution, and takes time."""

from __future__ import annotations

import random
from dataclasses import replace

from courses.types import Problem, Step
from tutor.learner.simulated.minds import Steady
from tutor.learner.simulated.terrain import Terrain
from tutor.learner.simulated.work import work
from tutor.learner.support import Support

GROUND = Terrain({"a": (), "b": ("a",)}, {"a": "t", "b": "t"})
NUMBER = {"kind": "number"}
TWO = Problem("p", "p", "", (Step("1", "", NUMBER, ("a",)), Step("2", "", NUMBER, ("b",))))


def mind(*known: str, **numbers: float) -> Steady:
    """Without luck: knows or does not, and learns nothing unless told to."""
    pupil = Steady(GROUND, set(known), random.Random(1), slip=0.0, guess=0.0, learn=0.0, admits=0.0)
    pupil.helped, pupil.eased = numbers.get("helped", 0.0), numbers.get("eased", 0.0)
    return pupil


def test_who_knows_it_does_all_steps_alone():
    done = work(mind("a", "b"), TWO, 100.0)
    assert done.success
    assert [one.item for one in done.tries] == ["p/1", "p/2"]
    assert 100.0 < done.tries[0].at < done.ended
    assert done.begun == 100.0


def test_an_error_is_helped_and_then_the_solution_is_shown():
    done = work(mind("a"), TWO, 0.0)
    assert [(one.item, one.assisted) for one in done.tries] == [("p/1", False), ("p/2", False), ("p/2", True)]
    assert done.revealed
    assert not done.success


def test_help_can_be_enough_and_teaches():
    pupil = mind("a", eased=1.0, helped=1.0)
    done = work(pupil, TWO, 0.0)
    assert [one.answer.right for one in done.tries] == [True, False, True]
    assert not done.revealed
    assert pupil.known == {"a", "b"}


def test_a_worked_problem_asks_its_last_step_and_never_alone():
    done = work(mind("a", "b"), TWO, 0.0, Support.WORKED)
    assert [(one.item, one.assisted) for one in done.tries] == [("p/2", True)]
    assert not done.success
    three = replace(TWO, steps=(*TWO.steps, Step("3", "", NUMBER, ("b",))))
    faded = work(mind("a", "b"), three, 0.0, Support.FADED)
    assert [one.item for one in faded.tries] == ["p/2", "p/3"]
    assert all(one.assisted for one in faded.tries)


def test_a_probe_asks_once_and_helps_with_nothing():
    done = work(mind(), TWO, 0.0, probe=True)
    assert [(one.item, one.assisted) for one in done.tries] == [("p/1", False)]
    assert not done.revealed


def test_it_takes_longer_not_to_know():
    quick = [work(mind("a", "b"), TWO, 0.0).ended for _ in range(3)]
    slow = [work(mind(), TWO, 0.0).ended for _ in range(3)]
    assert max(quick) < min(slow)
