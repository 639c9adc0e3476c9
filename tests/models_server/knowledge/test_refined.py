from __future__ import annotations

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from models_server.knowledge import refined
from models_server.knowledge.course import Kind
from models_server.knowledge.estimates import Estimates
from models_server.knowledge.predictor import Probability

SLIP = 0.1
shares = st.floats(0.0, 1.0)


def items(*rows: tuple[float, float]) -> refined.Refined:
    """(mass, guess) of each item; a bit of information each."""
    p = torch.tensor([guess + (1 - SLIP - guess) * mass for mass, guess in rows], dtype=torch.float64)
    kinds = [Kind(0, guess) for _, guess in rows]
    return refined.plain(Estimates(p, p, p, torch.ones_like(p), torch.zeros_like(p)), kinds, SLIP)


def said(p: float) -> Probability:
    return Probability("one", p, max(p - 0.1, 0.0), min(p + 0.1, 1.0))


@given(mass=shares, guess=st.floats(0.01, 1.0 - SLIP), p=st.floats(1e-6, 1.0 - 1e-6))
def test_both_rates_mix_to_the_p_that_was_said(mass: float, guess: float, p: float):
    found = refined.refined(items((mass, guess)), [said(p)])
    least, most = found.least.item(), found.most.item()
    assert 0.0 <= least <= most <= 1.0
    assert (1.0 - mass) * least + mass * most == pytest.approx(p, abs=1e-6)
    assert found.estimates.p.item() == p
    assert 0.0 <= found.estimates.information.item() < float("inf")


@given(mass=shares, guess=st.floats(0.01, 0.5))
def test_what_the_fit_does_not_know_stays_as_it_is(mass: float, guess: float):
    before = items((mass, guess))
    after = refined.refined(before, [None])
    assert after.estimates.p.item() == before.estimates.p.item()
    assert after.estimates.information.item() == pytest.approx(1.0, abs=1e-6)
    assert (after.least.item(), after.most.item()) == pytest.approx((guess, 1.0 - SLIP), abs=1e-6)


def test_an_item_that_is_surely_right_or_wrong_tells_little():
    found = refined.refined(items(*[(0.5, 0.05)] * 3), [said(0.999), said(0.5), said(0.001)])
    right, open_, wrong = found.estimates.information.tolist()
    assert right < 0.1
    assert wrong < 0.1
    assert open_ > 0.9


def test_nothing_asked_is_nothing_said():
    assert refined.refined(items(), []).estimates.p.tolist() == []
