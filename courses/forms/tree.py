"""What stands in the fields of a page as a tree, and what a pressed button makes of it.

A field's name is its path, `steps-0-hints-1-text`: figures are rows, everything else a field of a row. Rows
stand in the order of their `order` fields, which the page counts anew when something is dragged, else of
their figures. Knows no course: what the fields mean is said in `declared`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Tree = dict[str, Any]  # texts, lists of texts (`MANY`), rows (lists of trees) and trees

MANY = frozenset({"skills", "requires"})  # boxes to tick: as many values as are ticked
AT = "at"  # the figure that a row had on the page
MAX_DEPTH = 10
MAX_ROWS = 300
_NAME = re.compile(r"[a-z_]+(-([a-z_]+|[0-9]{1,3})){0,9}")


def planted(posted: Mapping[str, Sequence[str]]) -> Tree:
    """The tree of what was posted; names that are no path are passed over, in silence as forms do."""
    root: Tree = {}
    for name, values in posted.items():
        if _NAME.fullmatch(name) and values:
            _put(root, name.split("-"), values)
    return _settled(root)


def _put(root: Tree, path: list[str], values: Sequence[str]) -> None:
    node = root
    for part in path[:-1]:
        node = node.setdefault(part, {})
        if not isinstance(node, dict):  # a name that is both a field and a path: the field was first
            return
    last = path[-1]
    if not isinstance(node.get(last), dict):
        node[last] = list(values) if last in MANY else values[-1].replace("\r\n", "\n")


def _settled(node: Tree) -> Tree:
    """Mappings of figures become rows in their order; one chosen of several rows is marked on the row."""
    found: Tree = {}
    for key, value in node.items():
        if not isinstance(value, dict):
            found[key] = value
        elif value and all(part.isdecimal() for part in value):
            found[key] = _rows(value)
        else:
            found[key] = _settled(value)
    _mark_the_chosen(found)
    return found


def _rows(found: Tree) -> list[Tree]:
    rows = [{**_settled(row), AT: at} for at, row in found.items() if isinstance(row, dict)]
    rows.sort(key=lambda row: (_figure(row.pop("order", ""), int(row[AT])), int(row[AT])))
    return rows[:MAX_ROWS]


def _figure(text: object, otherwise: int) -> int:
    is_figure = isinstance(text, str) and text.isascii() and text.isdecimal() and len(text) < 6
    return int(str(text)) if is_figure else otherwise


def _mark_the_chosen(node: Tree) -> None:
    """A page sends one `right` beside the rows, by figure; in the tree it stands with the row itself."""
    chosen = node.pop("right", None) if any(isinstance(value, list) for value in node.values()) else None
    if isinstance(chosen, str):
        for rows in node.values():
            for row in rows if isinstance(rows, list) else ():
                if isinstance(row, dict) and row[AT] == chosen:
                    row["right"] = "on"


def posted(tree: Tree, before: str = "") -> Iterator[tuple[str, list[str]]]:
    """The fields that make the tree again, with rows counted afresh."""
    for key, value in tree.items():
        name = before + key
        if key == AT:
            continue
        if isinstance(value, dict):
            yield from posted(value, f"{name}-")
        elif isinstance(value, list) and key not in MANY:
            for at, row in enumerate(value):
                yield from posted(row, f"{name}-{at}-")
        else:
            yield name, list(value) if isinstance(value, list) else [value]


def found(tree: Tree, name: str) -> Any:
    """The subtree of a name, rows by the figures they had on the page. Raise KeyError where there is none."""
    node: Any = tree
    for part in name.split("-"):
        if isinstance(node, list):
            node = next((row for row in node if isinstance(row, dict) and row.get(AT) == part), None)
        else:
            node = node.get(part) if isinstance(node, dict) else None
        if node is None:
            raise KeyError(name)
    return node


def named(tree: Tree, name: str) -> str:
    """What a subtree is called once its rows are counted afresh. Raise KeyError."""
    parts: list[str] = []
    node: Any = tree
    for part in name.split("-"):
        if isinstance(node, list):
            place = next((at for at, row in enumerate(node) if row.get(AT) == part), None)
            if place is None:
                raise KeyError(name)
            parts.append(str(place))
            node = node[place]
        else:
            parts.append(part)
            node = node.get(part, {}) if isinstance(node, dict) else {}
    return "-".join(parts)


def renumbered(tree: Tree) -> Tree:
    """The same tree as it comes back from the page that it is printed on: also rows that are still empty."""
    return planted(dict(_printed(tree)))


def _printed(tree: Tree) -> Iterator[tuple[str, list[str]]]:
    yield from posted(tree)
    yield from _orders(tree)


def _orders(node: Tree, before: str = "") -> Iterator[tuple[str, list[str]]]:
    """Each row's place, which its page holds even where nothing is written into it."""
    for key, value in node.items():
        if isinstance(value, dict):
            yield from _orders(value, f"{before}{key}-")
        elif isinstance(value, list) and key not in MANY:
            for at, row in enumerate(value):
                yield f"{before}{key}-{at}-order", [str(at + 1)]
                yield from _orders(row, f"{before}{key}-{at}-")


def is_empty(node: Any, but: frozenset[str] = frozenset({AT, "id", "kind", "try"})) -> bool:
    """Whether nobody has written anything into it."""
    if isinstance(node, dict):
        return all(is_empty(value, but) for key, value in node.items() if key not in but)
    if isinstance(node, list):
        return all(is_empty(one, but) for one in node)
    return not str(node).strip()
