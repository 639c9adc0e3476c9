"""Reads for the page of one skill: what is believed of it, and the evidence that made it so.

Shows a learner only what they said and were told before: their own words, marks and reasons of the log.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from courses import publish
from courses.types import Course, Skill
from tutor import memory
from tutor.grading import variants
from tutor.insight.progress import Bar, states, to_bar
from tutor.learner import lines
from tutor.models import EventRow, EvidenceRow, SkillState

PAGE = 20  # pieces of evidence on one page
REPLY = 12  # the verdict on a message stands at most this many events after it, but for a storm of tabs


@dataclass(frozen=True, slots=True)
class Line:
    """What one line of a worked answer said of the skill: `shown`, `missing`, or `unclear`."""

    number: int
    found: str


@dataclass(frozen=True, slots=True)
class Because:
    """One piece of evidence, with the place in the log where it comes from.

    `marks`: eureka, got, kept.
    """

    n: int
    at: datetime
    title: str
    session_id: UUID
    seq: int
    said: Mapping[str, Any]
    reason: str  # of the verdict, in Markdown
    outcome: str  # of tutor.types.Outcome
    assisted: bool
    void: bool
    withdrawn: bool  # by an appeal
    ruled: bool  # a person found it right
    unknown: bool
    own_word: bool  # what a learner said of themselves; nothing was asked
    taken_back: bool  # it was, until answers spoke against it
    lines: tuple[Line, ...]
    elsewhere: bool  # the lines tell of other skills, so it says nothing of this one
    confidence: bool | None
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FirstGuess:
    """What was guessed before the skill was read about, and how often it was right without help since."""

    guess: memory.Guess
    alone: int


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one skill. `tenths`, `low` and `high`: chances in ten, from 1 to 9."""

    skill: Skill
    bar: Bar
    level: str  # sure, likely, open, unlikely, or none without a belief
    tenths: int
    low: int
    high: int
    got_at: datetime | None
    kept_at: datetime | None
    eureka_at: datetime | None
    misses: int  # errors before the eureka; 0 after a wrong guess
    stuck_at: datetime | None
    comes_back: date | None
    today: date
    guess: FirstGuess | None
    needs: tuple[Skill, ...]
    evidence: tuple[Because, ...]
    newer: bool
    older: int | None  # the page of what is older begins before this n


def known(learner_id: UUID, course: Course, skill_id: str, before: int | None = None) -> Known | None:
    """None for a skill that the course does not have. `before`: only evidence with a smaller n."""
    skill = next((one for one in course.skills if one.id == skill_id), None)
    if skill is None:
        return None
    state = states(learner_id, course.id, [skill_id]).get(skill_id)
    now = timezone.localtime()
    rows = list(_evidence(learner_id, course.id, skill_id, before)[: PAGE + 1])
    shown = rows[:PAGE]
    bar = to_bar(skill, state, current=False)
    return Known(
        skill=skill,
        bar=bar,
        level=_level(state),
        tenths=_tenths(bar.percent),
        low=_tenths(bar.low),
        high=_tenths(bar.high),
        got_at=state.got_at if state else None,
        kept_at=state.kept_at if state else None,
        eureka_at=state.eureka_at if state else None,
        misses=state.trace.get("marks", {}).get("misses", 0) if state else 0,
        stuck_at=state.stuck_at if state else None,
        comes_back=memory.comes_back(learner_id, course.id, now).get(skill_id),
        today=now.date(),
        guess=_first_guess(learner_id, course, skill_id),
        needs=tuple(one for one in course.skills if one.id in skill.prerequisites),
        evidence=_because(shown, skill_id, state),
        newer=before is not None,
        older=shown[-1].n if len(rows) > PAGE else None,
    )


def _level(state: SkillState | None) -> str:
    if state is None:
        return "none"
    return (
        "sure" if state.p >= 0.9 else "likely" if state.p >= 0.7 else "open" if state.p > 0.3 else "unlikely"
    )


def _tenths(percent: int) -> int:
    """1..9: nobody is told that something is certain or hopeless."""
    return min(max(round(percent / 10), 1), 9)


def _first_guess(learner_id: UUID, course: Course, skill_id: str) -> FirstGuess | None:
    """None also after *no idea* while nothing was built on it: nobody needs to be shown an empty place."""
    guess = memory.first_guess(learner_id, course, skill_id)
    if guess is None:
        return None
    rows = _naming(learner_id, course.id, skill_id).filter(
        at__gte=guess.at, part="", score__gte=1.0, assisted=False, void=False
    )
    alone = sum(skill_id in skills for skills in rows.values_list("skills", flat=True))
    return FirstGuess(guess, alone) if guess.said or alone else None


def _evidence(learner_id: UUID, course_id: str, skill_id: str, before: int | None) -> QuerySet[EvidenceRow]:
    """Newest first, whole answers and what was said of oneself; lines come with their whole.

    Skills are a list in JSON, which not every database can look into: its text will do.
    """
    rows = _naming(learner_id, course_id, skill_id)
    if before is not None:
        rows = rows.filter(n__lt=before)
    return rows.exclude(part__startswith=lines.LINE).select_related("session").order_by("-n")


