"""Conversations in OpenAI's shape: bodies, chunks, streams. Knows no models."""

from __future__ import annotations

import asyncio
import json
import time
import uuid
from collections.abc import AsyncGenerator, AsyncIterator
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from models_server.errors import Refusal
from models_server.language.admission import Priority
from models_server.language.chat import Piece, Wanted
from models_server.language.engine import Sampling
from models_server.language.service import Language
from models_server.requests import ChatBody
from models_server.wire import ChatChunk, ChatResponse

routes = APIRouter()


@routes.get("/v1/models")
async def models(request: Request) -> Response:
    language: Language = request.app.state.parts.language
    names = [] if language.state == "off" else [language.name, *language.adapters]
    return JSONResponse({"object": "list", "data": [{"id": name, "object": "model"} for name in names]})


@routes.post("/v1/chat/completions")
async def chat(request: Request, body: ChatBody) -> Response:
    language: Language = request.app.state.parts.language
    pieces = language.answer(_wanted(language, body))
    told = _Told(
        body.model or language.name, body.stream_options is not None and body.stream_options.include_usage
    )
    if not body.stream:
        whole = await _unless_gone(request, _whole(pieces))
        return JSONResponse(told.response("".join(piece.text for piece in whole), whole[-1]))
    # The first piece before the status: what is refused is refused with one.
    first = await _unless_gone(request, anext(pieces))
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(_events(told, first, pieces), media_type="text/event-stream", headers=headers)


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


async def _whole(pieces: AsyncGenerator[Piece]) -> list[Piece]:
    return [piece async for piece in pieces]


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


async def _events(told: _Told, first: Piece, pieces: AsyncGenerator[Piece]) -> AsyncIterator[bytes]:
    try:
        yield _event(told.opening())
        for chunk in told.chunks(first):
            yield _event(chunk)
        async for piece in pieces:
            for chunk in told.chunks(piece):
                yield _event(chunk)
        yield b"data: [DONE]\n\n"
    except Refusal as refusal:
        yield _event(refusal.body())
    finally:
        await pieces.aclose()


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
