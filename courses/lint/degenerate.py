"""Variants in which something of the question is lost: terms vanish, signs meet, answers come for nothing.

Looks for what only some values bring about; what an author wrote out is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from courses.lint.remarks import Remark, Said
from courses.lint.sampler import SampledVariant
from courses.lint.variety import strings
from courses.types import Problem, Step
from tutor.grading import ExpressionSpec, NumberSpec, Spec, SpecError, exact, spec_of
from tutor.grading.tree import MathsError, variables_of

_HOLE = re.compile(r"\[\[(?:(?!\[\[).)+?\]\]")
_SPAN = re.compile(r"\$\$(.+?)\$\$|\$(.+?)\$", re.DOTALL)
_ZERO_OUT = "Leave the value out that does it, as in `a: -9..9 \\ 0`."


@dataclass(frozen=True, slots=True)
class _Blemish:
    pattern: re.Pattern[str]
    says: str
    remedy: str


_BLEMISHES = (
    _Blemish(
        re.compile(r"[+\-−]\s*[-−]\s*[\d\\a-z]"),
        "two signs meet",
        "Put the sign into the hole: [[+b]] writes “+ 3” or “- 3”.",
    ),
    _Blemish(
        re.compile(r"(?<![\d.,^_{/\\a-zA-Z])1(?=[a-z](?![a-z])|\\frac|\()"),
        "a factor 1 is written out",
        "Put the letter into the hole: [[a*x]] writes “x” where a is 1.",
    ),
    _Blemish(
        re.compile(r"(?<![\d.,^_{/\\a-zA-Z])0\s*(?:\\cdot\s*|\\times\s*)?(?=[a-z](?![a-z])|\()"),
        "a factor 0 makes a term vanish",
        _ZERO_OUT,
    ),
    _Blemish(re.compile(r"[+\-−]\s*0(?![\d.,])"), "nothing is added or taken away", _ZERO_OUT),
    _Blemish(re.compile(r"\^\{?[01](?![\d.])\}?"), "a power of 0 or 1 is written out", _ZERO_OUT),
)


def degenerate(problem: Problem, draws: Sequence[SampledVariant]) -> Iterator[Said]:
    whole = [one for one in draws if one.problem is not None]
    yield from _written(problem, whole)
    for at in range(len(problem.steps)):
        yield from _for_nothing(at, whole)


def _written(problem: Problem, draws: Sequence[SampledVariant]) -> Iterator[Said]:
    template = list(_by_place(problem))
    for variant in draws:
        assert variant.problem is not None
        for (place, texts), (_, filled_texts) in zip(template, _by_place(variant.problem), strict=True):
            for text, filled in zip(texts, filled_texts, strict=True):
                if text == filled:
                    continue
                for blemish, found in _blemishes(text, filled):
                    message = f"{blemish.says} in “{found}”"
                    yield variant, Remark("degenerate", place, message, blemish.remedy)


def _by_place(problem: Problem) -> Iterator[tuple[str, list[str]]]:
    yield "", [problem.stem]
    for step in problem.steps:
        yield step.id, [step.prompt, *_options(step), *step.solution]
        for hint in step.hints:
            yield f"{step.id}/{hint.id}", [hint.title, hint.text]
        for wrong in step.misconceptions:
            yield f"{step.id}/{wrong.id}", [wrong.question]


def _options(step: Step) -> list[str]:
    shown = ("options", "items", "pairs", "others", "text")
    return [text for name in shown for text in strings(step.answer.get(name))]


def _blemishes(text: str, filled: str) -> Iterator[tuple[_Blemish, str]]:
    """What stands in the maths of the filled text and not in that of its template."""
    written = _maths(_HOLE.sub("§", text))
    for blemish in _BLEMISHES:
        own = sum(len(blemish.pattern.findall(span)) for span in written)
        found = [(span, hit) for span in _maths(filled) for hit in blemish.pattern.finditer(span)]
        if len(found) > own:
            span, hit = found[0]
            yield blemish, span[max(0, hit.start() - 8) : hit.end() + 8].strip()


def _maths(text: str) -> list[str]:
    return [first or second for first, second in _SPAN.findall(text)]


def _for_nothing(at: int, draws: Sequence[SampledVariant]) -> Iterator[Said]:
    """An answer without its letters, or 0 because a parameter is, in fewer than half of the draws."""
    lost: list[tuple[SampledVariant, Remark]] = []
    for variant in draws:
        assert variant.problem is not None
        step = variant.problem.steps[at]
        why = _lost(_spec(step), variant)
        if why is not None:
            lost.append((variant, Remark("degenerate", step.id, why, _ZERO_OUT)))
    if len(lost) * 2 < len(draws):
        yield from lost


def _lost(spec: Spec | None, variant: SampledVariant) -> str | None:
    if isinstance(spec, ExpressionSpec) and not variables_of(spec.tree):
        return f"the answer is the bare number {spec.value}"
    if isinstance(spec, NumberSpec) and "0" in variant.parameters.values():
        try:
            if exact.rational(spec.tree) == 0:
                return "a parameter is 0, and so is the answer"
        except MathsError:
            return None
    return None


def _spec(step: Step) -> Spec | None:
    try:
        return spec_of(step)
    except SpecError:
        return None
