"""The baseline llama.cpp, where llama-cpp-python is installed: `python -m tests.bench.serving.llama`.

Commands as in plain.py, one conversation at a time: its Python side has no batches. Same GGUF (4 bits a
weight, where the others hold 16 or 32), same sampling, one thread.
"""

from __future__ import annotations

import importlib
import time

from models_server.language import weights
from tests.bench.serving.child import serve


def main() -> None:
    library = importlib.import_module("llama_cpp")
    model = library.Llama(str(weights._in_wheel()), n_ctx=2048, n_threads=1, n_threads_batch=1, verbose=False)

    def answer(command: dict) -> dict[str, float]:
        begun = time.perf_counter()
        count = 0
        for prompt in command["prompts"]:
            made = model.create_chat_completion(
                prompt,
                temperature=0.7,
                min_p=0.05,
                top_k=0,
                top_p=1.0,
                repeat_penalty=1.0,
                max_tokens=command["tokens"],
            )
            count += made["usage"]["completion_tokens"]
        return {"tokens": count, "seconds": time.perf_counter() - begun}

    serve(answer)


if __name__ == "__main__":
    main()
