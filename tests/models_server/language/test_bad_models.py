"""Models and adapters that are not whole, or not what they should be: the part is off, the rest works."""

from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
import torch
from peft import LoraConfig, get_peft_model
from safetensors.torch import load_file, save_file
from transformers import AutoConfig, AutoModelForCausalLM

from models_server.app import create_app
from models_server.language import weights
from models_server.language.load import Loaded
from models_server.language.service import _adapt
from models_server.language.weights import WeightsError
from models_server.settings import Settings
from tests.models_server.cast import MONDAY, course

# peft asks transformers for something under a name it had before.
pytestmark = pytest.mark.filterwarnings("ignore:.*is_gradient_checkpointing.*:FutureWarning")


def tiny(folder: Path, layers: int = 1, **more: Any) -> Any:
    """A model of the same kind in small, with random weights."""
    config = AutoConfig.from_pretrained(str(folder))
    config.num_hidden_layers = layers
    config.layer_types = None
    for name, value in more.items():
        setattr(config, name, value)
    torch.manual_seed(0)
    return AutoModelForCausalLM.from_config(config)


@pytest.fixture(scope="module")
def small(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole model folder of which each test breaks a copy."""
    made = tmp_path_factory.mktemp("small")
    for file in folder.iterdir():
        if file.name not in ("model.safetensors", "config.json"):
            shutil.copy(file, made)
    model = tiny(folder, hidden_size=64, intermediate_size=64, num_attention_heads=2, num_key_value_heads=1)
    model.save_pretrained(str(made))
    return made


def halved(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def without_a_layer(path: Path) -> None:
    whole = load_file(str(path))
    whole.pop(next(name for name in whole if "q_proj" in name))
    save_file(whole, str(path), metadata={"format": "pt"})


BREAKS: dict[str, tuple[Callable[[Path], object], str]] = {
    "weights cut in half": (lambda it: halved(it / "model.safetensors"), "cannot be loaded"),
    "weights gone": (lambda it: (it / "model.safetensors").unlink(), "cannot be loaded"),
    "a layer gone": (lambda it: without_a_layer(it / "model.safetensors"), "lacks weights"),
    "config broken": (lambda it: halved(it / "config.json"), "cannot be loaded"),
    "config empty": (lambda it: (it / "config.json").write_text("{}"), "cannot be loaded"),
    "config gone": (lambda it: (it / "config.json").unlink(), "no config.json"),
    "tokenizer gone": (
        lambda it: shutil.move(it / "tokenizer.json", it / "gone"),
        "cannot be loaded",
    ),
    "tokenizer cut in half": (lambda it: halved(it / "tokenizer.json"), "cannot be loaded"),
}


@pytest.mark.parametrize("how", BREAKS)
async def test_a_broken_model_turns_off_words_and_nothing_else(
    small: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture, how: str
) -> None:
    broken = tmp_path / "model"
    shutil.copytree(small, broken)
    breaks, says = BREAKS[how]
    breaks(broken)
    await assert_failed(str(broken), caplog, says)


async def test_a_gguf_cut_in_half_turns_off_words_and_nothing_else(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    cut = tmp_path / "cut.gguf"
    with weights._in_wheel().open("rb") as whole:
        cut.write_bytes(whole.read(weights._in_wheel().stat().st_size // 2))
    await assert_failed(str(cut), caplog, "cannot be read as a GGUF model")


async def test_no_memory_for_the_model_turns_off_words_and_nothing_else(
    small: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*arguments: Any, **more: Any) -> Any:  # a fake: no test may fill the memory
        raise MemoryError

    monkeypatch.setattr("transformers.AutoModelForCausalLM.from_pretrained", full)
    await assert_failed(str(small), caplog, "does not fit into the memory")


async def assert_failed(model: str, caplog: pytest.LogCaptureFixture, says: str, **more: Any) -> None:
    """State, log, readiness, the door's words, and estimates that go on."""
    cache = str(Path(model).parent / "cache")
    app = create_app(Settings(device="cpu", meaning=False, language=model, cache=cache, **more))
    with caplog.at_level(logging.ERROR):
        app.state.parts.language._load_or_fail()
    (line,) = [one.getMessage() for one in caplog.records if one.name.startswith("models_server")]
    assert says in line
    assert "conversations stay off" in line
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://models") as client:
        ready = await client.get("/readyz")
        assert (ready.status_code, ready.json()["parts"]["language"]) == (200, "failed")
        answer = await client.post(
            "/v1/chat/completions", json={"messages": [{"role": "user", "content": "Hello"}]}
        )
        assert (answer.status_code, answer.json()["error"]["code"]) == (503, "not_ready")
        assert "log says why" in answer.json()["error"]["message"]
        await client.put("/v1/courses/sums@1", json=course())
        asked = {"learner": "ada", "at_n": 0, "now": MONDAY}
        assert (await client.post("/v1/courses/sums@1/next", json=asked)).status_code == 200
        assert 'models_part_state{part="language",state="failed"} 1.0' in (await client.get("/metrics")).text
    app.state.parts.close()


def adapter(model: Any, where: Path, **more: Any) -> Path:
    options: dict[str, Any] = {"r": 2, "target_modules": ["q_proj"], "init_lora_weights": False} | more
    get_peft_model(model, LoraConfig(task_type="CAUSAL_LM", **options)).save_pretrained(str(where))
    return where


@pytest.fixture
def model(small: Path) -> Any:
    return AutoModelForCausalLM.from_pretrained(str(small))


def test_an_adapter_of_this_model_is_taken(model: Any, small: Path, tmp_path: Path) -> None:
    _adapt(model, "kind", str(adapter(AutoModelForCausalLM.from_pretrained(str(small)), tmp_path)))
    assert "kind" in model.peft_config


@pytest.mark.parametrize("how", ["wider", "fewer layers", "cut in half", "no json", "other parts", "nothing"])
def test_an_adapter_of_another_model_or_none_is_refused_by_name(
    loaded: Loaded, folder: Path, tmp_path: Path, how: str, model: Any
) -> None:
    small_size = {"hidden_size": 64, "intermediate_size": 64, "num_attention_heads": 2}
    small_size["num_key_value_heads"] = 1
    if how == "wider":
        adapter(tiny(folder), tmp_path)
    elif how == "fewer layers":
        adapter(tiny(folder, 1, **small_size), tmp_path)
        model = tiny(folder, 2, **small_size)
    else:
        adapter(tiny(folder, 1, **small_size), tmp_path)
    settings = tmp_path / "adapter_config.json"
    if how == "cut in half":
        halved(tmp_path / "adapter_model.safetensors")
    elif how == "no json":
        halved(settings)
    elif how == "other parts":
        settings.write_text(json.dumps(json.loads(settings.read_text()) | {"target_modules": ["c_attn"]}))
    elif how == "nothing":
        settings.unlink()
    with pytest.raises(WeightsError, match="the adapter odd"):
        _adapt(model, "odd", str(tmp_path))


async def test_an_adapter_of_another_model_turns_off_words_and_nothing_else(
    small: Path, folder: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    other = adapter(tiny(folder), tmp_path / "other")
    copy = tmp_path / "model"
    shutil.copytree(small, copy)
    await assert_failed(
        str(copy), caplog, "cannot be used with this model", adapters=(("other", str(other)),)
    )
