"""A simulated learner with a tutor: sittings on consecutive days, then a test. Knows no policy by name."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from courses.types import Problem
from tutor.learner.simulated.minds import DAY, Steady
from tutor.learner.simulated.work import Work, work
from tutor.learner.support import Support

DAYS, MINUTES = 4, 30.0  # sittings, and how long each is: 120 minutes
START = 1_700_035_200.0  # a Wednesday, eight in the morning UTC


@dataclass(frozen=True, slots=True)
class Put:
    """A problem as it was put. `probe`: to find out where the learner stands, and not helped with."""

    problem: Problem
    why: str
    support: Support = Support.PLAIN
    p: float | None = None  # foretold: right without help
    probe: bool = False


class Policy(Protocol):
    """Decides what comes next. Each learner has their own."""

    def next(self, now: float) -> Put | None:
        """None: that is all for today."""

    def saw(self, put: Put, done: Work) -> None: ...


@dataclass
class Days:
    """What came of all sittings of a learner."""

    before: frozenset[str]
    after: frozenset[str]
    met: list[tuple[Put, Work]] = field(default_factory=list)

    @property
    def learnt(self) -> int:
        """Skills known at the test and not before the first lesson."""
        return len(self.after - self.before)

    @property
    def minutes(self) -> float:
        """Spent, of what there was."""
        return sum(done.ended - done.begun for _, done in self.met) / 60.0

    @property
    def gain(self) -> int:
        return len(self.after) - len(self.before)

    def alone(self) -> list[bool]:
        """The first answers to steps that were put without help and not as a probe, as they went."""
        found = []
        for put, done in self.met:
            if put.probe:
                continue
            seen = set()
            for one in done.tries:
                if one.item not in seen and not one.assisted:
                    found.append(one.answer.right)
                seen.add(one.item)
        return found


def attend(mind: Steady, policy: Policy, days: int = DAYS, minutes: float = MINUTES) -> Days:
    """All sittings, and a test the day after the last: what is known then."""
    mind.passes(START)
    days_of = Days(frozenset(mind.known), frozenset())
    for day in range(days):
        now = START + day * DAY
        end = now + 60.0 * minutes
        while now < end:
            put = policy.next(now)
            if put is None:
                break
            done = work(mind, put.problem, now, put.support, probe=put.probe)
            policy.saw(put, done)
            days_of.met.append((put, done))
            now = done.ended
    mind.passes(START + days * DAY)
    days_of.after = frozenset(mind.known)
    return days_of
