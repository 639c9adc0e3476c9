"""The engine's words are the model's own: packed with others, with a shared beginning, after many."""

from __future__ import annotations

import asyncio

import pytest
import torch

from models_server.language.engine import Engine, Sampling
from models_server.language.load import Loaded

LIKELIEST = Sampling(temperature=0.0)


def alone(loaded: Loaded, prompt: list[int], most: int) -> list[int]:
    """What plain `generate` makes of it."""
    ids = torch.tensor([prompt])
    out = loaded.model.generate(
        ids,
        attention_mask=torch.ones_like(ids),
        do_sample=False,
        max_new_tokens=most,
        eos_token_id=list(loaded.ends),
        pad_token_id=loaded.ends[0],
    )
    return [token for token in out[0, len(prompt) :].tolist() if token not in loaded.ends]


async def through(engine: Engine, prompt: list[int], most: int) -> list[int]:
    return [token async for new, _ in engine.answer(prompt, most, LIKELIEST) for token in new]


@pytest.fixture(scope="module")
def prompts(loaded: Loaded) -> list[list[int]]:
    """Of very different lengths; the last two begin alike for more than a page."""
    story = "A learner asks why the sign changes when a term moves to the other side. " * 8
    texts = ["Two and two are", "Say why.", story, story + "And then?", story + "Or not?"]
    return [list(loaded.tokenizer(text)["input_ids"]) for text in texts]


async def test_packed_with_others_each_has_the_words_it_has_alone(
    engine: Engine, loaded: Loaded, prompts: list[list[int]]
) -> None:
    expected = [alone(loaded, prompt, 10) for prompt in prompts]
    for _ in range(2):  # the second time from the cache
        found = await asyncio.gather(*(through(engine, prompt, 10) for prompt in prompts))
        assert found == expected


async def test_unlikely_words_are_never_drawn(engine: Engine, loaded: Loaded) -> None:
    """Hot enough that two draws of three would be among what min_p cuts off."""
    prompt = list(loaded.tokenizer("The capital of France is")["input_ids"])
    with torch.inference_mode():
        chances = (loaded.model(torch.tensor([prompt])).logits[0, -1] / 1.5).softmax(-1)
    likely = set((chances >= 0.05 * chances.max()).nonzero().flatten().tolist())
    assert chances[list(likely)].sum() < 0.5
    drawn = await asyncio.gather(*(drew(engine, prompt, 1.5) for _ in range(24)))
    assert {token for tokens in drawn for token in tokens} <= likely
    assert len({tuple(tokens) for tokens in drawn}) > 1


async def drew(engine: Engine, prompt: list[int], temperature: float) -> list[int]:
    return [token async for new, _ in engine.answer(prompt, 1, Sampling(temperature)) for token in new]
