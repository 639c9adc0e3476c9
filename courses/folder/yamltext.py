"""Plain values as YAML, always in the same spelling. The counterpart of `yamlfile`; knows nothing of courses.

The rules: two spaces a level; text stands bare where it can, else in single quotes (with a backslash or a
quote in it), else in double ones; a line that would be longer than 100 characters is folded (`>-`), a text of
several lines stands as it is (`|-`); a list of short scalars stands on one line. The order of names is the
caller's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

WIDTH = 100
_LONGEST_NAME = 900  # a longer one needs `? `: YAML reads no more than 1,024 characters before the colon
_WORD = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`=]")  # what bare text may begin with
_BREAKS_TEXT = re.compile(r": |:$| #")
_BREAKS_FLOW = re.compile(r"[,?\[\]{}:#]")
_LOOKS_LIKE_MORE = re.compile(r"~|null|true|false|-?[0-9]+", re.IGNORECASE)
# What an editor, a reader or YAML itself may change: written by its number.
_UNSEEN = re.compile("[^\n\x20-\x7e\xa1-\u2027\u2030-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_FOLD = re.compile(r"(?<=[^ ]) (?=[^ ])")


def dump(value: Mapping[str, Any], blocks: frozenset[str] = frozenset()) -> str:
    """A mapping as a YAML document. Lists under the names in `blocks` never stand on one line."""
    return "".join(f"{line}\n" for line in _mapping(value, "", blocks))


def _mapping(value: Mapping[str, Any], indent: str, blocks: frozenset[str]) -> Iterator[str]:
    for name, below in value.items():
        key = _quoted(name, flow=True)
        if len(key) > _LONGEST_NAME:
            yield f"{indent}? {key}"
            key = ""
        yield from _entry(f"{indent}{key}:", below, indent, name in blocks, blocks)


def _entry(start: str, value: Any, indent: str, block: bool, blocks: frozenset[str]) -> Iterator[str]:
    """What follows a name or a dash, which `start` ends with."""
    if isinstance(value, Mapping) and value:
        yield start
        yield from _mapping(value, f"{indent}  ", blocks)
    elif isinstance(value, (list, tuple)) and value:
        line = None if block else _flow(value, WIDTH - len(start) - 1)
        if line is not None:
            yield f"{start} {line}"
        else:
            yield start
            yield from _sequence(value, f"{indent}  ", blocks)
    else:
        yield from _scalar(start, value, f"{indent}  ")


def _sequence(values: Sequence[Any], indent: str, blocks: frozenset[str]) -> Iterator[str]:
    for value in values:
        if isinstance(value, Mapping) and value:
            first, *rest = _mapping(value, f"{indent}  ", blocks)
            yield f"{indent}- {first.lstrip(' ')}"
            yield from rest
        else:
            yield from _entry(f"{indent}-", value, indent, False, blocks)


def _flow(values: Sequence[Any], room: int) -> str | None:
    if any(isinstance(value, (Mapping, list, tuple)) for value in values):
        return None
    line = f"[{', '.join(_quoted(value, flow=True) for value in values)}]"
    return line if len(line) <= room else None


def _scalar(start: str, value: Any, indent: str) -> Iterator[str]:
    line = f"{start} {_quoted(value)}"
    if not isinstance(value, str) or not _can_stand_as_block(value):
        yield line
    elif "\n" in value:
        yield f"{start} |-"
        yield from (f"{indent}{part}" if part else "" for part in value.split("\n"))
    elif len(line) > WIDTH and _FOLD.search(value):
        yield f"{start} >-"
        yield from (f"{indent}{part}" for part in _folded(value, WIDTH - len(indent)))
    else:
        yield line


def _can_stand_as_block(text: str) -> bool:
    return text == text.strip() and text != "" and not _UNSEEN.search(text)


def _folded(text: str, room: int) -> Iterator[str]:
    """Lines of at most `room` characters where words allow it, joined again by single spaces."""
    line = ""
    for word in _FOLD.split(text):
        if line and len(line) + 1 + len(word) > room:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line


def _quoted(value: Any, flow: bool = False) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int():
            return str(value) if abs(value) < 10**9 else f"!!int {value}"
        case float():
            return f"!!float {value!r}"
        case str():
            return _quoted_text(value, flow)
        case Mapping() | list() | tuple() if not value:
            return "{}" if isinstance(value, Mapping) else "[]"
    raise TypeError(f"{type(value).__name__} has no place in a ramp")


def _quoted_text(text: str, flow: bool) -> str:
    if "\n" in text or _UNSEEN.search(text):
        return f'"{"".join(map(_escaped, text))}"'
    if _is_plain(text) and not (flow and _BREAKS_FLOW.search(text)):
        return text
    if "\\" in text or '"' in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def _is_plain(text: str) -> bool:
    return (
        _WORD.match(text) is not None
        and text == text.strip()
        and not _BREAKS_TEXT.search(text)
        and not _LOOKS_LIKE_MORE.fullmatch(text)
        and not text.startswith(("...", "---"))
    )


def _escaped(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    if not _UNSEEN.match(char):
        return char
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
