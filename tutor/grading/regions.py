"""Conditions on one letter as sets of real numbers: inequalities, "and", "or", "not", intervals and unions.

Two sets are the same when they agree at every boundary of either, between neighbouring ones and beyond
the last.
Boundaries are roots of polynomials (and of what stands between bars); without them there is no answer.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise, product

from tutor.grading import exact, poly, symbolic
from tutor.grading.numeric import Evaluator, Real
from tutor.grading.tree import (
    Add,
    Call,
    Group,
    MathsError,
    Mul,
    Name,
    Neg,
    Node,
    Number,
    Relation,
    children,
    rebuilt,
    variables_of,
    walk,
)

_DIGITS = 50
_MAX_BARS = 3
_INTERVALS = frozenset({"()", "[]", "[)", "(]"})
_JOINS = frozenset({"and", "or", "not", "∪"})
_INFINITY = Name("∞")


class _NoRegion(Exception):
    """Not a condition on one letter that can be taken apart."""


def same(left: Node, right: Node) -> bool | None:
    """Whether two conditions or sets hold the same numbers; None when they cannot be compared this way."""
    try:
        subject = _subject(left, right)
        sets = _Sets(subject)
        cuts = sets.sorted_cuts(left, right)
        return all(sets.holds(left, x) == sets.holds(right, x) for x in _samples(cuts))
    except (_NoRegion, MathsError):
        return None


def _samples(cuts: list[Real]) -> list[Real]:
    if not cuts:
        return [Evaluator(_DIGITS).context.mpf(0)]
    between = [(low + high) / 2 for low, high in pairwise(cuts)]
    return [cuts[0] - 1, *cuts, *between, cuts[-1] + 1]


def _subject(*trees: Node) -> Node:
    """What the conditions are about: the one letter, or an f(x) that is bounded in a chain."""
    if not any(_is_condition(tree) for tree in trees):
        raise _NoRegion
    names = set().union(*(variables_of(tree) for tree in trees)) - {"∞"}
    unknown = {
        part for tree in trees for part in walk(tree) if isinstance(part, Call) and part.name not in _CALLS
    }
    if len(unknown) == 1:
        return unknown.pop()
    if len(names) > 1:
        raise _NoRegion
    return Name(names.pop() if names else "ξ")


def _is_condition(tree: Node) -> bool:
    if isinstance(tree, Relation):
        return tree.signs != ("=",)
    return isinstance(tree, Group) and tree.brackets in _JOINS


_CALLS = frozenset({"abs", "sqrt", "cbrt", "root", "exp", "ln", "log", "sin", "cos", "tan", "factorial"})


class _Sets:
    def __init__(self, subject: Node) -> None:
        self.subject = subject
        self.evaluator = Evaluator(_DIGITS)
        self.mpf = self.evaluator.context.mpf

    def sorted_cuts(self, *trees: Node) -> list[Real]:
        found: list[Real] = []
        for cut in sorted(cut for tree in trees for cut in self.cuts(tree)):
            if not found or not self.evaluator.close(found[-1], cut):
                found.append(cut)
        return found

    def cuts(self, tree: Node) -> list[Real]:
        """Every number at which the condition may begin or end."""
        match tree:
            case Group(brackets, items) if brackets in _JOINS:
                return [cut for item in items for cut in self.cuts(item)]
            case Group(brackets, (low, high)) if brackets in _INTERVALS:
                return [end for end in (self.number(low), self.number(high)) if abs(end) != self.mpf("inf")]
            case Group("{}", items):
                return [self.number(item) for item in items]
            case Relation(("∈",), (subject, where)) if subject == self.subject:
                return self.cuts(where)
            case Relation(signs, sides) if "∈" not in signs:
                return [cut for a, b in pairwise(sides) for cut in self.roots(a, b)]
        raise _NoRegion

    def number(self, tree: Node) -> Real:
        if tree in (_INFINITY, Neg(_INFINITY)):
            return self.mpf("-inf" if isinstance(tree, Neg) else "inf")
        if self.subject in walk(tree) or variables_of(tree):
            raise _NoRegion
        return self.evaluator.value(tree, {})

    def roots(self, left: Node, right: Node) -> list[Real]:
        if _INFINITY in (left, right) or Neg(_INFINITY) in (left, right):
            return []
        found: list[Real] = []
        for plain in _without_bars(Add((left, Neg(right))), self.subject):
            form = exact.form(plain)
            for part in (form.top, form.bottom):
                found += symbolic.real_roots(part, _DIGITS, self.mpf) if poly.atoms(part) else []
        return found

    def holds(self, tree: Node, x: Real) -> bool:
        match tree:
            case Group("and", items):
                return all(self.holds(item, x) for item in items)
            case Group("or" | "∪", items):
                return any(self.holds(item, x) for item in items)
            case Group("not", (item,)):
                return not self.holds(item, x)
            case Group("{}", items):
                return any(self.evaluator.close(self.number(item), x) for item in items)
            case Group(brackets, (low, high)):
                return self.above(x, self.number(low), brackets[0]) and self.above(
                    -x, -self.number(high), brackets[1]
                )
            case Relation(("∈",), (_, where)):
                return self.holds(where, x)
            case Relation(signs, sides):
                pairs = zip(signs, pairwise(sides), strict=True)
                return all(self.related(sign, a, b, x) for sign, (a, b) in pairs)
        raise _NoRegion

    def above(self, x: Real, end: Real, bracket: str) -> bool:
        if self.evaluator.close(x, end) if abs(end) != self.mpf("inf") else False:
            return bracket in "[]"
        return bool(x > end)

    def related(self, sign: str, left: Node, right: Node, x: Real) -> bool:
        try:
            a, b = self.at(left, x), self.at(right, x)
        except MathsError:
            return False
        infinite = self.mpf("inf") in (abs(a), abs(b))
        equal = a == b if infinite else self.evaluator.close(a, b)
        if sign in ("=", "!="):
            return bool(equal == (sign == "="))
        if equal:
            return "=" in sign
        return bool((a < b) == (sign[0] == "<"))

    def at(self, tree: Node, x: Real) -> Real:
        if tree in (_INFINITY, Neg(_INFINITY)):
            return self.number(tree)
        where = Name("ξ")
        replaced = _replaced(tree, self.subject, where)
        return self.evaluator.value_with(replaced, {where.name: x})


def _replaced(tree: Node, old: Node, new: Node) -> Node:
    if tree == old:
        return new
    return rebuilt(tree, tuple(_replaced(child, old, new) for child in children(tree)))


def _without_bars(tree: Node, subject: Node) -> list[Node]:
    """The tree with every |u| as u and as -u, and each u by itself, in one letter."""
    plain = _replaced(tree, subject, Name("ξ"))
    bars = [part for part in dict.fromkeys(walk(plain)) if isinstance(part, Call) and part.name == "abs"]
    if len(bars) > _MAX_BARS:
        raise _NoRegion
    readings: list[Node] = [bar.args[0] for bar in bars]
    for signs in product((1, -1), repeat=len(bars)):
        reading = plain
        for bar, sign in zip(bars, signs, strict=True):
            inside: Node = bar.args[0] if sign > 0 else Mul((Neg(Number(Fraction(1))), bar.args[0]))
            reading = _replaced(reading, bar, inside)
        readings.append(reading)
    return readings
