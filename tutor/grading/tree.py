"""The tree of a mathematical answer: frozen nodes, nothing evaluated. Knows no notation, no algebra."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Style = Literal["integer", "decimal", "mixed"]

# Names that stand for one number. Every other name is a variable.
CONSTANTS = frozenset({"π", "e"})


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
    """A function applied: `name` is one of `lexer.FUNCTIONS`' values, or "factorial"."""

    name: str
    args: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Percent:
    arg: Node


@dataclass(frozen=True, slots=True)
class Relation:
    """`a = b`, `1 < x <= 3`: one more side than there are signs. Signs: = != < <= > >=."""

    signs: tuple[str, ...]
    sides: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Several answers in one: brackets "()", "[]", "[)", "(]", "{}", or "" for a bare list."""

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


def substitute(node: Node, values: Mapping[str, Node]) -> Node:
    """The same tree with names replaced."""
    match node:
        case Number():
            return node
        case Name(name):
            return values.get(name, node)
        case Neg(arg):
            return Neg(substitute(arg, values))
        case Percent(arg):
            return Percent(substitute(arg, values))
        case Add(terms):
            return Add(tuple(substitute(term, values) for term in terms))
        case Mul(factors):
            return Mul(tuple(substitute(factor, values) for factor in factors))
        case Div(top, bottom):
            return Div(substitute(top, values), substitute(bottom, values))
        case Pow(base, exponent):
            return Pow(substitute(base, values), substitute(exponent, values))
        case Call(name, args):
            return Call(name, tuple(substitute(arg, values) for arg in args))
        case Relation(signs, sides):
            return Relation(signs, tuple(substitute(side, values) for side in sides))
        case Group(brackets, items):
            return Group(brackets, tuple(substitute(item, values) for item in items))


def number(value: Fraction | int) -> Node:
    """A tree for an exact number of either sign."""
    exact = Fraction(value)
    top = Number(Fraction(abs(exact.numerator)))
    size: Node = top if exact.denominator == 1 else Div(top, Number(Fraction(exact.denominator)))
    return Neg(size) if exact < 0 else size
