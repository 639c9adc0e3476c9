"""What the operator may choose, read once from the environment. Knows nothing of the parts that use it.

| variable         | default   | meaning                                                                  |
|------------------|-----------|--------------------------------------------------------------------------|
| MODELS_HOST      | 127.0.0.1 | address to listen on                                                     |
| MODELS_PORT      | 8001      | port to listen on (0: a free one)                                        |
| MODELS_DEVICE    | auto      | auto, cpu or cuda; auto takes the GPU when there is one                  |
| MODELS_SEED      | 1         | seed of all sampling; the same seed and evidence give the same numbers   |
| MODELS_STATES    | 512       | knowledge states held for each learner: more is finer and slower         |
| MODELS_LEARNERS  | 4000      | learners held in memory; the one unused for longest makes room           |
| MODELS_MEANING   | on        | on or off: whether the sentence model is loaded                          |
| MODELS_THREADS   | 1         | threads torch may use within one computation                             |
| MODELS_SNAPSHOTS | none      | folder for learners that memory has no room for, and for the next start  |
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
    threads: int = 1
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
            threads=_whole(environment, "MODELS_THREADS", 1, 1, 1024),
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


def _one_of(environment: Mapping[str, str], name: str, default: str, allowed: tuple[str, ...]) -> str:
    text = _text(environment, name, default).lower()
    if text not in allowed:
        raise SettingError(f"{name} is {text!r}; it must be one of {', '.join(allowed)}")
    return text
