"""Work is counted before it is done: hostile input is refused by its cost on every kind, and never raises."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bench.grading.speed import HOSTILE, SPECS
from tutor.grading import check, effort, parse_spec
from tutor.grading.effort import LITTLE, MUCH, Exhausted, allowance, share, spend, within

SOLVING: dict[str, Any] = {"kind": "derivation", "given": "x^2 - 5x + 6 = 0", "answer": "x = 2 or x = 3"}


def test_spending_is_free_outside_and_bounded_inside() -> None:
    spend(10**12)
    with within(100):
        spend(60)
        with pytest.raises(Exhausted):
            spend(60)


def test_an_inner_allowance_is_paid_from_the_outer_one() -> None:
    with within(100):
        with within(1000):
            spend(90)
        with pytest.raises(Exhausted):
            spend(20)


def test_a_share_leaves_the_rest_to_others() -> None:
    with within(100):
        with pytest.raises(Exhausted), share(1, 4):
            spend(30)
        spend(60)


@pytest.mark.parametrize(
    ("response", "units"),
    [
        ("(x + 2)(x + 3)", MUCH),
        ("3(x - 2) = 12\nx - 2 = 4\nx = 6", MUCH),
        ("\n".join(["x = 1"] * 40), LITTLE),
        ("x^2 + " * 60 + "1", LITTLE),
        ("((((((((x))))))))", LITTLE),
        ("(x + 1)^40", LITTLE),
        ("x^x^x^x^x^x^x^x^x^x^x^x^x^x", LITTLE),
        ("1" * 30, LITTLE),
    ],
)
def test_what_looks_written_by_hand_may_cost_more(response: str, units: int) -> None:
    assert allowance(response) == units


def test_hostile_input_raises_nothing_on_any_kind() -> None:
    """Every kind gets a part of it here; the bench `grading` times the whole."""
    texts = [text for text in HOSTILE.values() if len(text) <= 20_000]
    for at, body in enumerate(SPECS):
        for text in texts[at % 6 :: 6]:
            assert check(parse_spec(body), text).reason


def test_what_runs_out_is_not_decided(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the allowance, a wrong answer is never taken for right, nor a right one for wrong."""
    solved = "x^2 - 5x + 6 = 0\n(x - 2)(x - 3) = 0\nx = 2 or x = 3"
    wrong = "x^2 - 5x + 6 = 0\n(x - 1)(x - 6) = 0\nx = 1 or x = 6"
    sets = {"kind": "expression", "value": "x > 3 or x < -1", "solutions": True}
    for units in (0, 10, 100, 300, 1000, 2000, 4000, 8000, 16_000, 64_000):
        monkeypatch.setattr(effort, "allowance", lambda response, units=units: units)
        assert check(parse_spec(SOLVING), solved).outcome in ("correct", "cannot_check")
        assert check(parse_spec(SOLVING), wrong).outcome in ("incorrect", "cannot_check")
        assert check(parse_spec(sets), "x^2 - 2x - 3 > 0").outcome in ("correct", "cannot_check")
        assert check(parse_spec(sets), "x^2 - 2x - 3 < 0").outcome in ("incorrect", "cannot_check")


@given(st.text(max_size=60), st.sampled_from(SPECS))
def test_no_text_raises_on_any_kind(text: str, body: dict[str, Any]) -> None:
    assert check(parse_spec(body), text).reason


@given(
    st.lists(
        st.sampled_from(["x=2", "x^2=4", "=", "or", "±", "2x+1", "≤ 3", "⇒", "(", "√x", "and", "{1}"]),
        max_size=9,
    )
    .map(" ".join)
    .flatmap(lambda line: st.tuples(st.just(line), st.text(max_size=12)))
    .map("\n".join),
    st.sampled_from(SPECS),
)
def test_no_lines_raise_on_any_kind(text: str, body: dict[str, Any]) -> None:
    assert check(parse_spec(body), text).reason
