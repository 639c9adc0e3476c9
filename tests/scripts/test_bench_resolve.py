"""Turns until a step is over: what the bench's learners do is what it says they do, and the median is one."""

from __future__ import annotations

import pytest

from tests.bench.dialogue import resolve
from tests.bench.dialogue.problems import shipped
from tests.bench.dialogue.resolve import MIX, Case, Resolved


@pytest.fixture(scope="module")
def case() -> Case:
    return resolve.case_of(
        next(one for one in shipped(0) if one.step.hints and "options" not in one.step.answer)
    )


def test_who_knows_it_is_through_at_once_and_who_only_guesses_gets_the_solution(case: Case):
    assert resolve.resolved(case, resolve.knows_it, 0) == (1, "acknowledge")
    assert resolve.resolved(case, resolve.slips, 0) == (2, "acknowledge")
    turns, end = resolve.resolved(case, resolve.guesses, 0)
    assert turns > 3
    assert end == "reveal"


@pytest.mark.parametrize("kind", [resolve.never_knows, resolve.begs, resolve.only_chats])
def test_who_never_tries_is_led_elsewhere(case: Case, kind):
    assert resolve.resolved(case, kind, 0)[1] == "detour"


def test_each_kind_counts_by_its_share():
    turns = {kind.__name__: (9,) * 50 for kind in MIX} | {"slips": (1,)}
    assert Resolved(turns, {}, 0, 0).median == 9
    assert MIX[resolve.slips] < 50
    turns |= {"wrong_idea": (1,), "needs_a_rung": (1,)}
    assert Resolved(turns, {}, 0, 0).median == 1
