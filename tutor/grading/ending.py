"""The end of an answer as a question of its own: for the last line of a worked example."""

from __future__ import annotations

from tutor.grading.hidden_lines import values_of
from tutor.grading.spec import (
    AntiderivativeSpec,
    ChoiceSpec,
    DerivationSpec,
    ExpressionSpec,
    NumberSpec,
    Spec,
    SpecError,
    TextSpec,
    WorkedSpec,
    parse_spec,
)

_WHOLE = (NumberSpec, ExpressionSpec, AntiderivativeSpec, ChoiceSpec, TextSpec)


def ending(spec: Spec) -> Spec | None:
    """A specification of one short answer: `spec` itself, or the end of its lines. None where it has none.

    What is ordered, matched or filled in has no end that could be said alone.
    """
    match spec:
        case DerivationSpec(answer=str(answer)):
            return _value(answer) or _parsed({"kind": "expression", "value": answer, "form": spec.form})
        case WorkedSpec(answer=str(answer)):
            return _parsed({"kind": "number", "value": answer})
        case _ if isinstance(spec, _WHOLE):
            return spec
    return None


def _value(answer: str) -> Spec | None:
    """ "x = 12" as a number, so that "12" alone is right as well."""
    line = _parsed({"kind": "expression", "value": answer})
    values = values_of(line.tree) if isinstance(line, ExpressionSpec) else []
    if len(values) != 1:
        return None
    name, value = values[0]
    return _parsed({"kind": "number", "value": value, "variable": name})


def _parsed(body: dict[str, str]) -> Spec | None:
    try:
        return parse_spec(body)
    except SpecError:
        return None
