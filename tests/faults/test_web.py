"""The web process dies in the middle of a turn: what was accepted is answered once, by whoever comes next."""

from __future__ import annotations

import pytest

from tests.faults.page import Guest, Tab, reopen
from tests.faults.records import Records
from tests.live import Live

pytestmark = pytest.mark.faults

MOMENTS = ("sent", "acknowledged", "answered")
TRIALS = 9


def until(tab: Tab, client_id: str, moment: str) -> None:
    if moment == "acknowledged":
        tab.listen(lambda: client_id in tab.acked, "the ack")
    if moment == "answered":
        tab.listen(lambda: tab.is_answered(client_id), "the reply")


def test_nothing_is_lost_or_counted_twice_when_it_is_killed(
    live: Live, guest: Guest, records: Records
) -> None:
    said = []
    with guest.tab() as tab:
        for trial in range(TRIALS):
            records.to_a_problem(tab)
            text, asked = records.right_answer(), dict(tab.asked)
            said.append(tab.say(text))
            until(tab, said[-1], MOMENTS[trial % len(MOMENTS)])
            live.web.kill()
            tab.until_gone()
            live.start_web()
            reopen(tab)
            if said[-1] not in tab.acked:  # the page still has it in its outbox
                tab.asked = asked
                tab.say(text, client_id=said[-1])
            tab.until_answered(said[-1])
        assert tab.seqs == list(range(1, tab.last_seq + 1))
    faults = records.faults(said)
    assert not faults, f"{len(faults)} failures in {TRIALS} trials: {faults}"
    assert len(records.wholes()) == TRIALS
    assert records.until_believed() == len(records.evidence())


def test_a_polite_stop_tells_pages_to_come_back(live: Live, guest: Guest) -> None:
    """Never 1000, after which hx-ws would stay away."""
    with guest.tab() as tab:
        live.web.stop()
        try:
            assert tab.until_gone() == 1012
        finally:
            live.start_web()
        reopen(tab)
        assert tab.seqs == list(range(1, tab.last_seq + 1))
