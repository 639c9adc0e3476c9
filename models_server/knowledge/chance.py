"""Randomness by key: a table of evenly spread numbers, and where in it one learner's n-th evidence begins."""

from __future__ import annotations

import hashlib
from functools import lru_cache

import torch
from torch import Tensor

_ROWS = 4096


def generator(seed: int, learner: str, n: int) -> torch.Generator:
    """A source of randomness for one learner's n-th evidence (0: the prior), alike in every process."""
    return torch.Generator().manual_seed(int.from_bytes(_digest(seed, learner, n)[:8], "big") >> 1)


def _digest(seed: int, learner: str, n: int) -> bytes:
    return hashlib.sha256(f"{seed}\x1f{n}\x1f{learner}".encode()).digest()


def strata(rows: int, states: int, source: torch.Generator) -> Tensor:
    """Uniform numbers, one of each row in each 1/S of (0, 1): float32 [rows, S].

    A share p of the states then comes out as p·S to within one state; independent draws would scatter by √S.
    """
    order = torch.rand(rows, states, generator=source).argsort(1)
    even = (order + torch.rand(rows, states, generator=source)) / states
    return even.clamp(1e-7, 1.0 - 1e-7)


@lru_cache(maxsize=4)
def _table(seed: int, rows: int, states: int) -> tuple[Tensor, Tensor]:
    source = torch.Generator().manual_seed(seed)
    even = strata(rows, states, source)
    return even, even.log() - (-even).log1p()


class Chance:
    """Rows of strata, and the same as log odds: float32.

    Drawing them costs more than all else that redrawing states does, so they are drawn once, and a learner's
    n-th evidence reads them from a row of its own.
    """

    def __init__(self, seed: int, states: int, longest: int, device: torch.device) -> None:
        """`longest`: the most rows that are read at once."""
        self._seed, self._rows = seed, max(_ROWS, 4 * longest)
        even, odds = _table(seed, self._rows, states)
        self._even, self._odds = even.to(device), odds.to(device)

    def starts(self, learner: str, n: int, rows: list[int]) -> tuple[list[int], float]:
        """Where to begin for as many rows each, and a number in [0, 1)."""
        free, fraction = divmod(int.from_bytes(_digest(self._seed, learner, n), "big"), 1 << 40)
        begin = []
        for count in rows:
            free, at = divmod(free, self._rows - count)
            begin.append(at)
        return begin, fraction / (1 << 40)

    def uniform(self, starts: list[int], rows: int) -> Tensor:
        """[rows, L·S] for L learners."""
        return _beside(self._even, starts, rows)

    def log_odds(self, starts: list[int], rows: int) -> Tensor:
        """[rows, L·S] for L learners."""
        return _beside(self._odds, starts, rows)


def _beside(table: Tensor, starts: list[int], rows: int) -> Tensor:
    if len(starts) == 1:
        return table[starts[0] : starts[0] + rows]
    return torch.cat([table[at : at + rows] for at in starts], 1)
