"""The first question to somebody new in a course: what they want and what they bring. Never marked."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import structlog
from channels.db import database_sync_to_async
from django.conf import settings

from courses.types import Course
from tutor import memory
from tutor.inference import Inference, InferenceError
from tutor.learner import background, placement
from tutor.learner.background import Hearsay
from tutor.models import EventRow, EvidenceRow, LearnerCourse
from tutor.session.choosing import Past
from tutor.session.commit import Decision, Draft, EvidenceDraft
from tutor.session.view import View
from tutor.types import Event

ITEM = "opening"
BACKGROUND, BACK = "background: ", "taken back: "  # parts of evidence on what a learner says
QUESTION = "What brings you here, and how much of “{title}” do you know already?"
LEVELS = ("New to this", "Some of it", "Most of it")
MOST_OF_IT = LEVELS.index("Most of it")
AS_SAID = (
    "I have never done this before.",
    "I know some of it.",
    "I know most of it.",
)  # LEVELS in a sentence
AT_ONCE = 128  # texts for one call
REMEMBERED = 8_192  # vectors kept, mostly of the names of skills
PATIENCE = 3.0  # seconds in which words are to be understood, or the lesson goes on without
WORTH_WAITING = 5.0  # seconds
TOLD = 0.2  # hearsay as heavy as this is told back
MOST_TOLD = 3

log = structlog.get_logger(__name__)

_vectors: dict[str, Sequence[float]] = {}  # of this process, by text; the oldest go first
QUESTIONS_NOW = "Now a few questions to find where to start. They are not marked against you."


async def is_due(view: View, past: Past) -> bool:
    """Whether the learner is new, the course long enough to be placed in, and the model server there."""
    if view.opener is not None or past.asked or past.passages or not is_placeable(view.course):
        return False
    if not await database_sync_to_async(_is_new)(view):
        return False
    problem = view.course.problems()[0]
    try:
        # Whoever cannot be placed need not be asked; and the course is known there once they have answered.
        item = f"{problem.id}/{problem.steps[0].id}"
        await memory.ask("probe", view.learner_id, view.course.id, [item], patience())
    except InferenceError:
        return False
    return True


def patience() -> float:
    """Seconds for the model server: nothing can stand in for it here, and a new course takes it a moment."""
    return max(WORTH_WAITING, settings.MODELS_DEADLINE)


def is_placeable(course: Course) -> bool:
    return placement.is_worth_it(len(course.skills), len(course.problems()))


def draft(course: Course) -> Draft:
    control = {"kind": "opening", "options": list(LEVELS)}
    return Draft(
        "opening", {"item": ITEM, "question": QUESTION.format(title=course.title), "control": control}
    )


async def answered(view: View, message: Event) -> Decision:
    """Whatever is said, the questions that follow it begin."""
    own, level = _said(message)
    heard = await _heard(view.course, own, level)
    thanks = "Thank you, that helps." if own or level is not None else "That is fine."
    words = " ".join(filter(None, (thanks, _told_back(view.course, heard, level), QUESTIONS_NOW)))
    return Decision(
        (Draft("placing", begun(words) | {"level": level}),),
        answers=message.seq,
        evidence=tuple(_hearsay(one) for one in heard),
    )


def begun(words: str) -> dict[str, Any]:
    """The body of the event with which placement begins."""
    return {"item": "placing", "words": words, "level": None}


def _said(message: Event) -> tuple[str, int | None]:
    """The learner's own words, and the place of the tapped answer among LEVELS."""
    shown = message.body.get("shown")
    if shown is None:
        return ("" if message.body["kind"] == "button" else message.body["text"]), None
    own, place = shown["parts"]
    return own.strip(), int(place) if place else None


def _is_new(view: View) -> bool:
    """No evidence of this learner in this course, and never placed in it."""
    met = LearnerCourse.objects.filter(learner_id=view.learner_id, course_id=view.course.id, evidence_n__gt=0)
    if EventRow.objects.filter(
        session=view.session_id, seq=1, body__trial__in=("lesson", "problem")
    ).exists():
        return False  # a part of a draft is begun at once
    begun = EventRow.objects.filter(
        session__learner_id=view.learner_id, session__version__course_id=view.course.id, kind="placing"
    )
    return not met.exists() and not begun.exists()


