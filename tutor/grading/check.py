"""The one way in: a specification and a response give a verdict. Pure, and it raises on no response."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tutor.grading import attempt, choices, expressions, numbers, show, strings
from tutor.grading.spec import ChoiceSpec, ExpressionSpec, NumberSpec, Spec, TextSpec
from tutor.grading.tree import Name, Relation
from tutor.types import Finding, Outcome, Verdict


def check(spec: Spec, response: str) -> Verdict:
    """What the checker finds. For a choice, the response is the text of an option."""
    verdict = attempt.refused(response) or _by_kind(spec, response)
    if verdict.outcome is not Outcome.INCORRECT:
        return verdict
    return replace(verdict, misconception=_misconception(spec, response))


def _by_kind(spec: Spec, response: str) -> Verdict:
    match spec:
        case NumberSpec():
            return numbers.check(spec, response)
        case ExpressionSpec():
            return expressions.check(spec, response)
        case ChoiceSpec():
            return choices.check(spec, response)
        case TextSpec():
            return strings.check(spec, response)


def _misconception(spec: Spec, response: str) -> str | None:
    """The first listed wrong idea whose answer this is, by the same equality as for the right answer."""
    for misconception in spec.misconceptions:
        for answer in misconception.answers:
            if _by_kind(spec.with_answer(answer), response).value is Finding.OK:
                return misconception.id
    return None


def control(spec: Spec) -> dict[str, Any]:
    """What a page needs to ask: `{"kind": "choice", "options": […]}` or `{"kind": "text", "options": []}`."""
    if isinstance(spec, ChoiceSpec):
        return {"kind": "choice", "options": list(spec.options)}
    return {"kind": "text", "options": []}


def answer_text(spec: Spec) -> str:
    """The answer as Markdown with $maths$. Only for behind the gate."""
    match spec:
        case NumberSpec() | ExpressionSpec():
            tree = spec.tree
            if spec.variable is not None:
                tree = Relation(("=",), (Name(spec.variable), tree))
            percent = "\\%" if isinstance(spec, NumberSpec) and spec.percent else ""
            return f"${show.latex(tree)}{percent}$"
        case ChoiceSpec():
            return spec.options[spec.correct]
        case TextSpec():
            return spec.accept[0]
