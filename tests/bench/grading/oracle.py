"""Is a written text the same answer? A second opinion that shares no code with the checker.

Reads plain typed maths (not LaTeX) through Python's own grammar, and evaluates it at exact random points:
fractions where everything is rational, sixty digits where roots, π or functions stand in it.
"""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from random import Random
from typing import Any

import mpmath  # type: ignore[import-untyped]

Value = Any  # Fraction or mpf
Compiled = Callable[[dict[str, Fraction]], Value]
_FUNCTIONS = ("sqrt", "sin", "cos", "tan", "ln", "exp", "abs")
_TOKEN = re.compile(r"\s*(\d+\.?\d*|\.\d+|sqrt|sin|cos|tan|ln|exp|abs|pi|inf|[A-Za-z]|\*\*|[-+*/^()%])")
_MIXED = re.compile(r"(\d+) (\d+)/(\d+)")
_BARE_CALL = re.compile(r"(sqrt|sin|cos|tan|ln|exp)\s*(\d+\.?\d*[a-z]?(?![\w.^*]))")
_UNARY_PLUS = re.compile(r"(sqrt|sin|cos|tan|ln|exp)\s*\+")
_UNARY_MINUS = re.compile(r"(sqrt|sin|cos|tan|ln|exp)\s*-\s*\(([^()]*)\)")
_FACTORIAL = re.compile(r"(?<![\d.])(1?\d)!")
_SIGNS = re.compile(r"(<=|>=|!=|=|<|>)")
_MIRROR = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}
_GREATEST = 400
_POINTS = 8
_CONTEXT = mpmath.MPContext()
_CONTEXT.dps = 60


class Unreadable(Exception):
    """Not maths that this reader knows."""


def same_value(left: str, right: str) -> bool:
    """Whether two typed expressions are equal at every point tried where both exist. Raises Unreadable."""
    first, second = compiled(left), compiled(right)
    agreed = 0
    for point in _points():
        try:
            a, b = first(point), second(point)
        except (ZeroDivisionError, ValueError):
            continue
        if not _equal(a, b):
            return False
        agreed += 1
    return agreed > 0


def same_relation(left: str, right: str) -> bool:
    """Whether one is the other times a constant (turning the sign where it is negative). Raises
    Unreadable.
    """
    first, second = _relation(left), _relation(right)
    if len(first) != len(second):
        return False
    if len(first) == 1:
        return _proportional(first[0], second[0])
    sides, signs = _chain(left)
    turned, mirrored = _chain(right)
    for others, other_signs in (
        (turned, mirrored),
        (turned[::-1], [_MIRROR[sign] for sign in mirrored[::-1]]),
    ):
        if signs == other_signs and all(same_value(a, b) for a, b in zip(sides, others, strict=True)):
            return True
    return False


def same_items(left: str, right: str, *, ordered: bool, brackets: bool) -> bool:
    """Lists, sets, tuples, intervals: the same brackets, and the same items (in order where it matters)."""
    first, second = left.strip(), right.strip()
    if brackets:
        if (first[:1], first[-1:]) != (second[:1], second[-1:]):
            return False
        first, second = first[1:-1], second[1:-1]
    a, b = _items(first), _items(second)
    if ordered:
        return len(a) == len(b) and all(same_value(x, y) for x, y in zip(a, b, strict=True))
    return all(any(_same_item(x, y) for y in b) for x in a) and all(
        any(_same_item(x, y) for x in a) for y in b
    )


def _items(text: str) -> list[str]:
    items = [item.strip() for item in re.split(r"[,;]|\bor\b|\band\b", text)]
    if not all(items):
        raise Unreadable(text)
    return items


def _same_item(left: str, right: str) -> bool:
    if _SIGNS.search(left) or _SIGNS.search(right):
        return bool(_SIGNS.search(left) and _SIGNS.search(right)) and same_relation(left, right)
    return same_value(left, right)


def _chain(text: str) -> tuple[list[str], list[str]]:
    parts = _SIGNS.split(text)
    return parts[::2], parts[1::2]


def _relation(text: str) -> list[tuple[str, Compiled]]:
    """Each sign with the difference of its two sides."""
    sides, signs = _chain(text)
    if not signs:
        raise Unreadable(text)
    made = [compiled(side) for side in sides]
    return [(sign, _difference(a, b)) for sign, (a, b) in zip(signs, pairwise(made), strict=True)]


def _difference(a: Compiled, b: Compiled) -> Compiled:
    return lambda point: _operated(ast.Sub(), a(point), b(point))


def _proportional(first: Any, second: Any) -> bool:
    ratio = None
    for point in _points():
        try:
            a, b = first[1](point), second[1](point)
            if not a or not b:
                if a or b:
                    return False
                continue
            now = _operated(ast.Div(), a, b)
        except (ZeroDivisionError, ValueError):
            continue
        if ratio is not None and not _equal(ratio, now):
            return False
        ratio = now
    if ratio is None:
        return bool(first[0] == second[0])
    return bool(first[0] == (second[0] if ratio > 0 else _MIRROR[second[0]]))


