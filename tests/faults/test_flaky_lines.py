"""Lines that break at any moment, messages sent again and again: the log is as if nothing had happened."""

from __future__ import annotations

import random

import pytest
from websockets.exceptions import ConnectionClosed

from tests.faults.page import Guest, Tab, reopen
from tests.faults.records import Records

pytestmark = pytest.mark.faults

MESSAGES = 30
LEAVINGS = 10


def is_known(tab: Tab, client_id: str) -> bool:
    """Whether the page may drop it from its outbox."""
    return client_id in tab.acked or any(event.client_id == client_id for event in tab.shown)


def deliver(tab: Tab, draw: random.Random, text: str, kind: str) -> tuple[str, int]:
    """Send a message over lines that break until it is known to stand in the log; its id, and how often."""
    client_id, asked, sent = f"{draw.getrandbits(64):016x}", dict(tab.asked), 0
    while not is_known(tab, client_id):
        tab.asked = asked
        for _ in range(draw.choice((1, 1, 2))):
            tab.say(text, kind, client_id)
            sent += 1
        if draw.random() < 0.5:
            hear_some(tab, draw.randrange(3))
            tab.drop()
            reopen(tab)
        else:
            tab.listen(lambda: is_known(tab, client_id), "the ack")
    return client_id, sent


def hear_some(tab: Tab, frames: int) -> None:
    for _ in range(frames):
        try:
            tab.hear(0.02)
        except ConnectionClosed:
            return


@pytest.mark.parametrize("database", ["live", "live_on_postgres"])
def test_nothing_is_lost_or_counted_twice(request: pytest.FixtureRequest, database: str) -> None:
    guest = Guest(request.getfixturevalue(database))
    records = Records(guest)
    draw = random.Random(MESSAGES)
    said: list[str] = []
    sends = 0
    with guest.tab() as tab, guest.tab() as other:
        while len(said) < MESSAGES:
            kind, text = "answer", str(draw.randint(10_000, 99_999))
            if tab.control == "guess":
                kind, text = "guess", ""
            elif draw.random() < 0.7:
                text = records.right_answer()
            client_id, times = deliver(draw.choice((tab, tab, other)), draw, text, kind)
            said.append(client_id)
            sends += times
            if draw.random() < 0.6:
                tab.until_answered(client_id)
        for one in (tab, other):
            one.drop()
            reopen(one)
            assert one.seqs == list(range(1, one.last_seq + 1))
            assert one.last_seq == records.events()[-1].seq
    faults = records.faults(said)
    story = f"{len(said)} messages, sent {sends} times"
    assert not faults, f"{len(faults)} failures of {story}: {faults}"
    assert sends > MESSAGES, story
    assert records.until_believed() == len(records.evidence()) > 0
    assert {n for _p, _low, _high, n, _params, _seed in records.beliefs().values()} == {records.counted()[0]}


def test_a_page_that_leaves_does_not_take_its_turn_with_it(guest: Guest, records: Records) -> None:
    """The other tab, which only looks on, is told how it ended."""
    said = []
    with guest.tab() as tab, guest.tab() as other:
        for trial in range(LEAVINGS):
            records.to_a_problem(tab)
            if tab.asks == "finished":  # who is right at the second try only is soon done for the day
                break
            said.append(tab.say(records.wrong_answer() if trial % 4 == 3 else records.right_answer()))
            hear_some(tab, trial % 3)
            tab.drop()
            if trial % 3:  # else the message may never have left
                other.until_answered(said[-1])
            reopen(tab)
    known = [client_id for client_id in said if client_id in records.client_ids()]
    faults = records.faults(known)
    assert not faults, f"{len(faults)} failures in {len(known)} trials: {faults}"
    assert len(said) > LEAVINGS // 2
