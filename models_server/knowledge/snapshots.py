"""Learners in files: written when memory has no room or the server ends, read when asked. Knows no courses.

A file is arrays and a JSON text behind a checksum; nothing in it is code. What is not whole, of another kind
or not what was asked for counts as not there. One server a folder.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
from collections import OrderedDict
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

_MAGIC = b"edgewise learner 1\n"
_ENDING = ".learner"
_SHORTEST = len(_MAGIC) + 32 + 8

log = logging.getLogger(__name__)

Arrays = Mapping[str, NDArray[Any]]


class Snapshots:
    """At most `most` files; the one not written for longest goes first."""

    def __init__(self, folder: Path, most: int) -> None:
        """Raise OSError where the folder cannot be made or written in."""
        folder.mkdir(parents=True, exist_ok=True)
        self._folder, self._most = folder, most
        self._probe()
        found = [(entry.stat().st_mtime, entry.name) for entry in os.scandir(folder) if _ours(entry.name)]
        self._names = OrderedDict((name, None) for _, name in sorted(found))
        self._trim()

    def __len__(self) -> int:
        return len(self._names)

    def write(self, key: tuple[str, ...], about: Mapping[str, Any], arrays: Arrays) -> None:
        """Replace what was kept under `key`, at once or not at all. A disk that is full loses only this."""
        name = _name(key)
        path = self._folder / name
        waiting = path.with_suffix(".tmp")
        try:
            waiting.write_bytes(_packed(key, about, arrays))
            waiting.replace(path)
        except OSError as error:
            log.warning("a learner was not written to %s: %s", self._folder, error)
            with suppress(OSError):
                waiting.unlink()
            return
        self._names[name] = None
        self._names.move_to_end(name)
        self._trim()

    def read(self, key: tuple[str, ...], about: Mapping[str, Any]) -> tuple[dict[str, Any], Arrays] | None:
        """What was written under `key`, if it says of itself all that `about` says."""
        name = _name(key)
        if name not in self._names:
            return None
        try:
            said, arrays = _unpacked((self._folder / name).read_bytes())
        except (OSError, ValueError, KeyError, TypeError):
            return None
        same = said.get("key") == list(key) and all(said.get(k) == value for k, value in about.items())
        return (said, arrays) if same else None

    def _trim(self) -> None:
        while len(self._names) > self._most:
            name, _ = self._names.popitem(last=False)
            (self._folder / name).unlink(missing_ok=True)

    def _probe(self) -> None:
        """A folder that cannot be written in is found at the start, not when the first learner is lost."""
        probe = self._folder / "probe.tmp"
        probe.write_bytes(b"")
        probe.unlink()
        for left in self._folder.glob("*.tmp"):  # of a server that was killed while it wrote
            left.unlink(missing_ok=True)


def _ours(name: str) -> bool:
    return name.endswith(_ENDING)


def _name(key: tuple[str, ...]) -> str:
    """Ids may hold anything: a digest is a file name everywhere."""
    return hashlib.sha256(json.dumps(key).encode()).hexdigest()[:40] + _ENDING


def _packed(key: tuple[str, ...], about: Mapping[str, Any], arrays: Arrays) -> bytes:
    shapes = [[name, array.dtype.str, list(array.shape)] for name, array in arrays.items()]
    text = json.dumps({**about, "key": list(key), "arrays": shapes}).encode()
    parts = [
        len(text).to_bytes(8, "big"),
        text,
        *(np.ascontiguousarray(a).tobytes() for a in arrays.values()),
    ]
    body = b"".join(parts)
    return _MAGIC + hashlib.sha256(body).digest() + body


def _unpacked(stored: bytes) -> tuple[dict[str, Any], Arrays]:
    """Raise ValueError, KeyError or TypeError for anything else than what `_packed` made."""
    digest, body = stored[len(_MAGIC) : len(_MAGIC) + 32], stored[len(_MAGIC) + 32 :]
    whole = len(stored) >= _SHORTEST and stored.startswith(_MAGIC)
    if not whole or hashlib.sha256(body).digest() != digest:
        raise ValueError("not a whole snapshot")
    start = 8 + int.from_bytes(body[:8], "big")
    about = json.loads(body[8:start])
    arrays = {}
    for name, kind, shape in about.pop("arrays"):
        size = int(np.dtype(kind).itemsize * np.prod(shape, dtype=np.int64))
        # Copied, because what frombuffer gives cannot be written to.
        arrays[name] = np.frombuffer(body[start : start + size], dtype=kind).reshape(shape).copy()
        start += size
    return about, arrays
