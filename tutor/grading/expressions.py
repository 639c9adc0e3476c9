"""Checks an answer that is an expression, an equation, an inequality, or several of them."""

from __future__ import annotations

from tutor.grading import attempt, exact, forms
from tutor.grading.equal import Result, compare
from tutor.grading.spec import ExpressionSpec
from tutor.grading.tree import Group, MathsError, Name, Node, Relation
from tutor.grading.verdicts import as_read, correct, incorrect, not_an_attempt, undecided, wrong_form
from tutor.types import Finding, Verdict


def check(spec: ExpressionSpec, response: str) -> Verdict:
    answer = spec.tree
    read = attempt.maths(response, spec.known_names, lists=isinstance(answer, Group))
    if isinstance(read, Verdict):
        return read
    tree = _without_variable(spec, read)
    unlike = _other_kind(tree, answer)
    if unlike:
        return not_an_attempt(unlike)
    if forms.is_number(answer) and not forms.is_number(tree) and _is_calculation(tree):
        return not_an_attempt("You wrote a calculation. Work it out and write the one number that it gives.")
    found = compare(tree, answer)
    if found.result is Result.UNKNOWN:
        return undecided(found.how)
    if found.result is Result.DIFFERENT:
        return incorrect(f"I read your answer as {as_read(tree)}. That is not equal to what is asked for.")
    if attempt.is_sent_back(spec, response, tree, answer):
        return not_an_attempt("That stands in the question already. Write what it comes to.")
    return _in_form(spec, tree)


def _in_form(spec: ExpressionSpec, tree: Node) -> Verdict:
    said = f"I read your answer as {as_read(tree)}"
    if spec.form == "any":
        return correct(f"{said}, and that is equal to what is asked for.")
    left = forms.left_to_do(spec.form, tree)
    if left is None:
        return correct(f"{said}. Its value is right; I could not check whether it is {spec.form}.")
    if left:
        return wrong_form(f"{said}. Its value is right, but it is not {spec.form} yet: {left}.")
    return correct(f"{said}, and that is what is asked for, {spec.form}.", form=Finding.OK)


def _without_variable(spec: ExpressionSpec, tree: Node) -> Node:
    """The right side of `y = …` where the specification names y and asks for what it is equal to."""
    match tree:
        case Relation(("=",), (Name(name), value)) if name == spec.variable:
            return value
        case Relation(("=",), (value, Name(name))) if name == spec.variable:
            return value
    return tree


def _is_calculation(tree: Node) -> bool:
    try:
        return exact.rational(tree) is not None
    except MathsError:
        return False


def _other_kind(tree: Node, answer: Node) -> str:
    """Why the response is not the kind of thing that is asked for; "" if it is."""
    if isinstance(answer, Relation) and not isinstance(tree, Relation):
        return "I read an expression. The question asks for an equation or an inequality, with its sign."
    if isinstance(tree, Relation) and not isinstance(answer, Relation | Group):
        return "I read an equation. The question asks for an expression."
    if isinstance(tree, Group) and not isinstance(answer, Group):
        return "I read more than one answer. The question asks for one."
    return ""
