"""The report of an import as JSON: what each course brings, what it meets, what stayed out.

{"courses": [one of `of_course`, …], "left": [what came into none of them]}; before a choice among
several courses {"choose": [name, …]}.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from courses.importers.imported import Note, Report
from courses.imports.merging import Change
from courses.types import Course

Plain = dict[str, Any]

COLUMNS = ("course", "item", "outcome", "reason", "detail")
ITEMS = ("passage", "problem")


def of_course(course: Course, found: Report, changed: list[Change], fate: str, words: list[str]) -> Plain:
    """`fate`: new, changed, unchanged, or refused (then `words` say why; else what would change)."""
    items = {(change.unit, change.key): change for change in changed if change.unit in ITEMS}
    brought = [
        (unit, one.id)
        for lesson in course.lessons
        for unit, held in (("passage", lesson.passages), ("problem", lesson.problems))
        for one in held
    ]
    return {
        "id": course.id,
        "title": course.title,
        "language": course.language,
        "licence": course.licence,
        "source": course.source,
        "fate": fate,
        "words": words,
        "counts": {
            "lessons": len(course.lessons),
            "passages": sum(len(lesson.passages) for lesson in course.lessons),
            "problems": len(course.problems()),
            "steps": sum(len(problem.steps) for problem in course.problems()),
            "skills": len(course.skills),
        },
        "kinds": dict(found.kinds.most_common()),
        "added": [one[1] for one in brought if one in items and items[one].before is None],
        "replaced": [one[1] for one in brought if one in items and items[one].before is not None],
        "same": [one[1] for one in brought if one not in items],
        "removed": [key for (_unit, key), change in items.items() if change.after is None],
        "adapted": [_note(note) for note in found.changed],
        "skipped": [_note(note) for note in found.skipped],
    }


def by_reason(notes: Iterable[list[str]], examples: int = 5) -> list[Plain]:
    """Notes counted by their reason, the commonest first, each with the first few it is about."""
    counted: Counter[str] = Counter()
    first: dict[str, list[str]] = {}
    for item, reason, detail in notes:
        counted[reason] += 1
        if counted[reason] <= examples:
            first.setdefault(reason, []).append(f"{item} ({detail})" if detail else item)
    return [
        {"reason": reason, "count": count, "items": first[reason]} for reason, count in counted.most_common()
    ]


def totals(report: Mapping[str, Any]) -> Plain:
    """Over all courses of the report: how many items came, changed and stayed out."""
    courses = report.get("courses", [])
    lists = ("added", "replaced", "same", "removed", "adapted", "skipped")
    return {
        "courses": len(courses),
        **{
            name: sum(course["counts"][name] for course in courses)
            for name in ("lessons", "problems", "steps")
        },
        **{name: sum(len(course[name]) for course in courses) for name in lists},
    }


def lines(report: Mapping[str, Any]) -> Iterator[tuple[str, str, str, str, str]]:
    """One line an item, under COLUMNS."""
    for item, reason, detail in report.get("left", ()):
        yield "", item, "skipped", reason, detail
    for course in report.get("courses", []):
        for outcome in ("added", "replaced", "same", "removed"):
            yield from ((course["id"], key, outcome, "", "") for key in course[outcome])
        for outcome in ("adapted", "skipped"):
            for item, reason, detail in course[outcome]:
                yield course["id"], item, outcome, reason, detail


def as_csv(report: Mapping[str, Any]) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows([_harmless(cell) for cell in line] for line in lines(report))
    return out.getvalue()


def _note(note: Note) -> list[str]:
    return [note.item, note.reason, note.detail]


def _harmless(cell: str) -> str:
    """Spreadsheets run what begins like a formula; the names in a file are a stranger's."""
    return "'" + cell if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
