"""Which open problem comes next, and why, in a learner's words. Knows predictions, not how they came."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from courses.types import Problem

BAND = (0.60, 0.85)  # predicted unassisted success at the edge
ALIKE = 2  # problems on one skill in a row, once it went well
REACH = 0.15  # this far outside the band a change of skill still beats a third one alike


@dataclass(frozen=True, slots=True)
class Candidate:
    """An open problem with the model server's numbers: p in [0, 1], information in bits, gain in skills."""

    problem: Problem
    p: float
    information: float = 0.0
    gain: float = 0.0

    def __post_init__(self) -> None:
        if not 0.0 <= self.p <= 1.0:
            raise ValueError(f"{self.problem.id}: p is {self.p}, not a probability")

    @property
    def skills(self) -> tuple[str, ...]:
        return self.problem.skills


@dataclass(frozen=True, slots=True)
class Recent:
    """A problem that was just done; `success`: right without help."""

    problem: str
    skills: tuple[str, ...]
    success: bool


@dataclass(frozen=True, slots=True)
class Choice:
    problem: Problem
    reason: str  # one sentence for "Why this question?"


def choose(
    candidates: Sequence[Candidate],
    recent: Sequence[Recent],
    seed: int,
    band: tuple[float, float] = BAND,
) -> Choice:
    """The next problem. `recent` is oldest first. Deterministic in its arguments; raise ValueError if empty.

    In this order: not the one just seen; within reach of the band; after a success no third one alike in a
    row; nearest to the band; most gain; most information; a coin thrown by `seed`.
    """
    if not candidates:
        raise ValueError("no candidates to choose from")
    last = recent[-1].problem if recent else None
    tired_of = _tired_of(recent)

    def rank(candidate: Candidate) -> tuple[bool, bool, bool, float, float, float]:
        distance = _outside(candidate.p, band)
        return (
            candidate.problem.id == last,
            distance > REACH,
            bool(tired_of) and not tired_of.isdisjoint(candidate.skills),
            distance,
            -candidate.gain,
            -candidate.information,
        )

    ranks = [rank(candidate) for candidate in candidates]
    top = min(ranks)
    tied = [candidate for candidate, one in zip(candidates, ranks, strict=True) if one == top]
    best = random.Random(seed).choice(sorted(tied, key=lambda candidate: candidate.problem.id))
    changed = bool(tired_of) and tired_of.isdisjoint(best.skills)
    return Choice(best.problem, _reason(best.p, band, changed))


def _outside(p: float, band: tuple[float, float]) -> float:
    low, high = band
    return round(max(low - p, p - high, 0.0), 9)


def _tired_of(recent: Sequence[Recent]) -> frozenset[str]:
    """Skills shared by the last ALIKE problems, if one of these went well."""
    last = recent[-ALIKE:]
    if len(last) < ALIKE or not any(one.success for one in last):
        return frozenset()
    return frozenset.intersection(*(frozenset(one.skills) for one in last))


def _reason(p: float, band: tuple[float, float], changed: bool) -> str:
    """Odds are told only near the edge: low ones discourage, high ones are no news."""
    start = "Something different for a change: " if changed else ""
    if p < band[0]:
        words = "A stretch, with help close by."
    elif p > band[1]:
        words = "A quick one, to be sure of it."
    else:
        words = f"You have about {_article(p)} {_tenths(p)} in 10 chance here: near your edge."
    return start + (words[0].lower() + words[1:] if start else words)


def _tenths(p: float) -> int:
    """1..9: nobody is told that something is certain or hopeless."""
    return min(max(round(10 * p), 1), 9)


def _article(p: float) -> str:
    return "an" if _tenths(p) == 8 else "a"
