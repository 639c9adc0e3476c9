"""Checks an answer that is one number, with or without a unit. Knows nothing of letters but the
variable's name."""

from __future__ import annotations

import re
from fractions import Fraction

from tutor.grading import attempt, exact, figures, forms
from tutor.grading.equal import Result, compare
from tutor.grading.lexer import normalise
from tutor.grading.numeric import Evaluator
from tutor.grading.spec_base import imaginary, unwrapped, without_degrees
from tutor.grading.spec_maths import NumberSpec
from tutor.grading.tree import (
    IMAGINARY,
    Group,
    MathsError,
    Name,
    Node,
    Percent,
    Relation,
    names_of,
    variables_of,
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

_COMMA_DECIMALS = re.compile(r"(?<![\d,])(\d{1,3}(?:[. ]\d{3})+|\d+),(\d+)(?![\d,])")
_PERCENT = re.compile(r"(?<=\d)\s*(?:percent|per cent)(?=[\s.?]*$)", re.IGNORECASE)
_EITHER = re.compile(r"(?<![\d,])(\d+),(\d{1,2}|\d{4,}|(?<=0,)\d{3})(?![\d,])")


def check(spec: NumberSpec, response: str) -> Verdict:
    written = _PERCENT.sub("%", response)
    plain = without_degrees(written)
    if not spec.in_degrees and plain != normalise(unwrapped(written)):
        return not_an_attempt("I read a degree sign, and the question does not ask for degrees.")
    text = in_points(spec, plain)
    names = frozenset({spec.variable}) if spec.variable else frozenset[str]()
    read = attempt.maths(text, names)
    tree = _right_side(spec, read) if isinstance(read, Relation) else read
    if isinstance(tree, Verdict):
        return tree
    if isinstance(tree, Group):
        return not_an_attempt("I read more than one value. Write one number.")
    if spec.percent and isinstance(tree, Percent):
        tree = tree.arg
    if spec.domain == "complex":
        tree = imaginary(tree)
    letters = sorted(variables_of(tree))
    if letters:
        return not_an_attempt("The question asks for a number, without letters.")
    return _judged(spec, text, tree)


def in_points(spec: NumberSpec, text: str) -> str:
    """The text with decimal points, where the specification says that commas may stand for them."""
    if spec.decimal == "comma":
        return _COMMA_DECIMALS.sub(lambda m: re.sub("[. ]", "", m[1]) + "." + m[2], text)
    if spec.decimal == "either":
        return _EITHER.sub(r"\1.\2", text)
    return text


def _judged(spec: NumberSpec, response: str, tree: Node) -> Verdict:
    plain = forms.is_number(tree) or IMAGINARY in names_of(tree)
    if spec.form == "number" and not plain and forms.is_number(spec.tree):
        try:
            exact.form(tree)
        except MathsError as error:
            return undecided(error.code) if error.code in ("costly", "undefined") else unreadable(error)
        return not_an_attempt("You wrote a calculation. Work it out and write the one number that it gives.")
    result, how = same_number(spec, tree, spec.tree)
    if result is Result.UNKNOWN:
        return undecided(how)
    if result is Result.DIFFERENT:
        return incorrect(f"I read your answer as {as_read(tree)}. That is not the number asked for.")
    if attempt.is_sent_back(spec, response, tree, spec.tree):
        return not_an_attempt("That stands in the question already. Write what it comes to.")
    return as_asked(spec, response, as_read(tree))


def as_asked(spec: NumberSpec, response: str, said: str) -> Verdict:
    """The verdict on a right value: was it written with the figures that were asked for?"""
    form = Finding.UNCHECKED
    fault = _figures_fault(spec, response)
    if fault:
        return wrong_form(f"I read your answer as {said}. Its value is right, but {fault}.")
    if spec.figures is not None or spec.decimals is not None:
        form = Finding.OK
    return correct(f"I read your answer as {said}, and that is the number asked for.", form=form)


def _figures_fault(spec: NumberSpec, response: str) -> str:
    if spec.figures is None and spec.decimals is None:
        return ""
    found = figures.written(attempt.bare(response))
    if found is None:
        return "it is not written as a decimal number"
    if spec.decimals is not None and found.decimals != spec.decimals:
        return f"it has {found.decimals} decimal places, not {spec.decimals}"
    if spec.figures is None or found.can_be(spec.figures):
        return ""
    if spec.more_figures and found.most >= spec.figures:
        return ""
    return f"it is written with {found.most} significant figures, not {spec.figures}"


def same_number(spec: NumberSpec, tree: Node, value: Node) -> tuple[Result, str]:
    """Whether a tree is the value as near as the specification asks, and how that was found."""
    allowance, part = spec.allowance, spec.part_allowed
    rough = spec.figures is not None or spec.decimals is not None
    if not allowance and not part and not rough:
        found = compare(tree, value)
        return found.result, found.how
    try:
        close = _rounds_to(spec, number_of(tree), number_of(value)) if rough else False
        if not close and (allowance or part):
            close = _distance(tree, value) <= max(allowance, part * _distance(value, None))
        return (Result.SAME if close else Result.DIFFERENT), "exact"
    except MathsError as error:
        return Result.UNKNOWN, error.code


def _rounds_to(spec: NumberSpec, given: Fraction, value: Fraction) -> bool:
    """Whether both are the same when rounded, or the given one is nearer than half of the last figure."""
    if spec.decimals is not None:
        return figures.to_decimals(given, spec.decimals) == figures.to_decimals(value, spec.decimals)
    wanted = spec.accuracy or spec.figures or 1
    if not value:
        return not given
    target = figures.rounded(value, wanted)
    if figures.rounded(given, wanted) == target:
        return True
    return not spec.more_figures and abs(given - target) < figures.step(value, wanted) / 2


def number_of(tree: Node) -> Fraction:
    """Exact for rational numbers, else to 60 digits. Raises MathsError."""
    exactly = exact.rational(tree)
    if exactly is not None:
        return exactly
    evaluator = Evaluator(60)
    return Fraction(evaluator.context.nstr(evaluator.value(tree, {}), 50))


def _distance(left: Node, right: Node | None) -> Fraction:
    """|left - right|: exact for rational numbers, else to 60 digits. From zero without `right`."""
    first, second = exact.rational(left), Fraction(0) if right is None else exact.rational(right)
    if first is not None and second is not None:
        return abs(first - second)
    evaluator = Evaluator(60, beyond_reals=True)
    other = 0 if right is None else evaluator.value(right, {})
    return Fraction(evaluator.context.nstr(abs(evaluator.value(left, {}) - other), 50))


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
