"""Which problem comes next: reads what was met, asks the model server, and lets the thinkers choose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from channels.db import database_sync_to_async
from django.utils import timezone

from courses.types import Course, Problem
from tutor import memory
from tutor.dialogue.state import fold
from tutor.inference import InferenceError
from tutor.learner import choose, confidence, ramp, stuck
from tutor.learner.cover import Pick
from tutor.learner.visits import is_done
from tutor.session import showing
from tutor.session.history import Asked as Asked
from tutor.session.history import Past as Past
from tutor.session.history import past_of as past_of
from tutor.session.view import View
from tutor.types import PLACEMENT, Belief

MOST_CANDIDATES = 200  # open problems the model server is asked about: nearest in the ramp first
MOST_EARLIER = 40  # further ones from what was learned before
KNOWN = 0.90  # a parametric problem whose skills are believed this likely is no longer asked as a new one
FADED = 0.60  # what was got comes back as a review, and as a new one only where the belief is below this
SIBLING, ALONE = "sibling", "alone"  # why one like it comes: after a solution, after help
DETOUR, BACK = "detour", "back"  # a step back to what a problem builds on, and that problem again
IN_ORDER = "It is the next one of the course that is open to you."
ONE_LIKE_IT = "You have just seen one solved; this one is yours."
NOW_ALONE = "It is like the last one: this time without help."
READ_BEFORE = "You read about it and have not tried it yet."
BACK_TO_IT = "Back to the one we left, now that you have been at what it builds on."
STEP_BACK = "A step back to “{title}”, which the last one builds on."
ANOTHER_WAY_IN = "It is another way into what the last one needed."


@dataclass(frozen=True, slots=True)
class Chosen:
    problem: Problem
    reason: str  # one sentence for "Why this question?"
    by: str  # "model" or "ramp"
    why: str = ""  # choose.Why, SIBLING, ALONE, DETOUR, BACK, "stuck" or "read"
    p: float | None = None  # predicted success, where somebody predicted


def promised(view: View, past: Past) -> Chosen | None:
    """The problem for which a passage or a worked example was just read, unless it was appealed since."""
    read = [event for event in view.events if event.kind in ("passage", showing.OPENER)]
    if not read or not read[-1].body.get("next"):
        return None
    for_it = dict(read[-1].body["next"])
    if for_it["problem"] in past.waiting:
        return None
    return Chosen(view.course.problem(for_it.pop("problem")), **for_it)


async def next_problem(view: View, past: Past, beliefs: Mapping[str, Belief]) -> Chosen | None:
    """After a reveal one like it, out of what leads nowhere a way, else the choice; None at the end."""
    done = _done(view.course, past, beliefs)
    turned = _after_reveal_or_detour(view, past, beliefs, done) or _way_out(view, past, beliefs, done)
    turned = turned or _now_alone(view, past, done) or _back(view, past)
    if turned is not None:
        return turned
    if (again := past.returning()) is not None:
        return _again(view.course, again)
    now = timezone.localtime()
    resting = stuck.resting({one: timezone.localtime(at) for one, at in past.stuck.items()}, now.date())
    ready = ramp.open_problems(view.course, beliefs, done)
    missed = past.just_missed() | _just_left(view)
    rested = [problem for problem in ready if resting.isdisjoint(problem.skills)]
    # None where all that is open was given up today: it is back tomorrow.
    fresh = ([one for one in rested if one.id not in missed] or rested)[:MOST_CANDIDATES]
    if (read := _read_before(view.course, past, fresh)) is not None:
        return read
    back = familiar(view.course, past, now.date())
    picks = await database_sync_to_async(memory.reviews_for_today)(view.learner_id, view.course, back, now)
    if not fresh and not picks:
        last = past.returning(waits=False)
        return _again(view.course, last) if last is not None else None
    field = _Field(fresh, back[:MOST_EARLIER], picks, showing.met(view.course, past))
    return await _asked_and_chosen(view, past, beliefs, field)


@dataclass(frozen=True, slots=True)
class _Field:
    """What there is to choose from: new problems, familiar ones, and the reviews that some of these are."""

    fresh: list[Problem]
    back: list[Problem]
    picks: tuple[Pick, ...]
    met: showing.Met

    def problems(self) -> dict[str, Problem]:
        """By the item of their first step: new ones first, then reviews, then what is only familiar."""
        everything = [*self.fresh, *(pick.problem for pick in self.picks)]
        everything += self.back if self.fresh else []
        return {f"{problem.id}/{problem.steps[0].id}": problem for problem in everything}

    def offer(self, problem: Problem, p: float, information: float, gain: float) -> choose.Candidate:
        due = next((len(pick.covers) for pick in self.picks if pick.problem.id == problem.id), 0)
        earlier = problem.id not in {one.id for one in self.fresh}
        return choose.Candidate(
            problem,
            p,
            information,
            gain,
            due=due,
            earlier=earlier,
            support=self.met.plan(problem, p).support,
            begun=self.met.is_begun(problem),
        )


def _just_left(view: View) -> frozenset[str]:
    """The problem that was put aside a moment ago: "something else comes now" was said."""
    if view.opener is None or "index" not in view.opener.body or not fold(view.events).left:
        return frozenset()
    return frozenset({view.opener.body["problem"]})


async def _asked_and_chosen(view: View, past: Past, beliefs: Mapping[str, Belief], field: _Field) -> Chosen:
    """The model server's numbers and our choice, or the ramp's when it does not answer in time."""
    items = field.problems()
    done = {problem.id for problem in view.course.problems()} - {one.id for one in field.fresh}
    try:
        answer = await memory.ask("next", view.learner_id, view.course.id, list(items))
    except InferenceError:
        problem = ramp.next_in_ramp(view.course, beliefs, done) or next(iter(items.values()))
        return Chosen(problem, IN_ORDER, "ramp")
    offers = [
        field.offer(items[one["item"]], one["p"], one["information"], one["gain"]) for one in answer["items"]
    ]
    choice = choose.choose(offers, _recent(view, past), seed=len(past.asked))
    p = next(one.p for one in offers if one.problem.id == choice.problem.id)
    return Chosen(choice.problem, choice.reason, "model", choice.why, p)


def _after_reveal_or_detour(
    view: View, past: Past, beliefs: Mapping[str, Belief], done: frozenset[str]
) -> Chosen | None:
    """What was promised. One solution after another on what leads nowhere is not gone on with."""
    if view.opener is None or "index" not in view.opener.body:
        return None
    state, problem_id = fold(view.events), view.opener.body["problem"]
    if state.revealed:
        if past.last_why == SIBLING and _rests(view, past, problem_id):
            return None
        problem = ramp.sibling(view.course, problem_id, done)
        return Chosen(problem, ONE_LIKE_IT, "ramp", SIBLING) if problem and problem.id not in done else None
    if state.left:
        told = [event.body["leads_to"] for event in view.events if event.body.get("leads_to")]
        if told:
            reason = STEP_BACK.format(title=told[-1]["title"])
            return Chosen(view.course.problem(told[-1]["problem"]), reason, "ramp", DETOUR)
        problem = ramp.detour(view.course, problem_id, beliefs, done)
        return Chosen(problem, ANOTHER_WAY_IN, "ramp") if problem and problem.id != problem_id else None
    return None


def _now_alone(view: View, past: Past, done: frozenset[str]) -> Chosen | None:
    """After a problem that was right with help, once, one like it to be done without."""
    opener = view.opener
    if opener is None or "index" not in opener.body or not fold(view.events).right:
        return None
    body = opener.body
    asked = next((one for one in reversed(past.asked) if one.problem == body["problem"]), None)
    if asked is None or asked.begun or asked.why in (ALONE, PLACEMENT, choose.Why.AGAIN):
        return None
    problem = view.course.problem(asked.problem)
    if past.succeeded(problem, asked.seed) or body["seen_solution"] or _rests(view, past, problem.id):
        return None
    like_it = ramp.sibling(view.course, problem.id, done)
    return Chosen(like_it, NOW_ALONE, "ramp", ALONE) if like_it and like_it.id not in done else None


@dataclass(frozen=True, slots=True)
class Way:
    """Where a detour leads: a problem on a skill that the one that is left builds on."""

    problem: str
    skill: str
    title: str


def way_of_detour(view: View, past: Past, beliefs: Mapping[str, Belief]) -> Way | None:
    """None where the open problem builds on nothing, rests, or came back once already."""
    opener = view.opener
    if opener is None or past.last_why == BACK:
        return None
    problem_id = opener.body["problem"]
    if _rests(view, past, problem_id):
        return None
    found = ramp.detour(view.course, problem_id, beliefs, _done(view.course, past, beliefs))
    needed = ramp.builds_on(view.course, problem_id, beliefs)
    skill = next((one for one in needed if found is not None and one in found.skills), None)
    if found is None or skill is None:
        return None
    return Way(found.id, skill, next(one.title for one in view.course.skills if one.id == skill))


def _back(view: View, past: Past) -> Chosen | None:
    """Once, after a detour and what was promised on it: the problem that was left for it."""
    if view.opener is None or "index" not in view.opener.body:
        return None
    asked = list(past.asked)
    while asked and asked[-1].why in (SIBLING, ALONE):
        asked.pop()
    if len(asked) < 2 or asked[-1].why != DETOUR or asked[-2].why == BACK:
        return None
    left = view.course.problem(asked[-2].problem)
    rests = left.id in past.waiting or _rests(view, past, left.id)
    return None if rests else Chosen(left, BACK_TO_IT, "ramp", BACK)


def _rests(view: View, past: Past, problem_id: str) -> bool:
    """Whether a skill of the problem was given up today."""
    today = timezone.localdate()
    resting = stuck.resting({one: timezone.localtime(at) for one, at in past.stuck.items()}, today)
    return not resting.isdisjoint(view.course.problem(problem_id).skills)


def _again(course: Course, problem_id: str) -> Chosen:
    return Chosen(course.problem(problem_id), confidence.SURE_AND_WRONG, "ramp", choose.Why.AGAIN)


def _read_before(course: Course, past: Past, fresh: Sequence[Problem]) -> Chosen | None:
    """The first problem on what was read, and left before it was tried."""
    passages = [one for lesson in course.lessons for one in lesson.passages if one.id in past.untried]
    read = frozenset(skill for one in passages for skill in one.skills)
    problem = next((one for one in fresh if not read.isdisjoint(one.skills)), None)
    return None if problem is None else Chosen(problem, READ_BEFORE, "ramp", "read")


def _way_out(view: View, past: Past, beliefs: Mapping[str, Belief], done: frozenset[str]) -> Chosen | None:
    """Once, right after the problem with which a skill began to lead nowhere."""
    if view.opener is None or "index" not in view.opener.body or view.opener.at is None:
        return None
    if view.opener.body.get("why") == PLACEMENT:
        return None
    problem = view.course.problem(view.opener.body["problem"])
    now_stuck = [skill for skill in problem.skills if past.stuck.get(skill, view.opener.at) > view.opener.at]
    resting = stuck.resting(past.stuck, timezone.localdate())
    for skill in now_stuck:
        found = stuck.way_out(view.course, skill, beliefs, done, resting, ramp.KNOWN)
        if found is not None and found[0].id != problem.id:
            return Chosen(found[0], found[1], "ramp", "stuck")
    return None


def _done(course: Course, past: Past, beliefs: Mapping[str, Belief]) -> frozenset[str]:
    """What `learner.visits` says is done, for today or for good."""
    today = timezone.localdate()

    def known(problem: Problem) -> bool:
        return all(
            skill in beliefs and beliefs[skill].p >= (FADED if skill in past.got else KNOWN)
            for skill in problem.skills
        )

    done = {one.id for one in course.problems() if is_done(one, past.met(one), known(one), today)}
    shown = {one.problem for one in past.shown if not course.problem(one.problem).where}
    return frozenset(done | shown | past.waiting)


def familiar(course: Course, past: Past, today: date) -> list[Problem]:
    """Problems on nothing but what was got, not asked today: parametric ones first, as their numbers are new.

    A solution that was shown is no review of anything.
    """
    asked = past.on(today)
    found = [
        problem
        for problem in course.problems()
        if problem.skills
        and past.got.issuperset(problem.skills)
        and problem.id not in asked
        and problem.id not in past.waiting
        and (problem.where or not past.was_revealed(problem))
    ]
    return sorted(found, key=lambda problem: not problem.where)


def _recent(view: View, past: Past) -> list[choose.Recent]:
    """The last problems, oldest first, as far as variety needs them."""
    return [
        choose.Recent(
            one.problem,
            view.course.problem(one.problem).skills,
            past.succeeded(view.course.problem(one.problem), one.seed),
            earlier=one.why in (choose.Why.REVIEW, choose.Why.EARLIER),
        )
        for one in past.asked[-choose.EARLIER :]
    ]
