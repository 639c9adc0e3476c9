"""A conversation to tokens, and tokens to the words of an answer. Knows no HTTP and no OpenAI shapes."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass
from typing import Literal

from models_server.errors import Refusal
from models_server.language.admission import Admission, Priority
from models_server.language.engine import STANDARD, Engine, Sampling
from models_server.language.text import Reader

Finish = Literal["stop", "length", "deadline"]
Message = dict[str, str]  # role and content


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of the model. `deadline`: seconds from now, waiting included."""

    messages: Sequence[Message]
    most: int
    deadline: float
    sampling: Sampling = STANDARD
    stops: tuple[str, ...] = ()
    priority: Priority = Priority.LEARNER
    adapter: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words; the last piece says why it is the last, and how many tokens there were."""

    text: str
    finish: Finish | None = None
    prompt_tokens: int = 0
    tokens: int = 0


class Chat:
    """Answers conversations with one engine, behind its admission."""

    def __init__(self, engine: Engine, admission: Admission) -> None:
        self._engine, self._admission = engine, admission

    @property
    def _window(self) -> int:
        """Tokens of prompt and answer together."""
        return min(self._engine.loaded.window, self._engine.room)

    def tokens_of(self, messages: Sequence[Message]) -> list[int]:
        """Raise Refusal for what the model's template does not take, or what is far too long."""
        tokenizer = self._engine.loaded.tokenizer
        self._refuse_if_far_too_long(messages)
        try:
            ids = tokenizer.apply_chat_template(
                [dict(message) for message in messages], add_generation_prompt=True, return_dict=False
            )
        except Exception as error:
            raise Refusal(
                "bad_request", f"the model's template refuses this conversation: {error}"
            ) from error
        return [int(one) for one in ids]

    def _refuse_if_far_too_long(self, messages: Sequence[Message]) -> None:
        """Message by message, no further than need be: eight megabytes would keep a core busy for seconds."""
        window, count = self._window, 0
        if sum(len(message["content"]) for message in messages) <= window:
            return
        for message in messages:
            count += len(self._engine.loaded.tokenizer(message["content"], verbose=False)["input_ids"])
            if count > window:
                raise Refusal(
                    "too_large",
                    f"the conversation has more than {count - 1} tokens; {window} fit, answer included",
                )

    async def answer(self, wanted: Wanted) -> AsyncGenerator[Piece]:
        """Yield pieces; the last one has `finish`. Raise Refusal before the first, never after."""
        ends = time.monotonic() + wanted.deadline
        prompt = await asyncio.to_thread(self.tokens_of, wanted.messages)
        window = self._window
        room = window - len(prompt)
        if room < 1:
            raise Refusal(
                "too_large", f"the conversation has {len(prompt)} tokens; {window} fit, answer included"
            )
        most = min(wanted.most, room)
        async with self._admission.admitted(wanted.priority, wanted.adapter, ends - time.monotonic()):
            async for piece in self._written(prompt, most, wanted, ends):
                yield piece

    async def _written(
        self, prompt: list[int], most: int, wanted: Wanted, ends: float
    ) -> AsyncGenerator[Piece]:
        reader = Reader(self._engine.loaded.tokenizer, wanted.stops)
        count = 0
        answer = self._engine.answer(prompt, most, wanted.sampling)
        finish: Finish | None = None
        try:
            while finish is None:
                try:
                    async with asyncio.timeout(ends - time.monotonic()):
                        tokens, done = await anext(answer)
                except TimeoutError:
                    finish = "deadline"
                    break
                count += len(tokens)
                text = reader.read(tokens)
                if reader.stopped:
                    finish = "stop"
                elif done:
                    finish = "length" if count >= most else "stop"
                if text:
                    yield Piece(text)
        finally:
            await answer.aclose()
        yield Piece(reader.rest(), finish, len(prompt), count)
