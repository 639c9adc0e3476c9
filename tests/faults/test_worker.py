"""The worker is away for a while, or dies over its work: the evidence waits, and counts once."""

from __future__ import annotations

import pytest
import redis

from tests.faults.page import Guest, Tab
from tests.faults.records import Records
from tests.live import Live

pytestmark = pytest.mark.faults

ANSWERS = 4
QUEUE = "celery"


def work(tab: Tab, records: Records) -> None:
    for _ in range(ANSWERS):
        records.to_a_problem(tab)
        tab.turn(records.right_answer())


def assert_counted_once(records: Records) -> None:
    evidence = records.until_believed()
    assert evidence == len(records.evidence())
    assert len(records.wholes()) == ANSWERS
    assert {n for _p, _low, _high, n, _params, _seed in records.beliefs().values()} == {evidence}


@pytest.mark.parametrize("queue_is_lost", [False, True], ids=["by the queue", "by the sweep"])
def test_evidence_waits_for_a_stopped_worker(
    live: Live, guest: Guest, records: Records, queue_is_lost: bool
) -> None:
    live.worker.stop()
    try:
        with guest.tab() as tab:
            work(tab, records)
            assert records.counted() == (ANSWERS, 0)
            assert records.faults(tab.acked) == []
            if queue_is_lost:
                with redis.Redis.from_url(live.redis.url) as client:
                    client.delete(QUEUE)
            bars = tab.bars
            live.worker.start()
            assert_counted_once(records)
            tab.listen(lambda: tab.bars > bars, "the bars to follow")
    finally:
        live.worker.stop()
        live.worker.start()


def test_a_worker_killed_over_its_work_counts_nothing_twice(
    live: Live, guest: Guest, records: Records
) -> None:
    with guest.tab() as tab:
        records.to_a_problem(tab)
        for _ in range(ANSWERS):
            tab.turn(records.right_answer())
            live.worker.kill()
            live.worker.start()
            records.to_a_problem(tab)
    assert_counted_once(records)
    before = records.beliefs()
    live.manage("rebuild_beliefs")
    assert records.beliefs() == before
