"""Simulated learners walk a course: where do they fall off, why, and how much is still there the next day.

They take the problems in the order that the tutor falls back on when nobody can predict: what is open first,
the author's order among it. No reviews, no placement and no other way round: what is judged is the material.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from math import prod
from statistics import fmean

from courses.lint.finding import Finding, Severity
from courses.types import Course, Problem
from tutor.learner import ramp, visits
from tutor.learner.simulated import people
from tutor.learner.simulated.minds import DAY, Forgetful, Misled, Steady
from tutor.learner.simulated.terrain import Terrain, of_course
from tutor.learner.simulated.work import Work, work
from tutor.learner.support import Support, support

KINDS = ("steady", "forgetful", "misled")  # the stuck never learn one skill: no material could change that
LEARNERS = 16  # of each kind
SITTINGS, MINUTES = 20, 30.0
START = 1_700_035_200.0  # a Wednesday, eight in the morning UTC
NEW = 0.35  # believed of a skill before its first answer
HELPED_WEIGHT, HELPED_MOST = 0.3, 0.75  # what a success with help says, and how far it carries belief
SURE, SUREST = 0.90, 0.998  # from the first on a problem on it is done; nothing is surer than the second
MANY = 0.20  # share of those who come to a problem without what it builds on
LEAST = 5  # learners who come there: fewer say nothing


@dataclass(frozen=True, slots=True)
class FallOff:
    """A problem at which learners arrive who miss something that it builds on and does not practise."""

    lesson: str
    problem: str
    came: int  # learners who were given it and had to learn something of what it builds on
    fell: int  # of them, those who had not, and so cannot learn from it
    missing: str  # the skill they most often miss
    why: str

    @property
    def share(self) -> float:
        return self.fell / self.came


@dataclass(frozen=True, slots=True)
class SkillReport:
    """What became of a skill. Only learners count who did not know it before and met it."""

    skill: str
    met: int
    learnt: int
    tries: float  # on average, of those who met it

    @property
    def share(self) -> float:
        return self.learnt / self.met if self.met else 0.0


@dataclass(frozen=True, slots=True)
class WalkReport:
    """What came of all walks."""

    learners: int
    finished: int  # had done all that was to be done before the sittings were over
    hours: float  # on average
    gained: float  # skills known at the end of the last sitting and not before the first, on average
    held: float  # of these, still known the day after
    falls: tuple[FallOff, ...]  # in the order of the course
    skills: tuple[SkillReport, ...]
    unmet: tuple[str, ...] = ()  # problems that nobody came to

    @property
    def held_per_hour(self) -> float:
        return self.held / self.hours if self.hours else 0.0


def walk(course: Course, learners: int = LEARNERS, sittings: int = SITTINGS) -> WalkReport:
    """Deterministic: the same learners on each course."""
    ground = _Ground(course)
    walks = [
        _walk(ground, people.learner(kind, course, seed), sittings)
        for kind in KINDS
        for seed in range(learners)
    ]
    return _report(ground, walks)


def falls(report: WalkReport) -> Iterator[Finding]:
    """The places at which many fall off, as findings."""
    for one in report.falls:
        if one.came >= LEAST and one.share >= MANY:
            yield Finding(
                "falls-off",
                f"{one.lesson}/{one.problem}",
                f"of {one.came} simulated learners who had to learn what it builds on, {one.fell} "
                f"({one.share:.0%}) come here without {one.missing!r}: {one.why}",
                f"Give {one.missing!r} more problems before this one, or one with parameters: it comes back "
                "with other numbers.",
                Severity.WARNING,
            )


def told(report: WalkReport) -> Iterator[str]:
    """What `falls` does not say, in lines for a terminal and for a page."""
    yield (
        f"{report.learners} simulated learners walked it for {report.hours:.1f} hours each on average; "
        f"{report.finished} came to its end."
    )
    yield (
        f"They gained {report.gained:.1f} skills each and still had {report.held:.1f} the next day: "
        f"{report.held_per_hour:.1f} skills an hour held."
    )
    for skill in report.skills:
        if skill.met >= LEAST and skill.share < 1.0 - MANY:
            yield f"{skill.skill!r}: learnt by {skill.learnt} of {skill.met} in {skill.tries:.0f} tries each."
    if report.unmet:
        yield f"Nobody came to {len(report.unmet)} problems, the first of them {report.unmet[0]!r}."


# -- one learner -------------------------------------------------------------------------------------------


class _Ground:
    """What of a course does not change from learner to learner."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self.terrain: Terrain = of_course(course)
        self.needs = {skill.id: skill.prerequisites for skill in course.skills}
        self.problems = course.problems()
        self.skills = [one.skills for one in self.problems]
        self.needed = [self._needed(skills) for skills in self.skills]
        self.outside = {one.id: self._outside(one) for one in self.problems}

    def _needed(self, skills: Sequence[str]) -> tuple[str, ...]:
        """What they directly build on, but for themselves."""
        needed = dict.fromkeys(before for skill in skills for before in self.needs.get(skill, ()))
        return tuple(skill for skill in needed if skill not in skills)

    def _outside(self, problem: Problem) -> tuple[str, ...]:
        """What a problem builds on, directly or not, and does not practise itself, the deepest first."""
        depth = self.terrain.depth
        below = set(ramp.below(self.course, problem.skills)) - set(problem.skills)
        return tuple(sorted(below, key=lambda skill: (depth[skill], skill)))


