"""The same question as `leaks`, asked of sentences by another pen: how far does it carry?"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from tests.bench.grading.held_sentences import Problem, everywhere, problems
from tests.bench.grading.part import Part
from tutor.grading import find_leak

FILES = ("first", "second", "third", "fourth")
SHOWN = 5


def run(data: Path | None, seed: int, files: tuple[str, ...] = FILES) -> Part:
    """All sentences of the files; those of `anywhere` at problems drawn by the seed."""
    all_problems = [problem for name in files for problem in problems(name)]
    hidden = [(problem, text) for problem in all_problems for text in problem.telling]
    honest = [(problem, text) for problem in all_problems for text in problem.silent]
    honest += everywhere(all_problems, seed)
    missed = [(problem, text) for problem, text in hidden if find_leak(text, problem.spec) is None]
    alarms = [(problem, text) for problem, text in honest if find_leak(text, problem.spec) is not None]
    found = len(hidden) - len(missed)
    notes = [f"missed: {text!r} at {problem.asked!r}" for problem, text in missed[:SHOWN]]
    notes += [f"false alarm: {text!r} at {problem.asked!r}" for problem, text in alarms[:SHOWN]]
    notes.append("missed by kind: " + _by_kind(missed, hidden))
    return Part(
        metrics={
            "held_leak_sentences": len(hidden) + len(honest),
            "held_leak_recall": found / len(hidden),
            "held_leak_precision": found / max(1, found + len(alarms)),
        },
        floors={"held_leak_recall": 0.98, "held_leak_precision": 0.98},
        notes=notes,
    )


def _by_kind(some: list[tuple[Problem, str]], among: list[tuple[Problem, str]]) -> str:
    counts = Counter(problem.answer["kind"] for problem, _ in some)
    totals = Counter(problem.answer["kind"] for problem, _ in among)
    return ", ".join(f"{kind} {counts[kind]} of {total}" for kind, total in totals.items())
