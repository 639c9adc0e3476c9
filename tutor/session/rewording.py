"""Asks the model server to put a move into other words, under a deadline. The guard has the last word.

Off unless an operator turns it on; whatever fails or comes late, the authored words go out.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from threading import Lock

from django.conf import settings
from prometheus_client import Counter, Histogram

from tutor.dialogue import wording
from tutor.dialogue.wording import Task, Wording
from tutor.inference import Inference, InferenceError
from tutor.types import Move, Verdict

HELD = 1.5  # seconds that words may be held
MOST_TOKENS = 160

_sentences = Counter(
    "edgewise_reworded_sentences_total", "Sentences to be put otherwise, by what came of it", ["fate"]
)
_seconds = Histogram("edgewise_rewording_seconds", "Time that the words of a move were held")


def is_on(move: Move) -> bool:
    return bool(settings.REWORDING) and wording.is_reworded(move)


async def put(
    move: Move, said: str, verdict: Verdict | None, task: Task, heard: Sequence[str], held: float = HELD
) -> Move:
    """The move in other words, as far as the model server gives some in time that the guard lets through."""
    being = Wording(move.words, task, heard)
    server = Inference(settings.MODELS_URL, held, token=settings.MODELS_TOKEN)
    one_at_a_time = Lock()  # a sentence that is being judged when time is over is judged to its end

    def hear(piece: str) -> bool:
        with one_at_a_time:
            being.take(piece)
            return not being.done

    def give_up() -> None:
        with one_at_a_time:
            being.give_up()

    async def take(piece: str) -> bool:
        # Judging a sentence takes the checker some milliseconds: not on the event loop.
        return await asyncio.to_thread(hear, piece)

    messages = wording.prompt(move, said, verdict, task.leaks)
    with _seconds.time():
        try:
            await server.chat(messages, MOST_TOKENS, take)
            await asyncio.to_thread(being.end)
        except InferenceError:
            await asyncio.to_thread(give_up)
    for fate in tuple(being.fates):
        _sentences.labels(fate).inc()
    return replace(move, words=being.text)
