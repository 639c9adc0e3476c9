"""The language part of one server: loads in its own thread, after the others, and says how far it is."""

from __future__ import annotations

import asyncio
import logging
import os
import threading
import time
import warnings
from collections.abc import AsyncGenerator, Mapping
from pathlib import Path
from typing import Protocol

import torch

from models_server.errors import Refusal
from models_server.language.admission import Admission
from models_server.language.answer import Answer
from models_server.language.chat import Chat, Piece, Wanted
from models_server.language.engine import Engine, Limits
from models_server.language.external import External
from models_server.language.load import load
from models_server.language.measured import Measures
from models_server.language.memory import budget, out_of_memory
from models_server.language.weights import WeightsError, is_on_hub, place
from models_server.settings import Settings
from models_server.wire import PartState

_LOADING_S = 10  # what a caller is told to wait before asking again
_PATIENCE_S = 5.0  # that the end waits for a loader
_REQUESTS = {"cpu": 16, "cuda": 256}
_NOT_READY = {
    "loading": "the language model is still loading; /readyz says when it is there",
    "off": "the language model is off on this server (MODELS_LANGUAGE)",
    "failed": "the language model could not be loaded, so there are no words until the server is started "
    "anew; its log says why",
}

log = logging.getLogger(__name__)


class Answerer(Protocol):
    """Where words come from: the engine here, or one elsewhere."""

    def answer(self, wanted: Wanted) -> AsyncGenerator[Piece]: ...


class Language:
    """What answers conversations, and its state. `models` are the names that may be asked for."""

    def __init__(self, settings: Settings, device: torch.device) -> None:
        self._settings, self._device = settings, device
        self._after: threading.Thread | None = None
        self._stopping = threading.Event()
        # A daemon: what loads for minutes must not hold up the end.
        self._loader = threading.Thread(target=self._load_or_fail, name="language-load", daemon=True)
        self._answers: set[Answer] = set()
        self.measures = Measures()
        self.engine: Engine | None = None
        self._external = _external(settings)
        self._chat: Answerer | None = self._external
        self.admission: Admission | None = None
        self.ready_s: float | None = None  # seconds of the clock at which it was ready
        if self._external is not None:
            self._admit(self._external.admission)
        self.state: PartState = _state(settings)
        self.name = settings.language_model or settings.language
        self.adapters: Mapping[str, str] = dict(settings.adapters)

    @property
    def inside(self) -> int:
        return self.admission.inside if self.admission is not None else 0

    @property
    def waiting(self) -> int:
        return self.admission.waiting if self.admission is not None else 0

    @property
    def batch(self) -> int:
        return self.engine.batch if self.engine is not None else 0

    @property
    def cache_use(self) -> float:
        return self.engine.cache_use if self.engine is not None else 0.0

    @property
    def tokens(self) -> int:
        return self.engine.tokens if self.engine is not None else 0

    @property
    def deaths(self) -> int:
        return self.engine.deaths if self.engine is not None else 0

    def start(self, after: threading.Thread | None = None) -> None:
        """Begin to load in the background, once `after` has ended: one thing at a time is sooner."""
        if self.state == "loading":
            self._after = after
            self._loader.start()

    async def close(self) -> None:
        """Give up loading; end what is in hand."""
        if self._external is not None:
            await self._external.aclose()
        await asyncio.to_thread(self.stop)

    def stop(self) -> None:
        """Give up loading at the next stage; end the engine with all that is in hand."""
        self._stopping.set()
        if self._loader.is_alive():
            self._loader.join(_PATIENCE_S)
        if self.engine is not None:
            self.engine.stop()

    def break_off(self, refusal: Refusal) -> None:
        """End every answer on its way with this."""
        for answer in list(self._answers):
            answer.break_off(refusal)

    def answer(self, wanted: Wanted) -> Answer:
        """Raise Refusal `not_ready` before it is loaded, `bad_request` for an adapter that is not here."""
        if self._chat is None:
            wait = _LOADING_S if self.state == "loading" else 3600
            raise Refusal("not_ready", _NOT_READY[self.state], retry_after=wait)
        if self._external is None and wanted.adapter and wanted.adapter not in self.adapters:
            here = ", ".join([self.name, *self.adapters])
            raise Refusal("bad_request", f"no model {wanted.adapter!r} here; there is {here}")
        answer = Answer(self._chat.answer(wanted), self.measures, self._answers.discard)
        self._answers.add(answer)
        return answer

    def _load_or_fail(self) -> None:
        """When it fails the state is `failed` and the rest of the server works on."""
        if self._after is not None and self._after.is_alive():
            self._after.join()
        try:
            self._load()
        except WeightsError as error:
            self.state = "failed"
            log.error("%s; conversations stay off, the rest works", error)
        except Exception as error:
            self.state = "failed"
            if out_of_memory(error):
                log.error("no memory left while %s was loaded; conversations stay off", self.name)
            else:
                log.exception("the language model cannot be loaded; conversations stay off")

    def _load(self) -> None:
        if not is_on_hub(self._settings.language):
            os.environ["HF_HUB_OFFLINE"] = os.environ["TRANSFORMERS_OFFLINE"] = "1"
        where = place(self._settings.language, Path(self._settings.cache))
        if self._stopping.is_set():
            return
        loaded = load(self.name, where, self._device, self._settings.language_dtype)
        for name, folder in self.adapters.items():
            _adapt(loaded.model, name, folder)
        if self._stopping.is_set():
            return
        engine = Engine(loaded, self._limits(), self._settings.seed)
        engine.start()
        self.take(engine)

    def take(self, engine: Engine) -> None:
        """Answer with this one, which runs."""
        self.engine = engine
        admission = Admission(
            engine.limits.requests, self._settings.language_waiting, self._use if self.adapters else None
        )
        self._admit(admission)
        self._chat = Chat(engine, admission)
        self.state = "ready"

    def _admit(self, admission: Admission) -> None:
        self.admission = admission
        admission.waited = self.measures.admitted
        self.ready_s = time.monotonic()

    def _limits(self) -> Limits:
        cache = budget(self._settings.language_cache_mb << 20, self._device)
        return Limits(cache, self._settings.language_requests or _REQUESTS[self._device.type])

    async def _use(self, adapter: str) -> None:
        """Called while the engine is empty."""
        assert self.engine is not None
        await asyncio.to_thread(_switch, self.engine, adapter)


