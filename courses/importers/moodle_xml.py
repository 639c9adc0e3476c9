"""Moodle XML, one question at a time from the disk. Knows the file; `moodle_types` knows the types.

Nothing in the file is looked up: a document type, an entity or a reference to another file ends the reading.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from courses.importers.gift import category_path
from courses.importers.imported import (
    LIMITS,
    MB,
    NOTHING_SAID,
    About,
    Imported,
    ImportProblem,
    Limits,
    Progress,
)
from courses.importers.moodle_types import Reading, question_of
from courses.importers.questions import Bank, Skip, named

_DEPTH = 40
_ONE_PIECE = 32 * MB  # of a file that holds no end of anything: a picture or film in one question


def read(
    path: Path, about: About = NOTHING_SAID, limits: Limits = LIMITS, progress: Progress | None = None
) -> Imported:
    """Raises ImportProblem, and whatever `progress` raises."""
    bank = Bank("moodle", about, path.name, limits)
    try:
        with path.open("rb") as stream:
            watched = _Watched(stream, path.stat().st_size, progress)
            for element in _questions(watched):
                bank.count()
                _take(element, bank, limits)
    except DefusedXmlException:
        raise ImportProblem(
            f"{path.name} declares a document type or entities, which no Moodle export does: it is not read"
        ) from None
    except ParseError as error:
        raise ImportProblem(f"{path.name} is not XML: {error}") from error
    except OSError as error:
        raise ImportProblem(f"{path.name} cannot be opened: {error.strerror or error}") from error
    return bank.imported()


class _Watched:
    """A file that says how far it was read, and refuses to be read on where nothing ends."""

    def __init__(self, stream: IO[bytes], size: int, progress: Progress | None) -> None:
        self.stream, self.size, self.progress = stream, size, progress
        self.done = self.since = 0

    def read(self, size: int = -1) -> bytes:
        if self.since > _ONE_PIECE:
            raise ImportProblem(
                f"one question holds a file of more than {_ONE_PIECE // MB} MB: export it without its files"
            )
        data = self.stream.read(size)
        self.done += len(data)
        self.since += len(data)
        if self.progress is not None:
            self.progress(self.done, self.size)
        return data


def _questions(watched: _Watched) -> Iterator[Element]:
    """The children of the root, each forgotten when the next is asked for; files in them are emptied."""
    root: Element | None = None
    depth = 0
    for event, element in iterparse(watched, events=("start", "end"), forbid_dtd=True):
        watched.since = 0
        if event == "start":
            root = element if root is None else root
            depth += 1
            if depth > _DEPTH:
                raise ImportProblem("its XML is nested deeper than any question's")
            continue
        depth -= 1
        if element.tag == "file":
            element.text = ""
        if depth == 1 and root is not None:
            if root.tag != "quiz":
                raise ImportProblem(f"it is XML of another kind ({root.tag}), no Moodle quiz")
            yield element
            root.clear()


def _take(element: Element, bank: Bank, limits: Limits) -> None:
    if element.tag != "question":
        return
    kind = element.get("type", "")
    name = (element.findtext("name/text") or "").strip()
    if kind == "category":
        bank.category(category_path(element.findtext("category/text") or ""))
        return
    if sum(len(text) for text in element.itertext()) > limits.item_bytes:
        bank.report.skip(named(name), "it is too long")
        return
    reading = Reading(element, bank.about.language)
    try:
        if kind == "description":
            bank.tell(reading.key, reading.title, reading.text("questiontext"), reading.changes)
        else:
            bank.take(question_of(kind, reading))
    except Skip as skip:
        bank.report.skip(named(name, element.findtext("questiontext/text") or ""), skip.reason, skip.detail)
