"""What ± stands for: two readings of one tree, all its signs the same way. Compares nothing."""

from __future__ import annotations

from tutor.grading.tree import Call, Group, Neg, Node, children, rebuilt, walk


def has_signs(tree: Node) -> bool:
    return any(isinstance(part, Call) and part.name in ("pm", "mp") for part in walk(tree))


def spread(tree: Node) -> Node:
    """The tree without ±: an item or equation with it becomes a list of two."""
    if not has_signs(tree):
        return tree
    if isinstance(tree, Group) and tree.brackets in ("", "{}"):
        items = tuple(part for item in tree.items for part in readings(item))
        return Group(tree.brackets, items)
    return Group("", readings(tree))


def readings(tree: Node) -> tuple[Node, ...]:
    """The upper signs, then the lower ones; the tree itself if it has none."""
    return (_read(tree, upper=True), _read(tree, upper=False)) if has_signs(tree) else (tree,)


def _read(tree: Node, *, upper: bool) -> Node:
    parts = tuple(_read(part, upper=upper) for part in children(tree))
    if isinstance(tree, Call) and tree.name in ("pm", "mp"):
        return parts[0] if upper == (tree.name == "pm") else Neg(parts[0])
    return rebuilt(tree, parts)
