"""Right answers of every kind, drawn from a seed. A further kind registers a generator with
`right.family`.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from tests.bench.grading import corpus_maths, corpus_words
from tests.bench.grading.right import FAMILIES, Right

MODULES = (corpus_maths, corpus_words)  # importing them registers their families


def corpus(seed: int, count: int, names: tuple[str, ...] = ()) -> Iterator[Right]:
    """`count` right answers, the families in turn."""
    chosen = names or tuple(FAMILIES)
    draw = Random(seed)
    for k in range(count):
        yield FAMILIES[chosen[k % len(chosen)]](draw)
