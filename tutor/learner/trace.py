"""What is kept of the evidence on a skill, so that the next piece needs no history. Knows no log.

Learners come with a hundred thousand attempts; a trace is a few numbers, and takes one more in the same time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter

from tutor.learner import credit, lines, mastery
from tutor.learner.credit import Returns
from tutor.learner.mastery import Marks
from tutor.learner.stuck import Spin
from tutor.types import Evidence

NO_MARKS, NO_SPIN, NO_RETURNS = Marks(), Spin(), Returns()

# (skill, moment) → when a guess on it was wrong before that moment, or None
Guesses = Callable[[str, datetime], datetime | None]


@dataclass(frozen=True, slots=True)
class Trace:
    """One skill of one learner: what was earned, whether practice leads nowhere, and how it was come back to.

    `eureka_n`: the evidence that was one.
    """

    marks: Marks = NO_MARKS
    spin: Spin = NO_SPIN
    returns: Returns = NO_RETURNS
    eureka_n: int | None = None

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON; `from_dict` gives the same trace, to the last bit."""
        plain: dict[str, Any] = _FORM.dump_python(self, mode="json", exclude_defaults=True)
        return plain

    @staticmethod
    def from_dict(plain: Mapping[str, Any]) -> Trace:
        return _FORM.validate_python(plain)


_FORM = TypeAdapter(Trace)


class Traces:
    """The traces of one learner in one course, taken further piece by piece. `changed`: skills that moved.

    `kept`: what was written down before, by skill. `needs`: skill → its direct prerequisites.
    """

    def __init__(
        self,
        kept: Mapping[str, Mapping[str, Any]],
        needs: Mapping[str, Sequence[str]],
        wrong_guess: Guesses = lambda skill, at: None,
    ) -> None:
        self._kept = kept
        self._wrong_guess = wrong_guess
        self._needs = needs
        self._shares: dict[tuple[str, ...], dict[str, float]] = {}
        self.changed: dict[str, Trace] = {}

    def of(self, skill: str) -> Trace:
        return self.changed.get(skill) or Trace.from_dict(self._kept.get(skill, {}))

    def follow(self, one: Evidence) -> list[str]:
        """Take in the next piece of evidence; the skills on which it is a eureka.

        Lines of a worked answer are no further attempts: they only say which skills an error was about.
        """
        if one.part:
            if lines.is_error(one):
                for skill in one.skills:
                    trace = self.of(skill)
                    self.changed[skill] = replace(trace, marks=trace.marks.missed())
            return []
        result = mastery.result(one, one.variant)
        clicked = [skill for skill in dict.fromkeys(one.skills) if self._tried(skill, one, result)]
        if result.counts:
            for skill, share in self._below(one.skills).items():
                trace = self.of(skill)
                returns = trace.returns.after_credit(one.at, share)
                if returns is not trace.returns:
                    self.changed[skill] = replace(trace, returns=returns)
        return clicked

    def _tried(self, skill: str, one: Evidence, result: mastery.Result) -> bool:
        """Whether it is a eureka. Guesses are asked for where the answer turns on them: once a skill."""
        trace = self.of(skill)
        undecided = result.counts and trace.marks.first is None and not trace.marks.misses
        marks = trace.marks.after(result, self._wrong_guess(skill, one.at) if undecided else None)
        clicks = marks.eureka_at is not None and trace.marks.eureka_at is None
        self.changed[skill] = Trace(
            marks,
            trace.spin.after(one),
            trace.returns if one.void else trace.returns.after_try(one.at, result.counts),
            one.n if clicks else trace.eureka_n,
        )
        return clicks

    def _below(self, skills: tuple[str, ...]) -> dict[str, float]:
        """What a success on `skills` is worth to those they build on."""
        if skills not in self._shares:
            found = credit.shares(skills, self._needs)
            self._shares[skills] = {skill: share for skill, share in found.items() if share < 1.0}
        return self._shares[skills]
