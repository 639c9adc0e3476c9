"""What every importer hands over: a course, and a report of what was taken, changed and skipped.

Knows no format and no database. `courses.importers.read_any` makes these from a file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from courses.types import Course

# Called with (done, whole): bytes of the file, or items in it. What it raises ends the import, which is how
# one is cancelled.
Progress = Callable[[int, int], None]

MB = 1024 * 1024


class ImportProblem(Exception):
    """A file, or what was asked of it, cannot be used; the message says why in plain words.

    `lines` holds everything found where there is more than one thing (a ramp folder), else the message alone.
    """

    def __init__(self, message: str, lines: tuple[str, ...] = ()) -> None:
        self.lines = lines or (message,)
        super().__init__(message)


class ChooseCourse(ImportProblem):
    """The file holds several courses, and none of them was named. `names` has them in the file's order."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self.names = names
        super().__init__(f"there are {len(names)} courses in this file: choose one")


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a file may be, and what is in it. A file beyond them is refused, never cut off."""

    file_bytes: int = 300 * MB
    unpacked_bytes: int = 64 * MB  # all of a ramp's .zip, which takes ten times that in memory
    member_bytes: int = 4 * MB  # one file of an archive
    members: int = 100_000
    ratio: int = 200  # unpacked to packed, of a whole archive
    item_bytes: int = 4 * MB  # one question of a text or XML file, pictures aside
    items: int = 50_000


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Note:
    """One thing the report says of one item."""

    item: str  # the id in the course; of what was skipped, the name it has in the file
    reason: str  # in plain words, the same words for the same reason, so that they can be counted
    detail: str = ""  # what it was about: a first few words, the name of a picture

    def __str__(self) -> str:
        return f"{self.item}: {self.reason}" + (f" ({self.detail})" if self.detail else "")


@dataclass(slots=True)
class Report:
    """What came in, what came in differently, and what stayed out."""

    format: str  # as `detect` names it
    taken: list[str] = field(default_factory=list)  # ids of problems and passages, in the course's order
    changed: list[Note] = field(default_factory=list)
    skipped: list[Note] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)  # kind of answer → steps; `passage` → passages

    def change(self, item: str, reason: str, detail: str = "") -> None:
        self.changed.append(Note(item, reason, detail))

    def skip(self, item: str, reason: str, detail: str = "") -> None:
        self.skipped.append(Note(item, reason, detail))

    def changes(self) -> Counter[str]:
        return Counter(note.reason for note in self.changed)

    def reasons(self) -> Counter[str]:
        return Counter(note.reason for note in self.skipped)


@dataclass(frozen=True, slots=True)
class About:
    """What the one who imports says of a file that says nothing of itself."""

    title: str = ""
    licence: str = ""
    source: str = ""
    language: str = "en"


NOTHING_SAID = About()


@dataclass(frozen=True, slots=True)
class Imported:
    """A course that can be drafted or published, and the report on how it came to be."""

    course: Course
    report: Report
