"""Who goes first, who waits, who is sent away, and that no place is ever lost."""

from __future__ import annotations

import asyncio

import pytest

from models_server.errors import Refusal
from models_server.language.admission import Admission, Priority

LEARNER, BACKGROUND = Priority.LEARNER, Priority.BACKGROUND


class Guests:
    """Callers of one admission; each stays until it is told to leave."""

    def __init__(self, admission: Admission) -> None:
        self.admission = admission
        self.inside: list[str] = []
        self.order: list[str] = []
        self._leave: dict[str, asyncio.Event] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}

    async def comes(
        self, name: str, priority: Priority = LEARNER, adapter: str = "", deadline: float = 60.0
    ) -> None:
        self._leave[name] = asyncio.Event()
        self._tasks[name] = asyncio.create_task(self._stays(name, priority, adapter, deadline))
        await settled()

    async def goes(self, name: str) -> None:
        self._leave[name].set()
        await self._tasks[name]
        await settled()

    async def gives_up(self, name: str) -> None:
        self._tasks[name].cancel()
        await asyncio.gather(self._tasks[name], return_exceptions=True)
        await settled()

    async def refused(self, name: str) -> Refusal:
        with pytest.raises(Refusal) as caught:
            await self._tasks[name]
        return caught.value

    async def _stays(self, name: str, priority: Priority, adapter: str, deadline: float) -> None:
        async with self.admission.admitted(priority, adapter, deadline):
            self.inside.append(name)
            self.order.append(name)
            try:
                await self._leave[name].wait()
            finally:
                self.inside.remove(name)


async def settled() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_who_fits_goes_in_at_once_and_the_next_waits_for_a_place() -> None:
    guests = Guests(Admission(places=2, waiting=5))
    for name in "abc":
        await guests.comes(name)
    assert guests.inside == ["a", "b"]
    await guests.goes("a")
    assert guests.inside == ["b", "c"]


async def test_a_learner_goes_before_background_work_that_came_first() -> None:
    guests = Guests(Admission(places=1, waiting=5))
    await guests.comes("first")
    await guests.comes("job", BACKGROUND)
    await guests.comes("learner")
    await guests.goes("first")
    assert guests.inside == ["learner"]
    await guests.goes("learner")
    assert guests.inside == ["job"]


async def test_a_full_queue_sends_away_at_once_and_says_when_to_come_back() -> None:
    guests = Guests(Admission(places=1, waiting=1))
    for name in "abc":
        await guests.comes(name)
    refusal = await guests.refused("c")
    assert refusal.code == "busy"
    assert refusal.retry_after is not None
    assert refusal.retry_after >= 1


async def test_who_could_not_be_served_in_time_is_not_let_wait() -> None:
    guests = Guests(Admission(places=1, waiting=9))
    await guests.comes("a")
    await guests.comes("hasty", deadline=0.5)
    assert (await guests.refused("hasty")).code == "busy"
    assert guests.admission.waiting == 0


async def test_a_deadline_that_passes_while_waiting_is_a_refusal() -> None:
    admission = Admission(places=1, waiting=9)
    admission._seconds = 0.001  # as if requests were quick
    guests = Guests(admission)
    await guests.comes("slow")
    await guests.comes("b", deadline=0.05)
    assert (await guests.refused("b")).code == "busy"
    await guests.goes("slow")
    assert admission.inside == admission.waiting == 0


async def test_who_gives_up_leaves_no_hole() -> None:
    guests = Guests(Admission(places=1, waiting=9))
    for name in "abc":
        await guests.comes(name)
    await guests.gives_up("b")
    await guests.gives_up("a")
    assert guests.inside == ["c"]
    await guests.goes("c")
    assert guests.admission.inside == guests.admission.waiting == 0


async def test_an_error_inside_frees_the_place() -> None:
    admission = Admission(places=1, waiting=9)
    with pytest.raises(ZeroDivisionError):
        async with admission.admitted(LEARNER, "", 1.0):
            raise ZeroDivisionError
    assert admission.inside == 0


async def test_another_adapter_waits_until_the_engine_is_empty() -> None:
    used: list[str] = []

    async def use(adapter: str) -> None:
        await asyncio.sleep(0)
        used.append(adapter)

    guests = Guests(Admission(places=3, waiting=9, use=use))
    await guests.comes("a")
    await guests.comes("b")
    await guests.comes("kind", adapter="kind")
    assert guests.inside == ["a", "b"]
    await guests.goes("a")
    assert guests.inside == ["b"]
    await guests.goes("b")
    assert guests.inside == ["kind"]
    assert used == ["kind"]
    await guests.goes("kind")
    await guests.comes("plain")
    assert used == ["kind", ""]


async def test_a_switch_that_fails_ends_only_its_request() -> None:
    async def use(adapter: str) -> None:
        raise OSError("no such adapter")

    admission = Admission(places=1, waiting=9, use=use)
    with pytest.raises(OSError, match="no such adapter"):
        async with admission.admitted(LEARNER, "kind", 1.0):
            raise AssertionError("not reached")
    async with admission.admitted(LEARNER, "", 1.0):
        assert admission.inside == 1


async def test_nobody_slips_in_while_a_switch_is_due() -> None:
    gate = asyncio.Event()

    async def use(adapter: str) -> None:
        await gate.wait()

    guests = Guests(Admission(places=3, waiting=9, use=use))
    await guests.comes("a")
    await guests.comes("kind", adapter="kind")
    await guests.goes("a")
    await guests.comes("late")
    assert guests.inside == []
    gate.set()
    await settled()
    assert guests.inside == ["kind"]


@pytest.mark.parametrize("many", [200])
async def test_hundreds_that_come_go_and_give_up_lose_no_place(many: int) -> None:
    admission = Admission(places=3, waiting=many)
    admission._seconds = 0.0001
    served = 0

    async def one(number: int) -> None:
        nonlocal served
        adapter = "kind" if number % 7 == 0 else ""
        async with admission.admitted(Priority(number % 2), adapter, 30.0):
            await asyncio.sleep(0.001 * (number % 3))
            served += 1

    tasks = [asyncio.create_task(one(number)) for number in range(many)]
    await settled()
    for task in tasks[::5]:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert served >= many - len(tasks[::5]) - 1
    assert admission.inside == admission.waiting == 0
