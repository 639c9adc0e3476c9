"""What counts as an answer told: a little more than what would be accepted. Finds nothing itself.

A rounded value in any notation, an antiderivative without its constant: a learner would only have to tidy it.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from tutor.grading import exact, figures
from tutor.grading.check import check
from tutor.grading.numeric import Evaluator
from tutor.grading.parser import parse
from tutor.grading.spec import AntiderivativeSpec, ExpressionSpec, NumberSpec, Spec, unwrapped
from tutor.grading.tree import Group, MathsError, Name, Node, Relation, variables_of, walk
from tutor.types import Outcome


@lru_cache(maxsize=8192)
def accepted(spec: Spec, text: str) -> bool:
    """Whether a text, sent as it stands, would be as good as the answer."""
    if _unfinished(spec, text):
        return False
    return any(check(one, text).outcome is Outcome.CORRECT for one in told_as(spec))


@lru_cache(maxsize=256)
def told_as(spec: Spec) -> tuple[Spec, ...]:
    """The specification and those that take what only needs tidying."""
    if isinstance(spec, AntiderivativeSpec):
        return (spec, spec.model_copy(update={"constant": "optional"}))
    if isinstance(spec, NumberSpec) and (spec.figures or spec.decimals is not None):
        rounded = _rounded(spec)
        return (spec,) if rounded is None else (spec, rounded)
    return (spec,)


def _rounded(spec: NumberSpec) -> NumberSpec | None:
    try:
        value = exact.rational(spec.tree)
        if value is None:
            value = Fraction(str(Evaluator(30).value(spec.tree, {})))
    except (MathsError, ValueError):
        return None
    if spec.figures:
        value = figures.rounded(value, spec.figures)
    elif spec.decimals is not None:
        value = figures.to_decimals(value, spec.decimals)
    return spec.model_copy(
        update={"value": str(value), "figures": None, "accuracy": None, "decimals": None, "tolerance": "0"}
    )


def _unfinished(spec: Spec, text: str) -> bool:
    """A condition on one letter that still is to be solved, where the answer "
    "is solved: "2x < 8" for x < 4."""
    if not isinstance(spec, ExpressionSpec) or spec.solutions or not _solved(spec.tree):
        return False
    try:
        tree = parse(unwrapped(text))
    except MathsError:
        return False
    return len(variables_of(tree)) == 1 and _has_relation(tree) and not _solved(tree)


def _has_relation(tree: Node) -> bool:
    return any(isinstance(part, Relation) for part in walk(tree))


def _solved(tree: Node) -> bool:
    """Every condition is about a letter alone: x < 4, 1 <= x and x <= 5, 0 < x < 2."""
    match tree:
        case Group("and" | "or" | "", items):
            return bool(items) and all(map(_solved, items))
        case Relation(_, sides):
            return any(isinstance(side, Name) for side in sides) and all(
                isinstance(side, Name) or not variables_of(side) for side in sides
            )
    return not variables_of(tree)
