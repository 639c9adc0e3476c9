"""The one way in: a specification and a response give a verdict. Pure, and it raises on no response."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from tutor.grading import (
    antiderivatives,
    attempt,
    choices,
    cloze,
    effort,
    expressions,
    numbers,
    picked,
    quantities,
    readings,
    ruled,
    show,
    strings,
)
from tutor.grading.derivation import check as derivation
from tutor.grading.prose import check as prose
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
from tutor.grading.spec_choices import NONE
from tutor.grading.tree import Name, Relation
from tutor.grading.verdicts import undecided
from tutor.types import Finding, Outcome, Verdict


def check(spec: Spec, response: str) -> Verdict:
    """What the checker finds. For a choice, the response is the text of an option."""
    refused = attempt.refused(response)
    if refused is not None:
        return refused
    try:
        with effort.within(effort.allowance(response)):
            return _found(spec, response)
    except effort.Exhausted:
        return undecided("costly")


def _tells(why: str, spec: Spec) -> bool:
    """A reason stands beside an open question: whoever wrote it, it gives no answer away."""
    from tutor.grading.leaks import find_leak  # which asks this checker

    return bool(why) and find_leak(why, spec) is not None


def _found(spec: Spec, response: str) -> Verdict:
    if ruled.is_accepted(spec, response):
        return ruled.right()
    verdict = by_kind(spec, response)
    if verdict.outcome is Outcome.CORRECT:
        return verdict
    if (refused := ruled.refused(spec, response)) is not None:
        return ruled.wrong(refused, with_why=not _tells(refused.why, spec))
    if any(by_kind(other, response).outcome is Outcome.CORRECT for other in ruled.others(spec)):
        return ruled.right()
    if verdict.outcome is not Outcome.INCORRECT:
        return verdict
    try:
        return replace(verdict, misconception=_misconception(spec, response))
    except effort.Exhausted:
        return verdict


def by_kind(spec: Spec, response: str) -> Verdict:
    match spec:
        case NumberSpec(unit=None):
            return numbers.check(spec, response)
        case NumberSpec():
            return quantities.check(spec, response)
        case ExpressionSpec():
            return expressions.check(spec, response)
        case AntiderivativeSpec():
            return antiderivatives.check(spec, response)
        case ReadingSpec():
            return readings.check(spec, response)
        case DerivationSpec():
            return derivation.check(spec, response)
        case WorkedSpec():
            return prose.check(spec, response)
        case TextSpec():
            return strings.check(spec, response)
        case ClozeSpec():
            return cloze.check(spec, response, lambda gap, text: check(parse_spec(gap), text))
    return _picked(spec, response)


def _picked(spec: ChoiceSpec | SeveralSpec | OrderSpec | MatchSpec, response: str) -> Verdict:
    match spec:
        case ChoiceSpec():
            return choices.check(spec, response)
        case SeveralSpec():
            return picked.several(spec, response)
        case OrderSpec():
            return picked.order(spec, response)
        case MatchSpec():
            return picked.match(spec, response)


def _misconception(spec: Spec, response: str) -> str | None:
    """The first listed wrong idea whose answer this is, by the same equality as for the right answer."""
    for misconception in spec.misconceptions:
        for answer in misconception.answers:
            if by_kind(spec.with_answer(answer), response).value is Finding.OK:
                return misconception.id
    return None


def control(spec: Spec) -> dict[str, Any]:
    """What a page needs to ask: `{"kind": …, "options": […]}`; never the answer, nor an order that
    gives it away. The left sides of pairs are sorted too: PostgreSQL keeps no order of keys.

    Kinds: text, lines (a field of several lines), choice, several, order, match (with "partners") and cloze
    (with "text", and a control for each gap in "gaps").
    """
    match spec:
        case ChoiceSpec():
            return {"kind": "choice", "options": list(spec.options)}
        case SeveralSpec():
            return {"kind": "several", "options": list(spec.options)}
        case OrderSpec():
            return {"kind": "order", "options": _shuffled(spec.items)}
        case MatchSpec():
            partners = _shuffled([*spec.pairs.values(), *sorted(spec.others)])
            return {"kind": "match", "options": sorted(spec.pairs), "partners": partners}
        case ClozeSpec():
            gaps = [control(parse_spec(gap)) for gap in spec.gaps]
            return {"kind": "cloze", "options": [], "text": spec.text, "gaps": gaps}
        case DerivationSpec() | WorkedSpec():
            return {"kind": "lines", "options": []}
    return {"kind": "text", "options": []}


def _shuffled(items: Sequence[str]) -> list[str]:
    """Sorted; where that is the right order, the first comes last."""
    shown = sorted(items)
    return shown if shown != list(items) else [*shown[1:], shown[0]]


def answer_text(spec: Spec) -> str:
    """The answer as Markdown with $maths$. Only for behind the gate."""
    match spec:
        case NumberSpec() | ExpressionSpec():
            return _maths_answer(spec)
        case AntiderivativeSpec():
            return f"${show.latex(spec.tree)}$"
        case DerivationSpec() | WorkedSpec():
            return spec.answer or ""
        case ReadingSpec():
            return f"any number, written with {spec.figures} significant figures"
        case ChoiceSpec():
            return spec.options[spec.correct]
        case SeveralSpec():
            return "\n".join(f"- {spec.options[index]}" for index in spec.correct) or NONE
        case OrderSpec():
            return "\n".join(f"{k}. {item}" for k, item in enumerate(spec.items, 1))
        case MatchSpec():
            return "\n".join(f"- {left}: {right}" for left, right in spec.pairs.items())
        case ClozeSpec():
            return cloze.filled(spec, [answer_text(parse_spec(gap)) for gap in spec.gaps])
        case TextSpec():
            return spec.accept[0]


def _maths_answer(spec: NumberSpec | ExpressionSpec) -> str:
    tree = spec.tree
    if spec.variable is not None:
        tree = Relation(("=",), (Name(spec.variable), tree))
    mark = "\\%" if isinstance(spec, NumberSpec) and spec.percent else ""
    unit = f" {spec.unit}" if isinstance(spec, NumberSpec) and spec.unit else ""
    return f"${show.latex(tree)}{mark}${unit}"
