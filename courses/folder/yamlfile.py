"""Reads one YAML or Markdown file into plain values that remember their lines. Knows nothing of courses.

Only what a person types by hand is understood: mappings, lists and scalars. Tags, anchors, aliases and merge
keys are refused, so that no file can run code or grow while it is read, and only whole numbers, `true`,
`false` and nothing are more than text: `no` stays a word and `2.50` keeps its nought. Other numbers carry a
tag (`!!float 0.5`), which only a program would write.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from courses.folder.problems import FieldPath

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 16
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,8})\Z")
_FENCE = "---"
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")  # only an escape such as "\\0" can bring one in
_TAG = "tag:yaml.org,2002:"
_NUMBERS: dict[str, type[int] | type[float]] = {f"{_TAG}int": int, f"{_TAG}float": float}
_TAGGED = "!"  # in place of the style of a scalar that was written with one of these tags


class FileProblem(Exception):
    """The file cannot be understood at all. `line` counts from 1."""

    def __init__(self, message: str, line: int | None = None) -> None:
        self.message, self.line = message, line
        super().__init__(message)


@dataclass(slots=True)
class Document:
    """The values of one file and, for every path into them, the line it stands on."""

    value: Any
    lines: dict[FieldPath, int] = field(default_factory=dict)
    complaints: list[tuple[FieldPath, int, str]] = field(default_factory=list)

    def line(self, path: FieldPath) -> int:
        """The line of `path`, or of the nearest thing around it that is there (a missing field has none)."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


class _HandLoader(yaml.SafeLoader):
    """Composes nodes without aliases and only so deep."""

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event = self.peek_event()  # type: ignore[no-untyped-call]  # the stubs leave it bare
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise FileProblem(
                "anchors (&) and aliases (*) are not used here: write it out, or quote it", line
            )
        tag = getattr(event, "tag", None)
        if tag and not (isinstance(event, yaml.ScalarEvent) and tag in _NUMBERS):
            raise FileProblem("tags (!) are not used in ramps: put the text in quotes", line)
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise FileProblem(f"nested deeper than {MAX_DEPTH} levels", line)
        node = super().compose_node(parent, index)
        self.depth -= 1
        if isinstance(node, yaml.ScalarNode) and _UNSTORABLE.search(node.value):
            raise FileProblem("holds a character that cannot be stored", line)
        if tag and isinstance(node, yaml.ScalarNode):
            node.style = _TAGGED
            try:
                _NUMBERS[tag](node.value)
            except ValueError:
                raise FileProblem(f"{node.value!r} is no number", line) from None
        return node


def text_of(path: Path) -> str:
    """The file's text. Raises FileProblem when it is missing, too large, or not UTF-8."""
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise FileProblem("this file is missing") from None
    except OSError as error:
        raise FileProblem(f"cannot be opened: {error.strerror or error}") from error
    if len(raw) > MAX_BYTES:
        raise FileProblem(f"larger than {MAX_BYTES // 1024} kB")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileProblem("not UTF-8 text", raw[: error.start].count(b"\n") + 1) from None
    text = text.replace("\r\n", "\n")
    for number, line in enumerate(text.split("\n"), start=1):
        if any(ord(char) < 32 and char != "\t" for char in line):
            raise FileProblem("holds a control character", number)
    return text


def parse_yaml(text: str, first_line: int = 1) -> Document:
    """The values and lines of one YAML text. `first_line` is where it begins in its file."""
    try:
        node = _HandLoader(text).get_single_node()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = error.problem or error.context or "cannot be read"
        raise FileProblem(f"not YAML: {what}", mark.line + first_line if mark else None) from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + first_line
        raise FileProblem(f"not YAML: {error.reason}", line) from None
    except FileProblem as problem:
        problem.line = None if problem.line is None else problem.line + first_line - 1
        raise
    document = Document(None)
    if node is not None:
        document.value = _build(node, (), document, first_line)
    return document


def parse_markdown(text: str) -> tuple[Document, str]:
    """Front matter between two `---` lines, and the Markdown after it."""
    lines = text.split("\n")
    if lines[0].rstrip() != _FENCE:
        raise FileProblem("must begin with a line `---` and its fields (id, title, …)", 1)
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() == _FENCE:
            body = "\n".join(lines[number + 1 :]).strip()
            return parse_yaml("\n".join(lines[1:number]), first_line=2), body
    raise FileProblem("the fields at the top need a closing line `---`", 1)


def _build(node: yaml.Node, path: FieldPath, document: Document, first_line: int) -> Any:
    document.lines.setdefault(path, node.start_mark.line + first_line)
    if isinstance(node, yaml.SequenceNode):
        return [_build(item, (*path, at), document, first_line) for at, item in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, document, first_line)
    return _scalar(node)


def _mapping(node: yaml.MappingNode, path: FieldPath, document: Document, first_line: int) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + first_line
        if not isinstance(key_node, yaml.ScalarNode):
            document.complaints.append(
                (path, line, 'a list cannot be a name: is a quote missing, as in "[[a]]"?')
            )
            continue
        key = str(key_node.value)
        if key in values:
            first = document.lines[(*path, key)]
            document.complaints.append(((*path, key), line, f"given twice, first on line {first}"))
            continue
        document.lines[(*path, key)] = line
        values[key] = _build(value_node, (*path, key), document, first_line)
    return values


def _scalar(node: yaml.Node) -> str | int | float | bool | None:
    value = str(node.value)
    style = getattr(node, "style", None)
    if style == _TAGGED:
        return _NUMBERS[node.tag](value)
    if style in ("|", ">"):  # a block: who writes it does not mean the space around it
        return value.strip()
    if style is not None:  # quoted: text as it stands
        return value
    if value in ("", "~", "null"):
        return None
    if value in ("true", "false"):
        return value == "true"
    return int(value) if _INTEGER.match(value) else value
