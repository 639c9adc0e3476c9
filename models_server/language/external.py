"""Words from any OpenAI-compatible engine: vLLM, TGI, llama.cpp, another of ours. Same limits as here.

Tried again, after a while of random length, only before the first word: what was shown is not begun anew.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
from tenacity import AsyncRetrying, retry_if_exception_type, stop_after_attempt, wait_random_exponential

from models_server.errors import Refusal
from models_server.language.admission import Admission
from models_server.language.breaker import Breaker
from models_server.language.chat import Finish, Piece, Wanted

TRIES = 3
_CONNECT_S = 3.0
_LINE = 1_000_000  # characters of one event
_AGAIN = frozenset({408, 409, 429, 500, 502, 503, 504})


class _Unanswered(Exception):
    """Nobody there, or nobody who could: worth another try."""


class External:
    """One engine elsewhere. `model` is what it is asked for; "" asks for the first that it lists."""

    def __init__(self, url: str, model: str, token: str, places: int, waiting: int) -> None:
        self._model = model
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._client = httpx.AsyncClient(base_url=_base(url), headers=headers, trust_env=False)
        self.admission = Admission(places, waiting)
        self.breaker = Breaker()

    async def aclose(self) -> None:
        await self._client.aclose()

    async def answer(self, wanted: Wanted) -> AsyncGenerator[Piece]:
        """As `Chat.answer`. Refusal `busy` where the engine does not answer, `bad_request` if it refuses."""
        ends = time.monotonic() + wanted.deadline
        # One adapter is as good as another here: the engine elsewhere switches as it can.
        admitted = self.admission.admitted(wanted.priority, "", wanted.deadline)
        async with admitted, self._opened(wanted, ends) as response:
            async for piece in _pieces(response, ends):
                yield piece

    @asynccontextmanager
    async def _opened(self, wanted: Wanted, ends: float) -> AsyncIterator[httpx.Response]:
        self.breaker.enter()
        try:
            async with asyncio.timeout(ends - time.monotonic()):
                response = await self._asked(wanted, ends)
        except (_Unanswered, TimeoutError) as error:
            self.breaker.failed()
            raise Refusal("busy", "the language engine does not answer", retry_after=5) from error
        except BaseException:
            self.breaker.left()
            raise
        self.breaker.succeeded()
        try:
            yield response
        finally:
            await response.aclose()

    async def _asked(self, wanted: Wanted, ends: float) -> httpx.Response:
        again = AsyncRetrying(
            stop=stop_after_attempt(TRIES),
            wait=wait_random_exponential(multiplier=0.2, max=2.0),
            retry=retry_if_exception_type(_Unanswered),
            reraise=True,
        )
        async for attempt in again:
            with attempt:
                return await self._sent(wanted, ends)
        raise AssertionError("tenacity gives up by raising")

    async def _sent(self, wanted: Wanted, ends: float) -> httpx.Response:
        left = max(ends - time.monotonic(), 0.1)
        timeout = httpx.Timeout(left, connect=min(_CONNECT_S, left))
        try:
            body = await self._body(wanted)
            request = self._client.build_request("POST", "chat/completions", json=body, timeout=timeout)
            response = await self._client.send(request, stream=True)
        except httpx.HTTPError as error:
            raise _Unanswered(repr(error)) from error
        if response.is_success:
            return response
        await response.aclose()
        if response.status_code in _AGAIN:
            raise _Unanswered(f"status {response.status_code}")
        raise Refusal("bad_request", f"the language engine refuses this: status {response.status_code}")

    async def _body(self, wanted: Wanted) -> dict[str, Any]:
        body: dict[str, Any] = {
            "model": wanted.adapter or await self._named(),
            "messages": [dict(message) for message in wanted.messages],
            "max_tokens": wanted.most,
            "temperature": wanted.sampling.temperature,
            "stream": True,
            "stream_options": {"include_usage": True},
        }
        return body | ({"stop": list(wanted.stops)} if wanted.stops else {})

    async def _named(self) -> str:
        """Asked once; an engine that lists nothing takes any name."""
        if not self._model:
            listed = (await self._client.get("models", timeout=_CONNECT_S)).json()
            names = [str(one.get("id", "")) for one in listed.get("data", ())]
            self._model = next(iter(names), "default")
        return self._model


def _base(url: str) -> str:
    """With /v1 and a slash at its end, whether or not it was written."""
    plain = url.rstrip("/")
    return (plain if plain.endswith("/v1") else f"{plain}/v1") + "/"


async def _pieces(response: httpx.Response, ends: float) -> AsyncGenerator[Piece]:
    finish: Finish = "length"
    usage: dict[str, int] = {}
    lines = response.aiter_lines()
    try:
        while True:
            async with asyncio.timeout(ends - time.monotonic()):
                line = await anext(lines, None)
            if line is None or line.strip() == "data: [DONE]":
                break
            if not line.startswith("data:") or len(line) > _LINE:
                continue
            event = json.loads(line.removeprefix("data:"))
            usage = event.get("usage") or usage
            for choice in event.get("choices", ())[:1]:
                text = choice.get("delta", {}).get("content") or ""
                finish = _finish(choice.get("finish_reason"), finish)
                if text:
                    yield Piece(text)
    except TimeoutError:
        finish = "deadline"
    except (httpx.HTTPError, ValueError, AttributeError) as error:
        raise Refusal("internal", "the language engine broke off") from error
    yield Piece("", finish, usage.get("prompt_tokens", 0), usage.get("completion_tokens", 0))


def _finish(said: str | None, before: Finish) -> Finish:
    if said is None:
        return before
    return said if said in ("length", "deadline") else "stop"  # type: ignore[return-value]
