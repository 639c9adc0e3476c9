"""Which question places a learner soonest, and when it is enough. Knows numbers, not how they came."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

SURE = 0.90  # a skill believed known or unknown to this degree is settled
MOST = 25  # questions, whatever is still open
LEAST = 3  # questions, however clear it looks: one lucky answer settles nothing
FRONTIER = 0.08  # share of all skills that may stay open and yet a lesson can start
MINUTE = 1.0


@dataclass(frozen=True, slots=True)
class Probe:
    """An open item that could be asked: bits it is expected to tell, minutes it is expected to take."""

    item: str
    problem: str
    skills: tuple[str, ...]
    information: float
    minutes: float = MINUTE

    def __post_init__(self) -> None:
        if not self.minutes > 0.0:
            raise ValueError(f"{self.item}: {self.minutes} minutes is no time")


@dataclass(frozen=True, slots=True)
class Asked:
    """A probe that was put."""

    problem: str
    skills: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """How well a learner is placed.

    Attributes:
        settled: share of skills known or unknown beyond doubt.
        accuracy: share of skills expected to be on the right side, were one to guess each.
        open: skills in doubt, most doubtful first.
    """

    settled: float
    accuracy: float
    open: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """Stop or go on, and why in a sentence for the learner."""

    stop: bool
    reason: str


def standing(beliefs: Mapping[str, float]) -> Standing:
    """From P(known) of every skill of the course."""
    if not beliefs:
        return Standing(1.0, 1.0, ())
    doubt = {skill: min(p, 1.0 - p) for skill, p in beliefs.items()}
    open_ = sorted((skill for skill in doubt if doubt[skill] > 1.0 - SURE), key=lambda s: (-doubt[s], s))
    return Standing(
        settled=1.0 - len(open_) / len(doubt),
        accuracy=1.0 - sum(doubt.values()) / len(doubt),
        open=tuple(open_),
    )


def enough(beliefs: Mapping[str, float], asked: int, most: int = MOST) -> Decision:
    """Stop when the frontier is known well enough to teach, or the questions are used up."""
    now = standing(beliefs)
    if asked >= most:
        return Decision(True, f"That is enough questions. {certainty(now)}")
    if asked < LEAST:
        return Decision(False, "A few questions first, to see where to start.")
    if len(now.open) <= FRONTIER * len(beliefs):
        return Decision(True, f"That is enough to start from. {certainty(now)}")
    return Decision(False, f"{_skills(len(now.open))} could still go either way.")


def certainty(now: Standing) -> str:
    """How sure it is, said as a count: never a certainty."""
    of_ten = min(int(10 * now.accuracy), 9)
    return f"About {of_ten} in 10 of what I take you to know or not to know should be right."


def choose(
    probes: Sequence[Probe], asked: Sequence[Asked], group: Mapping[str, str] | None = None
) -> Probe | None:
    """The probe with most expected bits a minute, spread over the content; None if nothing is left.

    No two probes alike: a problem comes once, and so does a set of skills while there is another. The more
    questions a group (`group`: skill → its topic) has had, the more one of them must tell to be put.
    """
    seen = {one.problem for one in asked}
    fresh = [probe for probe in probes if probe.problem not in seen]
    alike = {frozenset(one.skills) for one in asked}
    new = [probe for probe in fresh if frozenset(probe.skills) not in alike]
    if not fresh:
        return None
    groups = group or {}
    counts = _counts((one.skills for one in asked), groups)

    def rank(probe: Probe) -> tuple[float, str]:
        worth = max(probe.information, 0.0) / probe.minutes
        crowd = max((counts.get(groups[s], 0) for s in probe.skills if s in groups), default=0)
        return (-worth / sqrt(1.0 + crowd / 2.0), probe.item)

    return min(new or fresh, key=rank)


def _counts(asked: Iterable[tuple[str, ...]], groups: Mapping[str, str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for skills in asked:
        for name in {groups[skill] for skill in skills if skill in groups}:
            counts[name] = counts.get(name, 0) + 1
    return counts


def _skills(count: int) -> str:
    return "One skill" if count == 1 else f"{count} skills"