async def _heard(course: Course, own: str, level: int | None) -> Sequence[Hearsay]:
    """What was said of single skills: own words first, and what was tapped of the others.

    They are read apart: in "Never brackets. I know most of it." the second would be about brackets.
    """
    told: Sequence[Hearsay] = ()
    try:
        async with asyncio.timeout(PATIENCE):
            # Reading long words against a large course takes a while: others' turns go on meanwhile.
            await _learn_vectors(await asyncio.to_thread(background.texts, own, course))
            told = await asyncio.to_thread(background.read, own, course, _remembered)
    except (InferenceError, TimeoutError) as error:
        log.info("background_not_understood", error=repr(error))
    tapped = background.read(AS_SAID[level], course, _remembered) if level is not None else ()
    spoken_of = {one.skill for one in told}
    return [*told, *(one for one in tapped if one.skill not in spoken_of)]


async def _learn_vectors(texts: Sequence[str]) -> None:
    inference = Inference(settings.MODELS_URL, PATIENCE, token=settings.MODELS_TOKEN)
    missing = [text for text in texts if text not in _vectors]
    while len(_vectors) > REMEMBERED:
        _vectors.pop(next(iter(_vectors)))
    for start in range(0, len(missing), AT_ONCE):
        some = missing[start : start + AT_ONCE]
        _vectors.update(zip(some, await inference.embed(some), strict=True))


def _remembered(texts: Sequence[str]) -> list[Sequence[float]]:
    return [_vectors[text] for text in texts]


def _told_back(course: Course, heard: Sequence[Hearsay], level: int | None) -> str:
    """What was understood of the learner's own words, so that they can see it."""
    tapped = "" if level is None else AS_SAID[level]
    titles = {skill.id: skill.title for skill in course.skills}
    told = [one for one in heard if one.weight >= TOLD and one.quote not in tapped]
    known = [f"“{titles[one.skill]}”" for one in told if one.known][:MOST_TOLD]
    new = [f"“{titles[one.skill]}”" for one in told if not one.known][:MOST_TOLD]
    parts = [f"you have met {' and '.join(known)}"] if known else []
    parts += [f"{' and '.join(new)} {'is' if len(new) == 1 else 'are'} new to you"] if new else []
    return f"I take it that {', and that '.join(parts)}; your answers count for more." if parts else ""


def taken_back(view: View) -> tuple[EvidenceDraft, ...]:
    """What the answers of this conversation speak against of what was said in it, undone.

    Reads the log; a piece of hearsay is taken back once.
    """
    rows = list(EvidenceRow.objects.filter(session_id=view.session_id).order_by("n"))
    said = [row for row in rows if row.part.startswith(BACKGROUND)]
    if not said:
        return ()
    since = [row for row in rows if row.n > said[-1].n]
    undone = {row.part.removeprefix(BACK) for row in since if row.part.startswith(BACK)}
    told = [
        Hearsay(row.skills[0], row.score >= 0.5, row.weight, "")
        for row in said
        if row.message_seq == said[-1].message_seq and row.skills[0] not in undone
    ]
    own = [row for row in since if not (row.part or row.assisted or row.void)]
    # A wrong answer to what needs several skills does not say which of them is missing.
    clear = [row for row in own if row.score >= 1.0 or len(row.skills) == 1]
    answers = [(skill, row.score >= 1.0) for row in clear for skill in row.skills]
    needs = {skill.id: skill.prerequisites for skill in view.course.skills}
    return tuple(
        _hearsay(background.taken_back(one), BACK) for one in background.contradicted(told, answers, needs)
    )


def _hearsay(one: Hearsay, kind: str = BACKGROUND) -> EvidenceDraft:
    """Nothing was tried, so nothing was practised."""
    return EvidenceDraft(
        item=ITEM,
        variant="",
        skills=(one.skill,),
        score=float(one.known),
        assisted=False,
        void=False,
        says_unknown=False,
        misconception=None,
        seconds=None,
        part=f"{kind}{one.skill}",
        weight=one.weight,
        practice=False,
    )
