"""The end of a day: what moved, what was hard, what comes next and when. From the log and from beliefs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import structlog
from channels.db import database_sync_to_async
from django.conf import settings
from django.utils import timezone

from tutor import memory
from tutor.dialogue import words
from tutor.inference import InferenceError
from tutor.learner import absence, achieved
from tutor.models import EventRow, EvidenceRow, SkillState
from tutor.session.commit import Draft
from tutor.session.view import View

BUTTON = "done"  # the button that asks for it
FAR_BACK = 2_000  # events among which the beginning of a visit is looked for
NAMED = 3  # skills in one sentence

log = structlog.get_logger(__name__)


async def summary(view: View) -> Draft:
    """What this visit came to. With the model server away bars and dates are those of its last word."""
    try:
        await memory.update_beliefs(view.learner_id, view.course.id, settings.MODELS_DEADLINE)
    except InferenceError as error:
        log.info("summary_of_older_beliefs", error=repr(error))
    return Draft("summary", await database_sync_to_async(_body)(view))


async def at_the_end(view: View) -> tuple[Draft, ...]:
    """The summary of a visit in which something was done, and nothing of any other."""
    draft = await summary(view)
    return (Draft(draft.kind, {**draft.body, "next": None}),) if draft.body["problems"] else ()


def is_summed(view: View) -> bool:
    """Whether nothing has come since the last summary."""
    before = EventRow.objects.filter(session_id=view.session_id, seq__lte=view.last_seq)
    said = view.pending.seq if view.pending is not None else view.last_seq + 1
    last = before.filter(seq__lt=said).order_by("seq").last()
    return last is not None and last.kind == "summary"


def _body(view: View) -> dict[str, Any]:
    now = timezone.localtime()
    events = last_visit(view)
    begin = events[0].at
    titles = {skill.id: skill.title for skill in view.course.skills}
    rows = EvidenceRow.objects.filter(learner_id=view.learner_id, course_id=view.course.id, part="")
    evidence = [row.as_evidence() for row in rows.filter(at__gte=begin).order_by("n")]
    known = SkillState.objects.filter(learner_id=view.learner_id, course_id=view.course.id)
    states = {one.skill: one for one in known.defer("trace")}
    eurekas = [skill["id"] for event in events if event.kind == "eureka" for skill in event.body["skills"]]
    stuck = [one.skill for one in states.values() if one.stuck_at is not None and one.stuck_at >= begin]
    tried = achieved.tried(evidence)

    def named(skills: Iterable[str]) -> list[dict[str, str]]:
        return [{"id": one, "title": titles[one]} for one in dict.fromkeys(skills) if one in titles]

    in_order = [states[skill] for skill in titles if skill in states]
    return {
        "words": words.say("summary", f"{view.session_id}:{view.last_seq}", heard(view, "summary")),
        "minutes": absence.minutes([timezone.localtime(event.at) for event in events]),
        "problems": tried.problems,
        "alone": tried.alone,
        "got": named(one.skill for one in in_order if one.got_at is not None and one.got_at >= begin),
        "kept": named(one.skill for one in in_order if one.kept_at is not None and one.kept_at >= begin),
        "eurekas": named(eurekas),
        "moved": [
            {"id": one.skill, "title": titles[one.skill], "before": one.before, "after": one.after}
            for one in achieved.moved(_stood(events), stands(in_order), _skills(evidence))
        ],
        "hard": named([*achieved.hard(evidence), *stuck])[:NAMED],
        "next": waiting(view),
        "review": _review(view, titles, now),
    }


def stands(states: Iterable[SkillState]) -> dict[str, int]:
    """Where the bars stand, in percent."""
    return {one.skill: round(100 * one.p) for one in states}


def last_visit(view: View) -> list[EventRow]:
    """Its events, oldest first."""
    rows = EventRow.objects.filter(session_id=view.session_id, seq__lte=view.last_seq).order_by("-seq")
    events = list(rows[:FAR_BACK])[::-1]
    return events[absence.begin([timezone.localtime(event.at) for event in events]) :]


def _stood(events: Iterable[EventRow]) -> dict[str, int]:
    """Where the bars stood when the visit began, as far as it was written down then."""
    return next((dict(event.body["stood"]) for event in events if event.body.get("stood")), {})


def _skills(evidence: Iterable[Any]) -> set[str]:
    return {skill for one in evidence for skill in one.skills}


def heard(view: View, kind: str) -> list[str]:
    """What was said so far at events of this kind, oldest first."""
    earlier = EventRow.objects.filter(session_id=view.session_id, kind=kind).order_by("seq")
    return list(earlier.values_list("body__words", flat=True))


def waiting(view: View) -> str | None:
    """The title of what is open and waits for the next time, empty where it has none; None for nothing."""
    if view.opener is None or view.opener.kind in ("finished", "placing"):
        return None
    body = view.opener.body
    skills = [skill["title"] for skill in body.get("skills", ())]
    return str(body.get("title") or (skills[0] if skills else ""))


def _review(view: View, titles: dict[str, str], now: datetime) -> dict[str, Any] | None:
    """The next day on which something comes back, and what."""
    days = memory.comes_back(view.learner_id, view.course.id, now)
    first = min(days.values(), default=None)
    if first is None:
        return None
    skills = [titles[skill] for skill, day in days.items() if day == first and skill in titles]
    return {"days": (first - now.date()).days, "skills": skills[:NAMED]}
