"""The model server dies in the middle of a turn: the lesson goes on, and the beliefs lose nothing."""

from __future__ import annotations

import signal
import time
from functools import partial

import pytest

from tests.faults import kills
from tests.faults.page import Guest, Tab
from tests.faults.records import Records
from tests.live import Live

pytestmark = pytest.mark.faults


def has_settled(page: Tab, before: int) -> bool:
    return page.settled > before


def test_killed_while_it_is_asked_for_the_next_problem(live: Live, guest: Guest, records: Records) -> None:
    with guest.tab() as tab:
        tab.to_a_problem()
        tab.turn(records.right_answer())
        tab.to_a_problem()
        records.until_believed()

        kills.send(kills.model_server(live), signal.SIGSTOP)  # it takes the question and does not answer
        began = time.monotonic()
        solved = 0
        while not solved or records.events("problem")[-1].body["problem"] == solved:
            solved = records.events("problem")[-1].body["problem"]
            tab.say(records.right_answer())
            tab.listen(lambda: tab.shown[-1].kind == "move", "the verdict", within_s=5)
            live.models.kill()
            before = tab.settled
            tab.listen(partial(has_settled, tab, before), "what comes next", within_s=10)
            tab.to_a_problem()
        assert time.monotonic() - began < 20
        assert records.events("problem")[-1].body["chosen_by"] == "ramp"
        tab.turn(records.wrong_answer())
        assert records.events("verdict")[-1].body["outcome"] == "incorrect"
        evidence, believed = records.counted()
        assert believed < evidence

        bars = tab.bars
        live.start_models()
        assert records.until_believed() == evidence
        tab.listen(lambda: tab.bars > bars, "the bars to follow")
        assert records.faults(list(tab.acked)) == []

    kept = records.beliefs()
    assert kept
    assert {n for _p, _low, _high, n, _params, _seed in kept.values()} == {evidence}
    live.manage("rebuild_beliefs")
    assert records.beliefs() == kept


def test_a_restart_between_two_answers_changes_no_number(live: Live, guest: Guest, records: Records) -> None:
    with guest.tab() as tab:
        tab.to_a_problem()
        tab.turn(records.wrong_answer(0))
        tab.turn(records.wrong_answer(1))
        records.until_believed()
        live.models.kill()
        live.start_models()
        tab.turn(records.right_answer())
    assert records.until_believed() == len(records.evidence())
    before = records.beliefs()
    live.manage("rebuild_beliefs")
    assert records.beliefs() == before
