"""A ramp's folder as a .zip, both ways. Believes nothing that an archive says of itself.

Only course.yaml and what lies under lessons/ is unpacked, at the top of the archive or in one folder there.
"""

from __future__ import annotations

import re
import stat
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from courses import types
from courses.folder.problems import RampError, RampProblem
from courses.folder.read import read
from courses.folder.write import files

_CHUNK = 64 * 1024
_EARLIEST = (
    1980,
    1,
    1,
    0,
    0,
    0,
)  # what a .zip can say; the same in every archive, so that bytes can be compared
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_END = struct.Struct("<4s4H2LH")
_END_MARK, _LARGE_MARK = b"PK\x05\x06", b"PK\x06\x07"
_ENTRY_BYTES = 512  # of the list at the end, for each file; a name of a ramp has a hundred or so
_WANTED = re.compile(r"(?:[^/]+/)?(?:course\.yaml|lessons/.+)")
_CLUTTER = re.compile(r"(?:.*/)?(?:__MACOSX/.*|\.[^/]*|Thumbs\.db)")


@dataclass(frozen=True, slots=True)
class ZipLimits:
    """What an archive may hold."""

    unpacked_bytes: int = 64 * 1024 * 1024  # read, a folder takes ten times its size in memory
    member_bytes: int = 4 * 1024 * 1024
    members: int = 100_000
    ratio: int = 200  # unpacked to packed; text packs to a tenth, a bomb to a thousandth


LIMITS = ZipLimits()


def write_zip(course: types.Course, stream: IO[bytes]) -> None:
    """The course's folder, packed into `stream`, which need not be seekable; always the same bytes."""
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files(course):
            entry = zipfile.ZipInfo(f"{course.id}/{name}", _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, wherever it is made
            entry.external_attr = (stat.S_IFREG | 0o644) << 16
            archive.writestr(entry, text.encode())


def read_zip(
    path: Path, limits: ZipLimits = LIMITS, progress: Callable[[int, int], None] | None = None
) -> types.Course:
    """The course in the archive. Raises RampError, and whatever `progress` raises."""
    with tempfile.TemporaryDirectory(prefix="ramp-") as folder:
        if progress is None:
            return read(unpack(path, Path(folder), limits))
        # Unpacking takes a moment, reading what was unpacked all the time there is.
        root = unpack(path, Path(folder), limits, lambda done, whole: progress(done, 10 * whole))
        size = sum(file.stat().st_size for file in root.rglob("*") if file.is_file())
        return read(root, lambda done: progress(size + 9 * done, 10 * size))


def unpack(
    path: Path,
    into: Path,
    limits: ZipLimits = LIMITS,
    progress: Callable[[int, int], None] | None = None,
) -> Path:
    """Unpack the ramp's files into the empty folder `into`; the folder in which its course.yaml lies.

    Raises RampError, before anything is written where the archive's own list is at fault, and in the middle
    where the list lies.
    """
    try:
        _look_at_the_end(path, limits)
        with zipfile.ZipFile(path) as archive:
            entries = _checked(archive.infolist(), path, limits)
            root = _root(entries)
            total = sum(entry.file_size for entry in entries)
            done = 0
            for entry in entries:
                if _WANTED.fullmatch(entry.filename):
                    done += _unpack(archive, entry, into, limits.unpacked_bytes - done)
                if progress is not None:
                    progress(done, total)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, struct.error, OSError) as error:
        raise _refused(path.name, f"is no complete .zip archive: {error}") from error
    return into / root


def _refused(name: str, words: str) -> RampError:
    return RampError([RampProblem(name, None, "", words)])


