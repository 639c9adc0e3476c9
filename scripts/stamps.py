"""Remembers what was last installed or built from which inputs, so that a finished step costs nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path


def digest(paths: Iterable[Path], *more: str) -> str:
    """A fingerprint of the files' names and contents and of `more`; a missing file counts too."""
    total = hashlib.sha256()
    for path in sorted(paths):
        content = path.read_bytes() if path.is_file() else b"missing"
        total.update(f"{path.name}:{len(content)}:".encode() + content)
    for text in more:
        total.update(f"{len(text)}:{text}".encode())
    return total.hexdigest()


def is_current(stamp: Path, fingerprint: str) -> bool:
    """True when `stamp` was last marked with this fingerprint."""
    return stamp.is_file() and stamp.read_text() == fingerprint


def mark(stamp: Path, fingerprint: str) -> None:
    """Remember that the step behind `stamp` was finished for this fingerprint."""
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(fingerprint)
