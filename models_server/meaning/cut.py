"""A course's Markdown into passages that the sentence model can read. Knows no model: it is told a count."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

Count = Callable[[Sequence[str]], list[int]]

_ENDS = re.compile(r"(?<=[.!?:。！？])[*_)\"”]*\s+|(?<=[。！？])|\n\s*\n|\n(?=\s*(?:[*+-]|\d+\.)\s)")
_FRACTION = re.compile(r"\\[dt]?frac\{([^{}]*)\}\{([^{}]*)\}")
_COMMAND = re.compile(r"\\([A-Za-z]+)")
_MARKS = re.compile(r"[$*`#>\\{}]|\[\[|\]\]|^\s*(?:[+-]|\d+\.)\s", re.MULTILINE)


def plain(text: str) -> str:
    """Without the marks of Markdown and TeX, as a person would type it."""
    text = _FRACTION.sub(r"\1/\2", text).replace(r"\cdot", " times ")
    return " ".join(_MARKS.sub(" ", _COMMAND.sub(r" \1 ", text).replace("$", "")).split())


def sentences(text: str) -> list[str]:
    """Cut where sentences, paragraphs and items of a list end; line breaks are blanks."""
    return [one for one in (" ".join(part.split()) for part in _ENDS.split(text)) if one]


def passages(text: str, most: int, longest: int, count: Count) -> list[str]:
    """Whole sentences, as many in one passage as come to `most` tokens together.

    A sentence of more than `most` is a passage of its own, one of more than `longest` is cut between words.
    """
    pieces = [piece for one in sentences(text) for piece in _short(one, longest, count)]
    found: list[list[str]] = []
    room = 0
    for piece, tokens in zip(
        pieces, count([plain(piece) for piece in pieces]) if pieces else [], strict=True
    ):
        if not found or tokens > room:
            found.append([])
            room = most
        found[-1].append(piece)
        room -= tokens
    return [" ".join(part) for part in found]


def _short(text: str, longest: int, count: Count) -> Iterator[str]:
    if len(text) <= longest or count([plain(text)])[0] <= longest:  # no token is shorter than a character
        yield text
        return
    middle = len(text) // 2
    space = text.rfind(" ", 1, middle)
    cut = space if space > 0 else middle
    yield from _short(text[:cut].strip(), longest, count)
    yield from _short(text[cut:].strip(), longest, count)
