"""The tree of a mathematical answer: frozen nodes, nothing evaluated. Knows no notation, no algebra."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Style = Literal["integer", "decimal", "mixed"]

# The imaginary unit, where a specification says that i is it.
IMAGINARY = "ⅈ"
# Names that stand for one number. Every other name is a variable.
CONSTANTS = frozenset({"π", "e", IMAGINARY})


@dataclass(frozen=True, slots=True)
class Number:
    """A literal: never negative. `style` remembers how it was written, for the form of an answer."""

    value: Fraction
    style: Style = "integer"


@dataclass(frozen=True, slots=True)
class Name:
    name: str


@dataclass(frozen=True, slots=True)
class Neg:
    arg: Node


@dataclass(frozen=True, slots=True)
class Add:
    """A sum; a subtracted term is a `Neg`."""

    terms: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Mul:
    factors: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Div:
    top: Node
    bottom: Node


@dataclass(frozen=True, slots=True)
class Pow:
    base: Node
    exponent: Node


@dataclass(frozen=True, slots=True)
class Call:
    """A function applied: `name` is one of `lexer.FUNCTIONS`' values, "factorial", "pm" (±), "mp" (∓), or a
    function that the specification names."""

    name: str
    args: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Percent:
    arg: Node


@dataclass(frozen=True, slots=True)
class Relation:
    """`a = b`, `1 < x <= 3`: one more side than there are signs. Signs: = != < <= > >= ∈."""

    signs: tuple[str, ...]
    sides: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Several in one: brackets "()", "[]", "[)", "(]", "{}", or "" for a bare list; "∪" joins sets;
    "and", "or"
    and "not" join conditions."""

    brackets: str
    items: tuple[Node, ...]


Node = Number | Name | Neg | Add | Mul | Div | Pow | Call | Percent | Relation | Group


class MathsError(Exception):
    """Maths that cannot be used. `code` says how; `detail`, in a learner's words, what of the input is meant.

    Codes: "empty", "words" (not maths at all), "syntax", "costly" (refused before evaluation), "undefined"
    (no value, such as 1/0).
    """

    def __init__(self, code: Literal["empty", "words", "syntax", "costly", "undefined"], detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


def children(node: Node) -> tuple[Node, ...]:
    match node:
        case Number() | Name():
            return ()
        case Neg(arg) | Percent(arg):
            return (arg,)
        case Add(parts) | Mul(parts) | Call(_, parts) | Relation(_, parts) | Group(_, parts):
            return parts
        case Div(first, second) | Pow(first, second):
            return (first, second)


def walk(node: Node) -> Iterator[Node]:
    """Every node once, parents first, without recursion (the tree may be deep)."""
    stack = [node]
    while stack:
        current = stack.pop()
        yield current
        stack.extend(children(current))


def depth(node: Node) -> int:
    deepest = 0
    stack = [(node, 1)]
    while stack:
        current, level = stack.pop()
        deepest = max(deepest, level)
        stack.extend((child, level + 1) for child in children(current))
    return deepest


def names_of(node: Node) -> frozenset[str]:
    """All names in it, constants included."""
    return frozenset(part.name for part in walk(node) if isinstance(part, Name))


def variables_of(node: Node) -> frozenset[str]:
    return names_of(node) - CONSTANTS


def rebuilt(node: Node, parts: tuple[Node, ...]) -> Node:
    """The same node over other children, as many as it has."""
    match node:
        case Number() | Name():
            return node
        case Neg():
            return Neg(parts[0])
        case Percent():
            return Percent(parts[0])
        case Add():
            return Add(parts)
        case Mul():
            return Mul(parts)
        case Div():
            return Div(*parts)
        case Pow():
            return Pow(*parts)
        case Call(name, _):
            return Call(name, parts)
        case Relation(signs, _):
            return Relation(signs, parts)
        case Group(brackets, _):
            return Group(brackets, parts)


def substitute(node: Node, values: Mapping[str, Node]) -> Node:
    """The same tree with names replaced."""
    if isinstance(node, Name):
        return values.get(node.name, node)
    return rebuilt(node, tuple(substitute(child, values) for child in children(node)))


def number(value: Fraction | int) -> Node:
    """A tree for an exact number of either sign."""
    exact = Fraction(value)
    top = Number(Fraction(abs(exact.numerator)))
    size: Node = top if exact.denominator == 1 else Div(top, Number(Fraction(exact.denominator)))
    return Neg(size) if exact < 0 else size
