"""Which open problem comes next, and why, in a learner's words. Knows predictions, not how they came."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from courses.types import Problem
from tutor.learner.support import Support
from tutor.types import PLACEMENT

BAND = (0.60, 0.85)  # predicted unassisted success at the edge
ALIKE = 2  # problems on one skill in a row, once it went well
REACH = 0.15  # this far outside the band a change of skill still beats a third one alike
EARLIER = 4  # one problem in so many comes from what was learned before
BEGUN = 3  # skills begun and not yet done once without help: as many are carried at a time
EXPLORING = 0.05  # share of choices made to find out, and said to be


class Why(StrEnum):
    """What a choice was made for; it travels with the event, so that choices can be counted."""

    EDGE = "edge"
    NEW = "new"  # worked or faded: nobody is asked yet to do it alone
    CHANGE = "change"
    REVIEW = "review"
    EARLIER = "earlier"
    EXPLORE = "explore"
    AGAIN = "again"  # a confident error comes back
    PLACEMENT = PLACEMENT


@dataclass(frozen=True, slots=True)
class Candidate:
    """An open problem with the model server's numbers: p in [0, 1], information in bits, gain in skills.

    `due`: reviews that it covers; `earlier`: it is there for what was got before, and comes only when it is
    its turn, or when there is nothing else. `support`: how it would be presented; `begun`: something on its
    skills came worked or faded before, and nothing was done without help since.
    """

    problem: Problem
    p: float
    information: float = 0.0
    gain: float = 0.0
    due: float = 0.0
    earlier: bool = False
    support: Support = Support.PLAIN
    begun: bool = False

    def __post_init__(self) -> None:
        if not 0.0 <= self.p <= 1.0:
            raise ValueError(f"{self.problem.id}: p is {self.p}, not a probability")

    @property
    def skills(self) -> tuple[str, ...]:
        return self.problem.skills

    @property
    def shown(self) -> bool:
        """Whether part of it is done for the learner, so that its p is no forecast of how it goes."""
        return self.support in (Support.WORKED, Support.FADED)


@dataclass(frozen=True, slots=True)
class Recent:
    """A problem that was just done; `success`: right without help; `earlier` as for a Candidate."""

    problem: str
    skills: tuple[str, ...]
    success: bool
    earlier: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    problem: Problem
    reason: str  # one sentence for "Why this question?"
    why: Why = Why.EDGE


def choose(
    candidates: Sequence[Candidate],
    recent: Sequence[Recent],
    seed: int,
    band: tuple[float, float] = BAND,
    exploring: float = EXPLORING,
) -> Choice:
    """The next problem. `recent` is oldest first. Deterministic in its arguments; raise ValueError if empty.

    When its turn has come, one from earlier: most reviews due first (Rohrer & Taylor 2007 on interleaving).
    Now and then, by `seed`, the one near the edge that tells most. Else, in this order: not the one just
    seen; within reach of the band; after a success no third one alike in a row; nearest to the band; most
    gain; most information; a coin thrown by `seed`. What comes worked or faded asks nobody to be outside the
    band, so it counts as within it; but nothing new is begun while BEGUN skills are.
    """
    if not candidates:
        raise ValueError("no candidates to choose from")
    coin = random.Random(seed)
    explores = coin.random() < exploring
    last = recent[-1].problem if recent else None
    others = [one for one in candidates if one.problem.id != last] or list(candidates)
    back = [one for one in others if (one.earlier or one.due) and one.p >= band[0]]
    if back and _turn_of_earlier(recent):
        best = _best(back, lambda one: (-one.due, _outside(one.p, band), -one.information), coin)
        return Choice(
            best.problem, _REVIEW if best.due else _EARLIER, Why.REVIEW if best.due else Why.EARLIER
        )
    fresh = _not_too_many([one for one in others if not one.earlier] or others)
    near = [one for one in fresh if not one.shown and _outside(one.p, band) <= REACH and one.information > 0]
    if explores and len(near) > 1:
        best = _best(near, lambda one: (-one.information,), coin)
        return Choice(best.problem, _EXPLORE, Why.EXPLORE)
    tired_of = _tired_of(recent)

    def rank(one: Candidate) -> tuple[float, ...]:
        distance = 0.0 if one.shown else _outside(one.p, band)
        alike = bool(tired_of) and not tired_of.isdisjoint(one.skills)
        return (distance > REACH, alike, distance, -one.gain, -one.information)

    best = _best(fresh, rank, coin)
    changed = bool(tired_of) and tired_of.isdisjoint(best.skills)
    if best.shown:
        return Choice(best.problem, _WORKED if best.support is Support.WORKED else _FADED, Why.NEW)
    return Choice(best.problem, _reason(best.p, band, changed), Why.CHANGE if changed else Why.EDGE)


def _not_too_many(fresh: Sequence[Candidate]) -> Sequence[Candidate]:
    begun = {one.skills for one in fresh if one.begun}
    if len(begun) < BEGUN:
        return fresh
    return [one for one in fresh if one.support is not Support.WORKED or one.begun]


def _best(
    candidates: Sequence[Candidate], rank: Callable[[Candidate], tuple[float, ...]], coin: random.Random
) -> Candidate:
    top = min(map(rank, candidates))
    tied = [one for one in candidates if rank(one) == top]
    return coin.choice(sorted(tied, key=lambda one: one.problem.id))


def _turn_of_earlier(recent: Sequence[Recent]) -> bool:
    """Whether the last three were all new ones."""
    last = recent[-(EARLIER - 1) :]
    return len(last) == EARLIER - 1 and not any(one.earlier for one in last)


def _outside(p: float, band: tuple[float, float]) -> float:
    low, high = band
    return round(max(low - p, p - high, 0.0), 9)


def _tired_of(recent: Sequence[Recent]) -> frozenset[str]:
    """Skills shared by the last ALIKE problems, if one of these went well."""
    last = recent[-ALIKE:]
    if len(last) < ALIKE or not any(one.success for one in last):
        return frozenset()
    return frozenset.intersection(*(frozenset(one.skills) for one in last))


_REVIEW = "You learned this before: let us see whether it is still there."
_EARLIER = "One from earlier in between, so that it stays."
_WORKED = "Something new: most of it is worked out, and one step is yours."
_FADED = "It is begun for you, and yours to finish."
_EXPLORE = "I do not know yet how you would do here, so this one tells me."


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
