"""What rules say of single variants of a problem, put together to one finding each. Knows no rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from courses.lint.finding import Finding, Severity
from courses.lint.sampler import SampledVariant
from courses.types import Problem


@dataclass(frozen=True, slots=True)
class Remark:
    """`place` by ids from the step on ("s1/h2"), "" for the whole problem."""

    rule: str
    place: str
    message: str
    remedy: str = ""
    severity: Severity = Severity.WARNING


Said = tuple[SampledVariant, Remark]


def gathered(problem: Problem, said: Iterable[Said], of: int) -> Iterator[Finding]:
    """One finding for each rule and place: what was said first, and in how many of the `of` variants."""
    first: dict[tuple[str, str, str], Said] = {}
    seeds: dict[tuple[str, str, str], set[int]] = {}
    for variant, remark in said:
        key = remark.rule, remark.place, remark.remedy
        first.setdefault(key, (variant, remark))
        seeds.setdefault(key, set()).add(variant.seed)
    for key, (variant, remark) in first.items():
        message = remark.message
        if problem.where:
            named = f", for one with {variant.named}" if variant.named else ""
            message += f" (in {len(seeds[key])} of {of} variants{named})"
        yield Finding(remark.rule, placed(problem, remark.place), message, remark.remedy, remark.severity)


def placed(problem: Problem, place: str) -> str:
    return f"{problem.id}/{place}" if place else problem.id
