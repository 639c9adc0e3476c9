from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import httpx
import pytest
from fastapi import FastAPI

from models_server.app import create_app
from models_server.meaning import Meaning
from models_server.settings import Settings


@pytest.fixture(scope="session")
def app(threads: None) -> Iterator[FastAPI]:
    """With the real sentence model, from its wheel; loaded once, since that takes seconds."""
    app = create_app(Settings(device="cpu", language="off"))
    app.state.parts.meaning.load()
    yield app
    app.state.parts.close()


@pytest.fixture(scope="session")
def meaning(app: FastAPI) -> Meaning:
    loaded: Meaning = app.state.parts.meaning
    return loaded


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://models") as client:
        yield client