@dataclass(frozen=True, slots=True)
class _Coming:
    """How a learner came to a problem. `had_to`: something that it builds on was not known on day one."""

    had_to: bool
    missing: str = ""  # what it builds on and is not there
    why: str = ""
    tries: int = 0  # at what is missing


@dataclass
class _Walk:
    """One learner's way."""

    before: frozenset[str]
    after: frozenset[str] = frozenset()  # at the end of the last sitting
    held: frozenset[str] = frozenset()  # the day after
    ever: set[str] = field(default_factory=set)  # known at any time
    seconds: float = 0.0
    done: bool = False
    came: dict[str, _Coming] = field(default_factory=dict)  # by problem: the first time
    tries: Counter[str] = field(default_factory=Counter)


def _walk(ground: _Ground, mind: Steady, sittings: int) -> _Walk:
    mind.passes(START)
    walked = _Walk(frozenset(mind.known), ever=set(mind.known))
    tracing = _Tracing(ground)
    for sitting in range(sittings):
        now = START + sitting * DAY
        end = now + 60.0 * MINUTES
        mind.passes(now)
        while now < end:
            problem = tracing.next(datetime.fromtimestamp(now, UTC).date())
            if problem is None:
                break
            _notices(walked, ground, mind, problem)
            done = work(mind, problem, now, tracing.support(problem))
            tracing.saw(problem, done)
            walked.tries.update(skill for one in done.tries for skill in one.skills)
            walked.ever |= mind.known
            walked.seconds += done.ended - now
            now = done.ended
        walked.after = frozenset(mind.known)
        if tracing.is_over():
            walked.done = True
            break
    mind.passes(START + sittings * DAY if not walked.done else START + (sitting + 1) * DAY)
    walked.held = frozenset(mind.known)
    return walked


def _notices(walked: _Walk, ground: _Ground, mind: Steady, problem: Problem) -> None:
    """Whether the learner can learn from it, at the first time of coming."""
    if problem.id in walked.came:
        return
    needed = ground.outside[problem.id]
    missing = next((one for one in needed if one not in mind.known), "")
    why = _why(walked, mind, missing) if missing else ""
    had_to = not walked.before.issuperset(needed)
    walked.came[problem.id] = _Coming(had_to, missing, why, walked.tries[missing])


def _why(walked: _Walk, mind: Steady, skill: str) -> str:
    if not walked.tries[skill]:
        return "never"
    if isinstance(mind, Misled) and skill in mind.beliefs:
        return "misled"
    if isinstance(mind, Forgetful) and skill in walked.ever:
        return "forgot"
    return "short"


