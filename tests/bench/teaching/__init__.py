"""What simulated learners know the day after four sittings of 30 minutes, by who chose their problems.

gain = skills truly known at a test the day after the last sitting − known before the first. All policies meet
the same learners, problems, help after an error, and clock; placing a learner costs minutes like anything
else. A ratio is that of mean gains; keys hold the worst of all kinds of learners on all grounds.

band_error: the mean over learners of how far the share right of 20 questions in a row lies outside .60–.85,
0 within it, averaged over all such windows. Questions are first answers to steps that were put without help,
reviews included; not probes, which are put to find out, nor what comes worked or faded.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import fmean

import torch

from courses.types import Course
from tests.bench import Args, Result
from tests.bench.teaching import grounds, measures, others
from tests.bench.teaching.lesson import DAYS, MINUTES, Days, Policy, attend
from tests.bench.teaching.ours import Ours, Parts, Told
from tutor.learner.simulated import people
from tutor.learner.simulated.minds import Stuck
from tutor.learner.stuck import MOST_ATTEMPTS

LEARNERS = 16  # of each kind
OURS, PLAIN = "ours", "ours, nothing worked or faded"
THREE, BKT = "three in a row", "BKT .1"
HOURS = DAYS * MINUTES / 60.0


@dataclass(frozen=True)
class Never:
    """A learner who never learns a skill: whether it was flagged, and tries at it by day."""

    flagged: bool
    ours: list[int]
    three: list[int]


@dataclass
class Ground:
    """A course with what came of the learners in it: (kind, policy) → one Days a learner."""

    course: Course
    counted: bool  # short ramps are not: in two hours everybody learns everything
    days: dict[tuple[str, str], list[Days]] = field(default_factory=dict)
    never: list[Never] = field(default_factory=list)

    def of(self, kind: str, policy: str) -> list[Days]:
        return self.days[kind, policy]


def run(args: Args) -> Result:
    """`--graph FILE`: a slice of a real graph as one of the grounds, else a second made-up one."""
    torch.set_num_threads(1)
    count, seed = args.learners or LEARNERS, args.seed
    found = [Ground(course, counted=False) for course in grounds.ramps().values()]
    found.append(Ground(grounds.course("branching", grounds.branching(seed)), counted=True))
    if args.graph is not None:
        found.append(Ground(grounds.course(args.graph.stem, grounds.slice_of(args.graph)), counted=True))
    else:
        found.append(Ground(grounds.course("ladders", grounds.ladders(seed)), counted=True))
    for ground in found:
        _teach(ground, count, seed)
    counted = [ground for ground in found if ground.counted]
    policies = list(dict.fromkeys(policy for _, policy in counted[0].days if policy != OURS))
    return Result(
        metrics=_all(counted, OURS) | _against(counted, OURS) | _left(counted),
        baselines={name: _all(counted, name) for name in policies}
        | {PLAIN: _all(counted, PLAIN) | _against(counted, PLAIN)},
        budgets={"band_error": 0.05},
        floors={"gain_ratio_three_in_a_row": 1.3, "gain_ratio_bkt": 1.15},
        notes=[
            f"{count} learners of each kind; {DAYS} days of {MINUTES:.0f} minutes, a test the day after",
            *(line for ground in found for line in _told(ground, seed)),
            _why(counted),
        ],
    )


def _teach(ground: Ground, count: int, seed: int) -> None:
    course = ground.course
    told, bare, fitted = Told(course, seed), Told(course, seed), others.Calibrated(course, seed)
    policies: dict[str, Callable[[str], Policy]] = {
        OURS: lambda name: Ours(told, name),
        PLAIN: lambda name: Ours(bare, name, Parts(shows=False)),
        THREE: lambda name: others.ThreeInARow(course),
        BKT: lambda name: others.Tracing(course),
        "2PL, maximum information": lambda name: others.MostInformation(course, fitted),
        "fixed order": lambda name: others.InOrder(course),
        "random": lambda name: others.AtRandom(course, name),
    }
    for kind in people.KINDS:
        for i in range(count):
            flagged: set[str] = set()
            for name, begin in policies.items():
                mind = people.learner(kind, course, seed * 1000 + i)
                policy = begin(f"{kind} {seed} {i}")
                ground.days.setdefault((kind, name), []).append(attend(mind, policy))
                if name == OURS and isinstance(policy, Ours):
                    flagged = policy.flagged
            if isinstance(mind, Stuck):
                ground.never += [_never(ground, kind, skill, skill in flagged) for skill in mind.never]


def _never(ground: Ground, kind: str, skill: str, flagged: bool) -> Never:
    ours, three = (measures.attempts_at(ground.of(kind, name)[-1], skill) for name in (OURS, THREE))
    return Never(flagged, ours, three)


def _all(counted: Sequence[Ground], policy: str) -> dict[str, float]:
    """Over all kinds and grounds: the mean of what is learnt, the worst of the band."""
    groups = [ground.of(kind, policy) for ground in counted for kind in people.KINDS]
    return {
        "kept_per_hour": fmean(one.learnt / HOURS for days in groups for one in days),
        "kept_per_hour_worst": min(fmean(one.learnt / HOURS for one in days) for days in groups),
        "band_error": max(measures.band_error(days) for days in groups),
        "band_windows_near": min(measures.near(days) for days in groups),
    }


def _against(counted: Sequence[Ground], policy: str) -> dict[str, float]:
    return {
        key: min(
            measures.ratio(measures.gains(ground.of(kind, policy)), measures.gains(ground.of(kind, other)))
            for ground in counted
            for kind in people.KINDS
        )
        for key, other in {"gain_ratio_three_in_a_row": THREE, "gain_ratio_bkt": BKT}.items()
    }


def _left(counted: Sequence[Ground]) -> dict[str, float]:
    """Skills that are never learnt. Now and then one is lucky, and a success without help ends the count."""
    every = [one for ground in counted for one in ground.never]
    enough = [one for one in every if sum(one.ours) >= MOST_ATTEMPTS]
    tried = [one for one in every if one.ours]
    return {
        "stuck_noticed": fmean(one.flagged for one in enough) if enough else float("nan"),
        "stuck_tries_a_day": fmean(max(one.ours) for one in tried) if tried else float("nan"),
        "stuck_tries_a_day_most": max((max(one.ours) for one in tried), default=0),
    }


def _told(ground: Ground, seed: int) -> list[str]:
    """One line a kind of learner."""
    name, lines = ground.course.title, []
    if not ground.counted:
        lines.append(f"{name}: not counted, two hours are enough to learn all of it")
    for kind in people.KINDS:
        ours = ground.of(kind, OURS)
        room = fmean(len(ground.course.skills) - len(one.before) for one in ours)
        means = ", ".join(
            f"{policy} {measures.gains(days).mean():.1f}"
            for (whose, policy), days in ground.days.items()
            if whose == kind
        )
        spans = []
        for other in (THREE, BKT):
            pair = measures.gains(ours), measures.gains(ground.of(kind, other))
            low, high = measures.interval(*pair, seed)
            spans.append(f"over {other} {measures.ratio(*pair):.2f} ({low:.2f} to {high:.2f})")
        minutes = fmean(one.minutes for one in ours)
        lines.append(
            f"{name}, {kind}: gain of {room:.1f} unknown: {means}; {'; '.join(spans)}; "
            f"band error {measures.band_error(ours):.3f}; {minutes:.0f} minutes used"
        )
    three = [max(one.three) for one in ground.never if one.three]
    if three:
        lines.append(f"{name}: tries a day at what is never learnt, three in a row: {fmean(three):.1f}")
    return lines


def _why(counted: Sequence[Ground]) -> str:
    days = [one for ground in counted for kind in people.KINDS for one in ground.of(kind, OURS)]
    shares = measures.reasons(days).items()
    return "problems by why they were put: " + ", ".join(f"{why} {share:.0%}" for why, share in shares)
