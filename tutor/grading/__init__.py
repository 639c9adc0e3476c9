"""The checker: specifications of answers, verdicts on responses, and whether a text gives an answer away.

Plain Python: no Django, no network, no files. `variants` and `pool` are modules of their own.
"""

from tutor.grading.check import answer_text, check, control
from tutor.grading.leaks import find_leak, leaks
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
    SpecError,
    TextSpec,
    WorkedSpec,
    parse_spec,
    spec_of,
    spec_of_hint,
)

__all__ = [
    "AntiderivativeSpec",
    "ChoiceSpec",
    "ClozeSpec",
    "DerivationSpec",
    "ExpressionSpec",
    "MatchSpec",
    "NumberSpec",
    "OrderSpec",
    "ReadingSpec",
    "SeveralSpec",
    "Spec",
    "SpecError",
    "TextSpec",
    "WorkedSpec",
    "answer_text",
    "check",
    "control",
    "find_leak",
    "leaks",
    "parse_spec",
    "spec_of",
    "spec_of_hint",
]
