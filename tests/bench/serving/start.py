"""A model server with all parts, and how long each takes until it is ready. Knows no measure of words."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from models_server.language import weights
from scripts.places import ROOT
from tests.live import ModelServer

CACHE = ROOT / "var" / "models"
STARTS = 3


@dataclass
class Starts:
    """Seconds from the start of the process until /readyz says so, one each start."""

    knowledge: list[float] = field(default_factory=list)
    language: list[float] = field(default_factory=list)

    def medians(self) -> dict[str, float]:
        return {
            "knowledge_ready_s": statistics.median(self.knowledge),
            "language_ready_s": statistics.median(self.language),
        }


@contextmanager
def server(starts: Starts) -> Iterator[ModelServer]:
    """Started STARTS times, with weights that are converted already; the last one stays."""
    weights.place(weights.DEFAULT, CACHE)
    with tempfile.TemporaryDirectory(prefix="edgewise-models-") as folder:
        running = ModelServer(
            Path(folder), MODELS_LANGUAGE="smollm2", MODELS_MEANING="on", MODELS_CACHE=str(CACHE)
        )
        try:
            for _ in range(STARTS):
                running.kill()
                begun = time.perf_counter()
                running.ensure_up()
                starts.knowledge.append(time.perf_counter() - begun)
                _wait_for(running.url, "language")
                starts.language.append(time.perf_counter() - begun)
            yield running
        finally:
            running.kill()


def _wait_for(url: str, part: str) -> None:
    with httpx.Client(trust_env=False) as client:
        while (state := client.get(f"{url}/readyz").json()["parts"][part]) != "ready":
            assert state == "loading", f"{part} is {state}"
            time.sleep(0.05)
