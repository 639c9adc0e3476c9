"""A second opinion on what a message is: how its words are used in messages of each intent.

A table of weights, a row for each word and pair of words, learnt beforehand (tests/bench/intents/learn.py);
at run time a sum. Knows no rules and no problem.

The table: the size of a step and the rarity of what is not in it; where each intent starts; then a row for
each word or pair: its rarity in tenths and a weight for each intent in steps, each one character.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from tutor.dialogue.plain import plain

TABLE = Path(__file__).with_name("likeness.txt")
LOWEST = 33  # the character that stands for 0; below it are blanks
MIDDLE = 46  # steps to either side that a weight can have
INTENTS = (
    "attempt",
    "part",
    "asks_task",
    "asks_subject",
    "asks_hint",
    "asks_answer",
    "dont_know",
    "frustrated",
    "off_topic",
    "authority",
    "tampering",
    "distress",
    "sets_aside",
    "remark",
)
_TOKENS = re.compile(r"\?end|\w+|[^\s\w]")
_FIGURES = re.compile(r"\d+(?:[.,]\d+)?")
MOST = 120  # words of a long message that are looked at


def features(text: str) -> list[str]:
    """The words and pairs of words of `text`, figures made one, with marks for its beginning and end."""
    words = " ".join(_FIGURES.sub(" 0 ", plain(text)).split()[:MOST])
    asks = " ?end" if text.rstrip().endswith("?") else ""
    tokens = _TOKENS.findall(f"^ {words} ${asks}")
    return tokens + [f"{one} {other}" for one, other in pairwise(tokens)]


def near(text: str) -> Mapping[str, float]:
    """The share of each intent in what `text` is like, together 1; nothing where most words are unknown."""
    step, unmet, start, rows = _table()
    found = set(features(text))
    words = [one for one in found if one.isalnum()]
    if not words or 2 * sum(word in rows for word in words) < len(words):
        return {}
    length = 0.0
    scores = [0.0] * len(INTENTS)
    for feature in found:
        row = rows.get(feature)
        if row is None:
            length += unmet * unmet
            continue
        rare = (ord(row[0]) - LOWEST) / 10
        length += rare * rare
        for place, mark in enumerate(row[1:]):
            scores[place] += rare * (ord(mark) - LOWEST - MIDDLE)
    length = math.sqrt(length)
    total = [step * (first + score / length) for first, score in zip(start, scores, strict=True)]
    top = max(total)
    powers = [math.exp(one - top) for one in total]
    whole = sum(powers)
    return {meant: power / whole for meant, power in zip(INTENTS, powers, strict=True)}


@lru_cache(maxsize=1)
def _table() -> tuple[float, float, list[int], dict[str, str]]:
    lines = TABLE.read_text().split("\n")
    step, unmet = (float(part) for part in lines[0].split())
    start = [ord(mark) - LOWEST - MIDDLE for mark in lines[1]]
    return step, unmet, start, dict(line.split("\t") for line in lines[2:] if line)
