from __future__ import annotations

from math import log2

import pytest
import torch

from models_server.knowledge import course as courses
from models_server.knowledge import estimates
from models_server.knowledge.filter import Filter, Finding
from models_server.knowledge.parameters import Parameters
from tests.models_server.cast import MONDAY, course


def filter_() -> Filter:
    parameters = Parameters()
    return Filter(courses.build(course(), parameters), parameters, 1, torch.device("cpu"))


def bits(p: float) -> float:
    return -p * log2(p) - (1 - p) * log2(1 - p)


@pytest.mark.parametrize("p", [0.0, 1e-6, 0.3, 0.5, 0.999, 1.0])
def test_an_interval_lies_around_p_and_narrows_with_attempts(p: float):
    widths = []
    for count in (2.0, 5.0, 50.0):
        low, high = estimates.interval(torch.tensor(p).double(), torch.tensor(count).double())
        assert 0.0 <= low <= p <= high <= 1.0
        widths.append(float(high - low))
    assert widths == sorted(widths, reverse=True)


def test_information_of_an_answer_about_one_skill_is_the_mutual_information():
    knowledge = filter_()
    course_ = knowledge.course
    prior = knowledge.prior(["ada"])
    count = course_.kinds[course_.kind_of["count1/1"]]
    found = estimates.of_kinds(knowledge, prior, [count])
    p = prior.beliefs()[0, 0].item()
    right = 0.05 + 0.85 * p
    about_itself = bits(right) - p * bits(0.9) - (1 - p) * bits(0.05)
    assert found.p.item() == pytest.approx(right)
    assert found.information.item() > about_itself  # it tells something of the skills that build on it, too
    assert 0.1 * (1 - p) < found.gain.item() < 0.3 * (1 - p)  # itself, and a share of what it opens


def test_a_skill_is_worth_more_the_more_it_opens():
    knowledge = filter_()
    graph, prior = knowledge.course.graph, knowledge.prior(["ada"])
    columns, weights = prior.columns[0], prior.weights[0]
    worth = estimates.ahead(graph, columns, weights, 1.0 - prior.beliefs()[0])
    tips = [k for k, after in enumerate(graph.children) if not after]
    assert worth[tips].tolist() == [1.0] * len(tips)
    assert all(worth[k] > 1.0 for k, after in enumerate(graph.children) if after)


def test_of_two_things_missing_neither_opens_what_needs_both():
    spec, parameters = course(), Parameters()
    spec["skills"] = [
        {"id": "a", "prerequisites": []},
        {"id": "b", "prerequisites": []},
        {"id": "both", "prerequisites": ["a", "b"]},
    ]
    spec["items"] = []
    graph = courses.build(spec, parameters).graph
    nothing, b_known = torch.zeros(3, 1, dtype=torch.bool), torch.tensor([[False], [True], [False]])
    one = torch.ones(1, dtype=torch.float64)
    assert estimates.ahead(graph, nothing, one, torch.ones(3)).tolist() == [1.0, 1.0, 1.0]
    worth = estimates.ahead(graph, b_known, one, 1.0 - b_known[:, 0].double())
    assert worth[0].item() == pytest.approx(1.5)


def test_a_choice_tells_less_than_an_open_answer_and_is_easier():
    knowledge = filter_()
    kinds = [knowledge.course.kinds[knowledge.course.kind_of[name]] for name in ("add1/1", "add-choice/1")]
    found = estimates.of_kinds(knowledge, knowledge.prior(["ada"]), kinds)
    assert found.information[0] > found.information[1] > 0
    assert found.p[0] < found.p[1]


def test_no_kinds_give_no_estimates():
    knowledge = filter_()
    assert estimates.of_kinds(knowledge, knowledge.prior(["ada"]), []).p.tolist() == []


def test_distance_to_the_band_is_a_share_of_what_an_item_can_reach():
    assert estimates.distance(0.60, 0.05, 0.90) == estimates.distance(0.85, 0.05, 0.90) == 0.0
    assert estimates.distance(0.05, 0.05, 0.90) == pytest.approx(1.0)
    assert estimates.distance(0.90, 0.05, 0.90) == pytest.approx(1.0)
    assert estimates.distance(0.43, 0.05, 0.90) < estimates.distance(0.89, 0.05, 0.90)


def test_an_item_without_skills_is_estimated_and_moves_nothing():
    spec, parameters = course(), Parameters()
    spec["items"].append({"id": "free/1", "problem": "free", "skills": [], "choices": 0})
    knowledge = Filter(courses.build(spec, parameters), parameters, 1, torch.device("cpu"))
    kind = knowledge.course.kind_of["free/1"]
    before = knowledge.prior(["ada"])
    after = knowledge.observe(before, [Finding("ada", 1, kind, 0.0, False, False, False, MONDAY)])
    assert torch.allclose(before.beliefs(), after.beliefs(), atol=1e-12)
    found = estimates.of_kinds(knowledge, after, [knowledge.course.kinds[kind]])
    assert found.information.item() == pytest.approx(0.0, abs=1e-12)
    assert found.p.item() == pytest.approx(0.9)
