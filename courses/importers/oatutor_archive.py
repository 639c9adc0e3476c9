"""Streams an OATutor content pool out of its tar.gz into a scratch database. Knows names and sizes only.

Nothing of the archive is written under its own name, and nothing is kept in memory but plans and skills: an
archive may be larger than the memory, and its problems stand in no order that a course could be read in.
"""

from __future__ import annotations

import gzip
import json
import re
import sqlite3
import tarfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

MAX_ARCHIVE_BYTES = 2**30
MAX_TOTAL_BYTES = 8 * 2**30  # unpacked; a pool of 300 MB in its archive has some 6 GB with the tar's padding
MAX_RATIO = 200  # unpacked to packed, looked at from RATIO_FROM on; the public pool has 25
RATIO_FROM = 64 * 2**20
MAX_MEMBERS = 5_000_000
MAX_MEMBER_BYTES = 4 * 2**20
MAX_TABLE_BYTES = 64 * 2**20  # coursePlans.json, skillModel.json
MAX_HEADER_BYTES = 64 * 2**10  # a long name or a set of attributes
MAX_ATTRIBUTES = 100  # for all files; git writes one
MAX_REFUSED = 1000  # entries named in the report; all are counted
SCRATCH_CACHE_KB = 32_000

_PROBLEM = re.compile(r"(?:.*/)?content-pool/(?P<folder>[^/]+)/(?P<rest>.+\.json)\Z")
_PLANS = re.compile(r"(?:.*/)?coursePlans\.json\Z")
_SKILLS = re.compile(r"(?:.*/)?skillModel\.json\Z")
_README = re.compile(r"(?:[^/]*/){0,2}README\.md\Z")
_OPEN_LICENCE = re.compile(
    r"\[(?P<name>[^\]]{1,100})\]\((?P<url>https://creativecommons\.org/[^)\s]{1,100})\)"
)
_UNSAFE = re.compile(r"\A[/~]|\A[A-Za-z]:|(?:\A|/)\.\.(?:/|\Z)|[\\\x00-\x1f\x7f]")
_EXTENDED = (tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE)
_HEADERS = (*_EXTENDED, tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK)


Progress = Callable[[int, int], None]  # (done, whole); what is raised in it stops the import


class ImportProblem(Exception):
    """The archive, or the course asked for, cannot be used; the message says why in plain words."""


@dataclass(slots=True)
class Entries:
    """What the archive held: counts by kind, and by name what was not looked into and why."""

    kinds: Counter[str] = field(default_factory=Counter)
    refused: list[tuple[str, str]] = field(default_factory=list)

    def refuse(self, name: str, why: str) -> None:
        self.kinds[why] += 1
        if len(self.refused) < MAX_REFUSED:
            self.refused.append((name[:300], why))


class Pool:
    """Plans and skills as JSON says them, problems as bytes in the scratch database."""

    def __init__(self, scratch: sqlite3.Connection) -> None:
        self.plans: Any = None
        self.skills: Any = None
        self.licence = ""  # what the archive's README says of all content
        self.entries = Entries()
        self._scratch = scratch
        scratch.executescript(
            f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-{SCRATCH_CACHE_KB};"
            "CREATE TABLE file (folder TEXT, rest TEXT, data BLOB, PRIMARY KEY (folder, rest)) WITHOUT ROWID;"
            "CREATE TABLE problem (folder TEXT PRIMARY KEY, lesson TEXT, broken TEXT) WITHOUT ROWID;"
        )

    def folders(self, lesson: str | None) -> list[str]:
        """The problems that name this lesson; None: those that name none, or cannot be read."""
        found = self._scratch.execute("SELECT folder FROM problem WHERE lesson IS ?", (lesson,))
        return [folder for (folder,) in found]

    def files(self, folder: str) -> dict[str, bytes]:
        """Path below the folder → content."""
        found = self._scratch.execute("SELECT rest, data FROM file WHERE folder = ?", (folder,))
        return {rest: zlib.decompress(data) for rest, data in found}

    def broken(self, folder: str) -> str | None:
        """Why the folder cannot be used although it may be readable, if so."""
        found = self._scratch.execute("SELECT broken FROM problem WHERE folder = ?", (folder,)).fetchone()
        return found[0] if found else None

    def lessons(self) -> dict[str | None, int]:
        """Lesson → how many problems name it."""
        return dict(self._scratch.execute("SELECT lesson, count(*) FROM problem GROUP BY lesson"))

    def keep(self, folder: str, rest: str, data: bytes | None) -> None:
        """None: the file is too large, and its problem is not to be used."""
        self._scratch.execute("INSERT OR IGNORE INTO problem VALUES (?, NULL, NULL)", (folder,))
        if data is None:
            self._scratch.execute(
                "UPDATE problem SET broken = 'a file is too large' WHERE folder = ?", (folder,)
            )
            data = b""
        row = (folder, rest, zlib.compress(data, 1))
        if self._scratch.execute("INSERT OR IGNORE INTO file VALUES (?, ?, ?)", row).rowcount == 0:
            self.entries.refuse(f"{folder}/{rest}", "given twice: the first one counts")
        elif rest == f"{folder}.json":
            lesson = _lesson(data)
            self._scratch.execute("UPDATE problem SET lesson = ? WHERE folder = ?", (lesson, folder))

    def index(self) -> None:
        self._scratch.execute("CREATE INDEX problem_lesson ON problem (lesson)")


