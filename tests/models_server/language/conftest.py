"""The small model of the wheel, converted and loaded once for all tests of the language part."""

from __future__ import annotations

import dataclasses
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest
import torch
from fastapi import FastAPI

from models_server.app import create_app
from models_server.language import weights
from models_server.language.engine import Engine, Limits
from models_server.language.load import Loaded, load
from models_server.settings import Settings
from scripts.places import ROOT

CACHE = ROOT / "var" / "models"
CPU = torch.device("cpu")


@pytest.fixture(scope="session")
def folder() -> Path:
    return Path(weights.place(weights.DEFAULT, CACHE))


@pytest.fixture(scope="session")
def loaded(folder: Path) -> Loaded:
    """In float32: in half precision the likeliest word may be another one in other company."""
    return load(weights.DEFAULT, str(folder), CPU, "float32")


@pytest.fixture(scope="session")
def engine(loaded: Loaded) -> Iterator[Engine]:
    running = Engine(loaded, Limits(cache_bytes=200 << 20, requests=4), seed=1)
    running.start()
    yield running
    running.stop()


@pytest.fixture
def app(engine: Engine) -> Iterator[FastAPI]:
    """A server in this process with the engine that all tests share; what one test breaks, it mends."""
    app = create_app(Settings(device="cpu", meaning=False, language="off", language_waiting=8))
    app.state.parts.language.take(engine)
    yield app
    app.state.parts.close()


@pytest.fixture
async def door(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://models", timeout=60.0) as client:
        yield client


@pytest.fixture
def endless(app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> FastAPI:
    """No token ends an answer: each is as long as it may be."""
    engine = app.state.parts.language.engine
    monkeypatch.setattr(engine, "loaded", dataclasses.replace(engine.loaded, ends=(-1,)))
    return app
