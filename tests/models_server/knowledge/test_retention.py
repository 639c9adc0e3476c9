"""Recall foretold from one history: what time, answers and bad logs do to it."""

from __future__ import annotations

import json
import random
from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models_server.knowledge.retention import (
    DAY,
    DEFAULTS,
    FEATURES,
    Parameters,
    Recall,
    fit,
    fit_fsrs,
    outcomes,
    p_recall,
)

START = 1_700_000_000.0
recalls = st.builds(
    Recall,
    at=st.floats(START, START + 1000 * DAY),
    rating=st.integers(1, 4),
    seconds=st.none() | st.floats(allow_nan=True, allow_infinity=True),
)


def spaced(*ratings: int, gap: float = 3 * DAY, seconds: float | None = 4.0) -> list[Recall]:
    return [Recall(START + n * gap, rating, seconds) for n, rating in enumerate(ratings)]


def forgetful(seed: int, things: int, slow_if_unsure: bool) -> list[list[Recall]]:
    """A log in which half of the things are hard for this learner, who takes long over those."""
    draw = random.Random(seed)
    log = []
    for thing in range(things):
        hard = thing % 2 == 0
        times = sorted(draw.sample(range(60), 6))
        log.append(
            [
                Recall(
                    START + day * DAY,
                    3 if draw.random() < (0.6 if hard else 0.97) else 1,
                    draw.uniform(6, 9) if hard and slow_if_unsure else draw.uniform(1, 3),
                )
                for day in times
            ]
        )
    return log


def test_recall_falls_with_time_and_is_higher_after_a_success() -> None:
    history = spaced(3, 3, 3)
    later = [p_recall(history, history[-1].at + days * DAY) for days in (0.0, 0.5, 1, 7, 30, 3650)]
    assert later == sorted(later, reverse=True)
    assert len(set(later)) > 4
    now = START + 30 * DAY
    assert p_recall(spaced(3, 3, 3), now) > p_recall(spaced(3, 3, 1), now)


def test_the_defaults_are_those_of_fsrs() -> None:
    history = spaced(3, 3, 3, 1, 3)
    assert [one.index for one in outcomes(history)] == [1, 2, 3, 4]
    for one in outcomes(history):
        assert one.p == pytest.approx(one.fsrs, abs=1e-9)


def test_only_the_first_try_on_a_later_day_is_an_outcome_by_the_learners_day() -> None:
    ten = START - START % DAY + 10 * 3600.0
    history = [Recall(ten + hours * 3600.0, 3) for hours in (0, 1, 24, 25, 39)]
    assert [one.index for one in outcomes(history)] == [2, 4]
    four = Parameters(day_start=4 * 3600.0)  # one in the morning still belongs to the day before
    assert [one.index for one in outcomes(history, four)] == [2]


def test_what_was_said_of_an_outcome_does_not_depend_on_it_or_on_what_follows() -> None:
    parameters = fit(forgetful(1, 80, True))
    before = spaced(3, 1, 3)
    for last in (1, 4):
        history = [*before, Recall(START + 9 * DAY, last, 99.0), Recall(START + 20 * DAY, 1)]
        said = outcomes(history, parameters)[2]
        assert said.p == p_recall(before, START + 9 * DAY, parameters)


def test_the_fit_learns_that_this_learner_hesitates_over_what_will_be_forgotten() -> None:
    parameters = fit(forgetful(1, 200, True))
    now = START + 9 * DAY
    quick, slow = spaced(3, 3, 3, seconds=2.0), spaced(3, 3, 3, seconds=8.0)
    assert p_recall(quick, now, parameters) > p_recall(slow, now, parameters) + 0.1
    assert p_recall(quick, now) == p_recall(slow, now)


def test_the_fit_beats_fsrs_on_another_log_of_the_same_learner() -> None:
    parameters = fit(forgetful(1, 300, True))
    rows = [one for history in forgetful(2, 300, True) for one in outcomes(history, parameters)]
    error = sum((one.right - one.p) ** 2 for one in rows)
    assert error < 0.97 * sum((one.right - one.fsrs) ** 2 for one in rows)


def test_fits_are_equal_for_equal_logs_and_travel_as_json() -> None:
    log = forgetful(3, 100, False)
    parameters = fit(log, day_start=3600.0)
    assert fit(log, day_start=3600.0) == parameters
    assert Parameters.from_dict(json.loads(json.dumps(parameters.as_dict()))) == parameters


