"""Answers of a course: does the checker understand each, accept what is right, and know what is wrong.

Knows no kind of answer itself: `sampler` asks the checker.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from courses.lint.finding import Finding, Severity
from courses.lint.remarks import Remark, Said
from courses.lint.sampler import Judged, Role, SampledVariant, drawn, unusable
from courses.types import Course, Problem
from tutor.types import Outcome

SEEDS = range(5)  # a fault that only rare parameters have is found by `proof`, which looks at more
_NUMBER = re.compile(r"[-−]?(?:0|[1-9]\d*)(?:\.\d+)?(?:\s?/\s?[1-9]\d*)?%?")  # a 0 in front makes it a code
_READABLE = "Write it in the way that docs/answers.md shows for its kind."
_RANGE = "Narrow the ranges in `where`, or leave the values out that break it."


def answer_faults(course: Course) -> Iterator[Finding]:
    """What makes a course impossible to store: variants that cannot be made, answers that cannot be read."""
    for lesson in course.lessons:
        for problem in lesson.problems:
            place = f"{lesson.id}/{problem.id}"
            seen: set[tuple[str, str]] = set()
            for seed in SEEDS if problem.where else (0,):
                for finding in _of_variant(place, problem, seed):
                    if (finding.rule, finding.place) not in seen:
                        yield finding
                    seen.add((finding.rule, finding.place))


def _of_variant(place: str, problem: Problem, seed: int) -> Iterator[Finding]:
    variant = drawn(problem, seed)
    if variant.problem is None:
        yield Finding("where", place, variant.error, _RANGE)
        return
    for one in unusable(variant.problem):
        rule = "misconception" if one.role is Role.MISCONCEPTION else "answer"
        yield Finding(rule, f"{place}/{one.place}", one.error, _READABLE)


def verdicts(samples: tuple[SampledVariant, ...]) -> Iterator[Said]:
    """Right answers that are refused, wrong ones that are accepted or never known again."""
    for variant in samples:
        if variant.problem is None:
            yield variant, Remark("where", "", variant.error, _RANGE, Severity.STOP)
        for one in variant.answers:
            if not one.as_meant:
                yield variant, _remark(one)


def _remark(one: Judged) -> Remark:
    if one.error:
        rule = "misconception" if one.role is Role.MISCONCEPTION else "answer"
        return Remark(rule, one.place, one.error, _READABLE, Severity.STOP)
    if one.role is Role.MISCONCEPTION:
        return _wrong_idea(one)
    whose = "the scaffold's" if one.role is Role.SCAFFOLD else "the step's"
    return Remark(
        "refused",
        one.place,
        f"{whose} own answer “{_short(one.response)}” is {one.remark}",
        "Store an answer that the checker takes for right as it stands, or choose another kind or form.",
        Severity.STOP,
    )


def _wrong_idea(one: Judged) -> Remark:
    assert one.verdict is not None
    said = f"the wrong answer “{_short(one.response)}”"
    if one.verdict.outcome is Outcome.CORRECT:
        return Remark(
            "right-misconception",
            one.place,
            f"{said} is accepted as right",
            "Take it out of the misconception, or draw numbers for which it is wrong.",
            Severity.STOP,
        )
    return Remark(
        "unseen-misconception",
        one.place,
        f"{said} does not lead to it: it is {one.remark}",
        "Give each wrong idea answers of its own that the checker can read and refuses.",
    )


def numbers_as_texts(samples: tuple[SampledVariant, ...]) -> Iterator[Said]:
    """A number that is compared as a text: who writes it otherwise is refused."""
    for variant in samples:
        for step in variant.problem.steps if variant.problem is not None else ():
            if step.answer.get("kind") != "text":
                continue
            for one in variant.of(Role.STEP):
                right = (one.response or "").strip()
                if one.place == step.id and _NUMBER.fullmatch(right):
                    yield variant, _as_text(step.id, right)


def _as_text(place: str, right: str) -> Remark:
    return Remark(
        "number-as-text",
        place,
        f"the number “{right}” is compared as a text, so that no other way of writing it is right",
        "Make it a `number`, with `tolerance` or `unit` where they are needed.",
    )


def _short(text: str | None) -> str:
    plain = " / ".join((text or "").split("\n"))
    return plain if len(plain) <= 60 else f"{plain[:59]}…"
