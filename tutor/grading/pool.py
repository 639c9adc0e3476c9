"""Checks off the event loop, in warm processes that may be killed. Knows no sessions and no learners.

A worker has a deadline a check and a limit on memory. One that runs over, dies or runs out of memory costs
that one answer, which becomes *cannot check*; the next answer gets a fresh worker.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import resource
import signal
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType
from typing import Self, TypeVar

from pebble import ProcessExpired, ProcessPool

from tutor.grading.check import check
from tutor.grading.spec import ExpressionSpec, NumberSpec, Spec
from tutor.grading.verdicts import cannot_check
from tutor.types import Verdict

T = TypeVar("T")

_MEGABYTE = 1024 * 1024
_TOO_LONG = "Checking this took too long. Can you write it in a shorter way?"
_BROKE = "I could not finish checking this. Try again, or write it in another way."
_BUSY = "Too many answers are waiting just now. Send it again in a moment."
_TRIES = 3
_START_S = 60.0  # the longest that a first worker is waited for
_LOOK_S = 0.02
_WARM_UP = ("3 1/2", "\\sqrt{2}", "sin(1)", "x^2+3x+2")


class Pool:
    """`workers` processes, each checking one answer at a time.

    `deadline_s` counts from when a worker takes the answer, `patience_s` from when it was handed in, but not
    before the first worker has loaded: on a busy machine a cold start takes longer than any answer may, and
    an answer that is right must not go unchecked for it. `memory_mb` limits a worker's address space. Beyond
    `max_waiting` answers at once, further ones are refused at once. Use one Pool per process, from one event
    loop.
    """

    def __init__(
        self,
        workers: int = 2,
        deadline_s: float = 2.0,
        memory_mb: int = 512,
        *,
        patience_s: float = 10.0,
        max_waiting: int = 500,
    ) -> None:
        self._workers = workers
        self._deadline_s = deadline_s
        self._patience_s = max(patience_s, deadline_s)
        self._memory_bytes = memory_mb * _MEGABYTE
        self._max_waiting = max_waiting
        self._waiting = 0
        self._processes: ProcessPool | None = None
        self._loading: tuple[Future[bool], ...] = ()

    def start(self) -> None:
        """Start the workers and let them load what they need. Returns at once; a second call does nothing."""
        if self._processes is not None:
            return
        self._processes = ProcessPool(
            max_workers=self._workers,
            initializer=_prepare,
            initargs=(self._memory_bytes,),
            context=multiprocessing.get_context("spawn"),
        )
        self._loading = tuple(self._processes.schedule(_ready) for _ in range(self._workers))

    def close(self) -> None:
        """Stop the workers without waiting for the answers they hold. A closed pool can be started again."""
        processes, self._processes = self._processes, None
        if processes is not None:
            _stop(processes)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    async def check(self, spec: Spec, response: str) -> Verdict:
        """As `tutor.grading.check`, within the deadline. Raises RuntimeError if the pool was not started."""
        self._running()
        if self._waiting >= self._max_waiting:
            return cannot_check(_BUSY)
        self._waiting += 1
        try:
            return await self._checked(spec, response)
        finally:
            self._waiting -= 1

    async def _checked(self, spec: Spec, response: str) -> Verdict:
        for _ in range(_TRIES):
            await self._loaded()
            processes = self._running()
            try:
                future = processes.schedule(check, args=(spec, response), timeout=self._deadline_s)
            except RuntimeError:  # how a broken pool refuses
                await self._replace(processes)
                continue
            try:
                verdict: Verdict = await asyncio.wait_for(asyncio.wrap_future(future), self._patience_s)
                return verdict
            except TimeoutError:
                return cannot_check(_TOO_LONG)
            except (ProcessExpired, MemoryError):
                return cannot_check(_BROKE)
            except BrokenProcessPool:
                await self._replace(processes)
        return cannot_check(_BROKE)

    async def call(self, function: Callable[..., T], *args: object) -> T:
        """`function(*args)`, pure and by its name importable, under the same deadline as an answer.

        Raises TimeoutError when nothing comes of it, for whatever reason.
        """
        await self._loaded()
        processes = self._running()
        try:
            future = processes.schedule(function, args=args, timeout=self._deadline_s)
            result: T = await asyncio.wait_for(asyncio.wrap_future(future), self._patience_s)
        except BrokenProcessPool:
            await self._replace(processes)
            raise TimeoutError from None
        except (ProcessExpired, MemoryError) as error:
            raise TimeoutError from error
        return result

    async def _loaded(self) -> None:
        """Wait for the first worker, or the first that died over it: what it is asked then tells the rest."""
        deadline = asyncio.get_running_loop().time() + _START_S
        while not any(one.done() for one in self._loading):
            if asyncio.get_running_loop().time() > deadline:
                return
            await asyncio.sleep(_LOOK_S)

    def _running(self) -> ProcessPool:
        if self._processes is None:
            raise RuntimeError("the grading pool was not started")
        return self._processes

    async def _replace(self, broken: ProcessPool) -> None:
        """Pebble gives up for good when idle workers die (as they do when memory is short): start afresh.

        Every waiting answer comes here; the first one replaces the pool.
        """
        if self._processes is broken:
            self._processes = None
            self.start()
            await asyncio.to_thread(_stop, broken)


def _stop(processes: ProcessPool) -> None:
    processes.stop()  # type: ignore[no-untyped-call]  # pebble left this one untyped
    processes.join()


def _prepare(memory_bytes: int) -> None:
    """First thing in a worker: limits, and everything loaded before the first answer comes."""
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # Ctrl-C in a terminal goes to the whole group; the parent decides.
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for spec in (NumberSpec(value="sqrt(2)"), ExpressionSpec(value="(x+1)(x+2)", form="factored")):
        for response in _WARM_UP:
            check(spec, response)


def _ready() -> bool:
    return True
