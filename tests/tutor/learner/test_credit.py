"""What a success is worth to the skills it builds on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.learner.credit import LEAST, shares
from tutor.learner.review import Recall, next_due
from tutor.learner.trace import Traces
from tutor.types import Evidence

START = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY = timedelta(days=1)
NOW = START + 400 * DAY
CHAIN = {"d": ("c",), "c": ("b",), "b": ("a",), "a": ()}
names = st.sampled_from("abcdefgh")


def evidence(
    day: float, *skills: str, score: float = 1.0, assisted: bool = False, void: bool = False
) -> Evidence:
    return Evidence(0, "/".join(skills), skills, score, assisted, void, START + day * DAY)


def test_each_level_further_down_is_worth_less() -> None:
    assert shares(["d"], CHAIN) == {"d": 1.0, "c": 0.5, "b": 0.25, "a": 0.125}


def test_the_shortest_path_counts() -> None:
    assert shares(["d"], {**CHAIN, "d": ("c", "a")})["a"] == 0.5


def test_what_is_practised_itself_gets_a_whole_review() -> None:
    assert shares(["d", "c"], CHAIN) == {"d": 1.0, "c": 1.0, "b": 0.5, "a": 0.25}


@pytest.mark.parametrize("needs", [{"a": ("a",)}, {"a": ("b",), "b": ("a",)}, {"a": ("gone",)}, {}])
def test_circles_and_unknown_skills_do_no_harm(needs: dict[str, tuple[str, ...]]) -> None:
    assert shares(["a"], needs)["a"] == 1.0


@given(
    st.dictionaries(names, st.lists(names, max_size=4).map(tuple)), st.lists(names, min_size=1, max_size=3)
)
def test_no_share_is_more_than_a_review_and_only_one_level_up_is_worth_twice(
    needs: dict[str, tuple[str, ...]], skills: list[str]
) -> None:
    found = shares(skills, needs)
    assert all(LEAST <= share <= 1.0 for share in found.values())
    for skill, share in found.items():
        above = [found[later] for later in found if skill in needs.get(later, ())]
        assert (share == 1.0) == (skill in skills)
        assert share == 1.0 or share == max(above) / 2


def due(log: list[Evidence], skill: str, needs: Mapping[str, Sequence[str]] = CHAIN) -> datetime | None:
    traces = Traces({}, needs)
    for one in log:
        traces.follow(one)
    return traces.of(skill).returns.due


def returns(*recalls: Recall) -> datetime:
    return next_due(recalls, NOW)


def test_a_success_is_a_share_of_a_review_of_what_was_tried_before() -> None:
    log = [evidence(0, "a"), evidence(3, "b")]
    assert due(log, "a") == returns(Recall(START, True), Recall(START + 3 * DAY, True, 0.5))
    assert due(log, "b") == returns(Recall(START + 3 * DAY, True))


def test_errors_help_and_what_was_shown_are_worth_nothing_to_others() -> None:
    log = [
        evidence(0, "a"),
        evidence(1, "b", score=0.5),
        evidence(2, "b", assisted=True),
        evidence(3, "b", void=True),
    ]
    assert due(log, "a") == returns(Recall(START, True))
    assert due(log, "b") == returns(Recall(START + DAY, False), Recall(START + 2 * DAY, False))


def test_of_a_days_successes_the_one_worth_most_counts() -> None:
    log = [evidence(0, "a"), evidence(3, "c"), evidence(3.1, "b"), evidence(3.2, "b"), evidence(3.3, "d")]
    assert due(log, "a") == returns(Recall(START, True), Recall(START + 3.1 * DAY, True, 0.5))


def test_a_try_of_the_skill_itself_says_all_of_its_day() -> None:
    log = [evidence(0, "a"), evidence(3, "b"), evidence(3.1, "a", score=0.0), evidence(3.2, "b")]
    assert due(log, "a") == returns(Recall(START, True), Recall(START + 3.1 * DAY, False))


def test_what_was_never_tried_is_not_due() -> None:
    assert due([evidence(0, "b")], "a") is None


@given(st.lists(st.tuples(st.integers(1, 9), names), max_size=20))
def test_a_days_implied_successes_never_move_a_review_beyond_a_whole_one(log: list[tuple[int, str]]) -> None:
    needs = dict.fromkeys("bcdefgh", ("a",))
    start = [evidence(0, "a"), evidence(10, "a")]
    implied = [evidence(20 + tenth / 100, skill) for tenth, skill in sorted(log) if skill != "a"]
    logs = (start, [*start, *implied], [*start, evidence(20.1, "a")])
    before, after, whole = (due(one, "a", needs) or START for one in logs)
    assert START < before <= after <= whole
    assert (after > before) == bool(implied)
