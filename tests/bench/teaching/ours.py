"""Our policy as it runs: the model server's numbers, in-process, and the thinkers that choose with them.

Mirrors tutor/session/choosing.py and tutor/memory, which do the same over a database.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

import torch

from courses.types import Course, Problem
from models_server.knowledge.parameters import Parameters
from models_server.knowledge.store import Store
from tests.bench.teaching.lesson import Put
from tutor.inference import course_spec, evidence_item
from tutor.learner import backlog, choose, mastery, placement, ramp, stuck, visits
from tutor.learner.cover import Pick, cover
from tutor.learner.simulated.work import Work
from tutor.learner.support import Support, support
from tutor.learner.trace import Traces
from tutor.types import Belief, Evidence

KNOWN = 0.90  # as in tutor.session.choosing
MOST_EARLIER = 40
SHOWN = (Support.WORKED, Support.FADED)


def most(skills: int) -> int:
    """Questions to place a learner in a course of up to 60 skills: a short course is soon walked through."""
    return min(10, placement.LEAST + skills // 4)


@dataclass(frozen=True, slots=True)
class Parts:
    """What is switched off to see what it buys."""

    places: bool = True
    shows: bool = True  # worked and faded problems
    reviews: bool = True
    leaves: bool = True  # what leads nowhere


class Told:
    """A course as the model server holds it; learners come and go."""

    def __init__(self, course: Course, seed: int) -> None:
        self.course, self.ref = course, f"{course.id}@1"
        self.store = Store(Parameters(), seed, torch.device("cpu"), capacity=4)
        self.store.put_course(self.ref, course_spec(course))
        self.items = frozenset(f"{p.id}/{s.id}" for p in course.problems() for s in p.steps)
        self.skills = frozenset(skill.id for skill in course.skills)
        self.needs = {skill.id: skill.prerequisites for skill in course.skills}
        self.topic = {
            skill: lesson.id for lesson in course.lessons for p in lesson.problems for skill in p.skills
        }


class Ours:
    def __init__(self, told: Told, learner: str, parts: Parts = Parts()) -> None:
        self.told, self.course, self.learner, self.parts = told, told.course, learner, parts
        self.traces = Traces({}, told.needs)
        self.history: list[Evidence] = []
        self.own: dict[str, list[Evidence]] = {skill: [] for skill in told.needs}
        self.met: list[tuple[Put, Work, datetime]] = []
        self.probed: list[placement.Asked] = []
        self.placed = not parts.places
        self.faded: dict[str, int] = {}  # how many problems came worked or faded
        self.beliefs: Mapping[str, Belief] = {}
        self.flagged: set[str] = set()  # skills that ever led nowhere
        self._observe([])

    # -- what is known ---------------------------------------------------------------------------------

    def _observe(self, new: list[Evidence]) -> None:
        after = len(self.history)
        self.history += new
        for one in new:
            self.traces.follow(one)
            for skill in one.skills:
                self.own[skill].append(one)
        answer = self.told.store.observe(
            self.told.ref,
            {
                "learner": self.learner,
                "after_n": after,
                "evidence": [evidence_item(one, self.told.items, self.told.skills) for one in new],
            },
        )
        self.beliefs = {
            one["skill"]: Belief(one["skill"], one["p"], one["low"], one["high"]) for one in answer["beliefs"]
        }

    def _got(self) -> frozenset[str]:
        return frozenset(
            skill
            for skill, own in self.own.items()
            if mastery.got(mastery.result(one, one.variant) for one in own)
        )

    def stuck(self) -> dict[str, datetime]:
        found = {skill: stuck.since(own) for skill, own in self.own.items()}
        return {skill: at for skill, at in found.items() if at is not None}

    # -- what comes next -------------------------------------------------------------------------------

    def next(self, now: float) -> Put | None:
        if not self.placed:
            probe = self._probe(now)
            if probe is not None:
                return probe
            self.placed = True
        at = datetime.fromtimestamp(now, UTC)
        done = self._done(at.date())
        turned = self._after_reveal(done) or (self._way_out(at, done) if self.parts.leaves else None)
        if turned is not None:
            return turned
        resting = stuck.resting(self.stuck(), at.date()) if self.parts.leaves else frozenset()
        ready = ramp.open_problems(self.course, self.beliefs, done)
        rested = [problem for problem in ready if resting.isdisjoint(problem.skills)]
        fresh = rested
        back = self._familiar(at)
        picks = self._reviews(back, at) if self.parts.reviews else ()
        return self._chosen(fresh, back[:MOST_EARLIER], picks, now)

    def _probe(self, now: float) -> Put | None:
        beliefs = {skill: one.p for skill, one in self.beliefs.items()}
        if placement.enough(beliefs, len(self.probed), most(len(beliefs))).stop:
            return None
        first = {f"{p.id}/{p.steps[0].id}": p for p in self.course.problems()}
        rows = self._asked(list(first), now)
        probes = [
            placement.Probe(item, first[item].id, first[item].steps[0].skills, row["information"])
            for item, row in rows.items()
        ]
        probe = placement.choose(probes, self.probed, self.told.topic)
        if probe is None:
            return None
        self.probed.append(placement.Asked(probe.problem, probe.skills))
        return Put(self.course.problem(probe.problem), "probe", p=rows[probe.item]["p"], probe=True)

    def _asked(self, items: list[str], now: float) -> dict[str, dict]:
        answer = self.told.store.next(
            self.told.ref,
            {"learner": self.learner, "at_n": len(self.history), "now": now, "candidates": items},
        )
        return {one["item"]: dict(one) for one in answer["items"]}

    def _after_reveal(self, done: frozenset[str]) -> Put | None:
        if not self.met or not self.met[-1][1].revealed or self.met[-1][0].probe:
            return None
        last = self.met[-1][0]
        if last.support in SHOWN:  # it goes on fading by itself
            return None
        problem = ramp.sibling(self.course, last.problem.id, done)
        if problem is None or problem.id in done:
            return None
        return Put(problem, "sibling", self._support(problem, 0.0))

    def _way_out(self, now: datetime, done: frozenset[str]) -> Put | None:
        if not self.met or self.met[-1][0].probe:
            return None
        put, _, begun = self.met[-1]
        now_stuck = self.stuck()
        resting = stuck.resting(now_stuck, now.date())
        for skill in put.problem.skills:
            if skill in now_stuck and now_stuck[skill] > begun:
                found = stuck.way_out(self.course, skill, self.beliefs, done, resting, ramp.KNOWN)
                if found is not None and found[0].id != put.problem.id:
                    return Put(found[0], "stuck")
        return None

    def _chosen(
        self, fresh: list[Problem], back: list[Problem], picks: tuple[Pick, ...], now: float
    ) -> Put | None:
        everything = [*fresh, *(pick.problem for pick in picks)] + (back if fresh else [])
        if not everything:
            return None
        items = {f"{problem.id}/{problem.steps[0].id}": problem for problem in everything}
        rows = self._asked(list(items), now)
        new = {one.id for one in fresh}
        due = {pick.problem.id: len(pick.covers) for pick in picks}
        offers = [
            choose.Candidate(
                problem,
                rows[item]["p"],
                rows[item]["information"],
                rows[item]["gain"],
                due=due.get(problem.id, 0),
                earlier=problem.id not in new and bool(fresh),
                support=self._support(problem, rows[item]["p"]),
                begun=self._begun(problem),
            )
            for item, problem in items.items()
        ]
        choice = choose.choose(offers, self._recent(), seed=len(self.met))
        offer = next(one for one in offers if one.problem.id == choice.problem.id)
        return Put(choice.problem, str(choice.why), offer.support, offer.p)

    def _new(self, problem: Problem) -> list[str]:
        return [
            skill
            for skill in problem.skills
            if not any(mastery.result(one).counts for one in self.own[skill])
        ]

    def _support(self, problem: Problem, p: float) -> Support:
        if not self.parts.shows:
            return Support.PLAIN
        new = self._new(problem)
        return support(p, bool(new), max((self.faded.get(skill, 0) for skill in new), default=0))

    def _begun(self, problem: Problem) -> bool:
        return any(self.faded.get(skill) for skill in self._new(problem))

    def _recent(self) -> list[choose.Recent]:
        return [
            choose.Recent(
                put.problem.id,
                put.problem.skills,
                done.success,
                earlier=put.why in (choose.Why.REVIEW, choose.Why.EARLIER),
            )
            for put, done, _ in self.met[-choose.EARLIER :]
            if not put.probe
        ]

    def _done(self, today: date) -> frozenset[str]:
        met: dict[str, list[visits.Visit]] = {}
        for put, done, at in self.met:
            met.setdefault(put.problem.id, []).append(visits.Visit(at.date(), done.success))

        def is_done(problem: Problem) -> bool:
            known = all(self.beliefs[skill].p >= KNOWN for skill in problem.skills)
            return visits.is_done(problem, met.get(problem.id, ()), known, today)

        return frozenset(one.id for one in self.course.problems() if is_done(one))

    def _familiar(self, now: datetime) -> list[Problem]:
        got = self._got()
        today = {put.problem.id for put, _, at in self.met if at.date() == now.date()}
        shown = {put.problem.id for put, done, _ in self.met if done.revealed}
        found = [
            problem
            for problem in self.course.problems()
            if got.issuperset(problem.skills)
            and problem.id not in today
            and (problem.where or problem.id not in shown)
        ]
        return sorted(found, key=lambda problem: not problem.where)

    def _reviews(self, back: list[Problem], now: datetime) -> tuple[Pick, ...]:
        got = self._got()
        if not got or not back:
            return ()
        due = [backlog.Due(skill, self.traces.of(skill).returns.due or now) for skill in sorted(got)]
        today = now.date()
        returned = {
            skill
            for skill in got
            if any(one.at.date() < today for one in self.own[skill])
            and any(one.at.date() == today and not one.void for one in self.own[skill])
        }
        return cover(backlog.today(due, now, done_today=len(returned)), back, self.told.needs)

    # -- what came of it -------------------------------------------------------------------------------

    def saw(self, put: Put, done: Work) -> None:
        begun = datetime.fromtimestamp(done.begun, UTC)
        variant = "probe" if put.probe else str(len(self.met))
        new = [
            Evidence(
                n=len(self.history) + i,
                item=one.item,
                skills=one.skills,
                score=float(one.answer.right),
                assisted=one.assisted,
                void=False,
                at=datetime.fromtimestamp(one.at, UTC),
                seconds=one.answer.seconds,
                says_unknown=one.answer.says_unknown,
                misconception=one.answer.misconception,
                variant=variant,
                begun=put.support in SHOWN,
            )
            for i, one in enumerate(() if put.support is Support.WORKED else done.tries, 1)
        ]  # a worked example is no evidence
        if not put.probe:
            for skill in put.problem.skills:
                self.faded[skill] = self.faded.get(skill, 0) + (put.support in SHOWN)
        self.met.append((put, done, begun))
        self._observe(new)
        self.flagged.update(self.stuck())
