from __future__ import annotations

import numpy as np
import pytest

from models_server.knowledge.predictor import Attempt, CourseItem, FitError, Fitted, UnknownItem, fit
from models_server.knowledge.predictor.against import Earlier, compared
from models_server.knowledge.predictor.joined import Beside
from models_server.knowledge.predictor.log import LONGEST, Items, Log, read
from models_server.knowledge.predictor.measures import auc, ece, log_loss
from tests.models_server.knowledge.predictor.cast import World, log, world


@pytest.fixture(scope="module")
def place() -> World:
    return world()


@pytest.fixture(scope="module")
def fitted(place: World) -> Fitted:
    return fit(log(place), place.course, seed=0)


SHORT = {"learners": 30, "answers": 12}


@pytest.fixture(scope="module")
def brief(place: World) -> Fitted:
    """Of a short log, for what is compared with a fit of the same."""
    return fit(log(place, **SHORT), place.course, seed=7)


def predictions(fitted: Fitted, place: World, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """True probability, predicted one and whether the interval holds the truth, for 60 new learners."""
    draw = np.random.default_rng(seed)
    rows = []
    for _ in range(60):
        ability, learner = draw.normal(0.0, 1.2), fitted.learner()
        for item in draw.integers(0, len(place.course), 25).tolist():
            said, true = learner.predict([f"item-{item}"])[0], place.truth(ability, item)
            rows.append((true, said.p, said.low <= true <= said.high))
            learner.observe(f"item-{item}", float(draw.random() < true))
    true, p, inside = np.array(rows).T
    return true, p, inside


def test_it_finds_the_truth_and_its_intervals_hold_it(fitted: Fitted, place: World):
    true, p, inside = predictions(fitted, place, seed=5)
    answers = (np.random.default_rng(6).random(len(true)) < true).astype(float)
    same_for_all = np.full(len(true), answers.mean())
    assert np.abs(p - true).mean() < 0.6 * np.abs(same_for_all - true).mean()
    assert auc(answers, p) > auc(answers, true) - 0.10  # who knew every item would lose 0.045
    assert log_loss(answers, p) < log_loss(answers, same_for_all) - 0.05
    assert ece(answers, p, bins=5) < 0.06
    # 90 % is what it says; 0.83 of them hold here, where the items' own numbers come from 50 answers each.
    assert 0.75 <= inside.mean() <= 0.97


def test_what_serves_is_what_held_out_learners_preferred(fitted: Fitted):
    losses = {c.name: c.log_loss for c in fitted.report.compared}
    assert set(losses) == {"item_average", "logistic", "network"}
    assert fitted.report.chosen == fitted.estimator.name == min(losses, key=lambda name: losses[name])
    assert losses["item_average"] > losses[fitted.report.chosen]
    assert fitted.report.held_out == fitted.report.learners == 120
    for one in fitted.report.compared:
        assert sum(count for _, _, count in one.bins) == fitted.report.attempts


def test_where_learners_do_not_differ_the_item_is_enough(place: World):
    draw = np.random.default_rng(3)
    told = [
        Attempt(f"learner-{learner}", f"item-{item}", float(draw.random() < place.truth(0.0, item)))
        for learner in range(60)
        for item in draw.integers(0, 60, 20).tolist()
    ]
    assert fit(told, place.course, seed=0).report.chosen == "item_average"


def test_the_same_log_and_seed_give_the_same_numbers(place: World, brief: Fitted):
    told = log(place, **SHORT)
    again, other = (fit(told, place.course, seed=seed) for seed in (7, 8))
    asked = [item.id for item in place.course]
    assert brief.learner().predict(asked) == again.learner().predict(asked)
    assert [c.bins for c in brief.report.compared] == [c.bins for c in again.report.compared]
    assert [c.log_loss for c in brief.report.compared] != [c.log_loss for c in other.report.compared]


def test_learners_may_come_mixed_and_answers_on_items_the_course_has_lost_are_left_out(
    place: World, brief: Fitted
):
    told = log(place, **SHORT)
    mixed = [told[learner * 12 + turn] for turn in range(12) for learner in range(30)]
    withdrawn = [Attempt("learner-0", "withdrawn", 1.0)] * 4
    fitted = fit([*withdrawn, *mixed], place.course, seed=7)
    asked = [item.id for item in place.course]
    assert fitted.report.unknown_items == 4
    assert fitted.learner().predict(asked) == brief.learner().predict(asked)


def test_a_learner_is_never_fitted_on_their_own_answers(place: World):
    """An item only one learner met has, for that learner's rows, the numbers of an item nobody met."""
    from models_server.knowledge.predictor.features import names
    from models_server.knowledge.predictor.fit import crossed

    told = [a for a in log(place) if a.item != "item-7"]
    told += [Attempt("learner-0", "item-7", 1.0)] * 3
    x, _ = crossed(read(told, Items.of(place.course)))
    rows = [row for row, attempt in enumerate(told) if attempt.item == "item-7"]
    order = np.argsort([int(a.learner.removeprefix("learner-")) for a in told], kind="stable")
    here = np.isin(order, rows)
    assert (x[here, names().index("seen")] == 0).all()
    assert (x[here, names().index("own")] == 0).all()


def test_one_skill_is_a_course(place: World):
    single = world(items=12, skills=1)
    fitted = fit(log(single, learners=40, answers=15), single.course, seed=0)
    assert all(0.0 < said.p < 1.0 for said in fitted.learner().predict([item.id for item in single.course]))


def test_one_item_without_a_skill_is_a_course():
    right = np.random.default_rng(0).random((60, 3)) < 2 / 3
    told = [Attempt(f"learner-{n}", "only", float(right[n, k])) for n in range(60) for k in range(3)]
    fitted = fit(told, [CourseItem("only", ())], seed=0)
    assert fitted.learner().predict(["only"])[0].p == pytest.approx(right.mean(), abs=0.1)


def test_a_log_in_which_everybody_is_right_stays_sane(place: World):
    told = [attempt._replace(score=1.0) for attempt in log(place, **SHORT)]
    said = fit(told, place.course, seed=0).learner().predict(["item-0"])[0]
    assert 0.9 < said.p < 1.0
    assert said.low < said.p < said.high <= 1.0


def test_partial_scores_count_in_part(place: World):
    told = [attempt._replace(score=0.5) for attempt in log(place, **SHORT)]
    said = fit(told, place.course, seed=0).learner().predict(["item-0"])[0]
    assert said.p == pytest.approx(0.5, abs=0.06)


@pytest.mark.parametrize("score", [float("nan"), float("inf"), -0.1, 1.1])
def test_a_score_that_is_none_is_refused_by_name(place: World, score: float):
    told = [*log(place, learners=30), Attempt("ada", "item-3", score)]
    with pytest.raises(FitError, match=r"'ada' on 'item-3': the score .* is not in 0\.\.1"):
        fit(told, place.course, seed=0)


def test_too_little_to_fit_on_is_said(place: World):
    with pytest.raises(FitError, match="0 attempts of 0 learners are too few"):
        fit([], place.course, seed=0)
    with pytest.raises(FitError, match="of 3 learners are too few"):
        fit(log(place, learners=3, answers=60), place.course, seed=0)


def test_an_item_listed_twice_is_refused(place: World):
    with pytest.raises(FitError, match="'item-0' is listed twice"):
        fit(log(place), [*place.course, place.course[0]], seed=0)


def test_an_item_nobody_met_gets_the_numbers_of_its_skill(place: World):
    """Easy skill, hard skill, and a new item at the end of each."""
    course = [CourseItem(f"{skill}-{n}", (skill,)) for skill in ("easy", "hard") for n in range(41)]
    draw = np.random.default_rng(0)
    told = []
    for learner in range(60):
        for _ in range(20):
            skill = ("easy", "hard")[int(draw.integers(0, 2))]
            right = draw.random() < {"easy": 0.9, "hard": 0.3}[skill]
            told.append(Attempt(f"learner-{learner}", f"{skill}-{draw.integers(0, 40)}", float(right)))
    easy, hard = fit(told, course, seed=0).learner().predict(["easy-40", "hard-40"])
    assert easy.p > 0.7
    assert hard.p < 0.5


def test_of_a_very_long_history_the_newest_part_is_read(place: World):
    told = log(place, learners=20, answers=10)
    long = [Attempt("tireless", f"item-{n % 60}", float(n % 4 > 0)) for n in range(LONGEST + 500)]
    data = read([*told, *long], Items.of(place.course))
    assert (data.forgotten, len(data.item)) == (500, 20 * 10 + LONGEST)


def test_unknown_items_are_refused_when_asked(fitted: Fitted):
    with pytest.raises(UnknownItem, match="nowhere"):
        fitted.learner().predict(["item-0", "nowhere"])
    with pytest.raises(UnknownItem, match="nowhere"):
        fitted.learner().observe("nowhere", 1.0)


def a_day_each(told: list[Attempt]) -> list[Attempt]:
    """Every learner answers once a day."""
    days: dict[str, int] = {}
    out = []
    for one in told:
        days[one.learner] = days.get(one.learner, 0) + 1
        out.append(one._replace(at=1e9 + 86_400.0 * days[one.learner]))
    return out


def knows_nothing(data: Log) -> np.ndarray:
    """Log odds of a filter that says one half of everything."""
    return np.zeros(len(data.item))


SINCE = 1e9 + 86_400.0 * 8


@pytest.fixture(scope="module")
def dated(place: World) -> list[Attempt]:
    return a_day_each(log(place, learners=30, answers=16))


@pytest.fixture(scope="module")
def old(place: World, dated: list[Attempt]) -> Fitted:
    return fit([one for one in dated if one.at <= SINCE], place.course, 1, knows_nothing)


def test_an_earlier_fit_is_compared_on_answers_that_neither_has_seen(
    place: World, dated: list[Attempt], old: Fitted
):
    new = fit(dated, place.course, 1, knows_nothing, Earlier(old, SINCE))
    against = new.report.against
    assert against is not None
    assert against["attempts"] == 30 * 8
    assert against["filter"] == pytest.approx(np.log(2.0))
    assert against["new"] < against["filter"]
    assert against["in_use"] != against["new"]
    assert Fitted.unpacked(new.packed()).report.against == against
    assert new.id == fit(dated, place.course, 1, knows_nothing).id  # to be compared changes no number

    # The earlier one as it is served: each answer foretold from those before it.
    seen = []
    for learner in sorted({one.learner for one in dated}):
        mind = old.learner()
        for one in (one for one in dated if one.learner == learner):
            if one.at > SINCE:
                p = mind.predict([one.item], one.at, [0.0])[0].p
                seen.append(-np.log(p if one.score else 1.0 - p))
            mind.observe(one.item, one.score, one.at)
    assert against["in_use"] == pytest.approx(np.mean(seen), abs=1e-6)


def test_fits_that_cannot_be_compared_are_not(place: World, dated: list[Attempt], old: Fitted):
    def against(since: float, course: list[CourseItem], *, has_filter: bool = True) -> object:
        data = read(dated, Items.of(course))
        every, some = np.ones(len(data.item), dtype=bool), knows_nothing(data)
        beside = Beside(every, some if has_filter else None, some, some)
        return compared(Earlier(old, since), data, beside, np.full(len(data.item), 0.5))

    assert against(SINCE, place.course) is not None
    assert against(max(one.at for one in dated), place.course) is None
    assert against(SINCE, place.course[:-1]) is None
    assert against(SINCE, place.course, has_filter=False) is None
