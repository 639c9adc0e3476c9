"""An OATutor pathway as our ladder. Hints that tell the answer become solution lines, behind the gate.

What the question shows tells nothing: the specification is to know it (`grading.spec_of`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from courses.importers.oatutor_answers import NoAnswer, RawAnswer, specification
from courses.importers.oatutor_records import HintRecord
from courses.importers.oatutor_text import has_gaps, markdown, plain, speaks_of_a_figure
from courses.types import Hint
from tutor.grading import ChoiceSpec, Spec, check, leaks, parse_spec
from tutor.types import Outcome

IN_SOLUTION = "a hint that tells the answer: a line of the solution, shown only at the end"
# Two questions of yes or no have the same answer by chance.
_EITHER_OR = {"yes", "no", "true", "false"}


@dataclass(slots=True)
class Ladder:
    """The hints in order, what may be shown only at the end, and what became of the others, by id."""

    hints: list[Hint] = field(default_factory=list)
    solution: list[str] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)  # id, why
    changed: list[tuple[str, str]] = field(default_factory=list)  # id, what
    without_answer: int = 0  # scaffolds that are plain hints now


class _Unusable(Exception):
    """The hint cannot be shown; the message says why."""


def ladder(records: Sequence[HintRecord], spec: Spec) -> Ladder:
    """`records` in the pool's order; a hint below another follows it and requires it.

    What required a hint that is not kept requires instead what that hint required.
    """
    built = Ladder()
    kept: dict[str, tuple[str, ...]] = {}  # pool id → the ids to require in its place
    for record, parent in _flat(records):
        requires = _resolved([*parent, *record.requires], kept)
        if record.id in kept:
            built.left_out.append((record.id, "its id is used twice in the step"))
            continue
        kept[record.id] = requires
        try:
            hint = _hint(record, requires, spec, built)
        except _Unusable as reason:
            built.left_out.append((record.id, str(reason)))
            continue
        if hint is not None:
            built.hints.append(hint)
            kept[record.id] = (record.id,)
    return built


def _flat(
    records: Sequence[HintRecord], parent: tuple[str, ...] = ()
) -> Iterator[tuple[HintRecord, tuple[str, ...]]]:
    for record in records:
        yield record, parent
        yield from _flat(record.below, (record.id,))


def _resolved(ids: Sequence[str], kept: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Hints that come later, or are not there at all, are no condition."""
    return tuple(dict.fromkeys(new for old in ids for new in kept.get(old, ())))


def _hint(record: HintRecord, requires: tuple[str, ...], spec: Spec, built: Ladder) -> Hint | None:
    """None when its words went into the solution. Raises _Unusable."""
    words = (record.title, record.text, *record.choices)
    text, title = markdown(record.text) or markdown(record.title), markdown(record.title)
    if not text:
        raise _Unusable("it has no words")
    if any(map(speaks_of_a_figure, words)):
        raise _Unusable("it needs a figure")
    if any(map(has_gaps, words)):
        raise _Unusable("one of its variables has no values")
    if leaks(text, spec) or leaks(title, spec):
        if record.type == "scaffold":  # a question is no line of a solution
            raise _Unusable("a question that tells the answer to its step")
        built.solution.append(text)
        built.changed.append((record.id, IN_SOLUTION))
        return None
    answer = None
    if record.type == "scaffold":
        try:
            answer = specification(RawAnswer(record.control, record.answers, record.choices))
            _refuse(record, text, answer, spec)
        except NoAnswer as reason:
            built.changed.append((record.id, f"a question kept as plain words: {reason}"))
            built.without_answer += 1
            answer = None
    return Hint(record.id, text, title, answer, requires)


def _refuse(record: HintRecord, text: str, answer: dict[str, object], spec: Spec) -> None:
    """Raises NoAnswer for a question that should not be asked on the way to its step."""
    if leaks(text, parse_spec(answer)):
        raise NoAnswer("it tells its own answer")
    if _is_the_step(record, spec):
        raise NoAnswer("it asks for the answer to its step")


def _is_the_step(record: HintRecord, spec: Spec) -> bool:
    """Whether its right answer is right for the step too, so that answering it would be answering that."""
    own = record.answers[0]
    if plain(own).lower() in _EITHER_OR:
        return False
    if isinstance(spec, ChoiceSpec):
        return markdown(own) == spec.options[spec.correct]
    return check(spec, plain(own)).outcome is Outcome.CORRECT
