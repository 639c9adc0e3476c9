"""Our engine without doors: `python -m tests.bench.serving.alone`, same commands as plain.py.

Between this and the server lie HTTP, JSON, text and the event loop's share of the interpreter lock; between
this and plain.py lies continuous batching itself.
"""

from __future__ import annotations

import asyncio
import time

import torch

from models_server.language import weights
from models_server.language.admission import Admission
from models_server.language.chat import Chat
from models_server.language.engine import STANDARD, Engine, Limits
from models_server.language.load import load
from scripts.places import ROOT
from tests.bench.serving.child import serve


def main() -> None:
    torch.set_num_threads(1)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    loaded = load("alone", weights.place(weights.DEFAULT, ROOT / "var" / "models"), device)
    engine = Engine(loaded, Limits(1 << 30, 16), seed=1)
    chat = Chat(engine, Admission(16, 64))

    async def tokens(prompt: list[int], most: int) -> int:
        count = 0
        async for new, _ in engine.answer(prompt, most, STANDARD):
            count += len(new)
        return count

    async def made(prompts: list, most: int) -> int:
        return sum(await asyncio.gather(*(tokens(chat.tokens_of(prompt), most) for prompt in prompts)))

    def answer(command: dict) -> dict[str, float]:
        engine.start()
        asyncio.run(made(command["prompts"][:1], 2))  # its memory is taken at the first request
        begun, begun_cpu = time.perf_counter(), time.process_time()
        count = asyncio.run(made(command["prompts"], command["tokens"]))
        seconds, cpu = time.perf_counter() - begun, time.process_time() - begun_cpu
        engine.stop()
        return {"tokens": count, "seconds": seconds, "cpu": cpu}

    serve(answer)


if __name__ == "__main__":
    main()
