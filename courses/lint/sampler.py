"""Variants of a problem, each with what the checker says of its own answers and of its wrong ideas.

Pure: the editor shows it, the linter judges by it. Decides nothing about right and wrong itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from courses.types import Hint, Misconception, Problem, Step
from tutor.grading import Spec, SpecError, check, parse_spec, spec_of, spec_of_hint
from tutor.grading.rights import right_answer
from tutor.grading.variants import VariantError, with_values
from tutor.types import Outcome, Verdict

SAMPLES = 20


class Role(StrEnum):
    """Whose answer it is."""

    STEP = "step"  # the right answer to a step
    SCAFFOLD = "scaffold"  # the right answer to a scaffold's own question
    MISCONCEPTION = "misconception"  # a wrong answer that a named wrong idea explains


@dataclass(frozen=True, slots=True)
class Judged:
    """One authored answer and what the checker makes of it.

    `place` is "step", "step/hint" or "step/misconception" by ids. `verdict` is None where nothing could be
    checked: then `error` says why, or `response` is None because no answer is stored (lines only).
    """

    place: str
    role: Role
    response: str | None
    verdict: Verdict | None = None
    error: str = ""

    @property
    def as_meant(self) -> bool:
        """A right answer is accepted in full; a wrong idea is refused and recognised."""
        if self.error:
            return False
        if self.verdict is None:
            return self.response is None
        if self.role is Role.MISCONCEPTION:
            return self.verdict.outcome is Outcome.INCORRECT and self.verdict.misconception == self.id
        return self.verdict.outcome is Outcome.CORRECT

    @property
    def id(self) -> str:
        """Of the step, the hint or the misconception."""
        return self.place.rpartition("/")[2]

    @property
    def remark(self) -> str:
        """What the checker says of it, in an author's words."""
        if self.error:
            return self.error
        if self.verdict is None:
            return "no answer is stored: only the lines are checked"
        words = _WORDS[self.verdict.outcome]
        if self.role is Role.MISCONCEPTION and self.verdict.outcome is Outcome.INCORRECT:
            return f"refused, {self._known_as()}"
        return words if self.verdict.outcome is Outcome.CORRECT else f"{words}: {self.verdict.reason}"

    def _known_as(self) -> str:
        assert self.verdict is not None
        found = self.verdict.misconception
        if found is None:
            return "but not recognised"
        return "recognised" if found == self.id else f"but taken for {found!r}"


_WORDS = {
    Outcome.CORRECT: "accepted",
    Outcome.PARTIAL: "accepted in part",
    Outcome.INCORRECT: "refused",
    Outcome.CANNOT_CHECK: "cannot be checked",
    Outcome.NOT_AN_ATTEMPT: "not taken for an answer",
}


@dataclass(frozen=True, slots=True)
class SampledVariant:
    """One variant. `problem` holds all texts filled in; None where they cannot be, and `error` says why."""

    seed: int
    parameters: Mapping[str, str] = field(default_factory=dict)
    problem: Problem | None = None
    answers: tuple[Judged, ...] = ()
    error: str = ""

    @property
    def stem(self) -> str:
        return self.problem.stem if self.problem else ""

    @property
    def prompts(self) -> tuple[str, ...]:
        return tuple(step.prompt for step in self.problem.steps) if self.problem else ()

    @property
    def as_meant(self) -> bool:
        return not self.error and all(answer.as_meant for answer in self.answers)

    def of(self, role: Role) -> tuple[Judged, ...]:
        return tuple(answer for answer in self.answers if answer.role is role)

    @property
    def named(self) -> str:
        """Its numbers in a few words, for a message; "" for a problem without parameters."""
        return ", ".join(f"{name} = {value}" for name, value in self.parameters.items())


def sample(problem: Problem, n: int = SAMPLES) -> tuple[SampledVariant, ...]:
    """Variants by the seeds 0, 1, …; one alone for a problem without parameters. Never raises."""
    return tuple(judged(drawn(problem, seed)) for seed in (range(n) if problem.where else range(1)))


def drawn(problem: Problem, seed: int) -> SampledVariant:
    """The variant of one seed, its texts filled in and no answer judged."""
    try:
        filled, values = with_values(problem, seed)
    except VariantError as error:
        return SampledVariant(seed, error=str(error))
    return SampledVariant(seed, values, filled)


def judged(variant: SampledVariant) -> SampledVariant:
    """The same with the checker's verdict on each of its answers."""
    return variant if variant.problem is None else replace(variant, answers=tuple(_judged(variant.problem)))


def unusable(problem: Problem) -> Iterator[Judged]:
    """Answers of a filled problem that cannot be read at all; quicker than judging them."""
    for step in problem.steps:
        try:
            spec_of(step, problem.stem)
        except SpecError as error:
            yield from _broken(step, str(error))
        for hint in step.hints:
            if hint.is_scaffold:
                try:
                    spec_of_hint(hint)
                except SpecError as error:
                    yield Judged(f"{step.id}/{hint.id}", Role.SCAFFOLD, None, error=str(error))


def _judged(problem: Problem) -> Iterator[Judged]:
    for step in problem.steps:
        yield from _step(step, problem.stem)
        for hint in step.hints:
            if hint.is_scaffold:
                yield _scaffold(step, hint)


def _step(step: Step, stem: str) -> Iterator[Judged]:
    try:
        spec = spec_of(step, stem)
    except SpecError as error:
        yield from _broken(step, str(error))
        return
    yield _right(step.id, Role.STEP, spec)
    for misconception in step.misconceptions:
        for answer in misconception.answers:
            place = f"{step.id}/{misconception.id}"
            yield Judged(place, Role.MISCONCEPTION, answer, check(spec, answer))


def _broken(step: Step, error: str) -> Iterator[Judged]:
    """What of a step that cannot be read is to blame: its answer, or single wrong ones."""
    whole = Judged(step.id, Role.STEP, None, error=error)
    try:
        spec = parse_spec(step.answer)
    except SpecError:
        yield whole
        return
    to_blame = [one for wrong in step.misconceptions for one in _unreadable(step, wrong, spec)]
    yield from to_blame or [whole]


def _unreadable(step: Step, misconception: Misconception, spec: Spec) -> Iterator[Judged]:
    for answer in misconception.answers:
        try:
            spec.with_answer(answer)
        except ValueError as error:  # SpecError is one
            yield Judged(f"{step.id}/{misconception.id}", Role.MISCONCEPTION, answer, error=str(error))


def _scaffold(step: Step, hint: Hint) -> Judged:
    place = f"{step.id}/{hint.id}"
    try:
        spec = spec_of_hint(hint)
    except SpecError as error:
        return Judged(place, Role.SCAFFOLD, None, error=str(error))
    return _right(place, Role.SCAFFOLD, spec)


def _right(place: str, role: Role, spec: Spec) -> Judged:
    response = right_answer(spec)
    return Judged(place, role, response, None if response is None else check(spec, response))
