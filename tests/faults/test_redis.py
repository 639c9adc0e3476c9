"""Redis goes away while two tabs are open, and comes back: with all it held, or with nothing."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest
import redis

from tests.faults.page import Guest, Tab
from tests.faults.records import Records
from tests.live import Live

pytestmark = pytest.mark.faults


@pytest.fixture
def redis_back(live: Live) -> Iterator[None]:
    """Whatever the test does, the next one finds a Redis."""
    yield
    live.redis.stop()
    live.redis.start()


def follows(page: Tab, other: Tab) -> bool:
    return page.last_seq >= other.last_seq


def forget_everything(live: Live) -> None:
    """As a Redis without a disk does when it is started again."""
    with redis.Redis.from_url(live.redis.url) as client:
        client.flushall()


@pytest.mark.parametrize("keeps", [True, False], ids=["keeps what it held", "forgets everything"])
def test_turns_go_on_and_the_other_tab_and_the_bars_follow(
    live: Live, guest: Guest, records: Records, redis_back: None, keeps: bool
) -> None:
    with guest.tab() as tab, guest.tab() as other:
        tab.to_a_problem()
        records.until_believed()

        live.redis.stop()
        while_down = [tab.turn(str(777_000 + n), within_s=10) for n in range(3)]
        assert records.faults(while_down) == []
        assert not any(event.client_id in while_down for event in other.shown)
        with guest.tab() as late:
            while_down.append(late.turn("777100", within_s=10))

            live.redis.start()
            if not keeps:
                forget_everything(live)
            for one in (other, late, tab):
                follow(one, records)

            bars = other.bars
            tab.turn(records.right_answer())
            for one in (other, late):
                one.listen(partial(follows, one, tab), "the other tab's turn")
            other.listen(lambda: other.bars > bars, "new bars")
            for one in (tab, other, late):
                follow(one, records)
    records.until_believed()
    trials = tab.acked + late.acked
    assert records.faults(trials) == [], f"of {len(trials)} messages"


def follow(tab: Tab, records: Records) -> None:
    """It has every event of the log exactly once and in order, without being asked."""
    end = records.events()[-1].seq
    tab.listen(lambda: tab.last_seq >= end, "what happened meanwhile")
    assert tab.seqs == list(range(1, tab.last_seq + 1))


def test_the_worker_comes_back_by_itself(
    live: Live, guest: Guest, records: Records, redis_back: None
) -> None:
    with guest.tab() as tab:
        tab.to_a_problem()
        live.redis.stop()
        tab.turn(records.right_answer(), within_s=10)
        evidence, believed = records.counted()
        assert (evidence, believed) == (1, 0)
        live.redis.start()
    assert records.until_believed() == 1
