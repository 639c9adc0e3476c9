"""Sums and products of matrices, entry by entry, while they are read. A matrix is a list [ ] of rows [ ]."""

from __future__ import annotations

from tutor.grading.tree import Add, Group, MathsError, Mul, Neg, Node

MAX_ENTRIES = 64


def is_matrix(node: Node) -> bool:
    """Rows of the same length, in square brackets."""
    if not (isinstance(node, Group) and node.brackets == "[]" and node.items):
        return False
    rows = [row for row in node.items if isinstance(row, Group) and row.brackets == "[]"]
    return len(rows) == len(node.items) and len({len(row.items) for row in rows}) == 1


def plus(left: Node, right: Node) -> Node:
    """Raises MathsError where the sizes do not fit."""
    first, second = _rows(left), _rows(right)
    if len(first) != len(second) or len(first[0]) != len(second[0]):
        raise MathsError("syntax", "a sum of matrices of different sizes")
    return _matrix(
        [[Add((a, b)) for a, b in zip(*rows, strict=True)] for rows in zip(first, second, strict=True)]
    )


def times(left: Node, right: Node) -> Node:
    """A product of two matrices, or of a number and one. Raises MathsError where the sizes do not fit."""
    if not is_matrix(left) or not is_matrix(right):
        number, matrix = (right, left) if is_matrix(left) else (left, right)
        return _matrix([[Mul((number, entry)) for entry in row] for row in _rows(matrix)])
    first, second = _rows(left), _rows(right)
    if len(first[0]) != len(second) or len(first) * len(second) * len(second[0]) > 4 * MAX_ENTRIES:
        raise MathsError("syntax", "a product of matrices whose sizes do not fit")
    columns = list(zip(*second, strict=True))
    return _matrix([[_dot(row, column) for column in columns] for row in first])


def negative(matrix: Node) -> Node:
    return _matrix([[Neg(entry) for entry in row] for row in _rows(matrix)])


def _dot(row: tuple[Node, ...], column: tuple[Node, ...]) -> Node:
    terms: tuple[Node, ...] = tuple(Mul((a, b)) for a, b in zip(row, column, strict=True))
    return terms[0] if len(terms) == 1 else Add(terms)


def _rows(node: Node) -> list[tuple[Node, ...]]:
    if not (isinstance(node, Group) and is_matrix(node)):
        raise MathsError("syntax", "a matrix beside something that is none")
    rows = [row.items for row in node.items if isinstance(row, Group)]
    if len(rows) * len(rows[0]) > MAX_ENTRIES:
        raise MathsError("costly", "that matrix is too large")
    return rows


def _matrix(rows: list[list[Node]]) -> Node:
    return Group("[]", tuple(Group("[]", tuple(row)) for row in rows))
