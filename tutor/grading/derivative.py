"""The derivative of a tree, with zeros and ones left out. Compares nothing."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from tutor.grading.tree import (
    Add,
    Call,
    Div,
    MathsError,
    Mul,
    Name,
    Neg,
    Node,
    Number,
    Percent,
    Pow,
    names_of,
    number,
)

_ZERO, _ONE = Number(Fraction(0)), Number(Fraction(1))


def derivative(tree: Node, name: str) -> Node:
    """With respect to one name. Raises MathsError ("costly") for a function it cannot derive."""
    if name not in names_of(tree):
        return _ZERO
    match tree:
        case Name():
            return _ONE
        case Neg(arg):
            return Neg(derivative(arg, name))
        case Percent(arg):
            return Percent(derivative(arg, name))
        case Add(terms):
            return _plus(*(derivative(term, name) for term in terms))
        case Mul(factors):
            return _plus(
                *(
                    _times(derivative(factor, name), *factors[:k], *factors[k + 1 :])
                    for k, factor in enumerate(factors)
                )
            )
        case Div(top, bottom) if name not in names_of(bottom):
            return Div(derivative(top, name), bottom)
        case Div(top, bottom):
            first, second = _times(derivative(top, name), bottom), _times(derivative(bottom, name), top)
            return Div(_minus(first, second), Pow(bottom, number(2)))
        case Pow(base, exponent):
            return _power(base, exponent, name)
        case Call(function, args):
            return _call(function, args, name)
    raise MathsError("syntax", "a list or a relation where one value is needed")


def _power(base: Node, exponent: Node, name: str) -> Node:
    if name not in names_of(exponent):
        lower = _less_one(exponent)
        return _times(exponent, Pow(base, lower), derivative(base, name))
    whole = Pow(base, exponent)
    if base == Name("e"):
        return _times(whole, derivative(exponent, name))
    if name not in names_of(base):
        return _times(whole, Call("ln", (base,)), derivative(exponent, name))
    inner = Mul((exponent, Call("ln", (base,))))
    return _times(whole, derivative(inner, name))


def _less_one(exponent: Node) -> Node:
    if isinstance(exponent, Number):
        return number(exponent.value - 1)
    return Add((exponent, Neg(_ONE)))


def _square(tree: Node) -> Node:
    return Pow(tree, number(2))


def _call(function: str, args: tuple[Node, ...], name: str) -> Node:
    u = args[0]
    if function == "root":
        return _power(u, Div(_ONE, args[1]), name)
    if function == "log" and len(args) == 2:
        return derivative(Div(Call("ln", (u,)), Call("ln", (args[1],))), name)
    rule = _RULES.get(function)
    if rule is None:
        raise MathsError("costly", f"a derivative of {function}")
    return _times(rule(u), derivative(u, name))


def _over_root(inside: Callable[[Node], Node]) -> Callable[[Node], Node]:
    return lambda u: Div(_ONE, Call("sqrt", (inside(u),)))


_RULES: dict[str, Callable[[Node], Node]] = {
    "sqrt": lambda u: Div(_ONE, Mul((number(2), Call("sqrt", (u,))))),
    "cbrt": lambda u: Div(_ONE, Mul((number(3), _square(Call("cbrt", (u,)))))),
    "ln": lambda u: Div(_ONE, u),
    "log": lambda u: Div(_ONE, Mul((u, Call("ln", (number(10),))))),
    "exp": lambda u: Call("exp", (u,)),
    "abs": lambda u: Div(u, Call("abs", (u,))),
    "sin": lambda u: Call("cos", (u,)),
    "cos": lambda u: Neg(Call("sin", (u,))),
    "tan": lambda u: Div(_ONE, _square(Call("cos", (u,)))),
    "cot": lambda u: Neg(Div(_ONE, _square(Call("sin", (u,))))),
    "sec": lambda u: Mul((Call("sec", (u,)), Call("tan", (u,)))),
    "csc": lambda u: Neg(Mul((Call("csc", (u,)), Call("cot", (u,))))),
    "sinh": lambda u: Call("cosh", (u,)),
    "cosh": lambda u: Call("sinh", (u,)),
    "tanh": lambda u: Div(_ONE, _square(Call("cosh", (u,)))),
    "asin": _over_root(lambda u: Add((_ONE, Neg(_square(u))))),
    "acos": lambda u: Neg(Div(_ONE, Call("sqrt", (Add((_ONE, Neg(_square(u)))),)))),
    "atan": lambda u: Div(_ONE, Add((_ONE, _square(u)))),
    "acot": lambda u: Neg(Div(_ONE, Add((_ONE, _square(u))))),
    "asinh": _over_root(lambda u: Add((_ONE, _square(u)))),
    "acosh": _over_root(lambda u: Add((_square(u), Neg(_ONE)))),
    "atanh": lambda u: Div(_ONE, Add((_ONE, Neg(_square(u))))),
    "acoth": lambda u: Div(_ONE, Add((_ONE, Neg(_square(u))))),
}


def _plus(*terms: Node) -> Node:
    kept = tuple(term for term in terms if term != _ZERO)
    if not kept:
        return _ZERO
    return kept[0] if len(kept) == 1 else Add(kept)


def _minus(left: Node, right: Node) -> Node:
    return left if right == _ZERO else _plus(left, Neg(right))


def _times(*factors: Node) -> Node:
    if _ZERO in factors:
        return _ZERO
    kept = tuple(factor for factor in factors if factor != _ONE)
    if not kept:
        return _ONE
    return kept[0] if len(kept) == 1 else Mul(kept)
