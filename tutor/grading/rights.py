"""The response that a specification asks for, as a learner would send it. Judges nothing."""

from __future__ import annotations

from tutor.grading.spec import (
    AntiderivativeSpec,
    ChoiceSpec,
    ClozeSpec,
    DerivationSpec,
    ExpressionSpec,
    MatchSpec,
    NumberSpec,
    OrderSpec,
    ReadingSpec,
    SeveralSpec,
    Spec,
    TextSpec,
    WorkedSpec,
    parse_spec,
)
from tutor.grading.spec_choices import NONE, as_lines, as_pair
from tutor.grading.tree import names_of

_CONSTANTS = ("C", "K", "c", "k")


def right_answer(spec: Spec) -> str | None:
    """What to type or tap to be right; of several ways the one that is stored. None where none is stored.

    For content checks and tests: whether the checker accepts it is another question (`grading.check`).
    """
    match spec:
        case NumberSpec():
            return f"{spec.value} {spec.unit}" if spec.unit else spec.value
        case ExpressionSpec():
            return spec.value
        case AntiderivativeSpec():
            return _with_constant(spec)
        case ReadingSpec():
            return "1" if spec.figures == 1 else "1." + "2" * (spec.figures - 1)
        case TextSpec():
            return spec.accept[0]
        case ChoiceSpec():
            return spec.options[spec.correct]
        case SeveralSpec():
            return as_lines([spec.options[at] for at in spec.correct]) or NONE
        case OrderSpec():
            return as_lines(spec.items)
        case MatchSpec():
            return as_lines([as_pair(left, right) for left, right in sorted(spec.pairs.items())])
        case ClozeSpec():
            return as_lines([right_answer(parse_spec(gap)) or "" for gap in spec.gaps])
        case DerivationSpec():
            return spec.answer
        case WorkedSpec():
            return spec.answer or "\n".join(spec.solution) or None


def _with_constant(spec: AntiderivativeSpec) -> str:
    used = names_of(spec.tree)
    if spec.constant != "required" or used & {*_CONSTANTS}:
        return spec.value
    return f"{spec.value} + {_CONSTANTS[0]}"
