"""An OATutor pathway as our ladder. Hints that tell the answer become solution lines, behind the gate.

What the question shows tells nothing: the specification is to know it (`grading.spec_of`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from courses.importers.oatutor_answers import NoAnswer, RawAnswer, specification
from courses.importers.oatutor_records import HintRecord
from courses.importers.oatutor_text import markdown, speaks_of_a_figure
from courses.types import Hint
from tutor.grading import Spec, leaks, parse_spec


@dataclass(slots=True)
class Ladder:
    """The hints in order, what may be shown only at the end, and how many fell out."""

    hints: list[Hint] = field(default_factory=list)
    solution: list[str] = field(default_factory=list)
    left_out: int = 0  # a figure, no words, or a question that holds the answer
    without_answer: int = 0  # scaffolds that cannot be answered, or tell their own answer: plain hints


def ladder(records: Sequence[HintRecord], spec: Spec) -> Ladder:
    """`records` in the pool's order; a hint below another follows it and requires it.

    What required a hint that is not kept requires instead what that hint required.
    """
    built = Ladder()
    kept: dict[str, tuple[str, ...]] = {}  # pool id → the ids to require in its place
    for record, parent in _flat(records):
        requires = _resolved([*parent, *record.requires], kept)
        if record.id in kept:
            built.left_out += 1
            continue
        hint = _hint(record, requires, built)
        if hint is not None and _tells(hint, spec):
            if record.type == "scaffold":  # a question is no line of a solution
                built.left_out += 1
            else:
                built.solution.append(hint.text)
            hint = None
        if hint is not None:
            built.hints.append(hint)
        kept[record.id] = requires if hint is None else (record.id,)
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


def _hint(record: HintRecord, requires: tuple[str, ...], built: Ladder) -> Hint | None:
    words = " ".join((record.title, record.text, *record.choices))
    text = markdown(record.text) or markdown(record.title)
    if not text or speaks_of_a_figure(words):
        built.left_out += 1
        return None
    answer = None
    if record.type == "scaffold":
        with suppress(NoAnswer):
            answer = specification(RawAnswer(record.control, record.answers, record.choices))
        if answer is None or leaks(text, parse_spec(answer)):
            built.without_answer += 1
            answer = None
    return Hint(record.id, text, markdown(record.title), answer, requires)


def _tells(hint: Hint, spec: Spec) -> bool:
    return leaks(hint.text, spec) or leaks(hint.title, spec)
