"""A server in the loop of the test, on a real port, so that a test may shorten its patience."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from fastapi import FastAPI

from models_server import connections, replies, stopping
from models_server.app import Parts


@asynccontextmanager
async def listening(app: FastAPI) -> AsyncIterator[tuple[stopping.Server, int]]:
    """Gives the server and its port. The parts stay: who made them ends them."""
    parts: Parts = app.state.parts
    config = uvicorn.Config(
        app,
        port=0,
        lifespan="off",
        access_log=False,
        log_config=None,
        ws="none",
        http=connections.protocol(parts.crowd),
        backlog=connections.BACKLOG,
    )
    server = stopping.Server(config, parts.stop, lambda: parts.language.break_off(replies.stopping()))
    running = asyncio.create_task(server._serve())
    while not server.started:
        await asyncio.sleep(0.01)
    try:
        yield server, server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        for one in list(parts.crowd.all):
            one.transport.abort()
        await running
