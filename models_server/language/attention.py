"""Attention of many conversations in one batch on a CPU: each looks only at its own keys.

The engine packs all conversations into one row and hides them from each other with a mask, so that `sdpa`
computes every question against every key and throws nearly all of it away: with sixteen conversations of
600 tokens the first word took six times as long. Here the row is taken apart again. On a GPU flash kernels
read packed rows as they are.
"""

from __future__ import annotations

from typing import Any

import torch
from torch.nn.functional import scaled_dot_product_attention
from transformers import AttentionInterface
from transformers.generation.continuous_batching import PagedAttentionCache
from transformers.integrations.sdpa_attention import sdpa_attention_forward


def install() -> None:
    """For all models of this process; without the engine's cache nothing changes."""
    AttentionInterface.register("sdpa", _attention)


def _attention(
    module: torch.nn.Module,
    query: torch.Tensor,
    key: torch.Tensor,
    value: torch.Tensor,
    attention_mask: torch.Tensor | None,
    cache: Any = None,
    scaling: float | None = None,
    **options: Any,
) -> tuple[torch.Tensor, None]:
    """`query` is [1, heads, tokens, size] in; [1, tokens, heads, size] out, as transformers asks for."""
    packed = isinstance(cache, PagedAttentionCache) and query.device.type == "cpu"
    if not packed or attention_mask is None or options.get("position_bias") is not None:
        return sdpa_attention_forward(
            module, query, key, value, attention_mask, cache=cache, scaling=scaling, **options
        )
    key, value = cache.update(key, value, layer_idx=module.layer_idx, kwargs=options)
    of_queries, of_keys = options["cu_seq_lens_q"].tolist(), options["cu_seq_lens_k"].tolist()
    parts = [
        _own(query[:, :, a:b], key[:, :, c:d], value[:, :, c:d], attention_mask[:, :, a:b, c:d], scaling)
        for a, b, c, d in zip(of_queries, of_queries[1:], of_keys, of_keys[1:], strict=False)
    ]
    return torch.cat(parts, dim=2).transpose(1, 2).contiguous(), None


def _own(
    query: torch.Tensor, key: torch.Tensor, value: torch.Tensor, mask: torch.Tensor, scaling: float | None
) -> torch.Tensor:
    """One conversation. Heads that share keys are questions to the same keys."""
    _, heads, count, size = query.shape
    shared = key.shape[1]
    if shared == heads:
        return scaled_dot_product_attention(query, key, value, mask, scale=scaling)
    grouped = query.reshape(1, shared, -1, size)
    mask = mask.repeat(1, 1, heads // shared, 1) if count > 1 else mask
    return scaled_dot_product_attention(grouped, key, value, mask, scale=scaling).view(1, heads, count, size)
