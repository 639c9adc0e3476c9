"""What "and" and "or" make of the answers between them: a list, or a condition. Reads no text."""

from __future__ import annotations

from tutor.grading.tree import Group, Node, Relation

_ORDERS = frozenset({"!=", "<", "<=", ">", ">=", "∈"})


def joined(word: str, items: list[Node]) -> Node:
    """Answers with "and" or "or" between them are a list; conditions are joined by it."""
    if len(items) == 1:
        return items[0]
    parts = tuple(items)
    if any(_is_condition(part) for part in parts) or (word == "or" and all(map(_is_equation, parts))):
        return Group(word, parts)
    return Group("", tuple(part for item in parts for part in said_apart(item)))


def _is_equation(node: Node) -> bool:
    return isinstance(node, Relation) and not any(isinstance(side, Group) for side in node.sides)


def said_apart(item: Node) -> tuple[Node, ...]:
    return item.items if isinstance(item, Group) and item.brackets == "" else (item,)


def _is_condition(node: Node) -> bool:
    if isinstance(node, Relation):
        return not _ORDERS.isdisjoint(node.signs)
    return isinstance(node, Group) and node.brackets in ("and", "or", "not")
