"""LoRA adapters by name: each changes the words, one at a time, and the model without one stays as it was."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch
from peft import LoraConfig, get_peft_model

from models_server.errors import Refusal
from models_server.language.chat import Wanted
from models_server.language.engine import Sampling
from models_server.language.load import load
from models_server.language.service import Language
from models_server.settings import Settings
from tests.live import wait_until
from tests.models_server.language.conftest import CPU

# peft asks transformers for something under a name it had before.
pytestmark = pytest.mark.filterwarnings("ignore:.*is_gradient_checkpointing.*:FutureWarning")

HELLO = [{"role": "user", "content": "Say hello to a learner."}]


@pytest.fixture(scope="module")
def adapters(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[tuple[str, str], ...]:
    """Two that were never trained: random weights change the words for certain."""
    made = []
    for seed, name in enumerate(("first", "second")):
        torch.manual_seed(seed)
        config = LoraConfig(
            r=4, target_modules=["q_proj", "v_proj"], init_lora_weights=False, task_type="CAUSAL_LM"
        )
        where = tmp_path_factory.mktemp(name)
        get_peft_model(load(name, str(folder), CPU, "float32").model, config).save_pretrained(str(where))
        made.append((name, str(where)))
    return tuple(made)


@pytest.fixture(scope="module")
def language(folder: Path, adapters: tuple[tuple[str, str], ...]) -> Iterator[Language]:
    settings = Settings(
        language=str(folder), language_dtype="float32", language_cache_mb=100, adapters=adapters
    )
    language = Language(settings, CPU)
    language.start()
    wait_until(lambda: language.state != "loading", "the language model")
    assert language.state == "ready"
    yield language
    language.stop()


async def words(language: Language, adapter: str = "") -> str:
    wanted = Wanted(HELLO, most=8, deadline=60.0, sampling=Sampling(0.0), adapter=adapter)
    return "".join([piece.text async for piece in language.answer(wanted)])


async def test_each_adapter_has_words_of_its_own_and_leaves_the_model_as_it_was(language: Language) -> None:
    plain = await words(language)
    first, second = await words(language, "first"), await words(language, "second")
    assert len({plain, first, second}) == 3
    assert await words(language) == plain
    assert await words(language, "first") == first


async def test_many_at_once_each_get_the_words_of_theirs(language: Language) -> None:
    names = ["", "first", "second"]
    alone = {name: await words(language, name) for name in names}
    mixed = await asyncio.gather(*(words(language, name) for name in names * 3))
    assert mixed == [alone[name] for name in names * 3]


async def test_an_adapter_that_is_not_here_is_refused_by_name(language: Language) -> None:
    with pytest.raises(Refusal, match="third"):
        await words(language, "third")
