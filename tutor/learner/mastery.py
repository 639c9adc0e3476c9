"""When a skill is got, kept or has just clicked. Knows results on one skill, no probabilities."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

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
    blames: bool = True  # False where lines say which skill an error was about

    @property
    def counts(self) -> bool:
        """Whether it can earn anything: a success without help on an item that was not revealed."""
        return self.right and not self.assisted and not self.void

    @property
    def is_error(self) -> bool:
        return self.blames and not (self.right or self.void or self.unknown)


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
        blames=evidence.weight > 0.0,
    )


@dataclass(frozen=True, slots=True)
class Marks:
    """What the results on a skill have earned so far. Enough to go on without them."""

    first: tuple[str, str] | None = None  # item and variant of the first success that counts
    day: date | None = None  # the earliest day of one
    several_items: bool = False
    later_day: bool = False
    misses: int = 0  # errors before the first success
    got_at: datetime | None = None
    kept_at: datetime | None = None
    eureka_at: datetime | None = None

    def after(self, result: Result, guessed_wrong: datetime | None = None) -> Marks:
        """With one more result, in order of the log. `guessed_wrong`: when a guess on the skill was wrong.

        Got: unassisted on more than one item; two variants of a parametric item are two, a fixed one is one.
        Kept: got, and right without help on a later day too. A clock that runs backwards makes no later day.
        Eureka: the first success without help, after an error or a wrong guess. "I don't know" is no error,
        and a later error starts no second one: it cannot be had by making errors.
        """
        if not result.counts:
            return self.missed() if result.is_error else self
        one, day = (result.item, result.variant), result.at.date()
        several_items = self.several_items or self.first not in (None, one)
        later_day = self.later_day or (self.day is not None and day > self.day)
        guessed = guessed_wrong is not None and guessed_wrong <= result.at
        clicks = self.first is None and (self.misses > 0 or guessed)
        return replace(
            self,
            first=self.first or one,
            day=min(self.day or day, day),
            several_items=several_items,
            later_day=later_day,
            got_at=self.got_at or (result.at if several_items else None),
            kept_at=self.kept_at or (result.at if several_items and later_day else None),
            eureka_at=result.at if clicks else self.eureka_at,
        )

    def missed(self) -> Marks:
        """With one more error. What comes after the first success no longer matters."""
        return self if self.first is not None else replace(self, misses=self.misses + 1)


def got(results: Iterable[Result]) -> bool:
    return _marks(results).got_at is not None


def kept(results: Iterable[Result]) -> bool:
    """Mastery means this."""
    return _marks(results).kept_at is not None


def eureka(results: Iterable[Result], guessed_wrong: datetime | None = None) -> Result | None:
    """The result that was one. `results` in order of the log."""
    marks = Marks()
    for one in results:
        marks = marks.after(one, guessed_wrong)
        if marks.eureka_at is not None:
            return one
    return None


def _marks(results: Iterable[Result]) -> Marks:
    marks = Marks()
    for one in results:
        marks = marks.after(one)
    return marks
