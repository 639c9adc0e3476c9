"""One engine over one model: transformers' continuous batching, started, watched, and begun anew if it dies.

Knows tokens, not texts. Calls come from one event loop; the engine's own thread does the work.
"""

from __future__ import annotations

import asyncio
import gc
import itertools
import logging
import os
import threading
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

from models_server.errors import Refusal
from models_server.language.load import Loaded

_PAGES = {"cpu": 64, "cuda": 256}  # tokens of one page of the cache; flash kernels want 256
_FEWEST = 16  # pages, however little memory there is
_STEP = 512  # tokens of prompts worked on between two tokens of an answer: how long others wait
_NICE = 10  # how much the engine's thread yields to the estimates, where threads can yield
_COLDEST = 0.001  # lower ones are this one: the most likely token, as good as always
_UNLIKELY = 0.05  # tokens less likely than this share of the likeliest are never taken (min_p)

log = logging.getLogger(__name__)
# min_p works on each row by itself, whatever the engine says of it at every start.
logging.getLogger("ContinuousBatchingLogger").addFilter(
    lambda one: "MinPLogitsWarper" not in one.getMessage()
)


@dataclass(frozen=True, slots=True)
class Limits:
    """`cache_bytes`: memory for the attention of all requests; `requests`: how many at once."""

    cache_bytes: int
    requests: int


@dataclass(frozen=True, slots=True)
class Sampling:
    """Of one request. What is unlikely is cut off by min_p: top-k and top-p of the engine sort the whole

    vocabulary at every token, which took as long as the model itself.
    """

    temperature: float = 0.7

    def options(self) -> dict[str, Any]:
        return {"temperature": max(float(self.temperature), _COLDEST)}


STANDARD = Sampling()
_LIVES = 2


class _Died(Exception):
    """The engine ended while a request was in it."""


def _refusal(error: str) -> Refusal:
    if "memory" in error:
        return Refusal("busy", "no memory is left for these words; ask for fewer, or later", retry_after=5)
    return Refusal("internal", "the language model failed on this request; its log says why")


class Engine:
    """Raise Refusal `busy` or `internal`.

    If what one request does ends the engine, those with it go on in the next one, once: their words so far
    are part of their prompts there.
    """

    def __init__(self, loaded: Loaded, limits: Limits, seed: int) -> None:
        self.loaded, self.limits, self._seed = loaded, limits, seed
        self._page = _PAGES[loaded.model.device.type]
        self._manager: Any = None
        self._lock = threading.Lock()
        self._count = itertools.count(1)
        self.tokens = 0  # told so far
        self.deaths = 0

    @property
    def room(self) -> int:
        """Tokens that the cache holds."""
        return self._blocks() * self._page

    @property
    def batch(self) -> int:
        """Requests the engine works on, some of which may wait for room in its cache."""
        processor = getattr(self._manager, "batch_processor", None)
        return len(processor.scheduler.active_requests) if processor is not None else 0

    @property
    def cache_use(self) -> float:
        """The share of the cache that holds something; prefixes held for later count until room is needed."""
        processor = getattr(self._manager, "batch_processor", None)
        return 1.0 - float(processor.cache.compute_free_capacity()) if processor is not None else 0.0

    def start(self) -> None:
        """Begin, or begin anew. The cache is empty then."""
        with self._lock:
            self._begin()

    def stop(self) -> None:
        with self._lock:
            self._end()

    async def answer(
        self, prompt: Sequence[int], most: int, sampling: Sampling
    ) -> AsyncGenerator[tuple[list[int], bool]]:
        """Yield (new tokens, whether that was all), at least once; ended when the reader leaves."""
        said: list[int] = []
        for life in range(_LIVES):
            try:
                async with aclosing(self._alive([*prompt, *said], most - len(said), sampling)) as words:
                    async for new, done in words:
                        said += new
                        yield [token for token in new if token not in self.loaded.ends], done
                return
            except _Died as error:
                if life + 1 == _LIVES or len(said) >= most:
                    raise _refusal(str(error)) from error

    async def _alive(
        self, prompt: list[int], most: int, sampling: Sampling
    ) -> AsyncGenerator[tuple[list[int], bool]]:
        arrived: asyncio.Queue[Any] = asyncio.Queue()
        name = f"r{next(self._count)}"
        manager = await asyncio.to_thread(self._running)
        manager.register_result_handler(name, arrived.put_nowait)
        done = False
        try:
            taken = manager.add_request(
                prompt,
                request_id=name,
                max_new_tokens=most,
                streaming=True,
                eos_token_id=list(self.loaded.ends),
                **sampling.options(),
            )
            if taken is None:
                raise _Died("it ended just now")
            told = 0
            while not done:
                output = await arrived.get()
                done = output.is_finished()
                if output.error is not None:
                    raise _Died(output.error)
                new = output.generated_tokens[told:]
                told += len(new)
                self.tokens += len(new)
                yield new, done
        finally:
            if not done:  # a cancelled request says nothing any more, so its reader is forgotten here
                manager.cancel_request(name)
                with manager.output_router._lock:
                    manager.output_router.result_handlers.pop(name, None)

    def _running(self) -> Any:
        """The manager, begun anew where its thread has died."""
        with self._lock:
            if self._manager is None:
                raise Refusal("not_ready", "the language model is off", retry_after=60)
            status = self._manager.background_thread_status
            if not self._manager.is_running() or status.can_accept_new_requests() is not None:
                self.deaths += 1
                log.error("the engine died; it is begun anew")
                self._end()
                self._begin()
            return self._manager

    def _begin(self) -> None:
        from transformers import ContinuousBatchingConfig, GenerationConfig

        config = GenerationConfig(  # type: ignore[no-untyped-call]
            do_sample=True,
            # Any but the neutral one: only what is set here can be set for one request.
            temperature=STANDARD.temperature,
            min_p=_UNLIKELY,
            top_k=0,
            max_new_tokens=256,
            eos_token_id=list(self.loaded.ends),
            pad_token_id=self.loaded.ends[0],
        )
        batching = ContinuousBatchingConfig(
            page_size=self._page,
            num_blocks=self._blocks(),
            max_batch_tokens=_STEP if self.loaded.model.device.type == "cpu" else None,
            max_requests_per_batch=self.limits.requests,
            per_request_processors=True,
            seed=self._seed,
        )
        self._manager = self.loaded.model.init_continuous_batching(
            generation_config=config, continuous_batching_config=batching
        )
        self._manager.start()
        _yield_to_others(self._manager._generation_thread)

    def _end(self) -> None:
        if self._manager is not None:
            self._manager.stop(block=True, timeout=10, hard_stop=True)
            if self._manager.background_thread_status.fatal_error is not None:
                self._manager.background_thread_status.fatal_error = None  # its traceback holds the cache
                gc.collect()
            self._manager = None

    def _blocks(self) -> int:
        """A window need not fit: that of many a model would take all the memory of a small machine."""
        return max(int(self.limits.cache_bytes // (self.loaded.bytes_a_token * self._page)), _FEWEST)


def _yield_to_others(thread: threading.Thread | None) -> None:
    """On Linux a thread has a nice value of its own; elsewhere it goes without."""
    if thread is None or thread.native_id is None or not hasattr(os, "setpriority"):
        return
    try:
        os.setpriority(os.PRIO_PROCESS, thread.native_id, _NICE)
    except OSError as error:
        log.warning("the engine's thread cannot be made to yield: %r", error)
