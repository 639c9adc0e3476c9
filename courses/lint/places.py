"""Places of findings, in the order in which an author meets them. Knows ids, not what they stand for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from courses.lint.finding import HEAVIEST_FIRST, Finding
from courses.types import Course


def in_order(course: Course, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Sorted by place, in the author's order; at one place the heaviest first. Each once."""
    rank = {place: number for number, place in enumerate(_places(course))}
    weight = {severity: number for number, severity in enumerate(HEAVIEST_FIRST)}
    nowhere = len(rank)

    def key(finding: Finding) -> tuple[int, str, int, str, str]:
        at = rank.get(finding.place, nowhere)
        return at, finding.place, weight[finding.severity], finding.rule, finding.message

    return tuple(sorted(dict.fromkeys(findings), key=key))


def _places(course: Course) -> Iterator[str]:
    yield ""
    for skill in course.skills:
        yield f"skills/{skill.id}"
    for lesson in course.lessons:
        yield lesson.id
        for passage in lesson.passages:
            yield f"{lesson.id}/{passage.id}"
        for problem in lesson.problems:
            yield f"{lesson.id}/{problem.id}"
            for step in problem.steps:
                place = f"{lesson.id}/{problem.id}/{step.id}"
                yield place
                yield from (f"{place}/{hint.id}" for hint in step.hints)
                yield from (f"{place}/{misconception.id}" for misconception in step.misconceptions)
