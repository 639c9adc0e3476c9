"""The baseline `generate` of transformers: `python -m tests.bench.serving.plain`, one command a line.

{"prompts": [conversations], "tokens": n}: a static batch of exactly n new tokens each → tokens, seconds.
{"about": true} → bytes of weights that are read for one token. Weights, dtype, sampling: as the server.
"""

from __future__ import annotations

import time

import torch

from models_server.language import engine, weights
from models_server.language.load import load
from scripts.places import ROOT
from tests.bench.serving.child import serve


def main() -> None:
    torch.set_num_threads(1)  # as the server does by default
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    loaded = load("plain", weights.place(weights.DEFAULT, ROOT / "var" / "models"), device)

    loaded.tokenizer.padding_side = "left"  # answers go on at the right

    def answer(command: dict) -> dict[str, float]:
        if "about" in command:
            return {"bytes": read_for_a_token(loaded.model)}
        begun = time.perf_counter()
        inputs = loaded.tokenizer.apply_chat_template(
            command["prompts"],
            add_generation_prompt=True,
            return_dict=True,
            return_tensors="pt",
            padding=True,
        ).to(device)
        with torch.inference_mode():
            made = loaded.model.generate(
                **inputs,
                do_sample=True,
                temperature=engine.STANDARD.temperature,
                min_p=engine._UNLIKELY,
                top_k=0,
                min_new_tokens=command["tokens"],
                max_new_tokens=command["tokens"],
                eos_token_id=list(loaded.ends),
                pad_token_id=loaded.ends[0],
            )
        new = made[:, inputs["input_ids"].shape[1] :].tolist()  # waits for a GPU
        return {"tokens": sum(map(len, new)), "seconds": time.perf_counter() - begun}

    serve(answer)


def read_for_a_token(model: torch.nn.Module) -> int:
    """Bytes of all weights, each once; of a table that only looks words up next to nothing is read."""
    tables = {
        module.weight.data_ptr() for module in model.modules() if isinstance(module, torch.nn.Embedding)
    }
    head = model.get_output_embeddings().weight.data_ptr()  # type: ignore[operator]
    each = {weight.data_ptr(): weight.nbytes for weight in model.parameters()}
    return sum(size for place, size in each.items() if place == head or place not in tables)


if __name__ == "__main__":
    main()
