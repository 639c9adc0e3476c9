"""Is a way only a row of values to choose from? Looks at what no other line is compared with: words, bare
numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tutor.grading.derivation.reading import Line
from tutor.grading.forms import is_number

# Of values in words: one may be a note, more are guesses.
MOST = 1
_SAID = re.compile(r"(?<![A-Za-z\\])([A-Za-z])\s*=\s*(-?\d+(?:[./]\d+)?)(?![\w.^]*[-+*/^=<>])")


def listed(lines: Sequence[Line], given: Line | None) -> int | None:
    """The first line that only names a value; None if none does.

    That is a number alone where statements are asked for, or the first of more than `MOST` lines of words
    with `x = 3` in them. What the last line says too is no guess.
    """
    alone = next((line.number for line in lines[:-1] if _stands_alone(line, given)), None)
    if alone is not None:
        return alone
    ends = _said(lines[-1].text) if lines else set()
    found: dict[str, int] = {}
    for line in lines[:-1]:
        for value in (_said(line.text) if line.error else set()) - ends:
            found.setdefault(value, line.number)
    return min(found.values()) if len(found) > MOST else None


def _stands_alone(line: Line, given: Line | None) -> bool:
    if line.value is None or line.continues or given is None or given.says is None:
        return False
    return is_number(line.value)


def _said(text: str) -> set[str]:
    return {"".join(match.group().split()) for match in _SAID.finditer(text)}
