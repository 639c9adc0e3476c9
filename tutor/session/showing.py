"""Worked examples, and problems that are begun: what is shown of a solution, never of one that is asked.

`gate.may_demonstrate` is asked before anything of an example is shown; a beginning ends before the answer.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from courses.types import Course, Problem, Step
from tutor import grading
from tutor.dialogue import examples as lines
from tutor.dialogue import intent as intents
from tutor.dialogue import words
from tutor.dialogue.gate import may_demonstrate
from tutor.dialogue.intent import Intent
from tutor.grading import Spec
from tutor.grading.ending import ending
from tutor.learner import examples
from tutor.learner.support import ALONE, MIDDLE, Support, support
from tutor.models import EventRow
from tutor.session import material, reading
from tutor.session.checking import pool
from tutor.session.commit import Decision, Draft
from tutor.session.view import View
from tutor.types import Answer, Event, MoveKind, Outcome

if TYPE_CHECKING:
    from tutor.session.choosing import Chosen, Past

OPENER = "example"  # the event that shows all lines but one; `worked` shows it whole
NEW = "It is new to you, so first one that is worked out; the next one is yours."
FAR = 500_000  # examples draw their numbers far away from those that are asked
DRAWS = 4  # for numbers that give nothing away; where there are none, there is no example


@dataclass(frozen=True, slots=True)
class Shown:
    """A worked example as it was shown once, or a worked sibling, which was for no skill in particular."""

    problem: str
    seed: int
    skill: str


@dataclass(frozen=True, slots=True)
class Plan:
    """How a problem is put. `skill`: for which it is worked out or begun."""

    support: Support = Support.PLAIN
    skill: str = ""


def shown_to(view: View) -> tuple[Shown, ...]:
    """The worked examples and siblings that this learner has met in this course."""
    rows = EventRow.objects.filter(
        session__learner_id=view.learner_id, session__version__course_id=view.course.id, kind=OPENER
    )
    found = rows.order_by("at", "seq").values_list("body__problem", "body__seed", "body__skill")
    moves = EventRow.objects.filter(
        session__learner_id=view.learner_id,
        session__version__course_id=view.course.id,
        kind="move",
        body__kind=MoveKind.SIBLING.value,
    )
    like_it = moves.values_list("body__sibling__problem", "body__sibling__seed")
    known = {one.id for one in view.course.problems()}  # an older version may have had others
    return tuple(
        Shown(problem, seed, skill)
        for problem, seed, skill in (*found, *((*one, "") for one in like_it))
        if problem in known
    )


def plan(course: Course, past: Past, chosen: Chosen) -> Plan:
    """What `learner.support` says of the problem, for that of its first step's skills that needs most.

    A problem that nobody predicted is put as it is.
    """
    if chosen.p is None:
        return Plan(Support.BARE) if past.autonomy == ALONE else Plan()
    return met(course, past).plan(chosen.problem, chosen.p)


@dataclass(frozen=True, slots=True)
class Met:
    """`alone`: skills on which something was done without help; `before`: how often one came shown."""

    alone: frozenset[str]
    before: Mapping[str, int]
    autonomy: int = MIDDLE

    def plan(self, problem: Problem, p: float) -> Plan:
        for skill in problem.steps[0].skills:
            found = support(p, skill not in self.alone, self.before.get(skill, 0), self.autonomy)
            if found in (Support.WORKED, Support.FADED):
                return Plan(found, skill)
        return Plan(support(p, False, 0, self.autonomy))

    def is_begun(self, problem: Problem) -> bool:
        """Whether a skill of its first step was shown, and nothing was done alone since."""
        skills = problem.steps[0].skills
        return any(skill not in self.alone and self.before.get(skill, 0) > 0 for skill in skills)


def met(course: Course, past: Past) -> Met:
    done = {item for item, _ in past.unaided}
    alone = frozenset(skill for skill, items in _items(course).items() if not done.isdisjoint(items))
    before = Counter(one.skill for one in past.shown) + Counter(one.begun for one in past.asked if one.begun)
    return Met(alone, before, past.autonomy)


def _items(course: Course) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = {skill.id: set() for skill in course.skills}
    for problem in course.problems():
        for step in problem.steps:
            for skill in step.skills:
                found.setdefault(skill, set()).add(f"{problem.id}/{step.id}")
    return found


async def example(view: View, past: Past, chosen: Chosen, skill: str) -> Draft | None:
    """A worked example before the chosen problem; None where the course has none that may be shown."""
    return await asyncio.to_thread(_example, view, past, chosen, skill)


def _example(view: View, past: Past, chosen: Chosen, skill: str) -> Draft | None:
    course = view.course
    wanted = material.variant(course, chosen.problem.id, next_seed(view, past, chosen.problem.id))
    done = {one.problem for one in past.asked} | {one.problem for one in past.shown}
    allowed = showable(course) - past.waiting  # nobody sees the solution of what they have appealed
    for problem, step in examples.candidates(course, skill, chosen.problem, done, allowed):
        for seed in seeds(view, past, problem):
            shown = _Example(material.variant(course, problem.id, seed), step.id, seed)
            if shown.at is not None and may_show(shown.said(), shown.problem, wanted, allowed):
                title = next(one.title for one in course.skills if one.id == skill)
                why = {"skill": skill, "skills": [{"id": skill, "title": title}], "reason": NEW}
                return Draft(OPENER, shown.asked() | why | {"next": note(chosen)})
    return None


def next_seed(view: View, past: Past, problem_id: str) -> int:
    """The numbers with which the problem is asked next: none that it had, asked or worked out."""
    shown = [one.seed for one in past.shown if one.problem == problem_id]
    return material.fresh_seed(view.course, view.learner_id, problem_id, past.visits(problem_id), shown)


def was_shown(course: Course, past: Past, problem: Problem) -> bool:
    """Whether just this, with these numbers, was worked out before: small ranges may have no others."""
    seeds = {one.seed for one in past.shown if one.problem == problem.id}
    return any(material.variant(course, problem.id, seed).steps == problem.steps for seed in seeds)


def given(step: Step, problem: Problem) -> tuple[str, ...]:
    """The lines with which a step begins that is to be finished. None of the problem's answers is in them."""
    specs = [grading.spec_of(one, problem.stem) for one in problem.steps]
    return lines.begun(step.solution, lambda text: any(material.leaks(text, spec) for spec in specs))


