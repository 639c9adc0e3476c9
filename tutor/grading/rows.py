"""Matrices told row by row or column by column, in words. Judges nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tutor.grading.spoken import figures

_N = r"(?:(?:minus |negative |[-−] ?)?\d+(?:\.\d+)?(?:/\d+)?)"
_LIST = rf"{_N}(?:(?:\s*,\s*|\s+and\s+|\s*;\s*(?=-?\d+\s*[,)])|\s+){_N}){{1,9}}"
_PLACES = r"(?:first|second|third|fourth|top|middle|bottom|upper|lower|last|1st|2nd|3rd)"
_LINE = re.compile(
    rf"(?:\b{_PLACES}\s+(?P<kind>row|column)|\b(?P<other>row|column)\s+\d)"
    rf"\W*(?:(?:is|reads|has|holds|of|contains|be|becomes|should|must|the|numbers|entries)\W+)*(?P<numbers>{_LIST})",
    re.IGNORECASE,
)
_BOTH = re.compile(
    rf"\b(?P<kind>row|column)s (?:are|read|hold)\s*:?\s*(?P<rest>\(?{_LIST}.{{0,120}})",
    re.IGNORECASE | re.DOTALL,
)
_CALLED = re.compile(r"\b(?i:matrix|array|Matrix|np)\W*\(")
_TUPLE = re.compile(rf"[(\[]\s*({_LIST})\s*[)\]]")


def matrices(text: str, original: str) -> Iterator[tuple[str, str]]:
    """Each matrix with the words that tell it; `text` has signs for words, `original` has not."""
    for source in dict.fromkeys((figures(original), text)):
        for kind in ("row", "column"):
            found = [
                match
                for match in _LINE.finditer(source)
                if (match.group("kind") or match.group("other")).lower() == kind
            ]
            if len(found) > 1:
                lines = [_numbers(match.group("numbers")) for match in found]
                yield from _shaped(lines, kind, " … ".join(match.group() for match in found))
        listed = [_numbers(part) for part in _TUPLE.findall(source)]
        if len(listed) > 1 and _CALLED.search(source):
            yield from _shaped(listed, "row", source)
        for match in _BOTH.finditer(source):
            lines = [_numbers(part) for part in _TUPLE.findall(match.group("rest"))]
            if len(lines) > 1:
                yield from _shaped(lines, match.group("kind").lower(), match.group())


_MOVED = re.compile(
    rf"(?P<a>{_N}) (?:\w+ )?(?:to the )?(?P<x>right|left)\W+(?:and |then )*(?P<b>{_N}) (?:\w+ "
    rf")?(?P<y>up|down|above|below)",
    re.IGNORECASE,
)


def points(text: str) -> Iterator[tuple[str, str]]:
    """ "3 to the right and 6 up" from the origin."""
    for match in _MOVED.finditer(figures(text)):
        across = f"{'-' if match.group('x').lower() == 'left' else ''}{match.group('a')}"
        along = f"{'-' if match.group('y').lower() in ('down', 'below') else ''}{match.group('b')}"
        yield f"({across}, {along})", match.group()


def _numbers(text: str) -> list[str]:
    return [
        re.sub(r"(?:minus|negative) |[-−] ?", "-", part.lower())
        for part in re.findall(_N, text, re.IGNORECASE)
    ]


def _shaped(lines: list[list[str]], kind: str, words: str) -> Iterator[tuple[str, str]]:
    if len({len(line) for line in lines}) != 1:
        return
    made = lines if kind == "row" else [list(column) for column in zip(*lines, strict=True)]
    yield "[" + ", ".join("[" + ", ".join(line) + "]" for line in made) + "]", " ".join(words.split())
