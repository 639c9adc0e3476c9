"""What the model server holds has an end: authors' trials are courses too, and nobody takes them back."""

from __future__ import annotations

import pytest
import torch

from models_server.errors import Refusal
from models_server.knowledge.parameters import Parameters
from models_server.knowledge.store import Store
from tests.models_server.cast import course


def test_of_many_courses_those_asked_for_last_are_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models_server.knowledge.store.COURSES", 2)
    store = Store(Parameters(states=64), seed=1, device=torch.device("cpu"), capacity=2)
    for ref in ("first", "second"):
        assert store.put_course(ref, course())
    store.spec_of("first")
    assert store.put_course("third", course())
    assert store.courses_held == 2
    assert store.spec_of("first") == course()
    with pytest.raises(Refusal, match="second has not been told"):
        store.spec_of("second")
    assert store.put_course("second", course())  # it is told again like any that is new
