from __future__ import annotations

import re
from pathlib import Path

import pytest

from models_server import settings
from models_server.settings import SettingError, Settings


def test_nothing_set_gives_the_defaults():
    assert Settings.from_environment({}) == Settings()


def test_every_variable_is_read_and_documented():
    environment = {
        "MODELS_HOST": "0.0.0.0",
        "MODELS_PORT": "9000",
        "MODELS_DEVICE": "CPU",
        "MODELS_SEED": "7",
        "MODELS_STATES": "64",
        "MODELS_LEARNERS": "10",
        "MODELS_MEANING": "off",
        "MODELS_MEANING_CACHE_MB": "8",
        "MODELS_THREADS": "2",
        "MODELS_SNAPSHOTS": "kept",
        "MODELS_LANGUAGE": "./model",
        "MODELS_LANGUAGE_DTYPE": "float16",
        "MODELS_LANGUAGE_CACHE_MB": "100",
        "MODELS_LANGUAGE_REQUESTS": "3",
        "MODELS_LANGUAGE_WAITING": "5",
        "LANGUAGE_URL": "http://engine",
        "LANGUAGE_MODEL": "big",
        "LANGUAGE_TOKEN": "secret",
        "MODELS_TOKEN": "ours",
        "MODELS_ADAPTERS": "kind=./kind, short = ./short",
        "MODELS_CACHE": "./cache",
    }
    assert Settings.from_environment(environment) == Settings(
        host="0.0.0.0",
        port=9000,
        device="cpu",
        seed=7,
        states=64,
        learners=10,
        meaning=False,
        meaning_cache_mb=8,
        threads=2,
        snapshots=Path("kept"),
        language="./model",
        language_dtype="float16",
        language_cache_mb=100,
        language_requests=3,
        language_waiting=5,
        language_url="http://engine",
        language_model="big",
        language_token="secret",
        token="ours",
        adapters=(("kind", "./kind"), ("short", "./short")),
        cache="./cache",
    )
    documented = set(re.findall(r"^\| ((?:MODELS|LANGUAGE)_[A-Z_]+)", settings.__doc__ or "", re.MULTILINE))
    assert documented == set(environment)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MODELS_PORT", "http"),
        ("MODELS_PORT", "65536"),
        ("MODELS_STATES", "-1"),
        ("MODELS_STATES", "²"),
        ("MODELS_DEVICE", "tpu"),
        ("MODELS_MEANING", "yes"),
        ("MODELS_HOST", " "),
        ("MODELS_LANGUAGE_DTYPE", "int3"),
        ("LANGUAGE_URL", "engine:8000"),
        ("MODELS_ADAPTERS", "kind"),
    ],
)
def test_a_value_that_cannot_be_used_is_named(name: str, value: str):
    with pytest.raises(SettingError, match=name):
        Settings.from_environment({name: value})


@pytest.mark.parametrize("value", ["", " "])
def test_no_folder_is_no_snapshots(value: str):
    assert Settings.from_environment({"MODELS_SNAPSHOTS": value}).snapshots is None
