"""Counts what is known to be wrong in OATutor pools, a rule each. What is done about it is said in
docs/authoring-pool.md; here nothing is changed.
"""

from __future__ import annotations

from collections import Counter

from courses.importers.oatutor_records import HintRecord, ProblemRecord, StepRecord, flat


def traps(record: ProblemRecord) -> Counter[str]:
    """Trap → how often the problem has it."""
    found: Counter[str] = Counter()
    found["empty_licences"] = not record.licence.strip()
    for step in record.steps:
        found["dangling_dependencies"] += _dangling(step.hints)
        found["empty_hint_paths"] += not step.hints
        found["repeated_choices"] += _repeats(step.choices)
        found["repeated_choices_of_scaffolds"] += sum(_repeats(hint.choices) for hint in flat(step.hints))
        found["scaffold_repeats_answer"] += _repeats_answer(step)
    return +found


def _dangling(hints: list[HintRecord]) -> int:
    """Ids that a help item requires and no help item beside it has."""
    there = {hint.id for hint in hints}
    return sum(required not in there for hint in hints for required in hint.requires)


def _repeats(choices: list[str]) -> bool:
    return len(set(choices)) < len(choices)


def _repeats_answer(step: StepRecord) -> bool:
    """A scaffold, also one below another, has the step's stored answer: marks of maths and capitals apart."""
    own = {_bare(answer) for answer in step.answers}
    return any(
        _bare(answer) in own
        for hint in flat(step.hints)
        if hint.type == "scaffold"
        for answer in hint.answers
    )


def _bare(answer: str) -> str:
    return answer.replace("$$", "").strip().lower()
