"""Checks a text with gaps, each gap by its own specification. Does not know the kinds of gaps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from tutor.grading.spec_choices import ClozeSpec
from tutor.grading.verdicts import cannot_check, correct, not_an_attempt, partly
from tutor.types import Outcome, Verdict

CheckGap = Callable[[dict[str, Any], str], Verdict]


def check(spec: ClozeSpec, response: str, check_gap: CheckGap) -> Verdict:
    lines = response.split("\n")
    while len(lines) > len(spec.gaps) and not lines[-1].strip():
        lines.pop()  # line ends after the last gap
    if len(lines) != len(spec.gaps):
        return not_an_attempt(f"There are {len(spec.gaps)} gaps. Fill in each of them.")
    found = [check_gap(gap, line) for gap, line in zip(spec.gaps, lines, strict=True)]
    if all(verdict.outcome is Outcome.CORRECT for verdict in found):
        return correct("Every gap is right.")
    for place, verdict in enumerate(found, 1):
        if verdict.outcome is Outcome.NOT_AN_ATTEMPT:
            return not_an_attempt(f"Gap {place}: {verdict.reason}")
        if verdict.outcome is Outcome.CANNOT_CHECK:
            return cannot_check(f"Gap {place}: {verdict.reason}")
    right = sum(verdict.outcome is Outcome.CORRECT for verdict in found)
    wrong = next(k for k, verdict in enumerate(found, 1) if verdict.outcome is not Outcome.CORRECT)
    return partly(right, len(found), f"{right} of {len(found)} gaps are right. Look at gap {wrong}.")


def filled(spec: ClozeSpec, answers: Sequence[str]) -> str:
    pieces = spec.text.split("___")
    return pieces[0] + "".join(answer + piece for answer, piece in zip(answers, pieces[1:], strict=True))
