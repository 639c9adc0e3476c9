"""What a pool calls right and wrong, through our checker: over all its steps, also those that stay out.

A stored answer is handed in as it stands, only its marks of maths taken off; a choice as the page shows it. A
step that gets no specification counts as refused. `second_reading` says what is still right.
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from courses.importers.oatutor_answers import NoAnswer
from courses.importers.oatutor_archive import open_pool
from courses.importers.oatutor_problem import step_answer
from courses.importers.oatutor_records import (
    StepRecord,
    UnreadableProblem,
    contents,
    first_variant,
    problem_record,
)
from courses.importers.oatutor_text import markdown
from courses.types import Step
from tests.bench.authoring.changes import changed
from tests.bench.authoring.second_reading import same, typed
from tests.bench.grading.part import Part
from tutor.grading import ChoiceSpec, Spec, check, spec_of
from tutor.types import Outcome

SHOWN = 8
CLOSE = 0.85


@dataclass(frozen=True, slots=True)
class Asked:
    """A step of a pool and how we would check it; None, and why, when we cannot."""

    id: str
    record: StepRecord | None  # None for what cannot even be read
    spec: Spec | None
    why: str = ""

    @property
    def own(self) -> str:
        return "" if self.record is None else self.record.answers[0].replace("$$", "").strip()


class _Tally:
    """Right and wrong answers by the checker and by two simple rules."""

    def __init__(self) -> None:
        self.seen: Counter[str] = Counter()
        self.taken: Counter[tuple[str, str]] = Counter()  # key, rule
        self.notes: list[str] = []
        self.examples: Counter[str] = Counter()

    def add(self, key: str, stored: str, given: str, ours: bool) -> None:
        self.seen[key] += 1
        self.taken[key, "ours"] += ours
        self.taken[key, "same text"] += stored == given
        close = difflib.SequenceMatcher(None, stored, given).ratio() >= CLOSE
        self.taken[key, "difflib ≥ .85"] += close

    def shown(self, key: str) -> bool:
        """Whether one more example of this is to be told."""
        self.examples[key] += 1
        return self.examples[key] <= SHOWN

    def share(self, key: str, rule: str = "ours") -> float:
        return self.taken[key, rule] / max(1, self.seen[key])


def run(archives: Sequence[Path], seed: int) -> Part:
    tally, why, draw = _Tally(), Counter[str](), Random(seed)
    for archive in archives:
        for asked in steps(archive):
            _own(asked, tally, why)
            if asked.record is None:
                continue
            if asked.record.choices:
                _choices(asked.record, asked.spec, tally)
            elif asked.spec is not None:
                _retyped(asked, tally)
                _mutants(asked, draw, tally)
    return _part(tally, why)


def steps(archive: Path) -> Iterator[Asked]:
    """Every step of every problem that can be read, in the order of the archive's folders."""
    with open_pool(archive) as pool:
        for lesson in pool.lessons():
            for folder in pool.folders(lesson):
                files = pool.files(folder)
                try:
                    problem = first_variant(problem_record(folder, files))
                except UnreadableProblem as reason:
                    yield from (Asked(id_, None, None, str(reason)) for id_ in contents(files))
                    continue
                for record in problem.steps:
                    try:
                        answer = step_answer(record, problem)
                    except NoAnswer as reason:
                        yield Asked(record.id, record, None, str(reason))
                        continue
                    prompt = markdown(f"{record.title}\n{record.body}")
                    spec = spec_of(Step(record.id, prompt, answer, ()), markdown(problem.body))
                    yield Asked(record.id, record, spec)


def _right(spec: Spec | None, response: str) -> bool:
    return spec is not None and check(spec, response).outcome is Outcome.CORRECT


def _own(asked: Asked, tally: _Tally, why: Counter[str]) -> None:
    own = asked.own
    if asked.record is not None and isinstance(asked.spec, ChoiceSpec):
        own = markdown(asked.record.answers[0])
    right = _right(asked.spec, own)
    tally.add("own", own, own, right)
    if not right:
        why[asked.why or "the checker refuses it as it is stored"] += 1
        if not asked.why and tally.shown("own"):
            tally.notes.append(f"refused: {asked.id}: {own[:120]!r}")


def _choices(record: StepRecord, spec: Spec | None, tally: _Tally) -> None:
    """Each wrong choice once; without a specification nothing is refused."""
    right = markdown(record.answers[0])
    for choice in dict.fromkeys(map(markdown, record.choices)):
        if choice and choice != right:
            tally.add("wrong choices", right, choice, spec is None or _right(spec, choice))


def _retyped(asked: Asked, tally: _Tally) -> None:
    """The stored answer as a learner would type it: only where that is not the same text, and can be read."""
    text = typed(asked.own)
    if text is not None and text != asked.own:
        right = _right(asked.spec, text)
        tally.add("retyped", asked.own, text, right)
        if not right and tally.shown("retyped"):
            tally.notes.append(f"retyped and refused: {asked.id}: {asked.own[:100]!r} as {text[:100]!r}")


def _mutants(asked: Asked, draw: Random, tally: _Tally) -> None:
    for what, text in changed(asked.own, draw):
        if same(asked.own, text):
            tally.seen[f"still right: {what}"] += 1
            continue
        wrongly = _right(asked.spec, text)
        tally.add("mutants", asked.own, text, wrongly)
        if wrongly and tally.shown("mutants"):
            tally.notes.append(
                f"accepted: {asked.id}: {asked.own[:100]!r} with another {what}: {text[:100]!r}"
            )


def _part(tally: _Tally, why: Counter[str]) -> Part:
    still = {key: n for key, n in tally.seen.items() if key.startswith("still right")}
    notes = [f"own answers refused {n} of {tally.seen['own']}: {reason}" for reason, n in why.most_common()]
    notes += [
        f"changed answers that the second reading calls {key}: {n}, not counted" for key, n in still.items()
    ]
    return Part(
        metrics={
            "own_answers": tally.seen["own"],
            "own_answers_accepted": tally.share("own"),
            "retyped_answers": tally.seen["retyped"],
            "retyped_answers_accepted": tally.share("retyped"),
            "wrong_choices": tally.seen["wrong choices"],
            "wrong_choices_refused": 1 - tally.share("wrong choices"),
            "mutants": tally.seen["mutants"],
            "mutants_accepted": tally.share("mutants"),
        },
        baselines={
            rule: {
                "own_answers_accepted": tally.share("own", rule),
                "retyped_answers_accepted": tally.share("retyped", rule),
                "wrong_choices_refused": 1 - tally.share("wrong choices", rule),
                "mutants_accepted": tally.share("mutants", rule),
            }
            for rule in ("same text", "difflib ≥ .85")
        },
        floors={"own_answers_accepted": 0.98, "wrong_choices_refused": 0.99},
        budgets={"mutants_accepted": 0.005},
        notes=notes + tally.notes,
    )
