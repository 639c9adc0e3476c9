"""Streams an OATutor content pool out of its tar.gz, once, in memory. Knows names and sizes, no meaning."""

from __future__ import annotations

import gzip
import json
import re
import tarfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

MAX_MEMBER_BYTES = 4 * 1024 * 1024
MAX_TOTAL_BYTES = 512 * 1024 * 1024
MAX_MEMBERS = 1_000_000

_PROBLEM = re.compile(r"(?:.*/)?content-pool/(?P<folder>[^/]+)/(?P<rest>.+\.json)\Z")
_PLANS = re.compile(r"(?:.*/)?coursePlans\.json\Z")
_SKILLS = re.compile(r"(?:.*/)?skillModel\.json\Z")


class ImportProblem(Exception):
    """The archive, or the course asked for, cannot be used; the message says why in plain words."""


@dataclass(slots=True)
class Pool:
    """What an archive holds: plans and skills read, problems still as bytes (most of them are not wanted)."""

    plans: Any = None
    skills: Any = None
    problems: dict[str, dict[str, bytes]] = field(default_factory=dict)  # folder → path below it → JSON
    broken: set[str] = field(default_factory=set)  # folders with a file over the size limit


def read_pool(archive: Path, *, problems: bool = True) -> Pool:
    """Everything of use in `archive`, nothing written to disk. Raises ImportProblem.

    `problems=False` keeps the plans and skills only.
    """
    pool = Pool()
    try:
        with _Bounded(archive) as unpacked, tarfile.open(fileobj=unpacked, mode="r|") as tar:
            _stream(tar, pool, problems)
    except FileNotFoundError:
        raise ImportProblem(f"there is no file {archive.name}") from None
    except (tarfile.TarError, zlib.error, EOFError, OSError) as error:
        raise ImportProblem(f"{archive.name} is not a complete tar.gz archive: {error}") from error
    if pool.plans is None:
        raise ImportProblem(f"{archive.name} holds no coursePlans.json: is it an OATutor content pool?")
    return pool


class _Bounded(gzip.GzipFile):
    """Counts what is unpacked, headers included, and stops an archive that grows without end."""

    _left = MAX_TOTAL_BYTES

    def read(self, size: int | None = -1) -> bytes:
        data = super().read(size)
        self._left -= len(data)
        if self._left < 0:
            raise ImportProblem(f"the archive unpacks to more than {MAX_TOTAL_BYTES // 2**20} MB")
        return data


def _stream(tar: tarfile.TarFile, pool: Pool, problems: bool) -> None:
    for count, member in enumerate(tar, start=1):
        tar.members = []  # type: ignore[attr-defined]  # a stream needs no index of 100,000 members
        if count > MAX_MEMBERS:
            raise ImportProblem("the archive holds more files than a content pool can have")
        if not member.isreg():
            continue
        if _PLANS.match(member.name):
            pool.plans = _json(tar, member)
        elif _SKILLS.match(member.name):
            pool.skills = _json(tar, member)
        elif problems and (match := _PROBLEM.match(member.name)):
            _keep(tar, member, match["folder"], match["rest"], pool)


def _keep(tar: tarfile.TarFile, member: tarfile.TarInfo, folder: str, rest: str, pool: Pool) -> None:
    if member.size > MAX_MEMBER_BYTES:
        pool.broken.add(folder)
    pool.problems.setdefault(folder, {})[rest] = b"" if folder in pool.broken else _bytes(tar, member)


def _bytes(tar: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    stream = tar.extractfile(member)
    return stream.read() if stream else b""


def _json(tar: tarfile.TarFile, member: tarfile.TarInfo) -> Any:
    if member.size > MAX_MEMBER_BYTES:
        raise ImportProblem(f"{member.name} is larger than {MAX_MEMBER_BYTES // 2**20} MB")
    try:
        return json.loads(_bytes(tar, member))
    except (ValueError, RecursionError) as error:
        raise ImportProblem(f"{member.name} is not JSON: {error}") from error
