"""A ramp as a .zip: there and back, and every trick an archive can play is refused in words."""

from __future__ import annotations

import io
import stat
import struct
import zipfile

import pytest

from courses.folder import RampError
from courses.folder.archive import ZipLimits, read_zip, unpack, write_zip
from tests.courses import build


class OneWay(io.RawIOBase):
    """A stream that can only be written to, as a response is."""

    def __init__(self):
        self.sent = b""

    def writable(self):
        return True

    def write(self, data):
        self.sent += bytes(data)
        return len(data)


@pytest.fixture
def packed(tmp_path):
    path = tmp_path / "sums.zip"
    with path.open("wb") as stream:
        write_zip(build.course(), stream)
    return path


def add(path, name, data=b"x", **fields):
    entry = zipfile.ZipInfo("placeholder" if "\\" in name or "\0" in name else name)
    entry.filename = name
    for field, value in fields.items():
        setattr(entry, field, value)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(entry, data)


def refused(path, **limits) -> str:
    with pytest.raises(RampError) as caught:
        read_zip(path, ZipLimits(**limits))
    return str(caught.value)


def test_there_and_back_with_the_same_bytes_each_time(packed):
    assert read_zip(packed) == build.course()
    stream = OneWay()
    write_zip(read_zip(packed), stream)  # type: ignore[arg-type]  # all of a stream that is asked of it
    again = io.BytesIO(stream.sent)
    with zipfile.ZipFile(again) as one, zipfile.ZipFile(packed) as other:
        assert one.namelist() == other.namelist()
        assert all(one.read(name) == other.read(name) for name in one.namelist())
    first, second = io.BytesIO(), io.BytesIO()
    write_zip(build.course(), first)
    write_zip(build.course(), second)
    assert first.getvalue() == second.getvalue()


def test_the_folder_may_lie_at_the_top_and_clutter_is_left_aside(packed, tmp_path):
    flat = tmp_path / "flat.zip"
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(flat, "w") as new:
        for name in old.namelist():
            new.writestr(name.removeprefix("sums/"), old.read(name))
        new.writestr("__MACOSX/._course.yaml", "?")
        new.writestr(".DS_Store", "?")
        new.writestr("notes.txt", "mine")
    assert read_zip(flat) == build.course()


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("../out.txt", "leads out"),
        ("sums/lessons/../../out.txt", "leads out"),
        ("/etc/passwd", "outside"),
        ("C:/out.txt", "outside"),
        ("c:out.txt", "outside"),
        ("sums\\out.txt", "backslash"),
        ("sums/./x", "leads out"),
        ("sums//x", "leads out"),
        ("sums/a\nb", "control character"),
        ("sums/COURSE.yaml", "twice"),
        ("SUMS/course.yaml", "twice"),
        ("other/course.yaml", "several ramps"),
    ],
)
def test_names_that_play_tricks(packed, name, says):
    add(packed, name)
    assert says in refused(packed)


def test_a_link_is_no_file(packed):
    add(
        packed,
        "sums/lessons/link",
        b"/etc/passwd",
        external_attr=(stat.S_IFLNK | 0o777) << 16,
        create_system=3,
    )
    assert "link" in refused(packed)


def test_a_locked_entry(packed):
    data = bytearray(packed.read_bytes())
    at = data.find(b"PK\x01\x02")
    struct.pack_into("<H", data, at + 8, 1)
    packed.write_bytes(data)
    assert "password" in refused(packed)


def test_an_unusual_way_of_packing(packed):
    add(packed, "sums/x", b"x" * 100, compress_type=zipfile.ZIP_LZMA)
    assert "deflate" in refused(packed)


def test_bombs(packed):
    add(packed, "sums/lessons/zeros", bytes(3_000_000), compress_type=zipfile.ZIP_DEFLATED)
    assert "200 times" in refused(packed)
    assert "more than 1 MB" in refused(packed, unpacked_bytes=2**20)
    assert "larger than 1 MB" in refused(packed, member_bytes=2**20)
    assert "more than 3 files" in refused(packed, members=3)


def test_an_entry_that_is_longer_than_it_says(packed, tmp_path):
    add(packed, "sums/lessons/zeros", bytes(300_000), compress_type=zipfile.ZIP_DEFLATED)
    data = bytearray(packed.read_bytes())
    at = data.rfind(b"PK\x01\x02")
    struct.pack_into("<L", data, at + 24, 10)
    packed.write_bytes(data)
    with pytest.raises(RampError):
        unpack(packed, tmp_path / "into")
    files = [path for path in (tmp_path / "into").rglob("zeros") if path.is_file()]
    assert all(path.stat().st_size <= 10 for path in files)


def test_a_list_of_files_that_would_fill_memory_is_not_read(packed):
    data = bytearray(packed.read_bytes())
    at = data.rfind(b"PK\x05\x06")
    struct.pack_into("<L", data, at + 12, 2**31)
    packed.write_bytes(data)
    assert "more than 100000 files" in refused(packed)


@pytest.mark.parametrize("cut", [0, 10, 200])
def test_what_is_no_archive(packed, cut):
    packed.write_bytes(packed.read_bytes()[:cut])
    assert "no complete .zip" in refused(packed)


def test_a_ramp_with_a_slip_says_where(tmp_path):
    path = tmp_path / "bad.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("course.yaml", "id: bad\n")
    assert "course.yaml:1: title: is missing" in refused(path)


def test_progress_can_stop_it(packed):
    seen = []

    def stop(done, total):
        seen.append((done, total))
        if len(seen) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_zip(packed, progress=stop)
    assert len(seen) == 2


def test_progress_goes_from_the_first_file_unpacked_to_the_last_one_read(packed):
    heard = []
    read_zip(packed, progress=lambda done, whole: heard.append(done / whole))
    assert heard == sorted(heard)
    assert min(heard) < 0.1 < heard[len(heard) // 2] < heard[-1] == 1
