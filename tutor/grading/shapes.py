"""Forms that answers are asked for beside simplified, expanded and factored. Knows nothing of the
right answer.

Each function returns what is left to do in a learner's words, "" when nothing is, and None when it
cannot tell.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction

from tutor.grading import exact, poly, symbolic
from tutor.grading.tree import (
    Add,
    Call,
    Div,
    Group,
    Mul,
    Name,
    Neg,
    Node,
    Number,
    Pow,
    Relation,
    children,
    names_of,
    rebuilt,
    variables_of,
    walk,
)

_ROOTS = frozenset({"sqrt", "cbrt", "root"})


def single_fraction(tree: Node) -> str:
    inside = tree.arg if isinstance(tree, Neg) else tree
    parts = children(inside) if isinstance(inside, Div) else (inside,)
    for part in parts:
        if any(_divides(piece) for piece in walk(part)):
            return "there is more than one fraction line, or something stands outside the fraction"
    return ""


def _divides(part: Node) -> bool:
    return isinstance(part, Div) or (isinstance(part, Pow) and _is_negative(part.exponent))


def _is_negative(exponent: Node) -> bool:
    """-1, and -1/2 in either reading."""
    match exponent:
        case Neg():
            return True
        case Number(value):
            return value < 0
        case Div(top, _):
            return _is_negative(top)
    return False


def rational_denominator(tree: Node) -> str:
    for part in walk(tree):
        if isinstance(part, Div) and _holds_root(part.bottom):
            return "there is still a root below a fraction line"
        below = isinstance(part, Pow) and _is_negative(part.exponent)
        if isinstance(part, Pow) and below and (_holds_root(part.base) or _is_broken(part.exponent)):
            return "there is still a root below a fraction line"
    return ""


def _is_broken(exponent: Node) -> bool:
    """2^(-1/2): the root is in the exponent."""
    inner = exponent.arg if isinstance(exponent, Neg) else exponent
    return isinstance(inner, Div) or (isinstance(inner, Number) and inner.value.denominator > 1)


def _holds_root(tree: Node) -> bool:
    return any(
        (isinstance(part, Call) and part.name in _ROOTS)
        or (isinstance(part, Pow) and isinstance(part.exponent, Div))
        or (isinstance(part, Name) and part.name in ("i", "ⅈ"))
        for part in walk(tree)
    )


def lowest_terms(tree: Node) -> str:
    """Every fraction of whole numbers cancelled, with a positive number below, and no root below any line."""
    for part in walk(tree):
        if isinstance(part, Div):
            top, bottom = _whole(part.top), _whole(part.bottom)
            if bottom is not None and bottom < 0:
                return "there is a minus sign below a fraction line"
            if top is not None and bottom is not None and (math.gcd(top, bottom) > 1 or bottom == 1):
                return "there is a fraction that can be cancelled"
    return rational_denominator(tree)


def _whole(tree: Node) -> int | None:
    if isinstance(tree, Neg):
        inner = _whole(tree.arg)
        return None if inner is None else -inner
    if isinstance(tree, Number) and tree.value.denominator == 1:
        return tree.value.numerator
    return None


def completed_square(tree: Node, letter: Node | None = None) -> str | None:
    """a(x - h)² + k: the letter stands in one bracket only, once."""
    letter, tree = _named(tree, letter)
    if letter is None:
        return ""
    name = letter.name
    terms = tree.terms if isinstance(tree, Add) else (tree,)
    holding = [term for term in terms if name in names_of(term)]
    degree = poly.degree_in(exact.form(tree).top, name)
    if degree < 2:
        return ""
    if degree > 2 or len(holding) != 1:
        return None if degree > 2 else "the letter stands in more than one place"
    return "" if _is_scaled_square(holding[0], name) else "there is no square of a bracket yet"


def _is_scaled_square(term: Node, name: str) -> bool:
    match term:
        case Neg(arg):
            return _is_scaled_square(arg, name)
        case Mul(factors):
            holding = [factor for factor in factors if name in names_of(factor)]
            return len(holding) == 1 and _is_scaled_square(holding[0], name)
        case Div(top, bottom):
            return name not in names_of(bottom) and _is_scaled_square(top, name)
        case Pow(base, Number(exponent)):
            return exponent == 2 and poly.degree_in(exact.form(base).top, name) == 1 and _once(base, name)
    return False


def _once(tree: Node, name: str) -> bool:
    return sum(part == Name(name) for part in walk(tree)) == 1


def _named(tree: Node, letter: Node | None) -> tuple[Name | None, Node]:
    """The one letter of the tree; where it is an expression such as cos t or x², a letter stands in
    for it."""
    if letter is None:
        squared = sorted(
            name for name in variables_of(tree) if poly.degree_in(exact.form(tree).top, name) >= 2
        )
        return (Name(squared[0]) if squared else None), tree
    if isinstance(letter, Name):
        return letter, tree
    return Name("ξ"), _with(tree, letter, Name("ξ"))


def _with(tree: Node, old: Node, new: Node) -> Node:
    return new if tree == old else rebuilt(tree, tuple(_with(part, old, new) for part in children(tree)))


def partial_fractions(tree: Node, letter: Node | None = None) -> str | None:
    """A sum of terms, each a polynomial or a fraction over a power of one factor that cannot be split."""
    names = [letter.name] if isinstance(letter, Name) else sorted(variables_of(tree))
    if len(names) != 1:
        return None
    seen: set[str] = set()
    for top, bottom in _fractions(tree):
        form = exact.form(bottom)
        if names[0] not in poly.atoms(form.top):
            continue
        below = symbolic.factors(form.top)
        if below is None:
            return None
        if len(below) > 1:
            return "the denominator of one fraction still has several factors"
        ((factor, count),) = below
        if f"{factor}^{count}" in seen:
            return "there are fractions with the same denominator"
        seen.add(f"{factor}^{count}")
        irreducible = poly.degree_in(form.top, names[0]) / count
        if poly.degree_in(exact.form(top).top, names[0]) >= irreducible:
            return "the numerator of one fraction is too large for its denominator"
    return ""


def _fractions(tree: Node) -> Iterator[tuple[Node, Node]]:
    """Terms as (top, bottom), numbers in front multiplied in; a term that is no fraction comes over 1."""
    one = Number(Fraction(1))
    match tree:
        case Add(terms):
            for term in terms:
                yield from _fractions(term)
        case Neg(arg):
            yield from _fractions(arg)
        case Div(top, bottom) if isinstance(top, Add | Neg | Number | Mul | Name | Pow):
            yield top, bottom
        case Mul(factors) if sum(bool(variables_of(factor)) for factor in factors) == 1:
            yield from _fractions(next(factor for factor in factors if variables_of(factor)))
        case Mul(factors):
            tops = [factor.top if isinstance(factor, Div) else factor for factor in factors]
            bottoms = [factor.bottom for factor in factors if isinstance(factor, Div)]
            bottoms += [_turned(factor) for factor in factors if _divides(factor) and isinstance(factor, Pow)]
            kept = [top for top in tops if not (_divides(top) and isinstance(top, Pow))]
            yield Mul(tuple(kept) or (one,)), Mul(tuple(bottoms) or (one,))
        case Pow(base, Neg(exponent)):
            yield one, Pow(base, exponent)
        case _:
            yield tree, one


def _turned(power: Node) -> Node:
    if isinstance(power, Pow) and isinstance(power.exponent, Neg):
        return Pow(power.base, power.exponent.arg)
    return power


Key = tuple[object, ...]


def same_as_written(left: Node, right: Node) -> bool:
    """The same but for the order of terms and factors and for brackets that change nothing.

    An equation may be turned round, and its sides negated; an inequality may not.
    """
    if isinstance(left, Relation) and isinstance(right, Relation) and left.signs == right.signs == ("=",):
        sides = tuple(_key(side) for side in right.sides)
        readings = (left.sides, tuple(map(_negated, left.sides)))
        return any(tuple(map(_key, reading[::step])) == sides for reading in readings for step in (1, -1))
    return _key(left) == _key(right)


def _negated(tree: Node) -> Node:
    match tree:
        case Neg(arg):
            return arg
        case Add(terms):
            return Add(tuple(map(_negated, terms)))
    return Neg(tree)


def _key(tree: Node) -> Key:
    match tree:
        case Number(value, style):
            return ("number", str(value), style if style != "mixed" else "integer")
        case Name(name):
            return ("name", name)
        case Add():
            return ("sum", *sorted(map(_key, _terms(tree)), key=repr))
        case Mul() | Neg() | Div():
            return _product_key(tree)
        case Call(name, args) if name in ("gcd", "lcm", "min", "max"):
            return (name, *sorted(map(_key, args), key=repr))
        case Relation(signs, sides):
            return ("relation", *signs, *map(_key, sides))
        case Group(brackets, items):
            free = brackets in ("", "{}", "and", "or", "∪")
            keys = [_key(item) for item in items]
            return ("group", brackets, *(sorted(keys, key=repr) if free else keys))
    name = tree.name if isinstance(tree, Call) else type(tree).__name__
    return (name, *map(_key, children(tree)))


def _terms(tree: Node) -> Iterator[Node]:
    if isinstance(tree, Add):
        for term in tree.terms:
            yield from _terms(term)
    else:
        yield tree


def _product_key(tree: Node) -> Key:
    """A sign for every minus, what stands above the line, and each thing divided by."""
    above: list[Node] = []
    below: list[Node] = []
    minus = _collect(tree, above, below)
    if not below and not minus and len(above) == 1:
        return _key(above[0])
    keys = sorted(map(_key, above), key=repr), sorted(map(_key, below), key=repr)
    return ("product", minus, tuple(keys[0]), tuple(keys[1]))


def _collect(tree: Node, above: list[Node], below: list[Node]) -> int:
    match tree:
        case Neg(arg):
            return 1 + _collect(arg, above, below)
        case Mul(factors):
            return sum(_collect(factor, above, below) for factor in factors)
        case Div(top, bottom):
            minus = _collect(top, above, below)
            below.append(bottom)
            return minus
    above.append(tree)
    return 0
