"""One record of an OATutor pool as what a problem is made of. Knows no course and no report.

A problem is taken up to the first step that cannot be asked: what stands before it needs nothing of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from courses.importers.oatutor_answers import NoAnswer, RawAnswer, specification
from courses.importers.oatutor_hints import Ladder, ladder
from courses.importers.oatutor_records import (
    ProblemRecord,
    StepRecord,
    UnreadableProblem,
    first_variant,
    flat,
)
from courses.importers.oatutor_text import has_gaps, markdown, speaks_of_a_figure
from courses.types import AnswerMapping, Step
from tutor.grading import spec_of


@dataclass(frozen=True, slots=True)
class BuiltStep:
    """A step without skills, and what became of its help."""

    record: StepRecord
    bare: Step
    rungs: Ladder
    changed: tuple[str, ...]

    @property
    def answer(self) -> AnswerMapping:
        return self.bare.answer

    def step(self, id_: str, skills: tuple[str, ...]) -> Step:
        hints, solution = tuple(self.rungs.hints), tuple(self.rungs.solution)
        return replace(self.bare, id=id_, skills=skills, hints=hints, solution=solution)


@dataclass(frozen=True, slots=True)
class Built:
    """A problem that can be worked."""

    record: ProblemRecord
    title: str
    stem: str
    steps: tuple[BuiltStep, ...]
    is_variant: bool
    steps_left_out: dict[str, str] = field(default_factory=dict)  # id → why

    @property
    def sources(self) -> list[str]:
        hints = (hint for step in self.steps for hint in flat(step.record.hints))
        return [self.record.source, *(hint.source for hint in hints)]


def build(read: ProblemRecord) -> Built:
    """Raises UnreadableProblem when not even the first step can be asked."""
    record = first_variant(read)
    if not record.steps:
        raise UnreadableProblem("it has no steps")
    _refuse((record.title, record.body))
    steps: list[BuiltStep] = []
    left_out: dict[str, str] = {}
    for step in record.steps:
        try:
            if left_out:
                raise UnreadableProblem("a step before it cannot be asked")
            steps.append(_step(step, record))
        except (UnreadableProblem, NoAnswer) as reason:
            if not steps:
                raise UnreadableProblem(str(reason)) from reason
            left_out[step.id] = str(reason)
    return Built(
        record, markdown(record.title), markdown(record.body), tuple(steps), record is not read, left_out
    )


def _refuse(words: Iterable[str]) -> None:
    for text in words:
        if speaks_of_a_figure(text):
            raise UnreadableProblem("it needs a figure")
        if has_gaps(text):
            raise UnreadableProblem("one of its variables has no values")


def _step(record: StepRecord, problem: ProblemRecord) -> BuiltStep:
    _refuse((record.title, record.body, *record.choices))
    prompt = markdown(f"{record.title}\n{record.body}") or markdown(problem.body) or markdown(problem.title)
    bare = Step(record.id, prompt, step_answer(record, problem), ())
    repeated = len(record.choices) > len(bare.answer.get("options", record.choices))
    changed = ("a choice that stood there twice is offered once",) if repeated else ()
    return BuiltStep(record, bare, ladder(record.hints, spec_of(bare, markdown(problem.body))), changed)


def step_answer(record: StepRecord, problem: ProblemRecord) -> dict[str, object]:
    """The specification of a step's answer. Raises NoAnswer."""
    question = " ".join((problem.title, problem.body, record.title, record.body))
    return specification(RawAnswer(record.control, record.answers, record.choices, question))
