"""A text file line by line, never whole: how large, in which encoding, how far. Knows no format."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from courses.importers.imported import ImportProblem, Limits, Progress

_LONGEST = 256 * 1024  # characters of a line
_EVERY = 200  # lines between two reports of progress


def lines_of(path: Path, limits: Limits, progress: Progress | None = None) -> Iterator[str]:
    """Its lines without their ends. Raises ImportProblem, and whatever `progress` raises."""
    try:
        size = path.stat().st_size
        if size > limits.file_bytes:
            raise ImportProblem(f"{path.name} is larger than {limits.file_bytes // 2**20} MB")
        with path.open("rb") as stream:
            encoding = _encoding(stream.read(4))
            stream.seek(0)
            done = 0
            for number, raw in enumerate(iter(lambda: stream.readline(_LONGEST), b""), start=1):
                done += len(raw)
                if number % _EVERY == 0 and progress is not None:
                    progress(min(done, size), size)
                yield _text(raw, encoding, number, path.name)
            if progress is not None:
                progress(size, size)
    except OSError as error:
        raise ImportProblem(f"{path.name} cannot be opened: {error.strerror or error}") from error


def _encoding(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ImportProblem("the file is not UTF-8 text: save it as UTF-8")
    return "utf-8-sig" if head.startswith(b"\xef\xbb\xbf") else "utf-8"


def _text(raw: bytes, encoding: str, number: int, name: str) -> str:
    if len(raw) >= _LONGEST:
        raise ImportProblem(f"{name}: line {number} is longer than {_LONGEST // 1024} kB")
    try:
        text = raw.decode(encoding if number == 1 else "utf-8")
    except UnicodeDecodeError:
        raise ImportProblem(f"{name}: line {number} is not UTF-8 text: save the file as UTF-8") from None
    return text.rstrip("\r\n").replace("\x00", "")
