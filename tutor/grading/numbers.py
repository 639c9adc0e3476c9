"""Checks an answer that is one number. Knows nothing of letters but the variable's name."""

from __future__ import annotations

from fractions import Fraction

from tutor.grading import attempt, exact, forms
from tutor.grading.equal import Result, compare
from tutor.grading.numeric import Evaluator
from tutor.grading.spec import NumberSpec, without_degrees
from tutor.grading.tree import Group, MathsError, Name, Node, Percent, Relation, variables_of
from tutor.grading.verdicts import as_read, correct, incorrect, not_an_attempt, undecided, unreadable
from tutor.types import Verdict


def check(spec: NumberSpec, response: str) -> Verdict:
    names = frozenset({spec.variable}) if spec.variable else frozenset[str]()
    read = attempt.maths(without_degrees(response), names)
    tree = _right_side(spec, read) if isinstance(read, Relation) else read
    if isinstance(tree, Verdict):
        return tree
    if isinstance(tree, Group):
        return not_an_attempt("I read more than one value. Write one number.")
    if spec.percent and isinstance(tree, Percent):
        tree = tree.arg
    letters = sorted(variables_of(tree))
    if letters:
        return not_an_attempt("The question asks for a number, without letters.")
    return _judged(spec, response, tree)


def _judged(spec: NumberSpec, response: str, tree: Node) -> Verdict:
    if spec.form == "number" and not forms.is_number(tree) and forms.is_number(spec.tree):
        try:
            exact.form(tree)
        except MathsError as error:
            return undecided(error.code) if error.code in ("costly", "undefined") else unreadable(error)
        return not_an_attempt("You wrote a calculation. Work it out and write the one number that it gives.")
    result, how = _same_number(spec, tree)
    if result is Result.UNKNOWN:
        return undecided(how)
    if result is Result.DIFFERENT:
        return incorrect(f"I read your answer as {as_read(tree)}. That is not the number asked for.")
    if attempt.is_sent_back(spec, response, tree, spec.tree):
        return not_an_attempt("That stands in the question already. Write what it comes to.")
    return correct(f"I read your answer as {as_read(tree)}, and that is the number asked for.")


def _same_number(spec: NumberSpec, tree: Node) -> tuple[Result, str]:
    allowance = spec.allowance
    if not allowance:
        found = compare(tree, spec.tree)
        return found.result, found.how
    try:
        return (Result.SAME if _distance(tree, spec.tree) <= allowance else Result.DIFFERENT), "exact"
    except MathsError as error:
        return Result.UNKNOWN, error.code


def _distance(left: Node, right: Node) -> Fraction:
    """|left - right|: exact for rational numbers, else to 60 digits."""
    first, second = exact.rational(left), exact.rational(right)
    if first is not None and second is not None:
        return abs(first - second)
    evaluator = Evaluator(60)
    gap = abs(evaluator.value(left, {}) - evaluator.value(right, {}))
    return Fraction(evaluator.context.nstr(gap, 50))


def _right_side(spec: NumberSpec, relation: Relation) -> Node | Verdict:
    """The value in `x = 7/2` or `7/2 = x`, where the specification names the variable."""
    if relation.signs != ("=",):
        return not_an_attempt("I was looking for one number, not for an equation or an inequality.")
    left, right = relation.sides
    if isinstance(right, Name) and not isinstance(left, Name):
        left, right = right, left
    if spec.variable is not None and isinstance(left, Name):
        if left.name == spec.variable:
            return right
        return not_an_attempt(f"You wrote what {left.name} is. The question asks for {spec.variable}.")
    return not_an_attempt("I was looking for one number, not for an equation.")
