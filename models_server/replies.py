"""Every error in the wire's one shape, and the limit on what a request may carry. Knows no routes."""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Callable

from fastapi import FastAPI, Request
from fastapi.exceptions import HTTPException, RequestValidationError
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from models_server.errors import Refusal

MAX_BODY = 8 * 1024 * 1024  # bytes: about 60,000 pieces of evidence at once
MAX_LOG = 64 * 1024 * 1024  # what is fitted, and what comes of it: about 500,000 attempts
MAX_HELD = 512 * 1024 * 1024  # of all bodies at once, those that are still coming included
BODY_S = 60.0  # seconds in which a body must have come


def install(app: FastAPI) -> None:
    app.add_exception_handler(Refusal, _refusal)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(StarletteHTTPException, _http)
    app.add_exception_handler(Exception, _internal)


def reply(refusal: Refusal, status: int | None = None) -> JSONResponse:
    headers = {} if refusal.retry_after is None else {"Retry-After": str(refusal.retry_after)}
    return JSONResponse(refusal.body(), status or refusal.status, headers)


def limit(path: str) -> int:
    """Bytes that a request to this address may carry."""
    return MAX_LOG if path.endswith("/fit") or path.startswith("/v1/fits/") else MAX_BODY


def too_large(path: str) -> Refusal:
    return Refusal("too_large", f"a request here may carry {limit(path)} bytes; send it in parts, or less")


async def refuse(refusal: Refusal, scope: Scope, receive: Receive, send: Send) -> None:
    """From a middleware, which no handler of errors stands around."""
    scope["ended"] = ended(refusal)
    await reply(refusal)(scope, receive, send)


def ended(refusal: Refusal) -> tuple[str, str]:
    """How a request ended, and why: for those who count."""
    return ("failed" if refusal.code == "internal" else "refused", refusal.code)


class Trusted:
    """ASGI middleware: /v1 answers only who has the token. Health and metrics tell nothing of learners."""

    def __init__(self, app: ASGIApp, token: str) -> None:
        self._app, self._wanted = app, f"Bearer {token}".encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith("/v1"):
            said = Headers(scope=scope).get("authorization", "").encode()
            if not hmac.compare_digest(said, self._wanted):
                refusal = Refusal("unauthorised", "this server wants its bearer token (MODELS_TOKEN)")
                await refuse(refusal, scope, receive, send)
                return
        await self._app(scope, receive, send)


class Closing:
    """ASGI middleware: once the server is stopping, /v1 takes nothing new."""

    def __init__(self, app: ASGIApp, is_stopping: Callable[[], bool]) -> None:
        self._app, self._is_stopping = app, is_stopping

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith("/v1") and self._is_stopping():
            await refuse(stopping(), scope, receive, send)
            return
        await self._app(scope, receive, send)


def stopping() -> Refusal:
    return Refusal("not_ready", "the server is stopping", retry_after=5)


class Limited:
    """ASGI middleware: refuses a body that is too slow or too large; unread, where it says so."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._held = 0  # bytes of bodies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        announced = Headers(scope=scope).get("content-length", "0")
        most = limit(scope["path"])
        if announced.isdecimal() and int(announced) > most:
            await refuse(too_large(scope["path"]), scope, receive, send)
            return
        read, whole = 0, False
        due = asyncio.get_running_loop().time() + BODY_S

        async def counting() -> Message:
            nonlocal read, whole
            if whole:  # what still comes is that the caller goes away
                return await receive()
            # FastAPI lets HTTPException, and no other, through its reading of the body.
            try:
                async with asyncio.timeout_at(due):
                    message = await receive()
            except TimeoutError as error:
                raise HTTPException(408) from error
            size = len(message.get("body", b""))
            read, whole = read + size, not message.get("more_body", False)
            self._held += size
            if read > most:
                raise HTTPException(413)
            if self._held > MAX_HELD:
                raise HTTPException(503)
            return message

        try:
            await self._app(scope, counting, send)
        finally:
            self._held -= read


def _refusal(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, Refusal)
    request.scope.setdefault("ended", ended(error))
    return reply(error)


def _invalid(request: Request, error: Exception) -> JSONResponse:
    """Names the first field that is wrong and never repeats what was sent."""
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    return _refusal(request, Refusal("bad_request", f"{where}: {first['msg']}"))


def _http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, StarletteHTTPException)
    path, code = request.url.path, error.status_code
    if code == 413:
        return _refusal(request, too_large(path))
    if code == 408:
        answer = _refusal(request, Refusal("too_slow", f"the body did not come within {BODY_S:.0f} s"))
        answer.headers["Connection"] = "close"
        return answer
    if code == 503:
        return _refusal(request, Refusal("busy", "too much is being sent at once", retry_after=5))
    if code == 405:
        refusal = Refusal("not_found", f"{request.method} is not answered at this address")
        request.scope.setdefault("ended", ended(refusal))
        return reply(refusal, status=405)
    if code == 404:
        return _refusal(request, Refusal("not_found", "no such address"))
    return _refusal(request, Refusal("bad_request", str(error.detail)))


def _internal(request: Request, error: Exception) -> JSONResponse:
    return _refusal(request, Refusal("internal", "the server failed; its log says why"))
