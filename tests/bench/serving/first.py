"""Seconds to the first word: alone, among sixteen, and after a long text that was met before."""

from __future__ import annotations

import asyncio
import random
import statistics
from dataclasses import dataclass

from tests.bench.serving.child import Child
from tests.bench.serving.client import Client
from tests.bench.serving.outcomes import Answer
from tests.bench.serving.prompts import shared, short, stories

ALONE, VOLLEYS, MANY = 15, 3, 16
PREFIXES, SHARED = 3, 1500  # tokens
_MOST = 8  # of each answer: the first is what counts


@dataclass(frozen=True)
class First:
    """Medians in seconds; `plain`: one token of transformers' `generate`; tokens of the shared texts."""

    alone: float
    plain: float
    among_16: float
    cold: float
    warm: float
    prompt: float
    shared: float


async def measured(client: Client, plain: Child, luck: random.Random) -> First:
    alone, theirs = [], []
    for prompt in stories(ALONE, luck):
        alone.append(await client.whole(prompt, _MOST))
        theirs.append(plain.ask(prompts=[prompt], tokens=1)["seconds"])
    among: list[Answer] = []
    for _ in range(VOLLEYS):
        among += await asyncio.gather(*(client.whole(prompt, _MOST) for prompt in stories(MANY, luck)))
    a_word = await _tokens_a_word(client, luck)
    cold, warm = [], []
    for number in range(PREFIXES):
        text = shared(int(SHARED / a_word), luck)
        cold.append(await client.whole([text, short(2 * number)], _MOST))
        warm.append(await client.whole([text, short(2 * number + 1)], _MOST))
        await asyncio.sleep(0.2)
    return First(
        _first(alone),
        statistics.median(theirs),
        _first(among),
        _first(cold),
        _first(warm),
        statistics.median(answer.prompt_tokens for answer in alone),
        statistics.median(answer.prompt_tokens for answer in cold),
    )


async def _tokens_a_word(client: Client, luck: random.Random) -> float:
    answer = await client.whole([shared(400, luck), short(0)], 1)
    return answer.prompt_tokens / 400


def _first(answers: list[Answer]) -> float:
    """An answer without any word has no first one; its end counts."""
    return statistics.median(answer.seconds if answer.first is None else answer.first for answer in answers)