def _external(settings: Settings) -> External | None:
    if not settings.language_url:
        return None
    places = settings.language_requests or _REQUESTS["cuda"]
    return External(
        settings.language_url,
        settings.language_model,
        settings.language_token,
        places,
        settings.language_waiting,
    )


def _state(settings: Settings) -> PartState:
    if settings.language_url:
        return "ready"
    return "off" if settings.language == "off" else "loading"


def _adapt(model: object, name: str, folder: str) -> None:
    """Raise WeightsError for what is no whole adapter of this very model."""
    if not (Path(folder) / "adapter_config.json").is_file():
        raise WeightsError(f"the adapter {name}: {folder} has no adapter_config.json, as PEFT saves it")
    try:
        with warnings.catch_warnings():
            # Several side by side are meant.
            warnings.filterwarnings("ignore", message="Already found a `peft_config`", category=UserWarning)
            found = model.load_adapter(folder, adapter_name=name)  # type: ignore[attr-defined]
    except Exception as error:
        raise WeightsError(
            f"the adapter {name} in {folder} cannot be used with this model: {type(error).__name__}: {error}"
        ) from error
    # What lacks is made up at random, and only a warning says so. Those of other adapters are listed too.
    if any(f".{name}." in key for key in found.missing_keys):
        raise WeightsError(f"the adapter {name} in {folder} is another model's: layers of this one lack")
    model.disable_adapters()  # type: ignore[attr-defined]


def _switch(engine: Engine, adapter: str) -> None:
    engine.stop()
    model = engine.loaded.model
    if adapter:
        model.enable_adapters()
        model.set_adapter(adapter)
    else:
        model.disable_adapters()
    engine.start()
