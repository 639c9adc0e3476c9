from __future__ import annotations

import pickle
import zipfile
from pathlib import Path

import numpy as np
import pytest

from models_server.knowledge.predictor import Attempt, Fitted, Learner, fit
from models_server.knowledge.predictor import predict as module
from models_server.knowledge.predictor.features import of_log, rows
from models_server.knowledge.predictor.history import History
from models_server.knowledge.predictor.log import Items, read
from tests.models_server.knowledge.predictor.cast import World, log, world


@pytest.fixture(scope="module")
def place() -> World:
    return world()


@pytest.fixture(scope="module")
def fitted(place: World) -> Fitted:
    return fit(log(place), place.course, seed=0)


def after(fitted: Fitted, *scores: float) -> Learner:
    learner = fitted.learner()
    for n, score in enumerate(scores):
        learner.observe(f"item-{n % 60}", score)
    return learner


def mean(learner: Learner) -> float:
    return float(np.mean([said.p for said in learner.predict([f"item-{n}" for n in range(60)])]))


def test_right_answers_raise_and_wrong_ones_lower(fitted: Fitted):
    assert mean(after(fitted, *[1.0] * 6)) > mean(fitted.learner()) > mean(after(fitted, *[0.0] * 6))


def test_fitting_and_serving_see_the_same_numbers(fitted: Fitted, place: World):
    items = Items.of(place.course)
    told = log(place, learners=4, answers=40, seed=9)
    abreast = of_log(fitted.tables, read(told, items))
    row = 0
    for name in ("learner-0", "learner-1", "learner-2", "learner-3"):
        alone = History(1, fitted.tables)
        for attempt in (a for a in told if a.learner == name):
            at = np.array([items.index[attempt.item]])
            served = rows(fitted.tables, items.set_of, alone, np.array([0]), at)
            np.testing.assert_array_equal(served[0], abreast[row])
            alone.observe(fitted.tables, items.set_of, slice(0, 1), at, np.array([attempt.score]))
            row += 1
    assert row == len(abreast)


def test_no_prediction_sees_its_own_answer(fitted: Fitted, place: World):
    """Turning the last answer round changes no feature of any row."""
    told = log(place, learners=1, answers=30)
    turned = [*told[:-1], told[-1]._replace(score=1.0 - told[-1].score)]
    items = Items.of(place.course)
    one, two = (of_log(fitted.tables, read(some, items)) for some in (told, turned))
    np.testing.assert_array_equal(one, two)


def test_asking_in_a_crowd_is_asking_alone(fitted: Fitted):
    learner = after(fitted, 1.0, 0.0, 1.0)
    crowd = learner.predict([f"item-{n}" for n in range(60)])
    for said in crowd[::7]:
        assert learner.predict([said.item])[0].p == pytest.approx(said.p, abs=1e-5)
    assert learner.predict([]) == []


def test_asking_changes_nothing(fitted: Fitted):
    learner = after(fitted, 1.0, 0.0)
    assert learner.predict(["item-3"]) == learner.predict(["item-3"])


@pytest.mark.parametrize("score", [float("nan"), -1.0, 2.0])
def test_an_answer_that_is_none_is_refused_and_leaves_no_trace(fitted: Fitted, score: float):
    learner = after(fitted, 1.0)
    before = learner.predict(["item-3"])
    with pytest.raises(ValueError, match=r"not in 0\.\.1"):
        learner.observe("item-3", score)
    assert learner.predict(["item-3"]) == before


@pytest.mark.parametrize("score", [0.0, 1.0])
def test_who_is_always_the_same_stays_a_probability(fitted: Fitted, score: float):
    learner = after(fitted, *[score] * 2_000)
    for said in learner.predict([f"item-{n}" for n in range(60)]):
        assert 0.0 <= said.low <= said.p <= said.high <= 1.0
    assert abs(mean(learner) - score) < 0.25


def test_answers_narrow_the_interval(fitted: Fitted):
    def width(learner: Learner) -> float:
        return float(np.mean([s.high - s.low for s in learner.predict([f"item-{n}" for n in range(60)])]))

    assert width(after(fitted, *[1.0, 0.0] * 15)) < 0.8 * width(fitted.learner())


def test_what_is_held_of_a_learner_does_not_grow_with_their_answers(fitted: Fitted):
    learner, scores = fitted.learner(), np.random.default_rng(0).integers(0, 2, 4_000).astype(float).tolist()
    held = []
    for n, score in enumerate(scores, start=1):
        learner.observe(f"item-{n % 60}", score)
        if n % 2_000 == 0:
            held.append(len(pickle.dumps(learner)) - len(pickle.dumps(fitted)))
    assert held[1] <= 1.01 * held[0]
    assert 0.0 < learner.predict(["item-0"])[0].p < 1.0


def test_a_stored_fit_predicts_the_same(fitted: Fitted, tmp_path: Path):
    fitted.save(tmp_path / "fit.npz")
    again = Fitted.load(tmp_path / "fit.npz")
    scores = [1.0, 0.0, 1.0, 1.0]
    asked = [f"item-{n}" for n in range(60)]
    assert after(again, *scores).predict(asked) == after(fitted, *scores).predict(asked)
    assert (again.report, again.seed, again.items.ids) == (fitted.report, fitted.seed, fitted.items.ids)


def test_the_file_holds_arrays_and_no_code(fitted: Fitted, tmp_path: Path):
    fitted.save(tmp_path / "fit.npz")
    with np.load(tmp_path / "fit.npz", allow_pickle=False) as stored:
        assert all(stored[name].dtype != object for name in stored.files)
    assert zipfile.is_zipfile(tmp_path / "fit.npz")


def test_a_file_of_another_format_is_refused(fitted: Fitted, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    fitted.save(tmp_path / "fit.npz")
    monkeypatch.setattr(module, "FORMAT", 99)
    with pytest.raises(ValueError, match="format 2, this program reads 99"):
        Fitted.load(tmp_path / "fit.npz")


def test_an_attempt_is_a_plain_value():
    assert Attempt("ada", "item-0", 1.0, 5.0) == ("ada", "item-0", 1.0, 5.0)
