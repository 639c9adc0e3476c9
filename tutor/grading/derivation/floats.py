"""Quick values in ordinary floating point, to know where to look. Nothing is decided by them."""

from __future__ import annotations

import math
from collections.abc import Callable

from tutor.grading.effort import spend
from tutor.grading.tree import Add, Call, Div, Mul, Name, Neg, Node, Number, Percent, Pow, walk

Quick = Callable[[float], float]
_CALLS: dict[str, Callable[..., float]] = {
    "sqrt": math.sqrt,
    "cbrt": math.cbrt,
    "ln": math.log,
    "exp": math.exp,
    "abs": abs,
    "sin": math.sin,
    "cos": math.cos,
    "tan": math.tan,
    "asin": math.asin,
    "acos": math.acos,
    "atan": math.atan,
    "sinh": math.sinh,
    "cosh": math.cosh,
    "tanh": math.tanh,
    "floor": math.floor,
    "ceil": math.ceil,
    "min": min,
    "max": max,
    "sec": lambda x: 1 / math.cos(x),
    "csc": lambda x: 1 / math.sin(x),
    "cot": lambda x: 1 / math.tan(x),
    "log": lambda x, base=10.0: math.log(x) / math.log(base),
    "root": lambda x, index: math.copysign(abs(x) ** (1 / index), x) if index % 2 == 1 else x ** (1 / index),
}
_CONSTANTS = {"π": math.pi, "e": math.e}


def compiled(node: Node, name: str) -> Callable[[float], float | None]:
    """A function of one unknown; None where it has no value or one that is not known here."""
    try:
        inner = _built(node, name)
    except (KeyError, OverflowError):
        return lambda x: None

    size = sum(1 for _ in walk(node))

    def value(x: float) -> float | None:
        spend(1 + size // 2)
        try:
            found = inner(x)
        except (ValueError, ZeroDivisionError, OverflowError, TypeError):
            return None
        return found if not isinstance(found, complex) and math.isfinite(found) else None

    return value


def _built(node: Node, name: str) -> Quick:
    match node:
        case Number(value):
            return _constant(float(value))
        case Name(own):
            return (lambda x: x) if own == name else _constant(_CONSTANTS[own])
        case Neg(arg):
            return _with(lambda a: -a, arg, name=name)
        case Percent(arg):
            return _with(lambda a: a / 100, arg, name=name)
        case Add(parts):
            return _with(lambda *values: math.fsum(values), *parts, name=name)
        case Mul(parts):
            return _with(lambda *values: math.prod(values), *parts, name=name)
        case Div(top, bottom):
            return _with(lambda a, b: a / b, top, bottom, name=name)
        case Pow(base, exponent):
            return _with(_power, base, exponent, name=name)
        case Call(own, args):
            return _with(_CALLS[own], *args, name=name)
    raise KeyError(name)


def _power(base: float, exponent: float) -> float:
    if base < 0 and exponent != int(exponent):
        odd = 1 / exponent
        if abs(odd - round(odd)) < 1e-12 and round(odd) % 2:
            return -math.pow(-base, exponent)
    return math.pow(base, exponent)


def _constant(value: float) -> Quick:
    return lambda x: value


def _with(function: Callable[..., float], *parts: Node, name: str) -> Quick:
    inner = [_built(part, name) for part in parts]
    return lambda x: function(*(part(x) for part in inner))
