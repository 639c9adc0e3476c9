"""Can anything but an answer earn marks? Every class of attack on every kind of answer, counted."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

from tests.bench.grading import second_lines
from tests.bench.grading.attacks import ATTACKS
from tests.bench.grading.attacks_kinds import CLASSES
from tests.bench.grading.attacks_lines import OF_LINES
from tests.bench.grading.corpus import everything
from tests.bench.grading.part import Part
from tests.bench.grading.right import Right
from tutor.grading import Spec, check, parse_spec

ANSWERS = 325
EVERY = {**ATTACKS, **CLASSES, **OF_LINES}
QUARTER = 0.25
SHOWN = 8


def run(data: Path | None, seed: int, answers: int = ANSWERS) -> Part:
    """Trials: `answers` specifications, each under every class."""
    full, above, naive, trials = Counter[str](), Counter[str](), 0, 0
    notes: list[str] = []
    asked: tuple[Right, Spec] | None = None
    for right, name, text in attempts(seed, answers):
        if asked is None or asked[0] is not right:
            asked = right, parse_spec(right.spec)
        verdict = check(asked[1], text)
        trials += 1
        full[name] += verdict.score == 1.0
        above[name] += verdict.score > QUARTER
        naive += difflib.SequenceMatcher(None, right.end[:200], text[:200]).ratio() >= 0.85
        if verdict.score > QUARTER and len(notes) < SHOWN:
            notes.append(f"earned {verdict.score}: {name} on {right.family} {right.typed!r}: {text[:80]!r}")
    bound = 3 / trials
    notes.append(
        f"gaming: {len(EVERY)} classes; with none of {trials} in full, the 95 % upper bound is {bound:.1e}"
    )
    return Part(
        metrics={
            "gaming_trials": trials,
            "gaming_full": sum(full.values()),
            "gaming_above_quarter": sum(above.values()) / trials,
        },
        baselines={"difflib ≥ .85": {"gaming_full": naive, "gaming_above_quarter": naive / trials}},
        floors={"gaming_trials": 20_000},
        budgets={"gaming_full": 0, "gaming_above_quarter": 0.001},
        notes=notes,
    )


def attempts(seed: int, answers: int) -> Iterator[tuple[Right, str, str]]:
    """Attacks that are not, by the bench's own reading, the right answer itself.

    Of several lines only the last is the answer, whatever stands above: there, a text of a class made for
    every kind is left out when it ends with the answer. The classes made for lines (`OF_LINES`) say which of
    the texts that end with it earn no full marks all the same.
    """
    draw = Random(seed + 1)
    for right in everything(seed, answers):
        for name, generate in EVERY.items():
            for text in generate(right, draw):
                if is_no_answer(right, name, text):
                    yield right, name, text


def is_no_answer(right: Right, name: str, text: str) -> bool:
    """Whether it is an attack at all."""
    if text in right.unready or name in OF_LINES:
        return True
    if right.in_lines and second_lines.ends_with(text, right.end):
        return False
    return not right.same(text)
