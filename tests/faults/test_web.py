"""The web process is killed in the middle of a turn: what was accepted is answered once, by whoever comes next."""

from __future__ import annotations

import pytest

from tests.faults.page import Guest, Tab, reopen
from tests.faults.records import Records
from tests.live import Live

pytestmark = pytest.mark.faults

MOMENTS = ["sent", "acknowledged", "answered"]


def until(tab: Tab, client_id: str, moment: str) -> None:
    if moment == "acknowledged":
        tab.listen(lambda: client_id in tab.acked, "the ack")
    if moment == "answered":
        tab.listen(lambda: tab.is_answered(client_id), "the reply")


@pytest.mark.parametrize("moment", MOMENTS)
def test_killed_just_when_a_message_is(live: Live, guest: Guest, records: Records, moment: str) -> None:
    with guest.tab() as tab:
        tab.to_a_problem()
        client_id = tab.say(text := records.right_answer())
        asked = dict(tab.asked)
        until(tab, client_id, moment)
        live.web.kill()
        tab.until_gone()
        live.start_web()
        reopen(tab)
        if client_id not in tab.acked:  # the page still has it in its outbox
            tab.asked = asked
            tab.say(text, client_id=client_id)
            tab.listen(lambda: client_id in tab.acked, "the ack")
        tab.listen(lambda: tab.is_answered(client_id), "the reply")
        tab.to_a_problem()
        assert tab.seqs == list(range(1, tab.last_seq + 1))
        assert records.faults([client_id, *tab.acked]) == []
        assert len(records.evidence()) == 1
    assert records.until_believed() == 1


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