def unasked(view: View, asks: Draft, seed: str) -> tuple[Draft, Draft]:
    """The same example for whom guesses are off: shown whole at once, without a prediction."""
    body = asks.body
    shown = _Example(material.variant(view.course, body["problem"], body["seed"]), body["step"], body["seed"])
    told = {"said": None, "found": reading.SHOWN, "reply": words.say("example_shown", seed, ())}
    return (
        Draft(OPENER, {**body, "lines": [], "asks": False}),
        Draft("worked", shown.whole() | told),
    )


async def after_prediction(view: View, opener: Event, said: Answer, message: Event) -> Decision:
    """The example in full, with a word on the prediction. Nobody marks it, and it is no evidence."""
    body = opener.body
    shown = _Example(material.variant(view.course, body["problem"], body["seed"]), body["step"], body["seed"])
    found = await _compared(shown.spec, said)
    heard = [event.body["words"] for event in view.events if event.kind == "move"]
    quoted = words.quote(said.text, tuple(body["control"]["options"]))
    reply = words.say(f"example_{found}", f"{body['seed']}:{message.seq}", heard, said=quoted)
    told = {"said": None if found == "none" else said.text, "found": found, "reply": reply}
    return Decision((Draft("worked", shown.whole() | told),), answers=message.seq)


async def _compared(spec: Spec, said: Answer) -> str:
    """right, other, open (nobody can tell) or none (no idea)."""
    if not said.text or said.kind == "button" or intents.read(said, None) is Intent.DONT_KNOW:
        return "none"
    end = ending(spec)
    if end is None:
        return "open"
    outcome = (await pool().check(end, said.text)).outcome
    if outcome in (Outcome.NOT_AN_ATTEMPT, Outcome.CANNOT_CHECK):
        return "open"
    return "right" if outcome is Outcome.CORRECT else "other"


@dataclass(frozen=True, slots=True)
class _Example:
    """One step of a problem with its numbers, as it is worked out."""

    problem: Problem
    step_id: str
    seed: int

    @property
    def step(self) -> Step:
        return next(step for step in self.problem.steps if step.id == self.step_id)

    @property
    def spec(self) -> Spec:
        return grading.spec_of(self.step, self.problem.stem)

    @property
    def at(self) -> int | None:
        """The line to predict."""
        return lines.to_predict(self.step.solution, partial(material.leaks, spec=self.spec))

    def asked(self) -> dict[str, Any]:
        """What may be seen before the prediction."""
        at = self.at or 0
        end = ending(self.spec)
        return self._named() | {
            "item": f"{OPENER}:{self.problem.id}/{self.step_id}",
            "stem": self.problem.stem,
            "prompt": self.step.prompt,
            "lines": list(self.step.solution[:at]),
            "line": at + 1,
            "of": len(self.step.solution),
            "control": grading.control(end) if end is not None else {"kind": "text", "options": []},
        }

    def whole(self) -> dict[str, Any]:
        at = self.at or 0
        answer = grading.answer_text(self.spec)
        return self._named() | {"lines": list(self.step.solution), "line": at + 1, "answer": answer}

    def _named(self) -> dict[str, Any]:
        fixed = {"source": self.problem.source, "licence": self.problem.licence}
        title = {"problem": self.problem.id, "step": self.step_id, "title": self.problem.title}
        return {**title, "seed": self.seed, **fixed}

    def said(self) -> str:
        """All that is seen of it in the end."""
        return "\n\n".join((self.problem.title, self.problem.stem, self.step.prompt, *self.step.solution))


def showable(course: Course) -> frozenset[str]:
    """Problems whose lesson lets their solutions be seen."""
    return frozenset(one.id for lesson in course.lessons if lesson.reveals_allowed for one in lesson.problems)


def seeds(view: View, past: Past, problem: Problem) -> Sequence[int]:
    if not problem.where:
        return (0,)
    first = FAR + DRAWS * sum(one.problem == problem.id for one in past.shown)
    return [material.seed_for(view.learner_id, problem.id, first + nth) for nth in range(DRAWS)]


def may_show(
    said: str, shown: Problem, wanted: Problem, allowed: Collection[str], ahead: Sequence[Step] | None = None
) -> bool:
    """Whether `said`, from a worked `shown`, may be seen before the answers to `ahead`, steps of `wanted`."""
    specs = [grading.spec_of(step, wanted.stem) for step in (wanted.steps if ahead is None else ahead)]
    return may_demonstrate(
        said,
        reveals_allowed=shown.id in allowed,
        is_asked=shown.id == wanted.id and shown.steps == wanted.steps,
        tells=[partial(material.leaks, spec=spec) for spec in specs],
    ).allowed


def note(chosen: Chosen) -> dict[str, Any]:
    """What something is read for, kept so that just this is asked after it."""
    return {
        "problem": chosen.problem.id,
        "reason": chosen.reason,
        "by": chosen.by,
        "why": chosen.why,
        "p": chosen.p,
    }