@pytest.mark.parametrize("log", [[], [[]], [[Recall(START, 3)]], [[Recall(START, 3), Recall(START + 5, 1)]]])
def test_a_log_without_outcomes_teaches_nothing(log: list[list[Recall]]) -> None:
    parameters = fit(log)
    assert parameters.weights == DEFAULTS.weights
    assert parameters.fsrs == DEFAULTS.fsrs == fit_fsrs(log)


def test_one_outcome_hardly_moves_a_forecast() -> None:
    parameters = fit([spaced(3, 1)])
    assert parameters.fsrs == DEFAULTS.fsrs
    now = START + 9 * DAY
    assert p_recall(spaced(3, 3), now, parameters) == pytest.approx(p_recall(spaced(3, 3), now), abs=0.2)


@pytest.mark.parametrize("rating", [1, 3])
def test_a_learner_who_always_or_never_knows_gets_sane_numbers(rating: int) -> None:
    log = [spaced(*[rating] * 6, gap=(1 + n % 5) * DAY) for n in range(100)]
    parameters = fit(log)
    p = p_recall(log[0], log[0][-1].at + DAY, parameters)
    assert 0.0 <= p < 0.1 if rating == 1 else 0.9 < p <= 1.0


def test_a_log_in_which_time_seems_to_help_is_not_believed() -> None:
    log = [[Recall(START, 3), Recall(START + days * DAY, 3 if days > 20 else 1)] for days in (1, 40) * 100]
    parameters = fit(log)
    assert p_recall(log[0][:1], START + DAY, parameters) > p_recall(log[0][:1], START + 40 * DAY, parameters)


def test_a_clock_that_ran_backwards_is_no_time_passed() -> None:
    history = spaced(3, 3)
    back = [*history, Recall(START - 100 * DAY, 3)]
    same = [*history, Recall(history[-1].at, 3)]
    now = START + 10 * DAY
    assert p_recall(back, now) == p_recall(same, now)
    assert p_recall(history, START - DAY) == p_recall(history, history[-1].at)


@pytest.mark.parametrize("at", [nan, inf, -inf])
def test_what_is_no_time_is_refused(at: float) -> None:
    with pytest.raises(ValueError, match="time"):
        Recall(at, 3)
    with pytest.raises(ValueError, match="time"):
        p_recall(spaced(3), at)


@pytest.mark.parametrize("rating", [0, 5, -1])
def test_what_is_no_rating_is_refused(rating: int) -> None:
    with pytest.raises(ValueError, match="rating"):
        Recall(START, rating)


def test_nothing_tried_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing"):
        p_recall([], START)


@pytest.mark.parametrize(
    "bad",
    [
        {"fsrs": [1.0] * 19},
        {"fsrs": [nan] * 21},
        {"weights": dict(zip(FEATURES, (0.0, -1.5, 0.0, 0.0, 0.0, 0.0), strict=True))},
        {"weights": dict.fromkeys(FEATURES, inf)},
        {"pace": inf},
    ],
)
def test_bad_parameters_are_refused(bad: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"retention|memory"):
        Parameters.from_dict(DEFAULTS.as_dict() | bad)


@pytest.mark.parametrize("seconds", [None, nan, inf, -3.0, 0.0])
def test_a_time_that_is_none_says_nothing(seconds: float | None) -> None:
    parameters = fit(forgetful(1, 80, True))
    now = START + 9 * DAY
    assert p_recall(spaced(3, 3, seconds=seconds), now, parameters) == p_recall(
        spaced(3, 3, seconds=None), now, parameters
    )


def test_a_hundred_thousand_tries_of_one_thing() -> None:
    draw = random.Random(0)
    history = [
        Recall(START + n * 40_000.0, draw.choice((1, 3, 3, 4)), draw.uniform(0, 9)) for n in range(100_000)
    ]
    parameters = fit([history])
    assert 0.0 <= p_recall(history, history[-1].at + DAY, parameters) <= 1.0


@given(st.lists(recalls, min_size=1, max_size=30), st.floats(START, START + 3000 * DAY), st.data())
def test_every_history_gives_a_probability_that_falls(
    history: list[Recall], now: float, data: st.DataObject
) -> None:
    weight = st.floats(-2, 2)
    weights = [data.draw(st.floats(-0.99, 2) if name == "log_odds" else weight) for name in FEATURES]
    parameters = Parameters(weights=tuple(weights))
    p = p_recall(history, now, parameters)
    assert 0.0 <= p_recall(history, now + 10 * DAY, parameters) <= p <= 1.0
