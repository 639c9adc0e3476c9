"""Checks an answer that is an expression, an equation, an inequality, or several of them."""

from __future__ import annotations

from fractions import Fraction

from tutor.grading import attempt, exact, forms, regions, shapes, show, systems
from tutor.grading.equal import DIFFERENT, SAME, Comparison, Result, compare
from tutor.grading.renaming import compare_renamed
from tutor.grading.rewriting import rewritten
from tutor.grading.spec_base import imaginary
from tutor.grading.spec_maths import ExpressionSpec
from tutor.grading.tree import (
    Call,
    Group,
    MathsError,
    Name,
    Node,
    Number,
    Pow,
    Relation,
    variables_of,
    walk,
)
from tutor.grading.verdicts import (
    as_read,
    correct,
    incorrect,
    not_an_attempt,
    undecided,
    unsure_form,
    wrong_form,
)
from tutor.types import Finding, Verdict


def check(spec: ExpressionSpec, response: str) -> Verdict:
    answer = spec.tree
    read = attempt.maths(response, spec.known_names, lists=isinstance(answer, Group))
    if isinstance(read, Verdict):
        return read
    tree = _without_variable(spec, imaginary(read) if spec.domain == "complex" else read)
    unlike = _other_kind(tree, answer)
    if unlike and isinstance(tree, Group) and _says_the_same(tree, answer):
        unlike = ""
    unlike = unlike or _empty_comparison(tree)
    if unlike:
        return not_an_attempt(unlike)
    if (
        not spec.calculation
        and forms.is_number(answer)
        and not forms.is_number(tree)
        and _is_calculation(tree)
    ):
        return not_an_attempt("You wrote a calculation. Work it out and write the one number that it gives.")
    within = max(spec.part_allowed, _rounded_by(tree) if spec.rounding else spec.part_allowed)
    found = _compared(spec, tree, answer, within)
    if found.result is Result.UNKNOWN:
        return undecided(found.how)
    if found.result is Result.DIFFERENT:
        return incorrect(f"I read your answer as {as_read(tree)}. That is not equal to what is asked for.")
    if attempt.is_sent_back(spec, response, tree, answer):
        return not_an_attempt("That stands in the question already. Write what it comes to.")
    return _in_form(spec, tree)


def _compared(spec: ExpressionSpec, tree: Node, answer: Node, within: Fraction) -> Comparison:
    if spec.renaming:
        return compare_renamed(tree, answer, frozenset(spec.names))
    found = compare(tree, answer, within)
    if found.result is Result.SAME:
        return found
    if spec.solutions and regions.same(tree, answer):
        return SAME
    if spec.system:
        together = systems.same(tree, answer)
        return found if together is None else (SAME if together else DIFFERENT)
    return found


def _in_form(spec: ExpressionSpec, tree: Node) -> Verdict:
    said = f"I read your answer as {as_read(tree)}"
    if spec.form == "any":
        return correct(f"{said}, and that is equal to what is asked for.")
    dressed = "" if spec.form == "as_written" else _needless(tree, spec.tree)
    left, asked = dressed or _left_to_do(spec, tree), forms.SPOKEN[spec.form]
    if left is None and not shapes.same_as_written(tree, spec.tree):
        # The question dressed up (e^(ln …)) is such a case too, so the value alone earns no more.
        return unsure_form(f"{said}. Its value is right; I could not check whether it is {asked}.")
    if left:
        return wrong_form(f"{said}. Its value is right, but it is not {asked} yet: {left}.")
    return correct(f"{said}, and that is what is asked for, {asked}.", form=Finding.OK)


def _needless(tree: Node, answer: Node) -> str:
    """√(…²) or e^(ln …) around what the answer writes without any function: no form, but a dress."""
    if _functions(answer):
        return ""
    found = sorted(_functions(tree))
    return f"it can be written without {found[0]}" if found else ""


def _functions(tree: Node) -> set[str]:
    """Names of the functions of letters in it; a power that is no whole number counts as a root."""
    named = {part.name for part in walk(tree) if isinstance(part, Call) and variables_of(part)}
    broken = any(
        isinstance(part, Pow) and variables_of(part) and exact.rational(part.exponent) is None
        for part in walk(tree)
    )
    return named | ({"a letter in a power"} if broken else set())


def _rounded_by(tree: Node) -> Fraction:
    """The greatest part of its size by which rounding may have changed a decimal of two or more places."""
    parts = [Fraction(0)]
    for part in walk(tree):
        if isinstance(part, Number) and part.style == "decimal" and part.value:
            places = len(str(show.decimal(part.value)).partition(".")[2])
            if places >= 2:
                parts.append(Fraction(1, 2 * 10**places) / part.value)
    return max(parts)


def _left_to_do(spec: ExpressionSpec, tree: Node) -> str | None:
    if not spec.apart_from:
        return forms.left_to_do(spec.form, tree, spec.tree, spec.letter_tree)
    first, second = (rewritten(side, spec.apart_from) for side in (tree, spec.tree))
    return forms.left_to_do(spec.form, first, second)


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
    if _is_interval(answer) and isinstance(tree, Relation) and "∈" not in tree.signs:
        return "I read a condition. The question asks for an interval."
    if isinstance(tree, Relation) and not isinstance(answer, Relation | Group):
        return "I read an equation. The question asks for an expression."
    if isinstance(tree, Group) and not isinstance(answer, Group):
        return "I read more than one answer. The question asks for one."
    return ""


def _says_the_same(tree: Group, answer: Node) -> bool:
    """A list of equations or an interval where one condition is asked for."""
    return isinstance(answer, Relation) and compare(tree, answer).result is Result.SAME


def _empty_comparison(tree: Node) -> str:
    """x ≥ x says nothing, and is no part of an answer."""
    for part in walk(tree):
        if isinstance(part, Relation) and len(set(part.sides)) < len(part.sides):
            return "You compare something with itself. Write only what is true of it."
        if isinstance(part, Group) and any(_is_chain_of_equals(item) for item in part.items):
            return "I read several equals signs in one part. Write each part as one equation."
        if isinstance(part, Relation) and {sign[0] for sign in part.signs} >= {"<", ">"}:
            return "The signs of a chain must all point the same way."
    return ""


def _is_chain_of_equals(item: Node) -> bool:
    return isinstance(item, Relation) and len(item.signs) > 1 and set(item.signs) == {"="}


def _is_interval(tree: Node) -> bool:
    if isinstance(tree, Relation):
        return tree.signs == ("∈",)
    if not isinstance(tree, Group) or any(isinstance(item, Relation) for item in tree.items):
        return False
    return tree.brackets in ("[)", "(]", "∪") or (tree.brackets == "[]" and len(tree.items) == 2)
