"""When a skill is got, kept or has just clicked. Knows results on one skill, no probabilities."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from tutor.types import Evidence


@dataclass(frozen=True, slots=True)
class Result:
    """One piece of evidence on one skill. `variant`: the numbers of a parametric item; "" for a fixed one."""

    item: str
    right: bool
    at: datetime  # in the learner's time zone: days are counted by its date
    assisted: bool = False
    void: bool = False
    unknown: bool = False
    variant: str = ""

    @property
    def counts(self) -> bool:
        """Whether it can earn anything: a success without help on an item that was not revealed."""
        return self.right and not self.assisted and not self.void


def result(evidence: Evidence, variant: str = "") -> Result:
    """`evidence` as mastery sees it: only a full score is a success."""
    return Result(
        item=evidence.item,
        right=evidence.score >= 1.0,
        at=evidence.at,
        assisted=evidence.assisted,
        void=evidence.void,
        unknown=evidence.says_unknown,
        variant=variant,
    )


def got(results: Iterable[Result]) -> bool:
    """Unassisted on more than one item; two variants of a parametric item are two, a fixed one is one."""
    return len({(one.item, one.variant) for one in results if one.counts}) >= 2


def kept(results: Iterable[Result]) -> bool:
    """Got, and right without help on at least two days. Mastery means this."""
    successes = [one for one in results if one.counts]
    return got(successes) and len({one.at.date() for one in successes}) >= 2


def eureka(results: Sequence[Result], guessed_wrong: datetime | None = None) -> Result | None:
    """The first unassisted success on the skill, if an error or a wrong guess (`guessed_wrong`) came before.

    `results` in order of the log. "I don't know" is no error, and a later error starts no second eureka: it
    cannot be had by making errors.
    """
    failed = False
    for one in results:
        if one.counts:
            guessed = guessed_wrong is not None and guessed_wrong <= one.at
            return one if failed or guessed else None
        failed = failed or not (one.right or one.void or one.unknown)
    return None
