"""A reader of streamed answers over HTTP. Knows no model."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace

import httpx

from tests.bench.serving.outcomes import Answer, kind
from tests.bench.serving.prompts import Message

GRACE_S = 15.0  # after the deadline, until nothing is expected any more


class Client:
    """Asks one server. Never raises: what breaks is an Answer too."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self.http = http

    @classmethod
    @asynccontextmanager
    async def of(cls, url: str) -> AsyncIterator[Client]:
        # Given up sooner than the server does it (5 s): else one is used just as it is closed.
        limits = httpx.Limits(keepalive_expiry=2.0)
        async with httpx.AsyncClient(base_url=url, timeout=None, limits=limits, trust_env=False) as http:
            yield cls(http)

    async def ask(
        self, messages: Sequence[Message], most: int, deadline: float = 600.0, leaves: float | None = None
    ) -> Answer:
        """`leaves`: seconds after which the reader goes away."""
        body = {
            "messages": list(messages),
            "max_tokens": most,
            "stream": True,
            "stream_options": {"include_usage": True},
            "deadline_s": deadline,
        }
        sent = time.perf_counter()
        heard = _Heard(sent)
        patience = deadline + GRACE_S if leaves is None else leaves
        try:
            async with (
                asyncio.timeout(patience),
                self.http.stream("POST", "/v1/chat/completions", json=body) as reply,
            ):
                await heard.read(reply)
        except TimeoutError:
            left = leaves is not None
            heard.answer = replace(heard.answer, left=left, why="" if left else "nothing in time")
        except (httpx.HTTPError, json.JSONDecodeError, KeyError) as error:
            heard.answer = replace(heard.answer, done=False, why=repr(error))
        return replace(heard.answer, seconds=time.perf_counter() - sent)

    async def whole(self, messages: Sequence[Message], most: int) -> Answer:
        """For measures that make no sense where an answer fails: raise AssertionError then."""
        answer = await self.ask(messages, most)
        assert kind(answer) == "whole", f"not answered: {answer}"
        return answer

    async def gauge(self, name: str) -> float:
        """One number of /metrics."""
        lines = (await self.http.get("/metrics")).text.splitlines()
        return float(dict(line.rsplit(" ", 1) for line in lines if line and line[0] != "#")[name])


class _Heard:
    def __init__(self, sent: float) -> None:
        self._sent = sent
        self.answer = Answer(0, 0.0)

    async def read(self, reply: httpx.Response) -> None:
        self.answer = replace(self.answer, status=reply.status_code)
        if reply.status_code != 200:
            error = json.loads(await reply.aread())["error"]
            retry = reply.headers.get("retry-after", "")
            self.answer = replace(self.answer, code=error["code"], retry_after=retry, why=error["message"])
            return
        async for line in reply.aiter_lines():
            if line == "data: [DONE]":
                self.answer = replace(self.answer, done=True)
            elif line.startswith("data: "):
                self._event(json.loads(line[6:]))

    def _event(self, event: dict) -> None:
        if error := event.get("error"):
            self.answer = replace(self.answer, code=error["code"], why=error["message"])
        for choice in event.get("choices", ()):
            if choice["delta"].get("content") and self.answer.first is None:
                self.answer = replace(self.answer, first=time.perf_counter() - self._sent)
            if finish := choice["finish_reason"]:
                self.answer = replace(self.answer, finish=finish)
        if usage := event.get("usage"):
            tokens, before = usage["completion_tokens"], usage["prompt_tokens"]
            self.answer = replace(self.answer, tokens=tokens, prompt_tokens=before)