def _points() -> list[dict[str, Fraction]]:
    draw = Random(77)
    letters = [chr(code) for code in (*range(97, 123), *range(65, 91))]
    sample = []
    for k in range(_POINTS):
        low = -40 if k % 2 else 1
        sample.append({name: Fraction(draw.randint(low, 60), draw.randint(1, 12)) for name in letters})
    return sample


def _equal(a: Value, b: Value) -> bool:
    if isinstance(a, Fraction) and isinstance(b, Fraction):
        return a == b
    if isinstance(a, float) or isinstance(b, float):
        return bool(a == b)
    first, second = _real(a), _real(b)
    scale = max(abs(first), abs(second), _CONTEXT.mpf(1))
    return bool(abs(first - second) <= scale * _CONTEXT.mpf(10) ** -45)


def _real(value: Value) -> Any:
    if isinstance(value, Fraction):
        return _CONTEXT.mpf(value.numerator) / value.denominator
    return value


def compiled(text: str) -> Compiled:
    """The text as a function of its letters. Raises Unreadable."""
    source = _python(text)
    try:
        tree = ast.parse(source, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise Unreadable(text) from error
    return lambda point: _value(tree, point)


def _python(text: str) -> str:
    """Typed maths as Python source, with the products that were implied."""
    text = _MIXED.sub(r"(\1+\2/\3)", text.strip())
    text = _BARE_CALL.sub(r"\1(\2)", _UNARY_MINUS.sub(r"\1(-(\2))", _UNARY_PLUS.sub(r"\1", text)))
    text = _FACTORIAL.sub(lambda match: str(math.factorial(int(match.group(1)))), text)
    at, out, before = 0, [], ""
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            if text[at:].isspace():
                break
            raise Unreadable(text)
        token, at = match.group(1), match.end()
        if before and _ends(before) and _starts(token):
            if before[-1].isdigit() and token[0].isdigit():
                raise Unreadable(text)
            out.append("*")
        if token[0].isdigit() or token[0] == ".":
            out.append(f"N('{token}')")
        elif token == "%":
            out.append("*P")
        else:
            out.append({"^": "**"}.get(token, token))
        before = token
    if not out or len(out) > _GREATEST:
        raise Unreadable(text)
    return "".join(out)


def _ends(token: str) -> bool:
    return token in (")", "%") or (token[-1].isalnum() and token not in _FUNCTIONS)


def _starts(token: str) -> bool:
    return token == "(" or token[0].isalnum() or token[0] == "."


def _value(node: ast.AST, point: dict[str, Fraction]) -> Value:
    match node:
        case ast.Call(ast.Name("N"), [ast.Constant(str() as digits)]):
            return Fraction(digits.removesuffix("."))
        case ast.Call(ast.Name(name), [arg]) if name in _FUNCTIONS:
            return _called(name, _value(arg, point))
        case ast.Name("P"):
            return Fraction(1, 100)
        case ast.Name("pi"):
            return +_CONTEXT.pi
        case ast.Name("inf"):
            return float("inf")
        case ast.Name("e"):
            return +_CONTEXT.e
        case ast.Name(name) if name in point:
            return point[name]
        case ast.UnaryOp(ast.USub(), arg):
            return -_value(arg, point)
        case ast.UnaryOp(ast.UAdd(), arg):
            return _value(arg, point)
        case ast.BinOp(left, operator, right):
            return _operated(operator, _value(left, point), _value(right, point))
    raise Unreadable(ast.dump(node))


def _operated(operator: ast.operator, a: Value, b: Value) -> Value:
    if isinstance(a, float) or isinstance(b, float):
        raise Unreadable("infinity in a sum")
    if not (isinstance(a, Fraction) and isinstance(b, Fraction)):
        a, b = _real(a), _real(b)
    match operator:
        case ast.Add():
            return a + b
        case ast.Sub():
            return a - b
        case ast.Mult():
            return a * b
        case ast.Div():
            return a / b
        case ast.Pow():
            return _power(a, b)
    raise Unreadable("operator")


def _power(a: Value, b: Value) -> Value:
    if abs(b) > 60:
        raise Unreadable("a large power")
    if isinstance(a, Fraction) and isinstance(b, Fraction) and b.denominator == 1:
        return a**b.numerator
    if _real(a) < 0:
        raise ValueError("not real")
    return _CONTEXT.power(_real(a), _real(b))


def _called(name: str, value: Value) -> Value:
    if isinstance(value, float):
        raise Unreadable("a function of infinity")
    if name == "abs":
        return abs(value)
    if (value < 0 and name == "sqrt") or (value <= 0 and name == "ln"):
        raise ValueError("not real")
    return getattr(_CONTEXT, name)(_real(value))
