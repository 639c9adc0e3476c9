from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from itertools import groupby

import numpy as np
import pytest

from models_server.knowledge.predictor import Fitted, fit
from models_server.knowledge.predictor.joined import Beside, Join, learnt, logits
from models_server.knowledge.predictor.log import Items, Log, read
from models_server.knowledge.predictor.memories import DAY, Members, Memories, of_log
from models_server.knowledge.predictor.tables import sigmoid
from tests.models_server.knowledge.predictor.cast import World, log, world


@pytest.fixture(scope="module")
def place() -> World:
    return world()


def told(truth: np.ndarray, seed: int = 0) -> np.ndarray:
    return (np.random.default_rng(seed).random(len(truth)) < sigmoid(truth)).astype(float)


def beside(graph: np.ndarray) -> Beside:
    nothing = np.zeros_like(graph)
    return Beside(np.ones(len(graph), dtype=bool), graph, nothing, nothing)


def test_weights_follow_what_tells_the_truth():
    draw = np.random.default_rng(1)
    base, graph = draw.normal(0, 1.5, 4000), draw.normal(0, 1.5, 4000)
    join = learnt(base, beside(graph), told(0.2 * base + 0.9 * graph - 0.3), graph=True, recall=True)
    assert join.slope == pytest.approx(0.2, abs=0.1)
    assert join.graph == pytest.approx(0.9, abs=0.1)
    assert join.offset == pytest.approx(-0.3, abs=0.1)
    assert join.recall == join.untried == 0.0  # they never varied


def test_with_little_to_go_by_the_filter_stands_and_without_one_the_estimator():
    base, graph, score = np.array([1.0, -1.0]), np.array([0.5, -0.5]), np.array([1.0, 1.0])
    join = learnt(base, beside(graph), score, graph=True, recall=False)
    assert join.graph == pytest.approx(1.0, abs=0.3)
    assert abs(join.slope) < 0.3
    alone = learnt(base, beside(graph), score, graph=False, recall=True)
    assert alone.slope == pytest.approx(1.0, abs=0.3)


def test_one_sided_answers_leave_finite_weights():
    base = np.linspace(-3.0, 3.0, 50)
    for score in (0.0, 1.0):
        join = learnt(base, beside(base**2), np.full(50, score), graph=True, recall=True)
        p = sigmoid(logits(join, base, beside(base**2)))
        assert np.isfinite(p).all()
        assert abs(p.mean() - score) < 0.2


def knowing(place: World, good: bool) -> Fitted:
    """Fitted beside a filter that knows every learner's true probability, or one that tosses coins."""
    draw, ability = np.random.default_rng(2), {}
    history = log(place, learners=60)
    for name, rows in groupby(history, lambda one: one.learner):
        ability[name] = draw.normal(0.0, 1.2)
        draw.integers(0, 60, 25)
        draw.random(len(list(rows)))

    def replay(data: Log) -> np.ndarray:
        if not good:
            return np.random.default_rng(7).normal(0.0, 2.0, len(data.item))
        return np.array([ability[data.learners[n]] for n in data.learner]) + place.ease[data.item]

    return fit(history, place.course, 0, replay)


def test_a_filter_that_knows_is_heard_and_one_that_does_not_is_not(place: World):
    good, bad = knowing(place, good=True), knowing(place, good=False)
    losses = {one.name: one.log_loss for one in good.report.compared}
    assert {"graph", "item_average", "logistic", "logistic+graph"} <= set(losses)
    assert good.report.chosen == "graph" or good.report.chosen.endswith("+graph")
    assert losses[good.report.chosen] < losses["logistic"] - 0.02
    assert good.join.graph > 0.6
    assert abs(bad.join.graph) < 0.1
    with pytest.raises(ValueError, match="needs what the graph filter says"):
        good.learner().predict(["item-0"])
    sure, unsure = good.learner().predict(["item-0", "item-0"], graph=[3.0, -3.0])
    assert sure.p > unsure.p + 0.3
    assert all(0.0 <= one.low <= one.p <= one.high <= 1.0 for one in (sure, unsure))


def test_only_so_much_is_replayed_and_all_are_compared_on_it(place: World, monkeypatch: pytest.MonkeyPatch):
    module = import_module("models_server.knowledge.predictor.fit")  # its package has a function of this name
    monkeypatch.setattr(module, "REPLAYED", 130)
    seen = []

    def replay(data: Log) -> np.ndarray:
        seen.append(len(data.item))
        return np.zeros(len(data.item))

    found = fit(log(place, learners=20, answers=12), place.course, 0, replay)
    assert seen == [120]
    assert all(sum(count for _, _, count in one.bins) == 120 for one in found.report.compared)
    assert found.report.held_out == 10


def test_a_skill_fades_with_time_and_comes_back_with_practice(place: World):
    members = Members(Items.of(place.course))
    memories = Memories(members)
    group = np.array([0, 1])

    def recalled(days: float) -> float:
        return float(memories.recalled(group, days * DAY)[0][0])

    assert memories.recalled(group, 0.0)[1].tolist() == [1.0, 1.0]
    memories.observe(0, 1.0, 0.0)
    assert memories.recalled(group, 0.0)[1].tolist() == [0.0, 1.0]
    once = [recalled(days) for days in (0.0, 1.0, 10.0, 100.0)]
    assert once == sorted(once, reverse=True)
    assert recalled(-5.0) == recalled(0.0)  # a clock that runs backwards is no time
    memories.observe(0, 1.0, 3 * DAY)
    assert recalled(13.0) > once[2]
    memories.observe(0, 0.0, 4 * DAY)
    assert recalled(14.0) < once[2]
    kept = memories.copy()
    memories.observe(0, 1.0, 5 * DAY)
    assert kept.at[0] == 4 * DAY


def test_what_is_recalled_before_each_row_is_what_a_served_learner_has(place: World):
    some = [one._replace(at=DAY * n) for n, one in enumerate(log(place, learners=2, answers=20))]
    data = read(some, Items.of(place.course))
    odds, untried = of_log(data)
    memories, row = Memories(Members(data.items)), 20
    for at, group, score in zip(data.at[20:], data.set[20:], data.score[20:], strict=True):
        one, new = memories.recalled(np.array([group]), float(at))
        assert (odds[row], untried[row]) == (one[0], new[0])
        memories.observe(int(group), float(score), float(at))
        row += 1


def test_the_numbers_have_a_name_and_the_time_they_took_has_no_part_in_it(place: World):
    told_ = log(place, learners=12, answers=10)
    one, again = (fit(told_, place.course, 1) for _ in range(2))
    assert one.id == again.id == Fitted.unpacked(one.packed()).id
    assert one.id != replace(one, join=Join(graph=1.0)).id
    assert len(one.id) == 16


def test_a_learner_comes_back_from_what_is_kept_of_them(place: World):
    found = fit(log(place, learners=12, answers=10), place.course, 0)
    learner = found.learner()
    for n in range(30):
        learner.observe(f"item-{n % 7}", float(n % 3 > 0), n * DAY)
    asked = [item.id for item in place.course]
    again = found.restored({name: array.copy() for name, array in learner.arrays().items()})
    assert again.predict(asked, 40 * DAY) == learner.predict(asked, 40 * DAY)
    kept = learner.copy()
    before = kept.predict(asked)
    learner.observe("item-0", 0.0)
    assert kept.predict(asked) == before
