"""What is believed before any answer, and how far one answer reaches."""

from __future__ import annotations

import random
from itertools import combinations

import pytest
import torch

from models_server.knowledge import course as courses
from models_server.knowledge.filter import Filter, Finding
from models_server.knowledge.parameters import Parameters
from models_server.knowledge.posterior import Posterior
from models_server.wire import CourseSpec
from tests.models_server.cast import MONDAY, course

CPU = torch.device("cpu")


def ramps(topics: int, length: int) -> CourseSpec:
    """As many chains, each a topic; too many states to hold."""
    names = [(t, i) for t in range(topics) for i in range(length)]
    return {
        "skills": [
            {"id": f"{t}-{i}", "prerequisites": [f"{t}-{i - 1}"] if i else [], "topic": f"t{t}"}
            for t, i in names
        ],
        "items": [{"id": f"{t}-{i}", "problem": "p", "skills": [f"{t}-{i}"], "choices": 0} for t, i in names],
    }


def knowing(spec: CourseSpec, seed: int = 1) -> Filter:
    parameters = Parameters()
    return Filter(courses.build(spec, parameters), parameters, seed, CPU)


def told(
    filter_: Filter, posterior: Posterior, n: int, item: str, right: bool, learner: str = "ada"
) -> Posterior:
    kind = filter_.course.kind_of[item]
    finding = Finding(learner, n, kind, float(right), False, False, False, MONDAY + 60.0 * n)
    return filter_.observe(posterior, [finding])


def test_the_prior_of_a_small_course_sums_to_one():
    filter_ = knowing(course())
    graph = filter_.course.graph
    states = [
        [k in state for k in range(4)]
        for size in range(5)
        for state in combinations(range(4), size)
        if all(b in state for k in state for b in graph.prerequisites[k])
    ]
    assert filter_.log_prior(torch.tensor(states)).exp().sum().item() == pytest.approx(1.0, abs=1e-6)


def test_draws_follow_the_prior_they_are_scored_by():
    """log p of drawn states averages to minus the entropy that their frequencies show."""
    spec = ramps(2, 2)
    filter_ = knowing(spec)
    exact = filter_.prior(["ada"])
    many = filter_._draws.draw(torch.Generator().manual_seed(1), torch.rand(4, 20_000))
    assert many.double().mean(0).tolist() == pytest.approx(exact.beliefs()[0].tolist(), abs=0.02)


def test_success_in_one_topic_speaks_for_the_others_but_less():
    filter_ = knowing(ramps(6, 14))
    before = filter_.prior(["ada"])
    after = told(filter_, before, 1, "0-9", True)
    names = filter_.course.graph.skills
    gain = dict(zip(names, (after.beliefs() - before.beliefs())[0].tolist(), strict=True))
    assert gain["0-11"] > gain["3-11"] > 0.03


@pytest.mark.parametrize("seed", range(1, 5))
def test_contradictory_answers_do_not_trap_the_states(seed: int):
    """Topics done to their ends, then failed at their beginnings: single skills could not follow that."""
    filter_ = knowing(ramps(6, 14), seed)
    posterior, n = filter_.prior(["ada"]), 0
    for topic in range(6):
        n += 1
        posterior = told(filter_, posterior, n, f"{topic}-13", True)
    assert posterior.beliefs()[0].mean() > 0.8
    for _ in range(3):
        for topic in range(6):
            n += 1
            posterior = told(filter_, posterior, n, f"{topic}-0", False)
    assert posterior.beliefs()[0].mean() < 0.1


def test_states_stay_many_over_two_hundred_attempts_and_collapse_if_they_are_only_weighed():
    filter_, luck = knowing(ramps(6, 14)), random.Random(3)
    skills = filter_.course.graph.skills
    known = {f"{t}-{i}" for t in range(6) for i in range(luck.randrange(14))}
    posterior, alive, different, weighed = filter_.prior(["ada"]), [], [], []
    fixed = posterior.states[0]
    logw = torch.zeros(len(fixed), dtype=torch.float64)
    for n in range(1, 201):
        name = luck.choice(skills)
        right = luck.random() < (0.9 if name in known else 0.05)
        posterior = told(filter_, posterior, n, name, right)
        alive.append(posterior.effective_states().item())
        different.append(len(posterior.states[0].unique(dim=0)))
        held = fixed[:, skills.index(name)]
        chance = torch.where(held, 0.9, 0.05)
        logw = logw + (chance if right else 1.0 - chance).log()
        weighed.append(1.0 / logw.softmax(0).square().sum().item())
    assert min(alive) > 512 / 3 - 1
    assert min(different) > 30
    assert weighed[199] < 3.0


def test_hearsay_moves_less_than_an_answer():
    filter_ = knowing(ramps(6, 14))
    before = filter_.prior(["ada"])
    kind = filter_.course.kind_of["2-7"]

    def after(weight: float) -> float:
        finding = Finding("ada", 1, kind, 1.0, False, False, False, MONDAY, weight)
        return filter_.observe(before, [finding]).beliefs()[0, 2 * 14 + 7].item()

    assert before.beliefs()[0, 2 * 14 + 7].item() < after(0.3) < after(1.0)


def test_courses_without_topics_are_cut_into_branches():
    spec = ramps(6, 14)
    for skill in spec["skills"]:
        del skill["topic"]
    topics = courses.build(spec, Parameters()).topics
    assert len(topics) == 84
    assert 4 <= len(set(topics)) <= 12
    for one, other in zip(range(83), range(1, 84), strict=True):  # neighbours on a chain mostly go together
        assert one % 14 == 13 or topics[one] == topics[other] or topics.count(topics[one]) >= 8