@contextmanager
def open_pool(archive: Path, *, problems: bool = True, progress: Progress | None = None) -> Iterator[Pool]:
    """Everything of use in `archive`; the scratch database is gone afterwards. Raises ImportProblem.

    `problems=False` keeps the plans and skills only. `progress` is told the bytes read of the archive.
    """
    with closing(
        sqlite3.connect("", isolation_level=None)
    ) as scratch:  # "": a private file, deleted by itself
        pool = Pool(scratch)
        _fill(pool, archive, problems, progress)
        yield pool


def _fill(pool: Pool, archive: Path, problems: bool, progress: Progress | None) -> None:
    try:
        packed = archive.stat().st_size
        if packed > MAX_ARCHIVE_BYTES:
            raise ImportProblem(f"{archive.name} is larger than {MAX_ARCHIVE_BYTES // 2**20} MB")
        with (
            _Bounded(archive, packed) as unpacked,
            tarfile.open(fileobj=unpacked, mode="r|", tarinfo=_Header) as tar,
        ):
            for member in _members(tar):
                _take(tar, member, pool, problems)
                if progress is not None:
                    progress(unpacked.packed_read(), packed)
    except FileNotFoundError:
        raise ImportProblem(f"there is no file {archive.name}") from None
    except (tarfile.TarError, zlib.error, EOFError, OSError, ValueError, RecursionError) as error:
        raise ImportProblem(f"{archive.name} is not a complete tar.gz archive: {error}") from error
    if pool.plans is None:
        raise ImportProblem(f"{archive.name} holds no coursePlans.json: is it an OATutor content pool?")
    pool.index()


class _Bounded(gzip.GzipFile):
    """Counts what is unpacked, headers included, and stops an archive that grows without end."""

    def __init__(self, archive: Path, packed: int) -> None:
        self._file = archive.open("rb")
        super().__init__(fileobj=self._file, mode="rb")
        self._most = min(MAX_TOTAL_BYTES, max(RATIO_FROM, MAX_RATIO * packed))
        self._read = 0

    def read(self, size: int | None = -1) -> bytes:
        data = super().read(size)
        self._read += len(data)
        if self._read > self._most:
            raise ImportProblem(
                f"the archive unpacks to more than {self._most // 2**20} MB: no content pool of its size does"
            )
        return data

    def packed_read(self) -> int:
        """How far it is in the archive itself."""
        return self._file.tell()

    def close(self) -> None:
        super().close()
        self._file.close()


class _Header(tarfile.TarInfo):
    """A header that is looked at before what it announces is read into memory."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> _Header:
        header = super().frombuf(buf, encoding, errors)
        if header.type in _HEADERS and header.size > MAX_HEADER_BYTES:
            raise ImportProblem(f"the archive has a name or attributes of {header.size} bytes")
        if header.type == tarfile.GNUTYPE_SPARSE:
            raise ImportProblem("the archive holds sparse files: no content pool does")
        return header

    def _proc_gnusparse_10(self, *_: Any) -> None:
        raise ImportProblem("the archive holds sparse files: no content pool does")


def _members(tar: tarfile.TarFile) -> Iterator[tarfile.TarInfo]:
    for count, member in enumerate(tar, start=1):
        tar.members = []  # type: ignore[attr-defined]  # a stream needs no index of 100,000 members
        if count > MAX_MEMBERS or len(tar.pax_headers) > MAX_ATTRIBUTES:
            raise ImportProblem("the archive holds more files or attributes than a content pool can have")
        yield member


def _take(tar: tarfile.TarFile, member: tarfile.TarInfo, pool: Pool, problems: bool) -> None:
    if member.isdir():
        pool.entries.kinds["folders"] += 1
    elif not member.isreg():
        pool.entries.refuse(member.name, "a link or a device, not a file")
    elif _UNSAFE.search(member.name):
        pool.entries.refuse(member.name, "its path leads out of the archive")
    elif _PLANS.match(member.name):
        pool.entries.kinds["tables"] += 1
        pool.plans = _json(tar, member)
    elif _SKILLS.match(member.name):
        pool.entries.kinds["tables"] += 1
        pool.skills = _json(tar, member)
    elif match := _PROBLEM.match(member.name):
        pool.entries.kinds["files of problems"] += 1
        if problems:
            data = _bytes(tar, member) if member.size <= MAX_MEMBER_BYTES else None
            pool.keep(match["folder"], match["rest"], data)
    else:
        pool.entries.kinds["other files, not looked into"] += 1
        if _README.match(member.name) and member.size <= MAX_MEMBER_BYTES and not pool.licence:
            named = _OPEN_LICENCE.search(_bytes(tar, member).decode("utf-8", "replace"))
            pool.licence = f"{named['url']} <{named['name']}>" if named else ""


def _bytes(tar: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    stream = tar.extractfile(member)
    return stream.read() if stream else b""


def _json(tar: tarfile.TarFile, member: tarfile.TarInfo) -> Any:
    if member.size > MAX_TABLE_BYTES:
        raise ImportProblem(f"{member.name} is larger than {MAX_TABLE_BYTES // 2**20} MB")
    try:
        return json.loads(_bytes(tar, member))
    except (ValueError, RecursionError) as error:
        raise ImportProblem(f"{member.name} is not JSON: {error}") from error


def _lesson(data: bytes) -> str | None:
    """The lesson that a problem's own file names; None when it is not readable or names none."""
    try:
        record = json.loads(data)
    except (ValueError, RecursionError):
        return None
    lesson = record.get("lessonId") if isinstance(record, dict) else None
    return lesson if isinstance(lesson, str) else None
