"""What the operator may choose, read once from the environment. Knows nothing of the parts that use it.

| variable        | default   | meaning                                                                  |
|-----------------|-----------|--------------------------------------------------------------------------|
| MODELS_HOST     | 127.0.0.1 | address to listen on                                                     |
| MODELS_PORT     | 8001      | port to listen on (0: a free one)                                        |
| MODELS_DEVICE   | auto      | auto, cpu or cuda; auto takes the GPU when there is one                  |
| MODELS_SEED     | 1         | seed of all sampling; the same seed and evidence give the same numbers   |
| MODELS_STATES   | 512       | knowledge states held for each learner: more is finer and slower         |
| MODELS_LEARNERS | 4000      | learners held in memory; the one unused for longest makes room           |
| MODELS_MEANING  | on        | on or off: whether the sentence model is loaded                          |
| MODELS_MEANING_CACHE_MB | 64 | memory for the vectors of texts met before; 0: none is kept               |
| MODELS_THREADS  | 1         | threads torch may use within one computation                             |
| MODELS_SNAPSHOTS | none     | folder for learners that memory has no room for, and for the next start  |
| MODELS_LANGUAGE | smollm2   | off, smollm2 (the small model of a wheel), a folder, a .gguf, or a name  |
|                 |           | on the hub                                                               |
| MODELS_LANGUAGE_DTYPE    | auto | auto, float32, bfloat16 or float16; auto: bfloat16 where the
|                          |      | hardware multiplies in it                                             |
| MODELS_LANGUAGE_CACHE_MB | 0    | memory for the attention of all conversations; 0: a share of what is  |
|                          |      | free                                                                 |
| MODELS_LANGUAGE_REQUESTS | 0    | conversations answered at once; 0: 16 on a CPU, 256 on a GPU          |
| MODELS_LANGUAGE_WAITING  | 64   | conversations that may wait; more are refused at once                |
| LANGUAGE_URL             |      | an OpenAI-compatible engine to ask instead of loading a model here   |
| LANGUAGE_MODEL           |      | the model to ask it for; left out: the first that it lists           |
| LANGUAGE_TOKEN           |      | bearer token for it                                                  |
| MODELS_TOKEN             |      | bearer token that callers of /v1 must have; left out: none           |
| MODELS_ADAPTERS          |      | LoRA adapters: name=folder, name=folder                              |
| MODELS_CACHE             | var/models | where converted weights are kept                                |
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


class SettingError(ValueError):
    """A variable of the environment that cannot be used; the message names it and what would do."""


@dataclass(frozen=True, slots=True)
class Settings:
    host: str = "127.0.0.1"
    port: int = 8001
    device: str = "auto"
    seed: int = 1
    states: int = 512
    learners: int = 4000
    meaning: bool = True
    meaning_cache_mb: int = 64
    threads: int = 1
    language: str = "smollm2"
    language_dtype: str = "auto"
    language_cache_mb: int = 0
    language_requests: int = 0
    language_waiting: int = 64
    language_url: str = ""
    language_model: str = ""
    language_token: str = ""
    token: str = ""
    adapters: tuple[tuple[str, str], ...] = ()
    cache: str = "var/models"
    snapshots: Path | None = None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Raise SettingError for a value that cannot be used."""
        return cls(
            host=_text(environment, "MODELS_HOST", "127.0.0.1"),
            port=_whole(environment, "MODELS_PORT", 8001, 0, 65535),
            device=_one_of(environment, "MODELS_DEVICE", "auto", ("auto", "cpu", "cuda")),
            seed=_whole(environment, "MODELS_SEED", 1, 0, 2**62),
            states=_whole(environment, "MODELS_STATES", 512, 32, 65536),
            learners=_whole(environment, "MODELS_LEARNERS", 4000, 1, 10_000_000),
            meaning=_one_of(environment, "MODELS_MEANING", "on", ("on", "off")) == "on",
            meaning_cache_mb=_whole(environment, "MODELS_MEANING_CACHE_MB", 64, 0, 1_000_000),
            threads=_whole(environment, "MODELS_THREADS", 1, 1, 1024),
            language=_text(environment, "MODELS_LANGUAGE", "smollm2"),
            language_dtype=_one_of(
                environment, "MODELS_LANGUAGE_DTYPE", "auto", ("auto", "float32", "bfloat16", "float16")
            ),
            language_cache_mb=_whole(environment, "MODELS_LANGUAGE_CACHE_MB", 0, 0, 10_000_000),
            language_requests=_whole(environment, "MODELS_LANGUAGE_REQUESTS", 0, 0, 4096),
            language_waiting=_whole(environment, "MODELS_LANGUAGE_WAITING", 64, 0, 100_000),
            language_url=_url(environment, "LANGUAGE_URL"),
            language_model=environment.get("LANGUAGE_MODEL", "").strip(),
            language_token=environment.get("LANGUAGE_TOKEN", "").strip(),
            token=environment.get("MODELS_TOKEN", "").strip(),
            adapters=_pairs(environment, "MODELS_ADAPTERS"),
            cache=_text(environment, "MODELS_CACHE", "var/models"),
            snapshots=_folder(environment, "MODELS_SNAPSHOTS"),
        )


def _text(environment: Mapping[str, str], name: str, default: str) -> str:
    value = environment.get(name, default).strip()
    if not value:
        raise SettingError(f"{name} is empty; leave it unset for {default!r}")
    return value


def _folder(environment: Mapping[str, str], name: str) -> Path | None:
    """None where nothing is set: an empty value says so too."""
    text = environment.get(name, "").strip()
    return Path(text) if text else None


def _whole(environment: Mapping[str, str], name: str, default: int, low: int, high: int) -> int:
    text = _text(environment, name, str(default))
    if not text.isdecimal() or not low <= int(text) <= high:
        raise SettingError(f"{name} is {text!r}; it must be a whole number from {low} to {high}")
    return int(text)


def _url(environment: Mapping[str, str], name: str) -> str:
    text = environment.get(name, "").strip()
    if text and not text.startswith(("http://", "https://")):
        raise SettingError(f"{name} is {text!r}; it must begin with http:// or https://")
    return text


def _pairs(environment: Mapping[str, str], name: str) -> tuple[tuple[str, str], ...]:
    pairs = [entry.partition("=") for entry in environment.get(name, "").split(",") if entry.strip()]
    if not all(key.strip() and value.strip() for key, _, value in pairs):
        raise SettingError(f"{name} is {environment[name]!r}; it must be like name=folder, name=folder")
    return tuple((key.strip(), value.strip()) for key, _, value in pairs)


def _one_of(environment: Mapping[str, str], name: str, default: str, allowed: tuple[str, ...]) -> str:
    text = _text(environment, name, default).lower()
    if text not in allowed:
        raise SettingError(f"{name} is {text!r}; it must be one of {', '.join(allowed)}")
    return text
