"""How far along the authored way a work of several lines has come, line by line. Knows no kind of line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from tutor.grading.spec_base import Words

MOST = 20  # milestones of one answer

Lines = tuple[Mapping[str, Any], ...]


class Milestone(BaseModel):
    """A line of the authored way, however it may be written, and what getting there shows.

    `shows` is the name of a skill; the checker passes it on.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    lines: tuple[Words, ...] = Field(min_length=1, max_length=8)
    shows: str


def marked(
    lines: Sequence[Mapping[str, Any]],
    milestones: Sequence[Milestone],
    reaches: Callable[[int, int], bool],
) -> Lines:
    """The lines, each with `shows`: the names of the milestones it is the first to reach.

    `reaches(line, milestone)`, both positions. Who reaches one has passed those before it. The first line
    that is wrong or suspect has `due` instead: what the next milestone would have shown, None behind the
    last. What follows it shows nothing.
    """
    if not milestones:
        return tuple(lines)
    found: list[Mapping[str, Any]] = []
    passed, broken = 0, False
    for position, line in enumerate(lines):
        entry: dict[str, Any] = dict(line) | {"shows": []}
        if broken:
            pass
        elif line["status"] in ("wrong", "suspect"):
            broken = True
            entry["due"] = milestones[passed].shows if passed < len(milestones) else None
        else:
            there = [at for at in range(passed, len(milestones)) if reaches(position, at)]
            if there:
                entry["shows"] = [one.shows for one in milestones[passed : there[-1] + 1]]
                passed = there[-1] + 1
        found.append(entry)
    return tuple(found)
