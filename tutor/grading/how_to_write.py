"""How an answer is to be written, in words for a learner: its form and rounding, never what it is."""

from __future__ import annotations

from tutor.grading.forms import SPOKEN
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
)


def how_to_write(spec: Spec) -> str:
    """One or two plain sentences. A unit is named only where the question names it."""
    match spec:
        case NumberSpec():
            return _number(spec)
        case ExpressionSpec():
            form = SPOKEN.get(spec.form)
            return f"A formula, {form}." if form else "A formula; any form of it that is equal counts."
        case AntiderivativeSpec():
            constant = " The constant is part of it." if spec.constant == "required" else ""
            return f"A formula; any form of it that is equal counts.{constant}"
        case ReadingSpec():
            return f"Your own reading, with {_counted(spec.figures, 'significant figure')}."
        case DerivationSpec():
            return "One line below the other, each following from the one before."
        case WorkedSpec():
            return "Your working, with the answer at its end."
        case ChoiceSpec():
            return "Pick one of the answers that are offered."
        case SeveralSpec():
            return "Tick all that are right; it may be several, one or none."
        case OrderSpec():
            return "Give each of them its place in the order."
        case MatchSpec():
            return "Choose a partner for each of them."
        case ClozeSpec():
            return "Fill all the gaps; each of them is checked."
        case TextSpec():
            exact = " Capital letters count." if spec.case else ""
            return f"A word, or a few.{exact}"


def _number(spec: NumberSpec) -> str:
    parts = ["A number"]
    if spec.unit is not None:
        named = any(spec.unit in text for text in spec.asked)
        parts.append(f"with its unit ({spec.unit})" if named else "with its unit")
    if spec.decimals is not None:
        parts.append(f"rounded to {_counted(spec.decimals, 'decimal place')}" if spec.decimals else "rounded")
    if spec.figures is not None:
        parts.append(f"with {_counted(spec.figures, 'significant figure')}")
    said = f"{' '.join(parts[:2])}{''.join(f', {part}' for part in parts[2:])}."
    if spec.variable is not None:
        said = f"{said} It may stand alone or after “{spec.variable} =”."
    if spec.allowance or spec.part_allowed:
        return f"{said} A value close by counts too."
    if spec.decimals is None and spec.figures is None:
        return f"{said} It is not to be rounded: where it does not come out even, a fraction is exact."
    return said


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" + ("" if count == 1 else "s")
