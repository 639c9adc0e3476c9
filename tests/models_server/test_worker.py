from __future__ import annotations

import asyncio
import threading

import pytest

from models_server.errors import Refusal
from models_server.worker import Worker


async def test_work_is_done_in_order_and_never_two_at_once():
    worker = Worker("test", waiting=10)
    done: list[int] = []
    await asyncio.gather(*(worker.run(done.append, number) for number in range(8)))
    worker.close()
    assert done == list(range(8))


async def test_a_full_queue_refuses_at_once_and_takes_work_again_later():
    worker, gate = Worker("test", waiting=1), threading.Event()
    held = [asyncio.create_task(worker.run(gate.wait, 10)) for _ in range(2)]
    await asyncio.sleep(0)
    with pytest.raises(Refusal) as refused:
        await worker.run(gate.is_set)
    assert (refused.value.code, refused.value.status, refused.value.retry_after) == ("busy", 503, 1)
    gate.set()
    assert await asyncio.gather(*held) == [True, True]
    await asyncio.sleep(0)
    assert await worker.run(gate.is_set)
    worker.close()


async def test_what_the_work_raises_comes_back():
    worker = Worker("test", waiting=1)
    with pytest.raises(ZeroDivisionError):
        await worker.run(divmod, 1, 0)
    worker.close()


async def test_a_caller_who_goes_away_does_not_free_a_busy_thread():
    worker, gate = Worker("test", waiting=0), threading.Event()
    gone = asyncio.create_task(worker.run(gate.wait, 10))
    await asyncio.sleep(0.05)
    gone.cancel()
    await asyncio.sleep(0)
    with pytest.raises(Refusal):
        await worker.run(gate.is_set)
    gate.set()
    worker.close()