class _Tracing:
    """What the tutor believes and puts next: knowledge tracing with the simulated learners' own numbers."""

    def __init__(self, ground: _Ground) -> None:
        self.ground = ground
        self.p = dict.fromkeys(ground.needs, NEW)  # skill → how sure it is to be known
        self.visits: dict[str, list[visits.Visit]] = {}
        self.alone: set[str] = set()  # skills on which something was right without help
        self.shown: Counter[str] = Counter()

    def next(self, today: date) -> Problem | None:
        """As `ramp.next_in_ramp` says it, without going over the whole course each time."""
        left: Problem | None = None
        ready: Problem | None = None
        for at, problem in enumerate(self.ground.problems):
            if self._is_done(at, today):
                continue
            left = left or problem
            if all(self.p[skill] >= ramp.KNOWN for skill in self.ground.needed[at]):
                ready = ready or problem
                if any(self.p[skill] < ramp.KNOWN for skill in self.ground.skills[at]):
                    return problem
        return ready or left

    def is_over(self) -> bool:
        """Whether no other day would bring anything."""
        return all(self._is_done(at, date.max) for at in range(len(self.ground.problems)))

    def _is_done(self, at: int, today: date) -> bool:
        problem = self.ground.problems[at]
        met = self.visits.get(problem.id)
        if not met:
            return False
        known = all(self.p[skill] >= SURE for skill in self.ground.skills[at])
        return visits.is_done(problem, met, known, today)

    def support(self, problem: Problem) -> Support:
        new = [skill for skill in problem.skills if skill not in self.alone]
        p = Steady.guess + (1.0 - Steady.slip - Steady.guess) * min(self.p[skill] for skill in problem.skills)
        return support(p, bool(new), max((self.shown[skill] for skill in new), default=0))

    def saw(self, problem: Problem, done: Work) -> None:
        shown = self.support(problem)
        seen: set[str] = set()
        for one in done.tries:
            if one.item in seen or shown is Support.WORKED:
                continue
            seen.add(one.item)
            right = one.answer.right and not one.assisted
            if right:
                self.alone.update(one.skills)
            self._learns(one.skills, one.answer.right, assisted=one.assisted)
        if shown in (Support.WORKED, Support.FADED):
            self.shown.update(problem.skills)
        at = datetime.fromtimestamp(done.begun, UTC).date()
        self.visits.setdefault(problem.id, []).append(visits.Visit(at, done.success))

    def _learns(self, skills: Sequence[str], right: bool, *, assisted: bool) -> None:
        p = {skill: self.p[skill] for skill in skills}
        for skill in skills:
            after = self._after(skill, p, right, HELPED_WEIGHT if right and assisted else 1.0)
            if right and assisted:
                after = max(p[skill], min(after, HELPED_MOST))
            self.p[skill] = min(after + (1.0 - after) * Steady.learn, SUREST)

    def _after(self, skill: str, p: Mapping[str, float], right: bool, weight: float) -> float:
        """An error is shared out: what is surely known is hardly to blame for it."""
        others = prod(chance for other, chance in p.items() if other != skill)
        known = Steady.guess + (1.0 - Steady.slip - Steady.guess) * others
        ratio = known / Steady.guess if right else (1.0 - known) / (1.0 - Steady.guess)
        odds: float = p[skill] / (1.0 - p[skill]) * ratio**weight
        return odds / (1.0 + odds)


# -- all of them -------------------------------------------------------------------------------------------


def _report(ground: _Ground, walks: Sequence[_Walk]) -> WalkReport:
    hours = fmean(one.seconds / 3600.0 for one in walks)
    return WalkReport(
        learners=len(walks),
        finished=sum(one.done for one in walks),
        hours=hours,
        gained=fmean(len(one.after - one.before) for one in walks),
        held=fmean(len(one.held - one.before) for one in walks),
        falls=tuple(_falls(ground, walks)),
        skills=tuple(_skills(ground, walks)),
        unmet=tuple(one.id for one in ground.problems if not any(one.id in walk.came for walk in walks)),
    )


def _falls(ground: _Ground, walks: Sequence[_Walk]) -> Iterator[FallOff]:
    for lesson in ground.course.lessons:
        for problem in lesson.problems:
            comings = [one.came[problem.id] for one in walks if problem.id in one.came]
            fell = [one for one in comings if one.missing]
            if fell:
                missing, _ = Counter(one.missing for one in fell).most_common(1)[0]
                why = _reason(ground, problem, missing, [one for one in fell if one.missing == missing])
                came = sum(one.had_to or bool(one.missing) for one in comings)
                yield FallOff(lesson.id, problem.id, came, len(fell), missing, why)


_REASONS: Mapping[str, Callable[[str, int, float], str]] = {
    "never": lambda skill, there, tries: f"nothing that they can do before it practises {skill!r}",
    "short": lambda skill, there, tries: (
        f"{there} problem{'' if there == 1 else 's'} on it before, {tries:.1f} tries on average, were too few"
    ),
    "forgot": lambda skill, there, tries: "they knew it and have forgotten it since",
    "misled": lambda skill, there, tries: (
        f"a wrong idea stands in its place, and {tries:.1f} tries on average did not remove it"
    ),
}


def _reason(ground: _Ground, problem: Problem, missing: str, fell: Sequence[_Coming]) -> str:
    reason, _ = Counter(one.why for one in fell).most_common(1)[0]
    before = ground.problems[: [one.id for one in ground.problems].index(problem.id)]
    there = sum(missing in one.skills for one in before)
    return _REASONS[reason](missing, there, fmean(one.tries for one in fell))


def _skills(ground: _Ground, walks: Sequence[_Walk]) -> Iterator[SkillReport]:
    for skill in ground.needs:
        met = [one for one in walks if skill not in one.before and one.tries[skill]]
        learnt = sum(skill in one.ever for one in met)
        yield SkillReport(skill, len(met), learnt, fmean(one.tries[skill] for one in met) if met else 0.0)
