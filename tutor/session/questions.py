"""Looks in the courses for what a learner asks, under a deadline. What fails or is late finds nothing.

Only passages and descriptions of skills are searched (`inference.course_texts`), never problems or solutions;
`dialogue.answering` decides what of them may be quoted.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import structlog
from channels.db import database_sync_to_async
from django.conf import settings
from prometheus_client import Counter

from courses import publish
from courses.models import CourseVersion
from courses.types import Course, Problem
from tutor import grading, memory
from tutor.dialogue import answering, shelf
from tutor.dialogue import intent as intents
from tutor.dialogue.answering import Source, Told
from tutor.dialogue.intent import Intent
from tutor.dialogue.shelf import Tells
from tutor.dialogue.state import StepState
from tutor.dialogue.turn import MOST_NUDGES
from tutor.inference import Inference, InferenceError, SearchResponse
from tutor.learner import detour
from tutor.models import EventRow
from tutor.session import detours, material
from tutor.session.commit import QuestionDraft
from tutor.session.view import View
from tutor.types import Answer, Belief

log = structlog.get_logger(__name__)

PATIENCE = 1.0  # seconds for everything that is asked of the model server
SEARCHED = 12  # texts asked for

_asked = Counter(
    "edgewise_questions_total", "Questions of learners, by where an answer was found", ["answer"]
)


def is_asked(intent: Intent, text: str, state: StepState) -> bool:
    """Whether an answer is to be looked for: not while placing, where help would spoil what is found out."""
    quiet = state.placing or state.over or state.nudges >= MOST_NUDGES
    return not quiet and answering.is_question(intent, text)


async def to_step(
    view: View, problem: Problem, index: int, state: StepState, intent: Intent, text: str
) -> Told | None:
    """What there is to say to a question at an open step; None where nobody could look, or none was asked."""
    if not is_asked(intent, text, state):
        return None
    step = problem.steps[index]
    tells = shelf.guarded(problem, index, state.finished_scaffolds)
    about_it = intent is Intent.ASKS_TASK
    hint = next((one for one in step.hints if one.id == state.open_scaffold), None)
    if hint is None:
        spec = grading.spec_of(step, problem.stem)
        found = answering.from_task(text, problem.stem, step.prompt, spec, tells, about_it)
    else:
        found = answering.from_task(text, "", hint.text, grading.spec_of_hint(hint), tells, about_it)
    found = found or await look(view, text, tells, step.skills)
    return found if found is not None and answering.is_wanted(found, intent, text) else None


async def aside(view: View, said: Answer) -> Told | None:
    """What there is to say to a question where no step is open, or to one that is over."""
    intent = intents.read(said, None)
    opener = view.opener
    if not answering.wants_any_answer(intent, said.text):
        return None
    if opener is not None and opener.kind == "guess":
        if said.text in opener.body["choices"]:
            return None
        passage = shelf.passages(view.course)[opener.body["passage"]]
        return await look(view, said.text, shelf.hides(passage) or _nothing_hidden)
    if opener is not None and "seed" in opener.body:
        problem = material.variant(view.course, opener.body["problem"], opener.body["seed"])
        specs = [grading.spec_of(step, problem.stem) for step in problem.steps]
        return await look(view, said.text, shelf.any_of(specs))
    return await look(view, said.text, _nothing_hidden)


def _nothing_hidden(_text: str) -> bool:
    return False


async def look(view: View, text: str, tells: Tells, skills: Sequence[str] = ()) -> Told | None:
    """What this course, or else another, says to a question. `skills`: of the open step."""
    ends = asyncio.get_running_loop().time() + PATIENCE
    known = await database_sync_to_async(_known)(view)
    own = await _search(ends, known.version.ref, lambda: view.course, text)
    if own is None:
        return None
    here = shelf.taken(view.course, own["found"], own["relevance"], known.met)
    told: Told | None = None
    if own["relevant"]:
        told = await asyncio.to_thread(answering.from_course, here, tells)
    if told is None:
        told = await _elsewhere(ends, known.version, text, tells)
    if told is None:
        told = await asyncio.to_thread(answering.near, here, tells)
    if told is None:
        return await asyncio.to_thread(answering.nothing, here[0] if here else None, tells)
    if told.source not in (Source.HERE, Source.AHEAD, Source.NEAR):
        return told
    about = next(one.skills for one in here if one.place == told.place)
    missing = detour.missing(view.course, about, skills, known.beliefs)
    if missing is None or known.on_detour or await asyncio.to_thread(tells, missing.title):
        return told
    return replace(told, skill=missing.title, detour=missing.id)


def draft(view: View, text: str, intent: Intent, told: Told | None) -> QuestionDraft | None:
    """What the author gets to read of it; nothing of what was hardly a question."""
    if told is None and intent not in answering.ASKS:
        return None
    answer = str(told.source) if told is not None else "unsearched"
    _asked.labels(answer).inc()
    if told is None:
        return QuestionDraft(view.item or "", text, answer)
    return QuestionDraft(view.item or "", text, answer, told.place, told.title, told.course, told.score)


def body_of(told: Told) -> dict[str, Any]:
    """How the log keeps where an answer came from, and the detour that is offered."""
    names = ("title", "course", "place", "skill", "detour")
    return {"from": str(told.source), **{name: getattr(told, name) for name in names}}


@dataclass(frozen=True, slots=True)
class _Known:
    """What is read of the learner and the course before anybody is asked."""

    version: CourseVersion
    met: frozenset[str]  # passages
    beliefs: Mapping[str, Belief]
    on_detour: bool  # one at a time


def _known(view: View) -> _Known:
    rows = EventRow.objects.filter(
        session__learner_id=view.learner_id, session__version__course_id=view.course.id, kind="passage"
    )
    return _Known(
        CourseVersion.objects.get(pk=view.version_id),
        frozenset(rows.values_list("body__passage", flat=True)),
        memory.beliefs_of(view.learner_id, view.course.id),
        detours.is_on(view),
    )


async def _search(ends: float, ref: str, course: Callable[[], Course], text: str) -> SearchResponse | None:
    """None where the model server does not answer by `ends`, or is still reading this course."""
    left = ends - asyncio.get_running_loop().time()
    server = Inference(settings.MODELS_URL, max(left, 0.01), token=settings.MODELS_TOKEN)
    try:
        async with asyncio.timeout_at(ends):
            try:
                return await server.search(ref, text, SEARCHED)
            except InferenceError as error:
                if error.code != "unknown_texts":
                    raise
            whole = await database_sync_to_async(course)()
            return await server.search_telling(ref, whole, text, SEARCHED)
    except (InferenceError, TimeoutError) as error:
        log.info("search_unanswered", course=ref, error=repr(error))
        return None


async def _elsewhere(ends: float, own: CourseVersion, text: str, tells: Tells) -> Told | None:
    versions = await database_sync_to_async(memory.beside)(own)
    searches = [_search(ends, one.ref, partial(publish.load, one), text) for one in versions]
    answers = await asyncio.gather(*searches)
    found = [
        (answer["relevance"], version)
        for version, answer in zip(versions, answers, strict=True)
        if answer is not None and answer["relevant"]
    ]
    if not found:
        return None
    _, version = max(found, key=lambda one: one[0])
    answer = answers[versions.index(version)]
    other = await database_sync_to_async(publish.load)(version)
    assert answer is not None
    found_there = shelf.taken(other, answer["found"], answer["relevance"], ())
    return await asyncio.to_thread(answering.from_another, found_there, other.title, tells)
