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
        "MODELS_THREADS": "2",
        "MODELS_SNAPSHOTS": "kept",
    }
    found = Settings.from_environment(environment)
    assert found == Settings("0.0.0.0", 9000, "cpu", 7, 64, 10, False, 2, Path("kept"))
    assert set(re.findall(r"MODELS_[A-Z]+", settings.__doc__ or "")) == set(environment)


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
    ],
)
def test_a_value_that_cannot_be_used_is_named(name: str, value: str):
    with pytest.raises(SettingError, match=name):
        Settings.from_environment({name: value})


@pytest.mark.parametrize("value", ["", " "])
def test_no_folder_is_no_snapshots(value: str):
    assert Settings.from_environment({"MODELS_SNAPSHOTS": value}).snapshots is None
