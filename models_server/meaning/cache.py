"""Vectors of texts met before, held by a hash. Knows neither texts nor models."""

from __future__ import annotations

import hashlib
from collections import OrderedDict

import numpy as np
from numpy.typing import NDArray

_AROUND = 300  # bytes that Python takes around each vector

Row = tuple[NDArray[np.float32], int]  # a vector, and how many tokens its text had


def key_of(model: str, text: str) -> bytes:
    """The same for the same text and model, another for any other."""
    return hashlib.blake2b(f"{model}\0{text}".encode("utf-8", "surrogatepass"), digest_size=16).digest()


class Cache:
    """At most `most` bytes; the vector unused for longest makes room. Used by one thread."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._rows: OrderedDict[bytes, Row] = OrderedDict()
        self.bytes = 0
        self.hits = 0
        self.misses = 0

    def __len__(self) -> int:
        return len(self._rows)

    def get(self, key: bytes) -> Row | None:
        row = self._rows.get(key)
        if row is None:
            self.misses += 1
            return None
        self.hits += 1
        self._rows.move_to_end(key)
        return row

    def put(self, key: bytes, row: Row) -> None:
        """`row` must not be a view of something larger: that would be held with it."""
        if key in self._rows:
            return
        self._rows[key] = row
        self.bytes += row[0].nbytes + _AROUND
        while self.bytes > self._most:
            _, (gone, _) = self._rows.popitem(last=False)
            self.bytes -= gone.nbytes + _AROUND
