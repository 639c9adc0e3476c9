"""Wrong options that are right, and options of which nobody can say which one is meant.

`likeness` says what is alike. Where a question asks for a form, equal values are the point of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from courses.lint.finding import Severity
from courses.lint.likeness import Likeness, likeness
from courses.lint.remarks import Remark, Said
from courses.lint.sampler import SampledVariant
from courses.types import AnswerMapping
from tutor.grading import (
    ChoiceSpec,
    ClozeSpec,
    MatchSpec,
    OrderSpec,
    SeveralSpec,
    SpecError,
    TextSpec,
    check,
    parse_spec,
)
from tutor.types import Outcome

# Words of questions whose wrong options may well have the right value.
_OF_FORM = re.compile(
    r"simplif|factor|expand|form\b|forms\b|write|written|writing|wrote|rewrit|express|equivalent|equal|same"
    r"|lowest|reduc|round|decimal|fraction|percent|significant|figures|digit|place|notation|scientific|convert"
    r"|multiply out|which step|next step|property|law\b|rule\b|matches|means|notice|mistake|error|correct",
    re.IGNORECASE,
)
_SAME = "Take one of them out, or change it so that it is really wrong."


def distractors(samples: tuple[SampledVariant, ...]) -> Iterator[Said]:
    for variant in samples:
        if variant.problem is None:
            continue
        for step in variant.problem.steps:
            asked = f"{variant.problem.title} {variant.problem.stem} {step.prompt}"
            for remark in _answer(step.id, step.answer, asked):
                yield variant, remark
            for hint in step.hints:
                if hint.answer is not None:
                    for remark in _answer(f"{step.id}/{hint.id}", hint.answer, f"{asked} {hint.text}"):
                        yield variant, remark


def _answer(place: str, answer: AnswerMapping, asked: str) -> Iterator[Remark]:
    try:
        spec = parse_spec(answer)
    except SpecError:  # told by another rule
        return
    value_counts = _OF_FORM.search(asked) is None
    match spec:
        case ChoiceSpec():
            yield from _picked(place, spec.options, {spec.correct}, value_counts)
        case SeveralSpec():
            yield from _picked(place, spec.options, set(spec.correct), value_counts)
        case MatchSpec():
            yield from _alike(place, spec.partners, "partners", value_counts)
        case OrderSpec():
            yield from _alike(place, spec.items, "items", value_counts)
        case ClozeSpec():
            for gap in spec.gaps:
                yield from _answer(place, gap, f"{asked} {spec.text}")
        case TextSpec():
            yield from _accepted_though_unlike(place, spec)


def _picked(place: str, options: Sequence[str], correct: set[int], value_counts: bool) -> Iterator[Remark]:
    for first, second in combinations(range(len(options)), 2):
        one, other = options[first], options[second]
        found = likeness(one, other)
        if found is Likeness.NONE or (found is Likeness.VALUE and not value_counts):
            continue
        right = {first, second} & correct
        if len(right) == 1:
            wrong = other if first in right else one
            yield Remark(
                "right-distractor",
                place,
                f"the wrong option “{wrong}” and the right one, “{options[right.pop()]}”, {_how(found)}",
                _SAME,
                Severity.STOP if found is Likeness.WRITING else Severity.WARNING,
            )
        elif not right and found is Likeness.WRITING:
            yield Remark(
                "same-options", place, f"the wrong options “{one}” and “{other}” say the same", _SAME
            )


def _alike(place: str, texts: Sequence[str], called: str, value_counts: bool) -> Iterator[Remark]:
    for one, other in combinations(texts, 2):
        found = likeness(one, other)
        if found is Likeness.WRITING or (found is Likeness.VALUE and value_counts):
            yield Remark(
                "same-options",
                place,
                f"the {called} “{one}” and “{other}” {_how(found)}, and only one way is right",
                _SAME,
                Severity.STOP if found is Likeness.WRITING else Severity.WARNING,
            )


def _accepted_though_unlike(place: str, spec: TextSpec) -> Iterator[Remark]:
    for wrong in spec.unlike:
        if check(spec, wrong).outcome is Outcome.CORRECT:
            yield Remark(
                "right-distractor",
                place,
                f"“{wrong}” stands under `unlike` and is accepted",
                "Take it out of `unlike`, or out of `accept`.",
                Severity.STOP,
            )


def _how(found: Likeness) -> str:
    return "say the same" if found is Likeness.WRITING else "have the same value"
