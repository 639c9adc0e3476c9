"""Checks a number with a unit: its dimension first, then its value, in whichever unit it is written."""

from __future__ import annotations

from fractions import Fraction

from tutor.grading import attempt, forms, numbers, poly, units
from tutor.grading.equal import Result
from tutor.grading.spec_base import unwrapped
from tutor.grading.spec_maths import NumberSpec
from tutor.grading.tree import (
    Add,
    Group,
    MathsError,
    Mul,
    Name,
    Node,
    Number,
    Pow,
    Relation,
    children,
    number,
    walk,
)
from tutor.grading.units import Measure
from tutor.grading.verdicts import (
    as_read,
    incorrect,
    not_an_attempt,
    undecided,
    unreadable,
    wrong_form,
)
from tutor.types import Verdict


def check(spec: NumberSpec, response: str) -> Verdict:
    text = numbers.in_points(spec, _value_side(spec, attempt.bare(_without_sign_of_money(response))))
    if attempt.gives_up(response):
        return not_an_attempt("That is fine. Write down what you have so far, or ask for a hint.")
    try:
        tree = units.parse(unwrapped(text))
        if isinstance(tree, Relation | Group):
            return not_an_attempt("I was looking for one number with its unit.")
        given, asked = units.measured(tree), units.unit_of(spec.unit or "")
    except MathsError as error:
        return unreadable(error) if error.code != "undefined" else undecided(error.code)
    if given is None:
        return incorrect(f"I read your answer as {as_read(tree)}. I cannot read a number with a unit in it.")
    try:
        return _judged(spec, text, tree, given, asked)
    except MathsError as error:  # a number in front of the unit that is none of π, e and roots
        return undecided(error.code)


def _judged(spec: NumberSpec, text: str, tree: Node, given: Measure, asked: Measure) -> Verdict:
    said = as_read(tree)
    if not given.unit:
        return incorrect(f"I read your answer as {said}. A unit is missing.")
    if not _has_number(tree):
        return not_an_attempt("I read a unit, but no number.")
    if given.dimension != asked.dimension:
        return incorrect(f"I read your answer as {said}. Its unit measures something else than is asked for.")
    if spec.form == "number" and forms.is_number(spec.tree) and _is_calculation(tree):
        return not_an_attempt("You wrote a calculation. Work it out and write one number with its unit.")
    size = _tree_of(given.size)
    in_asked = Mul((size, number(given.factor / asked.factor)))
    result, how = numbers.same_number(spec, in_asked, spec.tree)
    if result is Result.UNKNOWN:
        return undecided(how)
    if result is Result.DIFFERENT:
        return incorrect(f"I read your answer as {said}. That is not the value asked for.")
    if spec.units == "same" and dict(given.unit) != dict(asked.unit):
        return wrong_form(f"I read your answer as {said}. Its value is right, but another unit is asked for.")
    return numbers.as_asked(spec, text, said)


def _without_sign_of_money(response: str) -> str:
    """A lone dollar sign is money, two of them mark maths."""
    return response.replace("$", " USD ") if response.count("$") == 1 else response


def _value_side(spec: NumberSpec, text: str) -> str:
    """What stands behind `v =`, where the specification names v."""
    if spec.variable is None:
        return text
    name, sign, value = text.partition("=")
    return value.strip() if sign and name.strip() == spec.variable else text


def _is_calculation(tree: Node) -> bool:
    """A sum, or a second number that is neither a power of ten nor the lower part of a fraction."""
    return any(isinstance(part, Add) for part in walk(tree)) or _numbers_in(tree) > 1


def _numbers_in(tree: Node) -> int:
    if forms.is_number(tree):
        return 0 if isinstance(tree, Pow) or tree == Number(Fraction(1)) else 1
    if isinstance(tree, Pow):
        return _numbers_in(tree.base)
    return sum(map(_numbers_in, children(tree)))


def _has_number(tree: Node) -> bool:
    exponents = {id(part.exponent) for part in walk(tree) if isinstance(part, Pow)}
    return any(
        (isinstance(part, Number) and id(part) not in exponents) or part in (Name("π"), Name("e"))
        for part in walk(tree)
    )


def _tree_of(size: poly.Poly) -> Node:
    """The number in front of the unit, which holds π, e and roots of primes at most."""
    terms: list[Node] = []
    for monomial, coefficient in size.items():
        powers = [_power(name, power) for name, power in monomial]
        terms.append(Mul((number(coefficient), *powers)) if powers else number(coefficient))
    if not terms:
        return number(0)
    return terms[0] if len(terms) == 1 else Add(tuple(terms))


def _power(name: str, power: Fraction) -> Node:
    if name.startswith("@"):
        raise MathsError("costly", "a number that I cannot work out")
    base: Node = Number(Fraction(name[1:])) if name.startswith("#") else Name(name)
    return Pow(base, number(power))
