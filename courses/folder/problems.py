"""What can be wrong with a ramp, and where. Knows nothing of what a ramp means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

FieldPath = tuple[str | int, ...]


def dotted(path: FieldPath) -> str:
    """`("steps", 0, "hints", 1)` → `steps[0].hints[1]`; the same spelling in every message."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            text += f".{part}" if text else part
    return text


def stray_templates(value: Any, path: FieldPath = ()) -> Iterator[FieldPath]:
    """Where `[[…]]` stands in plain values: without parameters a learner would be shown it as it is."""
    if isinstance(value, Mapping):
        for key, below in value.items():
            yield from stray_templates(below, (*path, key))
    elif isinstance(value, (list, tuple)):
        for at, below in enumerate(value):
            yield from stray_templates(below, (*path, at))
    elif isinstance(value, str) and "[[" in value:
        yield path


def stray_template(value: Any) -> bool:
    return next(stray_templates(value), None) is not None


@dataclass(frozen=True, slots=True)
class RampProblem:
    """One thing to put right. `line` counts from 1; `field` is empty when the whole file is meant."""

    file: str  # relative to the ramp's folder, with forward slashes
    line: int | None
    field: str
    message: str

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {self.field}: {self.message}" if self.field else f"{place}: {self.message}"


class RampError(ValueError):
    """A ramp cannot be read. `problems` holds everything found, file by file."""

    def __init__(self, problems: Iterable[RampProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