def _look_at_the_end(path: Path, limits: ZipLimits) -> None:
    """Refuse a list that would not fit in memory before anybody reads it."""
    with path.open("rb") as stream:
        size = stream.seek(0, 2)
        stream.seek(max(0, size - _END.size - 0xFFFF - 20))
        tail = stream.read()
    at = tail.rfind(_END_MARK)
    if at < 0 or at + _END.size > len(tail):
        raise _refused(path.name, "is no complete .zip archive")
    _, _, _, _, members, listed, _, _ = _END.unpack_from(tail, at)
    if members > limits.members or listed > limits.members * _ENTRY_BYTES:
        raise _refused(path.name, f"holds more than {limits.members} files")
    if _LARGE_MARK in tail[max(0, at - 20) : at]:
        raise _refused(path.name, "is packed as a very large archive (Zip64): pack the folder anew")


def _checked(entries: list[zipfile.ZipInfo], path: Path, limits: ZipLimits) -> list[zipfile.ZipInfo]:
    """The entries of the ramp, if nothing is wrong with any entry; all that is wrong is said at once."""
    found: list[RampProblem] = []
    taken: dict[str, str] = {}
    for entry in entries:
        words = _words(entry, limits)
        folded = entry.filename.rstrip("/").casefold()
        if words is None and folded in taken:
            words = f"is there twice (as {taken[folded]}): capitals alone do not make two files"
        taken.setdefault(folded, entry.filename)
        if words is not None:
            found.append(RampProblem(entry.filename, None, "", words))
    files = [entry for entry in entries if not entry.is_dir()]
    unpacked = sum(entry.file_size for entry in files)
    if len(files) > limits.members:
        found.append(RampProblem(path.name, None, "", f"holds more than {limits.members} files"))
    if unpacked > limits.unpacked_bytes:
        found.append(RampProblem(path.name, None, "", _too_much(limits.unpacked_bytes)))
    elif unpacked > limits.ratio * max(path.stat().st_size, 1):
        words = f"unpacks to more than {limits.ratio} times its size, as no text does"
        found.append(RampProblem(path.name, None, "", words))
    if found:
        raise RampError(found)
    return [entry for entry in files if not _CLUTTER.fullmatch(entry.filename)]


def _words(entry: zipfile.ZipInfo, limits: ZipLimits) -> str | None:
    """What is wrong with one entry, by the name in the archive (Python on Windows would mend it)."""
    name = entry.orig_filename
    mode = stat.S_IFMT(entry.external_attr >> 16)
    if "\\" in name:
        return "has a backslash in its name: pack the folder with forward slashes"
    if any(ord(char) < 32 or ord(char) == 127 for char in name):
        return "has a control character in its name"
    if name.startswith("/") or re.match(r"[A-Za-z]:", name):
        return "names a place outside of the archive"
    if any(part in ("", ".", "..") for part in name.rstrip("/").split("/")):
        return "leads out of its folder"
    if mode and not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        return "is a link or a device, not a file"
    if entry.flag_bits & 0x1:
        return "is locked with a password"
    if entry.compress_type not in _METHODS:
        return "is packed in a way that is not used here: choose the usual one (deflate)"
    if entry.file_size > limits.member_bytes:
        return f"is larger than {limits.member_bytes // 2**20} MB"
    return None


def _too_much(limit: int) -> str:
    return f"unpacks to more than {limit // 2**20} MB"


def _root(entries: list[zipfile.ZipInfo]) -> str:
    """The folder in the archive that holds course.yaml: none, or one."""
    places = [entry.filename for entry in entries if entry.filename.rpartition("/")[2] == "course.yaml"]
    tops = [name for name in places if name.count("/") <= 1]
    if len(tops) != 1:
        what = "several ramps: pack each by itself" if tops else "no course.yaml, at its top or in one folder"
        raise _refused("course.yaml", f"the archive holds {what}")
    return tops[0].rpartition("/")[0]


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, into: Path, room: int) -> int:
    """Write one file and say how long it is; what it says of its length is not believed."""
    target = into / entry.filename
    target.parent.mkdir(parents=True, exist_ok=True)
    written = 0
    with archive.open(entry) as packed, target.open("xb") as out:
        while chunk := packed.read(_CHUNK):
            written += len(chunk)
            if written > min(entry.file_size, room):
                raise _refused(entry.filename, "is longer than the archive says")
            out.write(chunk)
    return written
