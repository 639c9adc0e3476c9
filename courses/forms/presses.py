"""What the buttons of a form do: add, remove, up, down, another kind. Each says where the focus goes next."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import Any

from courses.forms import tree as trees
from courses.forms.declared import BLANK, FIRST
from courses.forms.tree import AT, Tree

PRESSES = frozenset({"add", "remove", "up", "down", "kind"})


@dataclass(frozen=True, slots=True)
class Pressed:
    """The form afterwards, and the id of what is to have the focus."""

    tree: Tree
    focus: str
    said: str = ""


def is_press(do: str) -> bool:
    return do.partition(":")[0] in PRESSES


def pressed(tree: Tree, do: str) -> Pressed:
    """Raise KeyError for a button of a row that is not there."""
    what, _, name = do.partition(":")
    tree = copy.deepcopy(tree)
    if what == "kind":
        trees.found(tree, name)
        return Pressed(tree, f"id_{trees.named(tree, name)}-kind")
    if what == "add":
        return _added(tree, name)
    rows, place = _place(tree, name)
    inside = trees.named(tree, name).rpartition("-")[0]
    if what == "remove":
        del rows[place]
        return Pressed(tree, _neighbour(inside, place, len(rows)))
    target = max(place - 1, 0) if what == "up" else min(place + 1, len(rows) - 1)
    rows.insert(target, rows.pop(place))
    at_the_end = target == 0 if what == "up" else target == len(rows) - 1
    button = {"up": "down", "down": "up"}[what] if at_the_end else what
    return Pressed(tree, f"id_{inside}-{target}-{button}", said=f"{target + 1} / {len(rows)}")


def _place(tree: Tree, name: str) -> tuple[list[Tree], int]:
    inside, _, at = name.rpartition("-")
    rows = trees.found(tree, inside) if inside else None
    if not isinstance(rows, list):
        raise KeyError(name)
    for place, row in enumerate(rows):
        if isinstance(row, dict) and row.get(AT) == at:
            return rows, place
    raise KeyError(name)


def _added(tree: Tree, name: str) -> Pressed:
    """A row at the end of a list, which is not on the page as long as it is empty."""
    inside, _, key = name.rpartition("-")
    parent: Any = trees.found(tree, inside) if inside else tree
    if not isinstance(parent, dict) or key not in BLANK:
        raise KeyError(name)
    rows = parent.setdefault(key, [])
    if not isinstance(rows, list) or len(rows) >= trees.MAX_ROWS:
        raise KeyError(name)
    rows.append({**BLANK[key](rows), AT: "new"})
    whole = trees.named(tree, inside) + "-" if inside else ""
    return Pressed(tree, f"id_{whole}{key}-{len(rows) - 1}-{FIRST[key]}")


def _neighbour(inside: str, place: int, left: int) -> str:
    if left == 0:
        return f"id_{inside}-add"
    return f"id_{inside}-{min(place, left - 1)}-{FIRST[inside.rpartition('-')[2]]}"
