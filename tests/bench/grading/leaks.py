"""Are answers found that are hidden in sentences, and are honest sentences left alone?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

from tests.bench.grading.corpus import corpus
from tests.bench.grading.leak_texts import WAYS
from tests.bench.grading.part import Part
from tests.bench.grading.quiet_texts import quiet
from tests.bench.grading.right import Right
from tutor.grading import leaks, parse_spec

SENTENCES = 2_000
SHOWN = 5
PLAIN = 0.2  # how many are told openly, in some notation


def run(data: Path | None, seed: int, sentences: int = SENTENCES) -> Part:
    """`sentences` texts that give an answer away, and as many that do not."""
    hidden, honest = list(telling(seed, sentences)), list(silent(seed, sentences))
    missed = [row for row in hidden if not leaks(row[2], parse_spec(row[0].spec))]
    alarms = [row for row in honest if leaks(row[1], parse_spec(row[0].spec))]
    found = len(hidden) - len(missed)
    notes = [f"missed, {way}: {right.typed!r} in {text!r}" for right, way, text in missed[:SHOWN]]
    notes += [f"false alarm: {right.typed!r} in {text!r}" for right, text in alarms[:SHOWN]]
    ways, told = Counter(way for _, way, _ in missed), Counter(way for _, way, _ in hidden)
    notes.append(
        "missed by way: " + ", ".join(f"{way} {ways[way]} of {count}" for way, count in told.items())
    )
    naive_found = sum(_holds_number(right, text) for right, _, text in hidden)
    naive_alarms = sum(_holds_number(right, text) for right, text in honest)
    return Part(
        metrics={
            "leak_sentences": len(hidden) + len(honest),
            "leak_recall": found / len(hidden),
            "leak_precision": found / max(1, found + len(alarms)),
        },
        baselines={
            "final number as substring": {
                "leak_recall": naive_found / len(hidden),
                "leak_precision": naive_found / max(1, naive_found + naive_alarms),
            }
        },
        floors={"leak_recall": 0.98, "leak_precision": 0.98},
        notes=notes,
    )


def telling(seed: int, count: int) -> Iterator[tuple[Right, str, str]]:
    """Texts that give the answer away, each way as often as it fits."""
    draw = Random(seed + 5)
    made = 0
    for right in corpus(seed + 5, count * 2):
        fits = [name for name, generate in WAYS.items() if generate(right, Random(1))]
        plain = len(fits) == 1 or draw.random() < PLAIN
        name = (
            fits[0] if plain else draw.choice(fits[1:])
        )  # the first way is another notation, which always fits
        for text in WAYS[name](right, draw):
            yield right, name, text
            made += 1
            if made == count:
                return


def silent(seed: int, count: int) -> Iterator[tuple[Right, str]]:
    draw = Random(seed + 6)
    for right in corpus(seed + 6, count):
        yield right, quiet(right, draw)


def _holds_number(right: Right, text: str) -> bool:
    """The rule in use elsewhere: the last number of the answer (or all of it) stands in the text."""
    numbers = re.findall(r"-?\d+(?:\.\d+)?", right.typed)
    return (numbers[-1] if numbers else right.typed) in text
