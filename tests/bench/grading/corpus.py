"""Right answers of every kind, drawn from a seed. A further kind registers a generator with
`right.family`.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from tests.bench.grading import (
    corpus_forms,
    corpus_lines,
    corpus_maths,
    corpus_numbers,
    corpus_picked,
    corpus_words,
)
from tests.bench.grading.right import FAMILIES, FURTHER, Right

# Importing them registers their families.
MODULES = (corpus_maths, corpus_words, corpus_numbers, corpus_forms, corpus_lines, corpus_picked)


def corpus(seed: int, count: int, names: tuple[str, ...] = ()) -> Iterator[Right]:
    """`count` right answers, the families in turn."""
    known = {**FAMILIES, **FURTHER}
    chosen = names or tuple(FAMILIES)
    draw = Random(seed)
    for k in range(count):
        yield known[chosen[k % len(chosen)]](draw)


def everything(seed: int, count: int) -> Iterator[Right]:
    """`count` right answers of all families of all kinds, in turn."""
    yield from corpus(seed, count, (*FAMILIES, *FURTHER))
