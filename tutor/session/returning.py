"""A learner who comes back on a later day: a line of greeting, and after a month a few questions first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import structlog
from channels.db import database_sync_to_async
from django.utils import timezone

from courses.types import Course, Problem
from tutor import memory
from tutor.dialogue import words
from tutor.inference import InferenceError
from tutor.learner import absence, achieved, placement, ramp
from tutor.learner.absence import Return
from tutor.models import EvidenceRow, Review, SkillState
from tutor.session import choosing, opening, summing
from tutor.session.commit import Decision, Draft
from tutor.session.view import View
from tutor.types import PLACEMENT

FEWEST = 2  # problems that could be asked again: with fewer it is not worth a detour

log = structlog.get_logger(__name__)


def how(view: View) -> Return:
    """Whether the learner comes back from an absence, as of now."""
    last = view.events[-1].at if view.events else None
    if last is None or view.pending is not None or _is_new(view):
        return Return.GOES_ON
    return absence.returning(timezone.localtime(last), timezone.localtime())


def _is_new(view: View) -> bool:
    """Whether nothing was asked yet that could be come back to."""
    return view.opener is None or view.opener.kind == "opening"


async def decide(view: View, returns: Return) -> Decision:
    """The greeting; after a long absence also the beginning of the questions that follow it."""
    if returns is not Return.LONG:
        return Decision((await database_sync_to_async(_greeting)(view, True),))
    due = await _to_ask_again(view)
    greeting = await database_sync_to_async(_greeting)(view, not due)
    if not due:
        return Decision((greeting,))
    spoken = words.say("back_probe", f"{view.session_id}:{view.last_seq}", ())
    begun = opening.begun(spoken) | {"resume": list(due), "stood": greeting.body["stood"]}
    return Decision((greeting, Draft("placing", begun)))


def again(course: Course, past: choosing.Past, due: Sequence[str]) -> list[Problem]:
    """The problems that show whether what was got is still there."""
    today = timezone.localdate()
    only = set(due)
    return [one for one in choosing.familiar(course, past, today) if not only.isdisjoint(one.skills)]


async def _to_ask_again(view: View) -> tuple[str, ...]:
    """The skills that were got and are due; none where too little can be asked, or the server is away."""
    if view.opener is not None and view.opener.body.get("why") == PLACEMENT:
        return ()
    due = await database_sync_to_async(_due)(view)
    past = await database_sync_to_async(choosing.past_of)(view)
    problems = again(view.course, past, due)
    if len(problems) < FEWEST:
        return ()
    try:
        await memory.update_beliefs(view.learner_id, view.course.id, opening.patience())
        item = f"{problems[0].id}/{problems[0].steps[0].id}"
        await memory.ask("probe", view.learner_id, view.course.id, [item], opening.patience())
        await memory.decay_beliefs(view.learner_id, view.course.id, timezone.now(), opening.patience())
    except InferenceError as error:
        log.info("not_asked_again", error=repr(error))
        return ()
    return due


def _due(view: View) -> tuple[str, ...]:
    rows = Review.objects.filter(
        learner_id=view.learner_id, course_id=view.course.id, due_at__lte=timezone.now()
    )
    due = set(rows.values_list("skill", flat=True))
    return tuple(skill.id for skill in view.course.skills if skill.id in due)


def _greeting(view: View, goes_on: bool) -> Draft:
    """`goes_on`: it says what comes now; else something else will."""
    states = SkillState.objects.filter(learner_id=view.learner_id, course_id=view.course.id)
    now = timezone.localtime()
    last = view.events[-1].at or now
    comes = _comes(view) if goes_on else ""
    seed, heard = f"{view.session_id}:{view.last_seq}", summing.heard(view, "greeting")
    spoken = " ".join(filter(None, (words.say("back", seed, heard), _done(view, seed, heard), comes)))
    body: dict[str, Any] = {
        "words": spoken,
        "days": (now.date() - timezone.localtime(last).date()).days,
        "stood": summing.stands(states),
    }
    return Draft("greeting", body)


def _done(view: View, seed: str, heard: Sequence[str]) -> str:
    """What was done last time, in a sentence; nothing where nothing was."""
    events = summing.last_visit(view)
    rows = EvidenceRow.objects.filter(
        learner_id=view.learner_id, course_id=view.course.id, part="", at__gte=events[0].at
    )
    tried = achieved.tried(row.as_evidence() for row in rows.order_by("n"))
    got = SkillState.objects.filter(
        learner_id=view.learner_id, course_id=view.course.id, got_at__gte=events[0].at
    )
    if not tried.problems:
        return ""
    counted = "one problem" if tried.problems == 1 else f"{tried.problems} problems"
    titles = [one.title for one in view.course.skills if one.id in set(got.values_list("skill", flat=True))]
    if titles:
        return words.say("back_got", seed, heard, said=counted, text=_listed(titles))
    return words.say("back_done", seed, heard, said=counted)


def _comes(view: View) -> str:
    """What comes now: the question that is open, else what is due."""
    seed, heard = f"{view.session_id}:{view.last_seq}", summing.heard(view, "greeting")
    waiting = summing.waiting(view)
    if waiting is not None:
        return words.say("back_open", seed, heard, text=f"“{waiting}”") if waiting else ""
    titles = {one.id: one.title for one in view.course.skills}
    today = timezone.localdate()
    days: Mapping[str, Any] = memory.comes_back(view.learner_id, view.course.id, timezone.localtime())
    due = [titles[skill] for skill, day in days.items() if day <= today and skill in titles]
    return words.say("back_due", seed, heard, text=_listed(due)) if due else ""


def _listed(titles: Sequence[str]) -> str:
    """A few of them by name: nobody is told how many wait."""
    named = [f"“{title}”" for title in titles[: summing.NAMED]]
    if len(titles) > summing.NAMED:
        named.append("more")
    return words.listed(named)


def stood(
    view: View,
    past: choosing.Past,
    beliefs: Mapping[str, float],
    asked: Sequence[placement.Asked],
    by: str,
) -> Draft:
    """The end of the questions: what is still there of what was got, and what has faded."""
    missed = {skill for one in asked if one.missed for skill in one.skills}
    named = [(one.id, one.title) for one in view.course.skills if one.id in past.got]
    stands = [one for one in named if beliefs[one[0]] >= ramp.KNOWN and one[0] not in missed]
    faded = [one for one in named if one not in stands]
    slot = "back_unasked" if not asked or by == "unavailable" else "back_faded" if faded else "back_stands"
    fields = {"said": _listed([title for _, title in stands]), "text": _listed([title for _, title in faded])}
    if slot == "back_faded" and not stands:
        slot = "back_all_faded"
    body: dict[str, Any] = {
        "words": words.say(slot, f"{view.session_id}:{view.last_seq}", (), **fields),
        "by": by,
        "asked": len(asked),
        "skills": len(beliefs),
        "skip": [],
        "stands": [{"id": skill, "title": title} for skill, title in stands],
        "faded": [{"id": skill, "title": title} for skill, title in faded],
    }
    return Draft("placed", body)
