"""Checks a number of the learner's own (a measurement): only how it is written. Knows no right value."""

from __future__ import annotations

from tutor.grading import attempt, figures, forms
from tutor.grading.spec_maths import ReadingSpec
from tutor.grading.tree import Add, Mul, Node, Number
from tutor.grading.verdicts import as_read, correct, not_an_attempt, wrong_form
from tutor.types import Finding, Verdict


def check(spec: ReadingSpec, response: str) -> Verdict:
    read = attempt.maths(response, frozenset())
    if isinstance(read, Verdict):
        return read
    found = figures.written(response.strip())
    if found is None or not (forms.is_number(read) or _is_scaled(read)):
        return not_an_attempt("Write one number, as a decimal.")
    said = f"I read your answer as {as_read(read)}"
    if spec.strict and found.least != spec.figures:
        return wrong_form(f"{said}. It has {found.least} significant figures, not {spec.figures}.")
    if not found.can_be(spec.figures):
        return wrong_form(f"{said}. It has {found.most} significant figures, not {spec.figures}.")
    return correct(f"{said}, written with {spec.figures} significant figures.", form=Finding.OK)


def _is_scaled(tree: Node) -> bool:
    """A number with a unit: letters and powers of ten, and no second number."""
    if not (isinstance(tree, Mul) and isinstance(tree.factors[0], Number)):
        return False
    return not any(isinstance(factor, Number | Add) for factor in tree.factors[1:])
