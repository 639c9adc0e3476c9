"""Conversations in OpenAI's shape: bodies, chunks, streams. Knows no models."""

from __future__ import annotations

import asyncio
import json
import time
import uuid
from collections.abc import AsyncIterator
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from models_server.errors import Refusal
from models_server.language.admission import Priority
from models_server.language.answer import Answer
from models_server.language.chat import Piece, Wanted
from models_server.language.engine import Sampling
from models_server.language.service import Language
from models_server.requests import ChatBody
from models_server.wire import ChatChunk, ChatResponse

routes = APIRouter()
_LATE_S = 10.0  # seconds after its deadline in which the rest of a stream must have been sent


@routes.get("/v1/models")
async def models(request: Request) -> Response:
    language: Language = request.app.state.parts.language
    names = [] if language.state == "off" else [language.name, *language.adapters]
    return JSONResponse({"object": "list", "data": [{"id": name, "object": "model"} for name in names]})


@routes.post("/v1/chat/completions")
async def chat(request: Request, body: ChatBody) -> Response:
    language: Language = request.app.state.parts.language
    answer = language.answer(_wanted(language, body))
    told = _Told(
        body.model or language.name, body.stream_options is not None and body.stream_options.include_usage
    )
    streaming = False
    try:
        if not body.stream:
            whole = await _unless_gone(request, _whole(answer))
            return JSONResponse(told.response("".join(piece.text for piece in whole), whole[-1]))
        # The first piece before the status: what is refused is refused with one.
        first = await _unless_gone(request, anext(answer))
        streaming = True
        return _Stream(told, first, answer, body.deadline_s + _LATE_S)
    finally:
        if not streaming:
            answer.leave()
            request.scope["ended"] = answer.ended


def _wanted(language: Language, body: ChatBody) -> Wanted:
    stops = (body.stop,) if isinstance(body.stop, str) else tuple(body.stop or ())
    return Wanted(
        [message.model_dump() for message in body.messages],
        most=body.max_completion_tokens or body.max_tokens or 256,
        deadline=body.deadline_s,
        sampling=Sampling(temperature=body.temperature),
        stops=stops,
        priority=Priority[body.priority.upper()],
        adapter="" if body.model in (None, language.name) else body.model,
    )


async def _whole(answer: Answer) -> list[Piece]:
    return [piece async for piece in answer]


async def _unless_gone(request: Request, work: Any) -> Any:
    """What the work gives; when the reader goes away first, the work is cancelled."""
    task = asyncio.ensure_future(work)
    gone = asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait({task, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            task.cancel()
            await asyncio.wait({task})
            raise Refusal("busy", "the reader went away", retry_after=1)
        return task.result()
    finally:
        gone.cancel()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


class _Stream(StreamingResponse):
    """The events of one answer. Who does not take them up in time gets no more of them."""

    def __init__(self, told: _Told, first: Piece, answer: Answer, seconds: float) -> None:
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        super().__init__(_events(told, first, answer), media_type="text/event-stream", headers=headers)
        self._answer, self._seconds = answer, seconds

    async def stream_response(self, send: Send) -> None:
        try:
            async with asyncio.timeout(self._seconds):
                await super().stream_response(send)
        except TimeoutError:
            return  # the connection is closed, since the answer is not whole

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._answer.leave()
            scope["ended"] = self._answer.ended


async def _events(told: _Told, first: Piece, answer: Answer) -> AsyncIterator[bytes]:
    try:
        yield _event(told.opening())
        for chunk in told.chunks(first):
            yield _event(chunk)
        async for piece in answer:
            for chunk in told.chunks(piece):
                yield _event(chunk)
        yield b"data: [DONE]\n\n"
    except Refusal as refusal:
        yield _event(refusal.body())


def _event(body: Any) -> bytes:
    return f"data: {json.dumps(body, ensure_ascii=False)}\n\n".encode()


class _Told:
    """One answer as OpenAI's clients read it."""

    def __init__(self, model: str, usage: bool) -> None:
        self._id, self._created, self._model = f"chatcmpl-{uuid.uuid4().hex}", int(time.time()), model
        self._usage = usage

    def response(self, text: str, last: Piece) -> ChatResponse:
        return {
            "id": self._id,
            "object": "chat.completion",
            "created": self._created,
            "model": self._model,
            "choices": [
                {
                    "index": 0,
                    "message": {"role": "assistant", "content": text},
                    "finish_reason": last.finish or "stop",
                }
            ],
            "usage": _usage(last),
        }

    def opening(self) -> ChatChunk:
        return self._chunk({"role": "assistant", "content": ""}, None)

    def chunks(self, piece: Piece) -> list[ChatChunk]:
        found = [self._chunk({"content": piece.text}, None)] if piece.text else []
        if piece.finish is not None:
            found.append(self._chunk({}, piece.finish))
            if self._usage:
                found.append({**self._chunk({}, None), "choices": [], "usage": _usage(piece)})
        return found

    def _chunk(self, delta: Any, finish: Any) -> ChatChunk:
        return {
            "id": self._id,
            "object": "chat.completion.chunk",
            "created": self._created,
            "model": self._model,
            "choices": [{"index": 0, "delta": delta, "finish_reason": finish}],
        }


def _usage(last: Piece) -> Any:
    return {
        "prompt_tokens": last.prompt_tokens,
        "completion_tokens": last.tokens,
        "total_tokens": last.prompt_tokens + last.tokens,
    }
