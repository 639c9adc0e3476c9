"""Checker processes die: that costs at most the answer they held."""

from __future__ import annotations

import signal

import pytest

from tests.faults import kills
from tests.faults.page import Guest
from tests.faults.records import Records
from tests.live import Live, wait_until

pytestmark = pytest.mark.faults


def outcomes(records: Records) -> list[str]:
    return [event.body["outcome"] for event in records.events("verdict")]


def warmed_up(live: Live) -> list[int]:
    wait_until(lambda: len(kills.checkers(live)) >= 2, "the checkers")
    return kills.checkers(live)


def test_killed_between_two_answers(live: Live, guest: Guest, records: Records) -> None:
    with guest.tab() as tab:
        tab.to_a_problem()
        tab.turn(records.right_answer())
        tab.to_a_problem()
        kills.send(old := warmed_up(live), signal.SIGKILL)
        for _ in range(2):
            tab.turn(records.right_answer(), within_s=15)
            tab.to_a_problem()
        assert outcomes(records).count("correct") >= 2
        assert outcomes(records)[-1] == "correct"
        assert set(outcomes(records)) <= {"correct", "cannot_check"}
        assert not set(old) & set(kills.checkers(live))
        assert records.faults(tab.acked) == []


def test_killed_over_an_answer(live: Live, guest: Guest, records: Records) -> None:
    with guest.tab() as tab:
        tab.to_a_problem()
        tab.turn(records.right_answer())
        tab.to_a_problem()
        kills.send(held := warmed_up(live), signal.SIGSTOP)
        client_id = tab.say(records.right_answer())
        tab.listen(lambda: client_id in tab.acked, "the ack")
        kills.send(held, signal.SIGKILL)
        tab.until_answered(client_id)
        assert outcomes(records)[-1] in {"cannot_check", "correct"}
        tab.to_a_problem()
        tab.turn(records.right_answer(), within_s=15)
        assert outcomes(records)[-1] == "correct"
        assert records.faults(tab.acked) == []
