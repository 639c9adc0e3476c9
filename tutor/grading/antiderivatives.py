"""Checks an antiderivative: by its derivative, and by the arbitrary constant that must be added."""

from __future__ import annotations

from tutor.grading import attempt
from tutor.grading.derivative import derivative
from tutor.grading.equal import Result, compare
from tutor.grading.plusminus import has_signs
from tutor.grading.spec_maths import AntiderivativeSpec, impossible
from tutor.grading.tree import (
    Call,
    Group,
    MathsError,
    Mul,
    Name,
    Node,
    Relation,
    number,
    substitute,
    variables_of,
    walk,
)
from tutor.grading.verdicts import (
    as_read,
    correct,
    incorrect,
    not_an_attempt,
    undecided,
    unreadable,
    wrong_form,
)
from tutor.types import Finding, Verdict

_OTHER = Name("κ")


def check(spec: AntiderivativeSpec, response: str) -> Verdict:
    read = attempt.maths(response, spec.known_names)
    if isinstance(read, Verdict):
        return read
    if isinstance(read, Relation) and read.signs == ("=",) and _names_itself(read.sides[0]):
        read = read.sides[1]
    if isinstance(read, Relation | Group) or has_signs(read):
        return not_an_attempt("I was looking for one expression.")
    try:
        return _judged(spec, read)
    except MathsError as error:
        return undecided(error.code) if error.code in ("costly", "undefined") else unreadable(error)


def _names_itself(side: Node) -> bool:
    """`y`, `F(x)`: the name of what is asked for. Without a list of names F(x) reads as a product."""
    match side:
        case Name() | Call(_, (Name(),)):
            return True
        case Mul((Name(first), Name())):
            return first in ("F", "f", "G", "g")
    return False


def _judged(spec: AntiderivativeSpec, tree: Node) -> Verdict:
    said = f"I read your answer as {as_read(tree)}"
    if impossible(tree):
        return undecided("undefined")
    integrand, slope = derivative(spec.tree, spec.variable), derivative(tree, spec.variable)
    found = compare(slope, integrand, both_exist=True)
    if found.result is Result.UNKNOWN:
        return undecided(found.how)
    if found.result is Result.DIFFERENT:
        return incorrect(f"{said}. Its derivative is not the function to be integrated.")
    free = [name for name in _letters(tree, spec) if name not in _parameters(integrand, spec.variable)]
    if not free:
        if spec.constant != "required":
            return correct(f"{said}, and its derivative is the function to be integrated.")
        return wrong_form(f"{said}. Its derivative is right; the constant of integration is missing.")
    if spec.constant != "free" and (len(free) > 1 or not _takes_every_value(tree, free[0], spec.variable)):
        return wrong_form(f"{said}. Its derivative is right; add one constant that can be any number.")
    return correct(f"{said}, and its derivative is the function to be integrated.", form=Finding.OK)


def _letters(tree: Node, spec: AntiderivativeSpec) -> list[str]:
    return sorted(variables_of(tree) - {spec.variable})


def _parameters(integrand: Node, variable: str) -> frozenset[str]:
    """Letters that the integrand depends on: no constant of integration may be called so."""
    return frozenset(
        name
        for name in variables_of(integrand) - {variable}
        if compare(integrand, substitute(integrand, {name: _OTHER})).result is not Result.SAME
    )


def _takes_every_value(tree: Node, name: str, variable: str) -> bool:
    """Whether the letter only adds a number, and any number: 3c and ln k do, c² does not."""
    slope = derivative(tree, name)
    if compare(slope, number(0)).result is not Result.DIFFERENT:
        return False  # C - C adds nothing
    if compare(slope, substitute(slope, {variable: Name("λ")})).result is not Result.SAME:
        return False
    for candidate in (slope, Mul((slope, Name(name)))):
        if compare(candidate, substitute(candidate, {name: _OTHER})).result is Result.SAME:
            return candidate is slope or any(isinstance(part, Call) for part in walk(tree))
    return False
