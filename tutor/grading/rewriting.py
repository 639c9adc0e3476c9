"""Small rewritings that an answer's form may be free to use: `1x` for `x`, `--a` for `a`, `2·3` for `6`.

Knows no specification. Each rule only ever simplifies, so that rewriting ends.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from fractions import Fraction

from tutor.grading.tree import Add, Call, Div, Mul, Name, Neg, Node, Number, Pow, children, number, rebuilt

RULES = frozenset(
    {
        "zero_sum",
        "zero_product",
        "one_product",
        "one_below",
        "one_power",
        "power_one",
        "power_zero",
        "zero_power",
    }
    | {"two_minus", "minus_below", "sum_sign", "products_below", "fraction_below"}
    | {"add_whole", "multiply_whole", "power_whole", "root_as_power", "cancel_whole"}
)
_ZERO, _ONE = Number(Fraction(0)), Number(Fraction(1))


def rewritten(tree: Node, rules: Collection[str]) -> Node:
    """The tree with the rules applied from the inside outwards."""
    parts = tuple(rewritten(part, rules) for part in children(tree))
    whole = rebuilt(tree, parts)
    match whole:
        case Add():
            return _sum(whole, rules)
        case Mul() | Neg() | Div():
            return _Product(whole, rules).tree()
        case Pow(base, exponent):
            return _power(base, exponent, rules)
        case Call("exp", (arg,)):
            return Pow(Name("e"), arg)
        case Call("sqrt", (arg,)) if "root_as_power" in rules:
            return Pow(arg, Div(_ONE, number(2)))
    return whole


def _power(base: Node, exponent: Node, rules: Collection[str]) -> Node:
    if "power_one" in rules and exponent == _ONE:
        return base
    if "one_power" in rules and base == _ONE:
        return _ONE
    if "power_zero" in rules and exponent == _ZERO and base != _ZERO:
        return _ONE
    if "zero_power" in rules and base == _ZERO and exponent != _ZERO:
        return _ZERO
    whole = _whole_of(base), _whole_of(exponent)
    if (
        "power_whole" in rules
        and isinstance(base, Number)
        and None not in whole
        and _is_modest(base, exponent)
    ):
        return number(base.value ** (whole[1] or 0))
    return Pow(base, exponent)


def _is_modest(base: Node, exponent: Node) -> bool:
    return 0 <= (_whole_of(exponent) or 0) <= 64 and abs(_whole_of(base) or 0) <= 1000


def _is_whole(node: Node) -> bool:
    return isinstance(node, Number) and node.value.denominator == 1 and node.style == "integer"


def _sum(tree: Add, rules: Collection[str]) -> Node:
    terms = [part for term in tree.terms for part in (term.terms if isinstance(term, Add) else (term,))]
    if "zero_sum" in rules:
        terms = [term for term in terms if term != _ZERO] or [_ZERO]
    if "add_whole" in rules:
        whole = [_whole_of(term) for term in terms]
        if sum(value is not None for value in whole) > 1:
            total = sum(value for value in whole if value is not None)
            terms = [term for term, value in zip(terms, whole, strict=True) if value is None]
            if total or not terms:
                terms.append(number(total))
    if len(terms) > 1 and "sum_sign" in rules and isinstance(_first(terms), Neg):
        return Neg(Add(tuple(term.arg if isinstance(term, Neg) else Neg(term) for term in terms)))
    return terms[0] if len(terms) == 1 else Add(tuple(terms))


def _first(terms: list[Node]) -> Node:
    """The term that comes first whatever its sign: it decides the sign of the sum."""
    return min(terms, key=lambda term: repr(term.arg if isinstance(term, Neg) else term))


def _whole_of(term: Node) -> int | None:
    if isinstance(term, Neg):
        inner = _whole_of(term.arg)
        return None if inner is None else -inner
    return int(term.value) if isinstance(term, Number) and _is_whole(term) else None


class _Product:
    """Minus signs, what stands above, and each thing that is divided by."""

    def __init__(self, tree: Node, rules: Collection[str]) -> None:
        self.rules = rules
        self.minus = 0
        self.above: list[Node] = []
        self.below: list[Node] = []
        self.collect(tree)
        self.apply()

    def collect(self, tree: Node) -> None:
        match tree:
            case Neg(arg):
                self.minus += 1
                self.collect(arg)
            case Mul(factors):
                for factor in factors:
                    self.collect(factor)
            case Div(top, bottom):
                self.collect(top)
                self.divide(bottom)
            case _:
                self.above.append(tree)

    def divide(self, bottom: Node) -> None:
        match bottom:
            case Neg(arg) if "minus_below" in self.rules:
                self.minus += 1
                self.divide(arg)
            case Div(top, inner) if "fraction_below" in self.rules:
                self.divide(top)
                self.collect(inner)
            case Mul(factors) if "products_below" in self.rules:
                for factor in factors:
                    self.divide(factor)
            case _:
                self.below.append(bottom)

    def apply(self) -> None:
        rules = self.rules
        if "sum_sign" in rules:
            self.minus += sum(isinstance(part, Neg) for part in self.below)
            self.below = [part.arg if isinstance(part, Neg) else part for part in self.below]
        if "multiply_whole" in rules:
            self.above = self.multiplied(self.above)
            self.below = self.multiplied(self.below)
            if any(map(_is_whole, self.above)):
                self.minus %= 2
        if "cancel_whole" in rules:
            self.cancel()
        if "two_minus" in rules:
            self.minus %= 2
        if "one_product" in rules and len(self.above) > 1:
            self.above = [part for part in self.above if part != _ONE] or [_ONE]
        if "one_below" in rules:
            self.below = [part for part in self.below if part != _ONE]
        if "zero_product" in rules and _ZERO in self.above:
            self.minus, self.above, self.below = 0, [_ZERO], []

    @staticmethod
    def multiplied(parts: list[Node]) -> list[Node]:
        whole = [part.value for part in parts if isinstance(part, Number) and _is_whole(part)]
        if len(whole) < 2:
            return parts
        return [number(math.prod(whole)), *(part for part in parts if not _is_whole(part))]

    def cancel(self) -> None:
        tops = [part for part in self.above if _is_whole(part)]
        bottoms = [part for part in self.below if _is_whole(part)]
        if len(tops) != 1 or len(bottoms) != 1:
            return
        top, bottom = tops[0], bottoms[0]
        if not (isinstance(top, Number) and isinstance(bottom, Number)) or not bottom.value:
            return
        reduced = top.value / bottom.value
        self.above[self.above.index(top)] = number(reduced.numerator)
        self.below.remove(bottom)
        if reduced.denominator > 1:
            self.below.append(number(reduced.denominator))

    def tree(self) -> Node:
        result = self.above[0] if len(self.above) == 1 else Mul(tuple(self.above))
        for part in self.below:
            result = Div(result, part)
        if self.minus % 2 == 0 and "two_minus" in self.rules:
            return result
        for _ in range(self.minus):
            result = Neg(result)
        return result
