"""Looks for the end of an answer of several lines: a derivation's last line, a worked answer's number.

A line on the way is no leak: it would be accepted as the next line, but only the end is the answer.
"""

from __future__ import annotations

import re
from fractions import Fraction

from tutor.grading import hidden_maths, show, spans
from tutor.grading.derivation import check as derivation
from tutor.grading.spans import TooMuch
from tutor.grading.spec import DerivationSpec, ExpressionSpec, NumberSpec, WorkedSpec
from tutor.grading.spec_base import SpecError
from tutor.grading.spoken import in_signs
from tutor.grading.tree import Group, MathsError, Name, Node, Number, Relation, walk
from tutor.types import Finding, Outcome

MAX_ENDS = 200
# "(6 = 12)": two numbers side by side, as a counterexample has them, say nothing of any letter.
_NUMBERS_ALONE = re.compile(
    r"(?<![\w.+*/^=·×÷−-])(?<![\w+*/^=·×÷−-] )"
    r"[-−]?\d+(?:[./]\d+)? ?[=≠<>≤≥] ?[-−]?\d+(?:[./]\d+)?"
    r"(?![\w+*/^=·×÷−-])(?! [+*/^=·×÷−-])(?!\.\d)"
)


def find_derivation(text: str, spec: DerivationSpec) -> str | None:
    """The answer, or without one an end that follows from what is given."""
    text = _NUMBERS_ALONE.sub(" ", text)
    shown = (*spec.asked, *((spec.given,) if spec.given else ()))
    if spec.answer is None:
        return _end_of_given(text, spec)
    for answer in _as_answers(spec.answer, spec.form, spec.names, shown):
        found = hidden_maths.find(text, answer)
        if found:
            return found
    return _end_among_lines(text, spec)


def _as_answers(
    answer: str, form: str, names: tuple[str, ...], shown: tuple[str, ...]
) -> list[ExpressionSpec | NumberSpec]:
    """The end as expressions or, where a letter is set to numbers, those numbers too."""
    made: list[ExpressionSpec | NumberSpec] = []
    whole = _expression(answer, form=form, names=names, asked=shown)
    if whole is not None:
        made.append(whole)
        values = values_of(whole.tree)
        if len(values) == 1:
            body = {"value": values[0][1], "variable": values[0][0], "asked": shown}
            made.append(NumberSpec.model_validate(body))
        elif len(values) > 1:
            listed = _expression(", ".join(value for _, value in values), form="any", names=(), asked=shown)
            made += [listed] if listed is not None else []
    return made


def _expression(value: str, **fields: object) -> ExpressionSpec | None:
    """None for what only a derivation can say, such as "no solution"."""
    try:
        return ExpressionSpec.model_validate({"value": value, **fields})
    except (ValueError, MathsError, SpecError):
        return None


def values_of(tree: Node) -> list[tuple[str, str]]:
    """(letter, number) of "x = 6" or "x = 2 or x = 3"; nothing for what is not all of that kind."""
    if isinstance(tree, Group) and tree.brackets in ("", "or"):
        parts = [values_of(item) for item in tree.items]
        return [pair for part in parts for pair in part] if all(parts) else []
    if not isinstance(tree, Relation) or tree.signs != ("=",):
        return []
    for side, other in (tree.sides, tree.sides[::-1]):
        if isinstance(side, Name) and not any(isinstance(part, Name) for part in walk(other)):
            return [(side.name, _written(other))]
    return []


def _written(value: Node) -> str:
    if isinstance(value, Number) and value.value.denominator == 1:
        return str(Fraction(value.value))
    return show.latex(value)


def _end_among_lines(text: str, spec: DerivationSpec) -> str | None:
    """A solved line or one in the form asked for, by the derivation's own check."""
    for line in _candidates(text):
        if derivation.check(spec, line).outcome is Outcome.CORRECT:
            return line
    return None


def _end_of_given(text: str, spec: DerivationSpec) -> str | None:
    """A solved statement, or a number for the letter, that the given line leads to."""
    given = spec.line(spec.given)
    if given is None or given.says is None:
        return None
    letters = sorted({part.name for part in _names(spec)})
    for line in _candidates(text):
        for said in (line, *(f"{letter} = {line}" for letter in letters if len(letters) == 1)):
            if _is_end(spec, said):
                return line
    return None


def _names(spec: DerivationSpec) -> list[Name]:
    line = _expression(spec.given or "", names=spec.names)
    return [part for part in walk(line.tree) if isinstance(part, Name)] if line is not None else []


def _is_end(spec: DerivationSpec, said: str) -> bool:
    line = _expression(said, names=spec.names)
    if line is None or not values_of(line.tree):
        return False
    try:
        found = derivation.check(spec.with_answer(said), said)
    except SpecError:
        return False
    return found.outcome is Outcome.CORRECT and found.process is Finding.OK


def _candidates(text: str) -> list[str]:
    found = [span.text for reading in hidden_maths.readings(text) for span in spans.spans(reading)]
    runs = [span.run.strip() for span in spans.spans(in_signs(text))]
    ends = list(dict.fromkeys((*found, *runs)))
    if len(ends) > MAX_ENDS:
        raise TooMuch(f"{len(ends)} lines")
    return ends


def find_worked(text: str, spec: WorkedSpec) -> str | None:
    """The number at the end."""
    answer = spec.answer or _last_number(spec.solution)
    if answer is None:
        return None
    asked = (*spec.asked, spec.problem) if spec.problem else spec.asked
    try:
        number = NumberSpec.model_validate({"value": answer, "asked": asked})
    except (ValueError, MathsError):
        found = _last_number((answer,))
        if found is None:
            return None
        number = NumberSpec.model_validate({"value": found, "asked": asked})
    return hidden_maths.find(text, number)


def _last_number(lines: tuple[str, ...]) -> str | None:
    numbers = [number for line in lines for number in spans.numbers(line)]
    return numbers[-1].replace(",", "") if numbers else None
