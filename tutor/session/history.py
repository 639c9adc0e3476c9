"""What a learner has met in a course, in all conversations, read from the log. Chooses nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from courses.types import Course, Problem
from tutor import memory
from tutor.learner import confidence
from tutor.learner.guessing import Guessed
from tutor.learner.support import MIDDLE
from tutor.learner.visits import Visit
from tutor.models import Appeal, Attempt, EventRow, EvidenceRow, Ruling
from tutor.session import autonomy, reading, showing
from tutor.session.showing import Shown
from tutor.session.view import View
from tutor.types import PLACEMENT

AGAIN_AFTER = 5  # other problems, before one that was missed while placing is asked again
WRONG = 0.5  # a score below this is a wrong answer, above it one that is partly right


@dataclass(frozen=True, slots=True)
class Asked:
    """A problem as it was asked once; `why` it was chosen (choose.Why, or "" where nobody chose).

    `begun`: the skill for which its first lines were given, or "".
    """

    problem: str
    seed: int
    at: datetime
    why: str = ""
    begun: str = ""


@dataclass(frozen=True, slots=True)
class Past:
    """What this learner has met in this course, in all conversations, and what follows from it."""

    asked: tuple[Asked, ...]  # in the order they were asked, repeats included
    passages: frozenset[str]
    unaided: frozenset[tuple[str, int]]  # (item, seed) of every unassisted success
    revealed: frozenset[str]  # items whose solution was shown
    got: frozenset[str]  # skills
    stuck: Mapping[str, datetime]  # skills that lead nowhere, and since when
    shown: tuple[Shown, ...] = ()  # worked examples
    missed: tuple[Asked, ...] = ()  # problems of this session, answered surely and wrongly at that time
    guesses: tuple[Guessed, ...] = ()  # in the order of the log
    untried: frozenset[str] = frozenset()  # passages since which nothing was asked on their skills
    autonomy: int = MIDDLE
    waiting: frozenset[str] = frozenset()  # problems with an appeal that nobody has ruled on

    def tried(self, course: Course, skills: Collection[str]) -> bool:
        """Whether a problem on one of the skills was asked, beyond placing, and not done alone."""
        asked = [course.problem(one.problem) for one in self.asked if one.why != PLACEMENT]
        seeds = [one.seed for one in self.asked if one.why != PLACEMENT]
        return any(
            not set(skills).isdisjoint(problem.skills) and not self.succeeded(problem, seed)
            for problem, seed in zip(asked, seeds, strict=True)
        )

    def returning(self, waits: bool = True) -> str | None:
        """The problem that comes back because its answer was sure and wrong."""
        if not self.missed:
            return None
        ends = [one.at for one in self.asked[1:]] + [None]
        met = [
            confidence.Met(one.problem, any(_within(miss, one, end) for miss in self.missed))
            for one, end in zip(self.asked, ends, strict=True)
        ]
        return confidence.returning(met, self.asked[0].seed, waits)

    @property
    def last_why(self) -> str:
        """Why the last problem was chosen: its later steps do not say so."""
        return self.asked[-1].why if self.asked else ""

    def visits(self, problem_id: str) -> tuple[int, ...]:
        """The seeds of its variants so far."""
        return tuple(one.seed for one in self.asked if one.problem == problem_id)

    def met(self, problem: Problem) -> tuple[Visit, ...]:
        """When it was asked, and how that went; what was missed while being placed is as good as new."""
        asked = [(one, self.succeeded(problem, one.seed)) for one in self.asked if one.problem == problem.id]
        return tuple(
            Visit(timezone.localdate(one.at), alone) for one, alone in asked if alone or one.why != PLACEMENT
        )

    def on(self, day: date) -> frozenset[str]:
        """The problems asked on a day."""
        return frozenset(one.problem for one in self.asked if timezone.localdate(one.at) == day)

    def just_missed(self) -> frozenset[str]:
        """Problems missed while being placed, as long as few others have come since."""
        since = next((n for n, one in enumerate(reversed(self.asked)) if one.why == PLACEMENT), None)
        if since is None or since >= AGAIN_AFTER:
            return frozenset()
        return frozenset(one.problem for one in self.asked if one.why == PLACEMENT)

    def succeeded(self, problem: Problem, seed: int) -> bool:
        return all((f"{problem.id}/{step.id}", seed) in self.unaided for step in problem.steps)

    def was_revealed(self, problem: Problem) -> bool:
        if not problem.where and any(one.problem == problem.id for one in self.shown):
            return True
        return any(f"{problem.id}/{step.id}" in self.revealed for step in problem.steps)


def _within(miss: Asked, asked: Asked, end: datetime | None) -> bool:
    return miss.problem == asked.problem and miss.at >= asked.at and (end is None or miss.at < end)


def past_of(view: View) -> Past:
    """Reads the log of this learner in this course."""
    asked = EventRow.objects.filter(
        session__learner_id=view.learner_id,
        session__version__course_id=view.course.id,
        kind__in=("problem", "passage", "worked"),
    ).order_by("id")  # as they were written: clocks may run backwards
    fields = ("kind", "body__problem", "body__seed", "body__passage", "at", "body__why", "body__begun")
    rows = list(asked.values_list(*fields, "body__reply", "body__truth", "body__found"))
    events = [row[:7] for row in rows]
    read = [reading.Read(row[0], row[1], row[3], *row[7:]) for row in rows]
    reveals = EventRow.objects.filter(
        session__learner_id=view.learner_id, kind="move", body__kind="reveal", body__item__isnull=False
    )
    successes = Attempt.objects.filter(
        learner_id=view.learner_id, course_id=view.course.id, outcome="correct", assisted=False
    )
    known = {problem.id for problem in view.course.problems()}  # an older version may have had others
    standing = memory.standing_of(view.learner_id, view.course.id)
    return Past(
        asked=tuple(
            Asked(problem, seed, at, why or "", begun or "")
            for kind, problem, seed, _, at, why, begun in events
            if kind == "problem" and problem in known
        ),
        passages=frozenset(passage for kind, _, _, passage, *_ in events if kind == "passage"),
        unaided=frozenset(successes.values_list("item", "seed")),
        revealed=frozenset(reveals.values_list("body__item", flat=True)),
        got=standing.got,
        stuck=standing.stuck,
        shown=showing.shown_to(view),
        missed=tuple(one for one in _missed(view) if one.problem in known),
        guesses=reading.guesses(view.course, read),
        untried=reading.untried(view.course, read),
        autonomy=autonomy.setting(view.learner_id, view.course).level,
        waiting=_waiting(view),
    )


def _waiting(view: View) -> frozenset[str]:
    appeals = Appeal.objects.filter(
        learner_id=view.learner_id,
        ruling__course=view.course.id,
        ruling__state=Ruling.State.OPEN,
        kind=Appeal.Kind.APPEAL,
    )
    items = appeals.values_list("ruling__item", flat=True)
    return frozenset(item.rpartition("/")[0] for item in items)


def _missed(view: View) -> list[Asked]:
    """What was answered wrongly in this session although the learner was sure."""
    rows = EvidenceRow.objects.filter(
        session_id=view.session_id, confidence=True, score__lt=WRONG, part="", withdrawn=False
    )
    return [Asked(item.partition("/")[0], 0, at) for item, at in rows.values_list("item", "at")]
