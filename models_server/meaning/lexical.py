"""Words that a question shares with a course's text: BM25, and the mending of slips. Knows no meaning."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

_WORD = re.compile(r"[^\W\d_]{2,}")
_OFTEN, _LONG = 1.2, 0.75  # BM25's usual two
_SHORTEST = 5  # letters of a word that may be a slip

Floats = NDArray[np.float64]


class Lexicon:
    """The words of some passages, with how much each says of which."""

    def __init__(self, passages: Sequence[str]) -> None:
        counted = [Counter(stems(passage)) for passage in passages]
        lengths = np.array([sum(one.values()) for one in counted], dtype=np.float64)
        usual = max(1.0, float(lengths.mean())) if len(lengths) else 1.0
        places: dict[str, list[tuple[int, int]]] = {}
        for place, one in enumerate(counted):
            for stem, times in one.items():
                places.setdefault(stem, []).append((place, times))
        self._size = len(passages)
        self._weights: dict[str, tuple[NDArray[np.int64], Floats]] = {}
        for stem, seen in places.items():
            idf = math.log1p((self._size - len(seen) + 0.5) / (len(seen) + 0.5))
            at = np.array([place for place, _ in seen], dtype=np.int64)
            often = np.array([times for _, times in seen], dtype=np.float64)
            room = often + _OFTEN * (1 - _LONG + _LONG * lengths[at] / usual)
            self._weights[stem] = (at, idf * often * (_OFTEN + 1) / room)
        self._whole = Counter(word for passage in passages for word in words(passage))
        self._by_letter: dict[str, list[str]] = {}
        for word in self._whole:
            self._by_letter.setdefault(word[0], []).append(word)

    def scores(self, question: str) -> Floats:
        """BM25 of each passage."""
        found = np.zeros(self._size)
        for stem in sorted(set(stems(question))):
            if stem in self._weights:
                at, weights = self._weights[stem]
                found[at] += weights
        return found

    def mended(self, question: str, known: Collection[str]) -> str:
        """Words that nobody knows become those of the course that are one slip away."""

        def mend(match: re.Match[str]) -> str:
            word = match.group().lower()
            if len(word) < _SHORTEST or word in known or word in self._whole:
                return match.group()
            near = [one for one in self._by_letter.get(word[0], []) if _one_slip(word, one)]
            return max(near, key=lambda one: (self._whole[one], one), default=match.group())

        return _WORD.sub(mend, question)


def words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def stems(text: str) -> list[str]:
    """Words without English endings: `divides`, `divided` and `dividing` have one stem."""
    return [_stem(word) for word in words(text)]


def _stem(word: str) -> str:
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    if len(word) > 3 and word[-1] == word[-2]:
        word = word[:-1]
    return word.rstrip("e") if len(word) > 3 else word


def _one_slip(one: str, other: str) -> bool:
    """Is a letter missing, too many or another, or have two neighbours changed places?"""
    if abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    a, b = one[start : len(one) - end], other[start : len(other) - end]
    return max(len(a), len(b)) <= 1 or (len(a) == len(b) == 2 and a == b[::-1])
