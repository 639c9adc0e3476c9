"""Every error in the wire's one shape, and the limit on what a request may carry. Knows no routes."""

from __future__ import annotations

import hmac

from fastapi import FastAPI, Request
from fastapi.exceptions import HTTPException, RequestValidationError
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from models_server.errors import Refusal

MAX_BODY = 8 * 1024 * 1024  # bytes: about 60,000 pieces of evidence at once
MAX_LOG = 64 * 1024 * 1024  # what is fitted, and what comes of it: about 500,000 attempts


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


class Trusted:
    """ASGI middleware: /v1 answers only who has the token. Health and metrics tell nothing of learners."""

    def __init__(self, app: ASGIApp, token: str) -> None:
        self._app, self._wanted = app, f"Bearer {token}".encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith("/v1"):
            said = Headers(scope=scope).get("authorization", "").encode()
            if not hmac.compare_digest(said, self._wanted):
                refusal = Refusal("unauthorised", "this server wants its bearer token (MODELS_TOKEN)")
                await reply(refusal)(scope, receive, send)
                return
        await self._app(scope, receive, send)


class Limited:
    """ASGI middleware: refuses a body that is too large, unread where its length is announced."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        announced = Headers(scope=scope).get("content-length", "0")
        most = limit(scope["path"])
        if announced.isdecimal() and int(announced) > most:
            await reply(too_large(scope["path"]))(scope, receive, send)
            return
        read = 0

        async def counting() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > most:
                raise HTTPException(
                    413
                )  # FastAPI lets this class, and no other, through its reading of the body
            return message

        await self._app(scope, counting, send)


def _refusal(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, Refusal)
    return reply(error)


def _invalid(request: Request, error: Exception) -> JSONResponse:
    """Names the first field that is wrong and never repeats what was sent."""
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    return reply(Refusal("bad_request", f"{where}: {first['msg']}"))


def _http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, StarletteHTTPException)
    if error.status_code == 413:
        return reply(too_large(request.url.path))
    if error.status_code == 404:
        return reply(Refusal("not_found", "no such address"))
    if error.status_code == 405:
        return reply(Refusal("not_found", f"{request.method} is not answered at this address"), status=405)
    return reply(Refusal("bad_request", str(error.detail)))


def _internal(request: Request, error: Exception) -> JSONResponse:
    return reply(Refusal("internal", "the server failed; its log says why"))
