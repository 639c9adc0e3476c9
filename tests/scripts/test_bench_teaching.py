"""The teaching bench: its grounds can be taught, its sums are right, all policies can go a few minutes."""

from __future__ import annotations

import numpy as np
import pytest

from courses.types import Course
from tests.bench.teaching import grounds, measures, others
from tests.bench.teaching.lesson import START, Days, Put, attend
from tests.bench.teaching.ours import Ours, Told
from tutor.learner.simulated import people
from tutor.learner.simulated.minds import Answer, Stuck
from tutor.learner.simulated.work import Try, Work
from tutor.learner.support import Support


@pytest.fixture(scope="module")
def course() -> Course:
    return grounds.course("small", grounds.branching(1, skills=12))


@pytest.mark.parametrize("terrain", [grounds.branching(0), grounds.ladders(0)])
def test_grounds_have_sixty_skills_and_their_order_puts_first_what_is_needed(terrain):
    course = grounds.course("c", terrain)
    seen: set[str] = set()
    for skill in course.skills:
        assert seen.issuperset(skill.prerequisites)
        seen.add(skill.id)
    assert len(seen) == grounds.SKILLS
    assert {skill for problem in course.problems() for skill in problem.skills} == seen


def test_a_slice_of_a_graph_has_all_that_its_skills_rest_on(tmp_path):
    rows = ["name,prerequisites,topic", *(f"s{i},{f's{i - 1}' if i else ''},t" for i in range(9))]
    table = tmp_path / "graph.csv"
    table.write_text("\n".join(rows))
    assert set(grounds.slice_of(table, 4).needs) == {"s0", "s1", "s2", "s3"}


def put(alone: list[bool], **how) -> tuple[Put, Work]:
    problem = grounds.course("c", grounds.branching(0, 6)).problems()[0]
    shown = how.get("support", Support.PLAIN) is not Support.PLAIN
    tries = tuple(Try(f"p/{n}", ("a",), Answer(right), shown, START) for n, right in enumerate(alone))
    return Put(problem, "edge", **how), Work(tries, START, START + 60.0, False)


def test_the_band_is_measured_over_twenty_questions_done_alone():
    assert measures.outside([True] * 15 + [False] * 5) == [0.0]
    assert measures.outside([True] * 20) == pytest.approx([0.15])
    assert measures.outside([False] * 21) == pytest.approx([0.6, 0.6])
    days = Days(frozenset(), frozenset(), [put([True] * 20), put([False] * 20, probe=True)])
    assert measures.band_error([days]) == pytest.approx(0.15)
    days.met.append(put([False] * 20, support=Support.FADED))
    assert measures.band_error([days]) == pytest.approx(0.15)
    assert measures.near([days]) == 0.0


def test_ratios_are_of_mean_gains_and_their_interval_holds_them():
    ours, other = np.array([4.0, 8.0, 6.0]), np.array([3.0, 5.0, 1.0])
    assert measures.ratio(ours, other) == pytest.approx(2.0)
    low, high = measures.interval(ours, other, 0)
    assert low <= 2.0 <= high
    assert np.isfinite(measures.ratio(ours, np.zeros(3)))


def test_three_in_a_row_moves_on_after_three_and_tracing_when_it_is_sure(course: Course):
    for policy in (others.ThreeInARow(course), others.Tracing(course)):
        first = policy.next(0.0)
        for _ in range(3):
            now = policy.next(0.0)
            assert now.problem.steps[0].skills[0] == first.problem.steps[0].skills[0]
            step = now.problem.steps[0]
            policy.saw(now, Work((Try("x/1", step.skills, Answer(True), False, 0.0),), 0.0, 1.0, False))
        assert policy.next(0.0).problem.steps[0].skills[0] != first.problem.steps[0].skills[0]


def test_every_policy_can_teach_for_some_minutes(course: Course):
    fitted = others.Calibrated(course, 0)
    told = Told(course, 0)
    for policy in (
        Ours(told, "ada"),
        others.ThreeInARow(course),
        others.Tracing(course),
        others.InOrder(course),
        others.AtRandom(course, "ada"),
        others.MostInformation(course, fitted),
    ):
        days = attend(people.learner("forgetful", course, 3), policy, days=2, minutes=8.0)
        assert days.met
        assert days.minutes < 2 * 8.0 + 15.0
        assert days.gain == len(days.after) - len(days.before)


def test_ours_gives_the_same_lesson_twice(course: Course):
    lessons = []
    for _ in range(2):
        told = Told(course, 0)
        days = attend(people.learner("steady", course, 2), Ours(told, "ada"), days=1, minutes=12.0)
        lessons.append([(put.problem.id, put.why, put.support) for put, _ in days.met])
    assert lessons[0] == lessons[1]
    assert lessons[0][0][1] == "probe"
    assert {"worked", "faded"} & {support for _, _, support in lessons[0]}


@pytest.mark.parametrize("seed", [2, 6])
def test_what_is_never_learnt_is_flagged_and_left(course: Course, seed: int):
    policy = Ours(Told(course, 0), "ada")
    mind = people.learner("stuck", course, seed, "goals")
    assert isinstance(mind, Stuck)
    mind.guess = mind.eased = 0.0
    (skill,) = mind.never
    days = attend(mind, policy, days=4)
    assert skill in policy.flagged
    assert max(measures.attempts_at(days, skill)) <= 12
