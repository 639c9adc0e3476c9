"""Which question places a learner soonest, and when it is enough. Knows numbers, not how they came."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, sqrt
from statistics import median

SURE = 0.90  # a skill believed known or unknown to this degree is settled
MOST = 25  # questions, whatever is still open
LEAST = 3  # questions, however clear it looks: one lucky answer settles nothing
LEAST_AGAIN, MOST_AGAIN = 2, 4  # questions to somebody who comes back after a long time
FRONTIER = 0.08  # share of all skills that may stay open and yet a lesson can start
MINUTE = 1.0
SMALL = 60  # skills: a course up to here takes no more than MOST_SMALL questions
MOST_SMALL = 10
LARGE = 300  # skills: from here on all MOST
FEWEST_SKILLS = 6  # a smaller course is walked through sooner than its learner is placed
EASY = 0.70  # how likely a question is known that is there to stand on
NEARLY = 0.75  # where nothing is that easy: this share of the easiest
MISSES = 2  # in a row, then an easier one
WORTH_ASKING = 0.02  # bits: what tells less is not asked
SAME_TO_ALL = 5  # answers to an item, from which on their time counts and not the usual one of its kind
MINUTES: Mapping[str, float] = {  # of an answer, by what is asked for
    "choice": 0.5,
    "several": 0.75,
    "text": 0.75,
    "expression": 1.25,
    "order": 1.5,
    "match": 1.5,
    "cloze": 1.5,
    "derivation": 3.0,
    "worked": 3.0,
}


@dataclass(frozen=True, slots=True)
class Probe:
    """An open item that could be asked: bits it is expected to tell, minutes it is expected to take.

    `known`: how likely it is answered right by knowing, not by luck.
    """

    item: str
    problem: str
    skills: tuple[str, ...]
    information: float
    minutes: float = MINUTE
    known: float = 0.5

    def __post_init__(self) -> None:
        if not self.minutes > 0.0:
            raise ValueError(f"{self.item}: {self.minutes} minutes is no time")


@dataclass(frozen=True, slots=True)
class Asked:
    """A probe that was put. `missed`: answered wrong, or not at all."""

    problem: str
    skills: tuple[str, ...]
    missed: bool = False


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


def enough(beliefs: Mapping[str, float], asked: int, most: int = MOST, least: int = LEAST) -> Decision:
    """Stop when the frontier is known well enough to teach, or the questions are used up."""
    now = standing(beliefs)
    if asked >= most:
        return Decision(True, f"That is enough questions. {certainty(now)}")
    if asked < least:
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


def gentle(probes: Sequence[Probe], asked: Sequence[Asked]) -> tuple[Sequence[Probe], bool]:
    """The easy ones, and True, where it is time for one: at the start, and after MISSES in a row."""
    last = asked[-MISSES:]
    due = not asked or (len(last) == MISSES and all(one.missed for one in last))
    seen = {one.problem for one in asked}
    chances = [probe.known for probe in probes if probe.problem not in seen]
    if not due or not chances:
        return probes, False
    floor = min(EASY, NEARLY * max(chances))
    return [probe for probe in probes if probe.known >= floor], True


def most(skills: int) -> int:
    """How many questions a course of that many skills may take to place a learner."""
    if skills <= SMALL:
        return min(MOST_SMALL, LEAST + skills // 4)
    return min(MOST, MOST_SMALL + ceil((MOST - MOST_SMALL) * (skills - SMALL) / (LARGE - SMALL)))


def is_worth_it(skills: int, problems: int) -> bool:
    """Whether a course is long enough to look for a place in it."""
    return skills >= FEWEST_SKILLS and problems >= most(skills)


def about(nth: int, most: int) -> int:
    """How many questions there will be, as far as can be said at the `nth`: never fewer than that one."""
    usual = max(LEAST, round(0.6 * most))
    return usual if nth <= usual else min(nth + 1, most)


def minutes(kind: str, seconds: Sequence[float]) -> float:
    """What an item takes: the median of what it took, else what is usual for its kind of answer."""
    if len(seconds) < SAME_TO_ALL:
        return MINUTES.get(kind, MINUTE)
    return min(max(median(seconds) / 60.0, 0.1), 10.0)


def sentence(beliefs: Mapping[str, float], known: float, cut_short: bool = False) -> str:
    """What can be skipped, and how sure that is. `known`: from which belief on a skill can be skipped.

    `cut_short`: the learner wanted no more questions, so nobody is dared to prove anything.
    """
    skip, count = skippable(beliefs, known), len(beliefs)
    sure = f"I am about {percent(standing(beliefs))} % sure."
    sure = f"{sure} The next answers will tell." if cut_short else f"{sure} Prove me wrong?"
    if not skip:
        return f"There is nothing to skip yet, so we begin at the beginning. {sure}"
    if len(skip) == count:
        return f"You seem to know all {count} skills of this course. {sure}"
    return f"You can skip {len(skip)} of {count} skills. Start here; {sure}"


def skippable(beliefs: Mapping[str, float], known: float) -> tuple[str, ...]:
    """The skills believed known, in their order."""
    return tuple(skill for skill, p in beliefs.items() if p >= known)


def percent(now: Standing) -> int:
    """How sure, to the nearest five and never above 95: a rounder number would promise more."""
    return min(max(5 * round(20 * now.accuracy), 50), 95)


def _counts(asked: Iterable[tuple[str, ...]], groups: Mapping[str, str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for skills in asked:
        for name in {groups[skill] for skill in skills if skill in groups}:
            counts[name] = counts.get(name, 0) + 1
    return counts


def _skills(count: int) -> str:
    return "One skill" if count == 1 else f"{count} skills"
