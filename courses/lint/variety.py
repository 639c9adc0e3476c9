"""Do the variants of a parametric problem differ, and is each of them one question with one answer.

Looks at what a learner is shown: stem, prompts and options; knows no lesson.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from courses.lint.finding import Finding, Severity
from courses.lint.remarks import Remark, Said, placed
from courses.lint.sampler import SampledVariant, drawn
from courses.types import Problem, Step
from tutor.grading import Spec, SpecError, check, control, spec_of
from tutor.grading.rights import right_answer
from tutor.grading.variants import REQUIRE
from tutor.types import Outcome

FEW = 5  # different questions; with fewer a class soon knows all
MOST_DRAWS = 80  # before a problem is said to have few: five equally likely ones all show up by then
OFTEN_ALIKE = 0.33  # share of pairs of draws that ask the same
_NUMERIC = ("number", "expression")
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)?")
_HOLE = re.compile(r"\[\[(.+?)\]\]")
_MORE = "Widen the ranges in `where`, or leave `where` out and write the problem with fixed numbers."


def variety(problem: Problem, draws: Sequence[SampledVariant]) -> Iterator[Finding]:
    """What is to be said of all draws together."""
    asked = [_shown(one.problem) for one in draws if one.problem is not None]
    if not asked:
        return
    if len(set(asked)) < FEW:
        asked += [_shown(one.problem) for one in _more(problem, len(draws)) if one.problem is not None]
    yield from _unused(problem)
    if len(set(asked)) < FEW:
        message = f"only {len(set(asked))} different questions in {len(asked)} draws of its parameters"
        yield Finding("few-variants", problem.id, message, _MORE, Severity.WARNING)
        return
    pairs = len(asked) * (len(asked) - 1) / 2
    alike = sum(n * (n - 1) / 2 for n in Counter(asked).values()) / pairs
    if alike > OFTEN_ALIKE:
        message = f"two draws in a row ask the same question {alike:.0%} of the time"
        remedy = (
            "Let the values be about equally likely: a draw from one range, not from several that overlap."
        )
        yield Finding("alike-variants", problem.id, message, remedy, Severity.WARNING)
    yield from _same_answer(problem, draws)


def _more(problem: Problem, begun: int) -> Iterator[SampledVariant]:
    return (drawn(problem, seed) for seed in range(begun, MOST_DRAWS))


def _shown(problem: Problem) -> str:
    return "\n".join((problem.stem, *map(_asked, problem.steps)))


def _asked(step: Step) -> str:
    try:
        return f"{step.prompt}\n{control(spec_of(step))}"
    except SpecError:  # told by another rule
        return step.prompt


# -- parameters --------------------------------------------------------------------------------------------


def _unused(problem: Problem) -> Iterator[Finding]:
    """A parameter that nothing is made of: a slip in a name, or left over."""
    names = set(problem.where) - {REQUIRE}
    used = {name for text in _texts(problem) for name in _names(text, names)}
    used |= {name for clause in problem.where.values() for name in _WORD.findall(clause)}
    for name in problem.where:
        if name in names - used:
            yield Finding(
                "unused-parameter",
                problem.id,
                f"the parameter {name!r} is drawn, and nothing is made of it",
                f"Write [[{name}]] where it belongs, or take it out of `where`.",
                Severity.WARNING,
            )


def _names(text: str, names: set[str]) -> Iterator[str]:
    for hole in _HOLE.findall(text):
        for word in _WORD.findall(hole):
            if word in names:
                yield word
            else:  # `ab` is a times b
                yield from (letter for letter in word if letter in names)


def _texts(problem: Problem) -> Iterator[str]:
    return strings((problem.title, problem.stem, [_step_texts(step) for step in problem.steps]))


def _step_texts(step: Step) -> list[object]:
    hints = [[hint.title, hint.text, hint.answer] for hint in step.hints]
    wrong = [[one.name, one.question, one.answers] for one in step.misconceptions]
    return [step.prompt, step.answer, hints, wrong, step.solution]


def strings(value: object) -> Iterator[str]:
    """All texts in plain values, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from strings(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from strings(one)


# -- answers -----------------------------------------------------------------------------------------------


def _same_answer(problem: Problem, draws: Sequence[SampledVariant]) -> Iterator[Finding]:
    """Where each draw has the same answer, who has seen one has seen all."""
    for at, step in enumerate(problem.steps):
        if step.answer.get("kind") not in _NUMERIC:
            continue
        values = {
            str(one.problem.steps[at].answer.get("value", "")) for one in draws if one.problem is not None
        }
        if len(values) == 1:
            yield Finding(
                "same-answer",
                placed(problem, step.id),
                f"every variant has the answer {values.pop()}",
                "Let the answer depend on the parameters.",
                Severity.WARNING,
            )


def ambiguous(draws: Sequence[SampledVariant]) -> Iterator[Said]:
    """Two variants that show the same and want different answers: something of the question is not shown."""
    first: dict[tuple[int, str], tuple[SampledVariant, Spec, str]] = {}
    for variant in draws:
        if variant.problem is None:
            continue
        shown = variant.problem.stem
        for at, step in enumerate(variant.problem.steps):
            shown += "\n" + _asked(step)
            try:
                spec = spec_of(step, variant.problem.stem)
            except SpecError:
                continue
            right = right_answer(spec)
            if right is None:
                continue
            seen, other, value = first.setdefault((at, shown), (variant, spec, right))
            if value != right and check(other, right).outcome is Outcome.INCORRECT:
                message = f"asks the same as with {seen.named}, and wants {right!r} instead of {value!r}"
                remedy = "Show what the answer depends on in the stem or in the prompt."
                yield variant, Remark("ambiguous-variants", step.id, message, remedy, Severity.STOP)
