"""What kind of slip turns one line into the next: common ones are made on purpose and compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from itertools import pairwise

from tutor.grading import exact, poly
from tutor.grading.derivation.logic import Atom, Formula
from tutor.grading.derivation.relate import Kind, Step
from tutor.grading.derivation.values import Undefined, compare_at
from tutor.grading.effort import Exhausted, share
from tutor.grading.tree import (
    Add,
    Call,
    Div,
    MathsError,
    Mul,
    Neg,
    Node,
    Number,
    Pow,
    number,
    walk,
)

_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
MAX_TRIED = 120
MAX_NODES = 80
Guess = tuple[str, Node]


def of_values(before: Node, after: Node) -> str:
    """The kind of slip between two expressions, "" when none of the known ones gives it."""
    if sum(1 for _ in walk(before)) > MAX_NODES:
        return ""
    try:
        with share(1, 2):
            return _slip(before, after)
    except (MathsError, Exhausted):
        return ""


def _slip(before: Node, after: Node) -> str:
    goal = exact.form(after)
    for kind, tree in _limited(_slips(before)):
        try:
            if exact.same(exact.form(tree), goal):
                return kind
        except MathsError:
            continue
    return _by_terms(exact.form(before), [before], goal)


def of_statements(before: Formula, after: Formula, step: Step) -> str:
    """The same for two statements."""
    if not (isinstance(before, Atom) and isinstance(after, Atom)):
        return _of_loss(step)
    if step.kind in (Kind.IMPLIED_BY, Kind.IMPLIES) and before.sign == after.sign == "=":
        return _of_loss(step, before)
    if sum(1 for side in (before.left, before.right) for _ in walk(side)) > MAX_NODES:
        return _of_loss(step)
    try:
        with share(1, 2):
            return _of_relations(before, after) or _of_loss(step)
    except (MathsError, Exhausted):
        return _of_loss(step)


def _of_loss(step: Step, before: Atom | None = None) -> str:
    if step.kind is Kind.IMPLIES:
        return "gained_solutions"
    if step.kind is not Kind.IMPLIED_BY:
        return ""
    return (
        "divided_by_unknown" if before is not None and _shares_zero(before, step.lost) else "lost_solutions"
    )


def _shares_zero(before: Atom, lost: Mapping[str, Fraction] | None) -> bool:
    """Whether the lost solution makes a factor zero that stands on both sides or in a product."""
    if lost is None:
        return False
    zero = Number(Fraction(0))
    if zero in (before.left, before.right):
        return isinstance(before.left, Mul) or isinstance(before.right, Mul)
    try:
        return all(compare_at("=", side, zero, lost) for side in (before.left, before.right))
    except (Undefined, MathsError):
        return False


def _gap(left: Node, right: Node) -> exact.Form:
    return exact.minus(exact.form(left), exact.form(right))


def _of_relations(before: Atom, after: Atom) -> str:
    goal = _gap(after.left, after.right)
    if before.sign != after.sign or before.sign in _MIRRORED:
        return _turned(before, after, goal)
    for kind, (left, right) in _limited_pairs(before):
        try:
            if _proportional(_gap(left, right), goal):
                return kind
        except MathsError:
            continue
    whole = _gap(before.left, before.right)
    return _by_terms(whole, [before.left, before.right], goal, scaled=True) or _inverse_used(whole, goal)


def _inverse_used(whole: exact.Form, goal: exact.Form) -> str:
    """a x = b made to x = a b: multiplied where it had to be divided."""
    names = [name for name in poly.atoms(whole.top) if name[0] not in "#@"]
    if len(names) != 1 or poly.degree_in(whole.top, names[0]) != 1:
        return ""
    slope = whole.top.get(((names[0], Fraction(1)),))
    if not slope:
        return ""
    turned = {**whole.top, ((names[0], Fraction(1)),): 1 / slope}
    if not _proportional(exact.Form(turned, whole.bottom), goal):
        return ""
    return "inverted_fraction" if slope.denominator != 1 else "inverse_operation"


def _turned(before: Atom, after: Atom, goal: exact.Form) -> str:
    """Inequalities: the same border with the sign the wrong way round, or with another sign."""
    first = _gap(before.left, before.right)
    ratio = poly.ratio(poly.multiply(first.top, goal.bottom), poly.multiply(goal.top, first.bottom))
    if ratio is None:
        return ""
    turned = _MIRRORED.get(before.sign, before.sign) if ratio < 0 else before.sign
    if _MIRRORED.get(turned) == after.sign:
        return "inequality_not_turned"
    return "other_relation"


def _limited_pairs(before: Atom) -> Iterator[tuple[str, tuple[Node, Node]]]:
    left, right = before.left, before.right
    for kind, tree in _limited(_slips(left)):
        yield kind, (tree, right)
    for kind, tree in _limited(_slips(right)):
        yield kind, (left, tree)
    for size in _sizes(left, right):
        yield "one_side_only", (Mul((number(size), left)), right)
        yield "one_side_only", (left, Mul((number(size), right)))
    yield "inverted_fraction", (_over_itself(left), right)
    yield "inverted_fraction", (left, _over_itself(right))


def _over_itself(node: Node) -> Node:
    return Div(Number(Fraction(1)), node)


def _sizes(*trees: Node) -> list[Fraction]:
    found = {part.value for tree in trees for part in walk(tree) if isinstance(part, Number) and part.value}
    both = {size for value in found for size in (value, 1 / value, -value, -1 / value)}
    return sorted(both - {Fraction(1)})[:24]


def _limited(slips: Iterator[Guess]) -> Iterator[Guess]:
    for at, slip in enumerate(slips):
        if at >= MAX_TRIED:
            return
        yield slip


def _slips(tree: Node) -> Iterator[Guess]:
    """The tree with one slip in one place."""
    yield from _here(tree)
    match tree:
        case Neg(arg):
            yield from _inside((arg,), lambda parts: Neg(parts[0]))
        case Add(terms):
            yield from _inside(terms, Add)
        case Mul(factors):
            yield from _inside(factors, Mul)
        case Div(top, bottom):
            yield from _inside((top, bottom), lambda parts: Div(parts[0], parts[1]))
        case Pow(base, exponent):
            yield from _inside((base,), lambda parts: Pow(parts[0], exponent))
        case Call(name, args):
            yield from _inside(args, lambda parts: Call(name, parts))


def _inside(parts: tuple[Node, ...], rebuilt: Callable[[tuple[Node, ...]], Node]) -> Iterator[Guess]:
    for at, part in enumerate(parts):
        for kind, changed in _slips(part):
            yield kind, rebuilt((*parts[:at], changed, *parts[at + 1 :]))


def _here(tree: Node) -> Iterator[Guess]:
    match tree:
        case Mul(factors):
            yield from _of_product(factors)
        case Neg(Add(terms)):
            yield "sign", Add((Neg(terms[0]), *terms[1:]))
        case Add(terms):
            yield from _of_sum(terms)
        case Pow(Add(terms), Number(exponent)) if exponent > 1:
            yield "distribution", Add(tuple(Pow(term, Number(exponent)) for term in terms))
        case Pow(Mul((first, *others)), exponent) if others:
            yield "distribution", Mul((first, *(Pow(other, exponent) for other in others)))
            yield "distribution", Mul((*(Pow(part, exponent) for part in (first, *others[:-1])), others[-1]))
        case Pow(Pow(base, Number(first)), Number(second)):
            yield "powers", Pow(base, Number(first + second))
        case Pow(base, Number(exponent)) if exponent > 1:
            yield "powers", Mul((base, Number(exponent)))
        case Call("sqrt", (Add(terms),)):
            yield "distribution", Add(tuple(_rooted(term) for term in terms))
        case Div():
            yield from _of_quotient(tree)


def _rooted(term: Node) -> Node:
    return Neg(Call("sqrt", (term.arg,))) if isinstance(term, Neg) else Call("sqrt", (term,))


def _of_product(factors: tuple[Node, ...]) -> Iterator[Guess]:
    for at, factor in enumerate(factors):
        rest = (*factors[:at], *factors[at + 1 :])
        if not isinstance(factor, Add) or not rest:
            continue
        outer: Node = rest[0] if len(rest) == 1 else Mul(rest)
        for only in range(len(factor.terms)):
            terms = tuple(Mul((outer, t)) if k == only else t for k, t in enumerate(factor.terms))
            yield "distribution", Add(terms)
        flipped = (factor.terms[0], *(t.arg if isinstance(t, Neg) else Neg(t) for t in factor.terms[1:]))
        yield "sign", Mul((outer, Add(flipped)))
        if isinstance(outer, Add):
            yield (
                "distribution",
                Add((Mul((outer.terms[0], factor.terms[0])), Mul((outer.terms[-1], factor.terms[-1])))),
            )
    powers = [(f.base, f.exponent) if isinstance(f, Pow) else (f, Number(Fraction(1))) for f in factors]
    for (base, first), (other, second) in pairwise(powers):
        if base == other and isinstance(first, Number) and isinstance(second, Number):
            yield "powers", Pow(base, Number(first.value * second.value))
    for at, factor in enumerate(factors):
        if isinstance(factor, Div):
            flipped_one = Div(factor.bottom, factor.top)
            yield "inverted_fraction", Mul((*factors[:at], flipped_one, *factors[at + 1 :]))


def _of_sum(terms: tuple[Node, ...]) -> Iterator[Guess]:
    fractions = [term for term in terms if isinstance(term, Div)]
    if len(fractions) == len(terms) == 2:
        yield (
            "fractions_added_across",
            Div(Add(tuple(f.top for f in fractions)), Add(tuple(f.bottom for f in fractions))),
        )
    for at, term in enumerate(terms):
        if isinstance(term, Neg) and isinstance(term.arg, Add):
            first, *others = term.arg.terms
            yield "sign", Add((*terms[:at], Neg(first), *others, *terms[at + 1 :]))
        inner = term.arg if isinstance(term, Neg) else term
        if (
            isinstance(term, Neg)
            and isinstance(inner, Mul)
            and any(isinstance(f, Add) for f in inner.factors)
        ):
            for factor in inner.factors:
                if isinstance(factor, Add):
                    head = Neg(Mul(tuple(factor.terms[0] if f is factor else f for f in inner.factors)))
                    tail = [
                        Mul(tuple(t if f is factor else f for f in inner.factors)) for t in factor.terms[1:]
                    ]
                    yield "sign", Add((*terms[:at], head, *tail, *terms[at + 1 :]))


def _of_quotient(tree: Div) -> Iterator[Guess]:
    yield "inverted_fraction", Div(tree.bottom, tree.top)
    if isinstance(tree.top, Div):
        yield "inverted_fraction", Mul((tree.top, tree.bottom))
    if isinstance(tree.bottom, Div):
        yield "inverted_fraction", Div(Mul((tree.top, tree.bottom.top)), tree.bottom.bottom)
    if isinstance(tree.bottom, Add):
        yield "distribution", Add(tuple(Div(tree.top, term) for term in tree.bottom.terms))
    if isinstance(tree.top, Add):
        terms = tree.top.terms
        for only in range(len(terms)):
            part = tuple(Div(t, tree.bottom) if k == only else t for k, t in enumerate(terms))
            yield "cancelled_part_of_a_sum", Add(part)
            if terms[only] == tree.bottom and len(terms) > 1:
                yield "cancelled_part_of_a_sum", Add((*terms[:only], *terms[only + 1 :]))


def _proportional(first: exact.Form, second: exact.Form) -> bool:
    if not first.top or not second.top:
        return first.top == second.top
    left, right = poly.multiply(first.top, second.bottom), poly.multiply(second.top, first.bottom)
    return poly.ratio(left, right) is not None


def _by_terms(first: exact.Form, sides: list[Node], goal: exact.Form, *, scaled: bool = False) -> str:
    """One written term changed its sign or went missing; or one coefficient is off."""
    for kind, times in (("sign", -2), ("dropped_term", -1), ("one_side_only", 1)):
        for term in _terms(sides):
            size = number(times)
            changed = [
                exact.plus(first, exact.form(Mul((sign, size, term)))) for sign in (number(1), number(-1))
            ]
            for form in changed:
                if _proportional(form, goal) if scaled else exact.same(form, goal):
                    return kind
    if not scaled and _unlike_joined(first, goal):
        return "unlike_terms"
    gap = exact.minus(first, goal)
    if len(gap.top) == 1 and gap.bottom == {poly.ONE: Fraction(1)}:
        return "arithmetic"
    return ""


def _unlike_joined(first: exact.Form, goal: exact.Form) -> bool:
    """3x + 2 made to 5x."""
    if len(first.top) < 2 or len(goal.top) != 1:
        return False
    ((monomial, coefficient),) = goal.top.items()
    return monomial != poly.ONE and coefficient == sum(first.top.values())


def _terms(sides: list[Node]) -> list[Node]:
    found: list[Node] = []
    for side in sides:
        for part in side.terms if isinstance(side, Add) else (side,):
            found.append(part.arg if isinstance(part, Neg) else part)
    return found[:12]
