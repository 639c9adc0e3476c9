"""A model and its tokenizer in memory, as the device likes them. Knows no requests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import torch

from models_server.language.memory import out_of_memory
from models_server.language.weights import WeightsError

_DTYPES = {"float32": torch.float32, "bfloat16": torch.bfloat16, "float16": torch.float16}
_DEFAULT_WINDOW = 2048


@dataclass(frozen=True)
class Loaded:
    """`window`: tokens of prompt and answer together; `ends`: tokens that end an answer."""

    name: str
    model: Any
    tokenizer: Any
    window: int
    ends: tuple[int, ...]

    @property
    def bytes_a_token(self) -> int:
        """What the attention of one token takes in the cache: keys and values of all layers."""
        config = self.model.config.get_text_config()
        heads = getattr(config, "num_key_value_heads", None) or config.num_attention_heads
        size = getattr(config, "head_dim", None) or config.hidden_size // config.num_attention_heads
        return int(2 * config.num_hidden_layers * heads * size * self.model.dtype.itemsize)


def load(name: str, where: str, device: torch.device, dtype: str = "auto") -> Loaded:
    """Raise WeightsError for what is no whole causal model with a chat template."""
    from transformers import AutoModelForCausalLM, AutoTokenizer

    from models_server.language import attention  # late, as it takes transformers along

    if device.type == "cpu":
        attention.install()
    try:
        both: Any = AutoModelForCausalLM.from_pretrained(
            where, dtype=_dtype(dtype, device), attn_implementation="sdpa", output_loading_info=True
        )
        model, found = both
        tokenizer = AutoTokenizer.from_pretrained(where)
        model.to(device)
    except Exception as error:
        if out_of_memory(error):
            raise WeightsError(f"{name} does not fit into the memory of {device}") from error
        raise WeightsError(f"{name} cannot be loaded: {type(error).__name__}: {error}") from error
    if found["missing_keys"]:  # made up at random, where only a warning says so
        raise WeightsError(f"{name} lacks weights, {min(found['missing_keys'])} among them: it is not whole")
    if not tokenizer.chat_template:
        raise WeightsError(f"{name} has no chat template: it was not made for conversations")
    window = getattr(model.config.get_text_config(), "max_position_embeddings", _DEFAULT_WINDOW)
    model.requires_grad_(False)  # PreTrainedModel loads in eval mode
    return Loaded(name, model, tokenizer, int(window), _ends(model, tokenizer))


def _dtype(name: str, device: torch.device) -> torch.dtype:
    """Half precision where the hardware computes in it; many processors only imitate it."""
    if name == "auto":
        return torch.bfloat16 if device.type == "cuda" or _cpu_has_bfloat16() else torch.float32
    return _DTYPES[name]


def _cpu_has_bfloat16() -> bool:
    """Products of bfloat16 in one instruction: AVX512-BF16, AMX, or the BF16 extension of ARM."""
    able: Mapping[str, Any] = torch.cpu.get_capabilities()
    return any(able.get(name) for name in ("avx512_bf16", "amx_bf16", "bf16"))


def _ends(model: Any, tokenizer: Any) -> tuple[int, ...]:
    stated = model.generation_config.eos_token_id
    ends = [stated] if isinstance(stated, int) else list(stated or ())
    ends += [tokenizer.eos_token_id] if tokenizer.eos_token_id is not None else []
    return tuple(dict.fromkeys(ends))