def _naming(learner_id: UUID, course_id: str, skill_id: str) -> QuerySet[EvidenceRow]:
    """Evidence whose skills are likely to name this one; SQLite's LIKE takes "a" for "A"."""
    rows = EvidenceRow.objects.filter(learner_id=learner_id, course_id=course_id)
    escaped, plain = json.dumps(skill_id), json.dumps(skill_id, ensure_ascii=False)  # SQLite's, PostgreSQL's
    rows = rows.annotate(named=Cast("skills", TextField()))
    return rows.filter(Q(named__contains=escaped) | Q(named__contains=plain))


def _because(rows: Sequence[EvidenceRow], skill_id: str, state: SkillState | None) -> tuple[Because, ...]:
    if not rows:
        return ()
    told, events = _lines(rows, skill_id), _events(rows)
    courses = {version: publish.load(version) for version in {row.session.version_id for row in rows}}
    return tuple(
        _piece(
            row,
            state,
            _title(courses[row.session.version_id], row),
            told.get((row.session_id, row.message_seq), ()),
            events[row.session_id],
        )
        for row in rows
        if skill_id in row.skills  # SQLite's LIKE takes "a" for "A"
    )


def _lines(rows: Sequence[EvidenceRow], skill_id: str) -> dict[tuple[UUID, int], tuple[Line, ...]]:
    """By session and message: what lines said of the skill."""
    found: dict[tuple[UUID, int], tuple[Line, ...]] = {}
    parts = EvidenceRow.objects.filter(_any_of(rows), part__startswith=lines.LINE).order_by("n")
    for part in parts:
        if skill_id in part.skills:
            number = int(part.part.removeprefix(lines.LINE).partition(":")[0])
            verdict = "shown" if part.score >= 1.0 else "missing" if part.weight >= 1.0 else "unclear"
            place = (part.session_id, part.message_seq)
            found[place] = (*found.get(place, ()), Line(number, verdict))
    return found


def _any_of(rows: Sequence[EvidenceRow]) -> Q:
    return reduce(or_, (Q(session_id=row.session_id, message_seq=row.message_seq) for row in rows))


def _events(rows: Sequence[EvidenceRow]) -> Mapping[UUID, list[EventRow]]:
    """The messages of `rows` and the verdicts that may belong to them, in order, by session."""
    near = (
        Q(session_id=row.session_id, seq__gte=row.message_seq, seq__lte=row.message_seq + REPLY)
        for row in rows
    )
    found: dict[UUID, list[EventRow]] = defaultdict(list)
    events = EventRow.objects.filter(reduce(or_, near), kind__in=("message", "verdict"))
    for event in events.order_by("seq"):
        found[event.session_id].append(event)
    return found


def _piece(
    row: EvidenceRow,
    state: SkillState | None,
    title: str,
    told: tuple[Line, ...],
    events: Sequence[EventRow],
) -> Because:
    said: Mapping[str, Any] = next((event.body for event in events if event.seq == row.message_seq), {})
    verdict: Mapping[str, Any] = next(
        (
            event.body
            for event in events
            if event.kind == "verdict"
            and event.seq > row.message_seq
            and event.body["text"] == said.get("text")
        ),
        {},
    )
    by_score = "correct" if row.score >= 1.0 else "partial" if row.score > 0.0 else "incorrect"
    return Because(
        n=row.n,
        at=row.at,
        title=title,
        session_id=row.session_id,
        seq=row.message_seq,
        said=said,
        reason="" if row.ruled else str(verdict.get("reason", "")),
        outcome=by_score if row.ruled else str(verdict.get("outcome", by_score)),
        assisted=row.assisted,
        void=row.void,
        withdrawn=row.withdrawn,
        ruled=row.ruled,
        unknown=row.says_unknown,
        own_word=bool(row.part),
        taken_back=row.part.startswith("taken back: "),
        lines=told,
        elsewhere=row.weight == 0.0 and not told,
        confidence=row.confidence,
        marks=_marks(row, state),
    )


def _title(course: Course, row: EvidenceRow) -> str:
    """Of the problem with its numbers, as that conversation's version of the course had it."""
    problem_id = row.item.partition("/")[0]
    try:
        problem = course.problem(problem_id)
    except KeyError:  # evidence that no problem asked for
        return ""
    return variants.instantiate(problem, int(row.variant)).title if row.variant else problem.title


def _marks(row: EvidenceRow, state: SkillState | None) -> tuple[str, ...]:
    if state is None or row.score < 1.0 or row.assisted or row.void:
        return ()
    when = {"got": state.got_at == row.at, "kept": state.kept_at == row.at}
    return tuple(name for name, is_so in ({"eureka": state.eureka_n == row.n} | when).items() if is_so)
