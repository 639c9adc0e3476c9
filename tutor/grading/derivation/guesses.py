"""Is a way only a row of values to choose from? Looks at what no other line is compared with: words, bare
numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tutor.grading.derivation.reading import Line
from tutor.grading.forms import is_number

# Of values that lead nowhere: one may be a note, more are guesses.
MOST = 1
_SAID = re.compile(r"(?<![A-Za-z\\])([A-Za-z])\s*=\s*(-?\d+(?:[./]\d+)?)(?![\w.^]*[-+*/^=<>])")


def listed(lines: Sequence[Line], given: Line | None) -> int | None:
    """The first of more than `MOST` lines with a value for the taking; None if there are not so many.

    Such a line is words with `x = 3` in them, or a number alone where statements are asked for. What the last
    line says too is no guess.
    """
    ends = _said(lines[-1].text) if lines else set()
    found: dict[str, int] = {}
    for line in lines[:-1]:
        for value in _values(line, given) - ends:
            found.setdefault(value, line.number)
    return min(found.values()) if len(found) > MOST else None


def _values(line: Line, given: Line | None) -> set[str]:
    if line.error:
        return _said(line.text)
    if line.value is not None and not line.continues and given is not None and given.says is not None:
        return {line.text.strip()} if is_number(line.value) else set()
    return set()


def _said(text: str) -> set[str]:
    return {"".join(match.group().split()) for match in _SAID.finditer(text)}
