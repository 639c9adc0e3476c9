"""A prior learnt from answers alone."""

from __future__ import annotations

import pytest
import torch

from models_server.knowledge import matrix
from models_server.knowledge.matrix import Shape

SHAPES = (Shape(1, 31, 1.0), Shape(2, 64, 2.0))


def people(count: int = 240) -> torch.Tensor:
    """Six items on one trait, six on another; items 0 and 6 are the easiest."""
    source = torch.Generator().manual_seed(1)
    traits = torch.randn(count, 2, generator=source).repeat_interleave(6, 1)
    ease = torch.linspace(1.5, -1.5, 6).repeat(2)
    return (torch.rand(count, 12, generator=source) < torch.sigmoid(2.0 * traits + ease)).float()


def test_before_any_answer_it_foretells_the_usual():
    log = people()
    model = matrix.fit(log, 0, SHAPES, steps=80)
    p = model.predict(model.start(1))[0]
    assert p.tolist() == pytest.approx(log.mean(0).tolist(), abs=0.06)


def test_an_answer_speaks_for_what_goes_with_it():
    model = matrix.fit(people(), 0, SHAPES, steps=80)
    start = model.start(1)
    after = model.observe(start, torch.tensor([2]), torch.tensor([True]))
    gain = (model.predict(after) - model.predict(start))[0]
    assert gain[3] > 0.05
    assert gain[3] > gain[9]
    assert bool(((model.predict(after) > 0.0) & (model.predict(after) < 1.0)).all())


@pytest.mark.parametrize("aim", ["bits", "right"])
def test_what_was_asked_is_not_asked_again(aim: matrix.Aim):
    model = matrix.fit(people(), 0, SHAPES, steps=40)
    weights, asked = model.start(2), torch.zeros(2, 12, dtype=torch.bool)
    for _ in range(12):
        items = model.worth(weights, asked, aim).argmax(1)
        assert not bool(asked[torch.arange(2), items].any())
        weights = model.observe(weights, items, torch.tensor([True, False]))
        asked[torch.arange(2), items] = True
    assert bool(asked.all())
    assert bool(weights.isfinite().all())


def test_unanswered_items_are_no_wrong_answers():
    log = people()
    holes = log.clone()
    holes[::2, 5] = torch.nan
    holes[:, 11] = torch.nan  # nobody has seen it
    p = matrix.fit(holes, 0, SHAPES, steps=80)
    usual = p.predict(p.start(1))[0]
    assert usual[5].item() == pytest.approx(log[1::2, 5].mean().item(), abs=0.08)
    assert 0.3 < usual[11].item() < 0.7


def test_the_same_log_gives_the_same_prior():
    one, other = (matrix.fit(people(60), 3, SHAPES, steps=10) for _ in range(2))
    assert torch.equal(one.right, other.right)
