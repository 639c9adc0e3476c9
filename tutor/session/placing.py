"""Finding where a learner starts: one probe after another, and at the end a sentence on how sure that is.

A placement begins with a `placing` event, asks problems whose `why` is PLACEMENT, and ends with `placed`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from channels.db import database_sync_to_async

from courses.types import Course, Problem, Step
from tutor import memory
from tutor.inference import AskResponse, InferenceError
from tutor.learner import placement, ramp
from tutor.models import EventRow, EvidenceRow
from tutor.session import opening, returning
from tutor.session.choosing import Chosen, Past
from tutor.session.commit import Decision, Draft
from tutor.session.view import View
from tutor.types import PLACEMENT, Event, Move, MoveKind, Outcome

AGAIN = "place"  # the button that asks to be placed anew
ENOUGH = "enough"  # the button that skips the rest
MOST_PROBES = 300  # problems the model server is asked about, spread over the course
TIMED = 5_000  # newest findings of a course from which the time of its items is taken

STOPPED = "Then we leave it at that."
AT_IT_ALREADY = "We are at it already: answer what stands here, or skip the rest."
TOO_SHORT = "This course is short: going through it is as quick as looking for a place in it."
LOOK_AGAIN = "Let us look again where you stand. A few questions, none of them marked against you."
NOTHING_KNOWN = "Then we begin at the beginning. You can have your level looked for whenever you like."
CANNOT = "I cannot look for your level just now, so we go on in the order of the course."
FIRST = "A gentle one to begin with: how it goes says where to look next."
EASIER = "An easier one, to have firm ground first."
STILL_THERE = "You had got “{title}” before: this shows whether it is still there."
TELLS_MOST = "I cannot tell yet how it stands with “{title}”: your answer says most about where to start."


@dataclass(frozen=True, slots=True)
class Probe:
    """The next question, its number, and about how many there will be."""

    chosen: Chosen
    nth: int
    about: int
    again: bool = False  # after a long absence: what was got is asked about


def is_on(view: View) -> bool:
    """Whether the learner is being placed."""
    return view.opener is not None and (
        view.opener.kind == "placing" or view.opener.body.get("why") == PLACEMENT
    )


def again(view: View, message: Event) -> Decision:
    """The learner asks to be placed anew: what is open now is left."""
    if is_on(view) or (view.opener is not None and view.opener.kind == "opening"):
        return _words(message, AT_IT_ALREADY, "asked to be placed while being placed")
    if not opening.is_placeable(view.course):
        return _words(message, TOO_SHORT, "asked to be placed in a short course")
    return Decision((Draft("placing", opening.begun(LOOK_AGAIN)),), answers=message.seq)


def cut_short(view: View, message: Event) -> Decision:
    """No further questions."""
    move = Move(MoveKind.STEP_OVER, STOPPED, "skipped the rest").as_dict()
    body = move | {"title": "", "control": None, "item": view.item, "rest": True, "quiet": True}
    return Decision((Draft("move", body),), answers=message.seq)


async def next_probe(view: View, past: Past) -> Probe | Draft:
    """The question that tells most about where to start, or `placed` when that is known well enough."""
    asked, begun = await database_sync_to_async(_so_far)(view)
    level, again = begun["level"], tuple(begun.get("resume", ()))
    most = placement.MOST_AGAIN if again else placement.most(len(view.course.skills))
    least = placement.LEAST_AGAIN if again else placement.LEAST

    def end(by: str, beliefs: Mapping[str, float]) -> Draft:
        if again:
            return returning.stood(view, past, beliefs, asked, by)
        return _placed(view, beliefs, asked, by)

    skipped = any(event.kind == "move" and event.body.get("rest") for event in view.events)
    try:
        await memory.update_beliefs(view.learner_id, view.course.id, opening.patience())
        beliefs = await database_sync_to_async(_beliefs)(view)
        doubts = {skill: beliefs[skill] for skill in again} if again else beliefs
        if skipped or placement.enough(doubts, len(asked), most, least).stop:
            return end("skipped" if skipped else "enough", beliefs)
        open_ = _open(view.course, past, again)
        answer = await memory.ask("probe", view.learner_id, view.course.id, list(open_), opening.patience())
    except InferenceError:
        beliefs = await database_sync_to_async(_beliefs)(view)
        return end("unavailable", beliefs)
    seconds = await database_sync_to_async(_seconds)(view.course.id)
    probes = _probes(open_, answer, seconds, beliefs)
    # Who says that they know most of it need not begin with the easiest.
    at_once = not asked and (again or level == opening.MOST_OF_IT)
    fitting, is_gentle = (probes, False) if at_once else placement.gentle(probes, asked)
    best = placement.choose(fitting, asked, _topics(view.course))
    if best is None or (len(asked) >= least and best.information < placement.WORTH_ASKING):
        return end("enough", beliefs)
    nth = len(asked) + 1
    reason = EASIER if asked else FIRST
    if not is_gentle:
        title = next(skill.title for skill in view.course.skills if skill.id == best.skills[0])
        reason = (STILL_THERE if again else TELLS_MOST).format(title=title)
    chosen = Chosen(open_[best.item], reason, "model", PLACEMENT)
    return Probe(chosen, nth, placement.about(nth, most), bool(again))


def _so_far(view: View) -> tuple[list[placement.Asked], Mapping[str, Any]]:
    """What was asked since this placement began, and the event with which it did."""
    log = EventRow.objects.filter(session_id=view.session_id, seq__lte=view.last_seq)
    begun = log.filter(kind="placing").latest("seq")
    asked: list[tuple[str, tuple[str, ...], bool]] = []
    rows = log.filter(seq__gt=begun.seq, kind__in=("problem", "verdict")).order_by("seq")
    for kind, body in rows.values_list("kind", "body"):
        if kind == "problem":
            asked.append((body["problem"], tuple(skill["id"] for skill in body["skills"]), True))
        elif asked and body["outcome"] in (Outcome.CORRECT, Outcome.PARTIAL):
            asked[-1] = (*asked[-1][:2], False)
    return [placement.Asked(*one) for one in asked], begun.body


def _beliefs(view: View) -> dict[str, float]:
    """P(known) of every skill, in the order of the course; what nobody has an idea of may be either."""
    known = memory.beliefs_of(view.learner_id, view.course.id)
    return {skill.id: known[skill.id].p if skill.id in known else 0.5 for skill in view.course.skills}


def _open(course: Course, past: Past, again: Sequence[str]) -> dict[str, Problem]:
    """The problems that can be asked, by the item of their first step: not what was solved or shown.

    `again`: skills that were got a long time ago; then those that show whether they are still there.
    """
    if again:
        return {f"{one.id}/{one.steps[0].id}": one for one in returning.again(course, past, again)}
    solved = {item for item, _seed in past.unaided}
    found = {
        item: problem
        for problem in course.problems()
        if (item := f"{problem.id}/{problem.steps[0].id}")
        and problem.id not in past.waiting
        and (problem.where or not (item in solved or past.was_revealed(problem)))
    }
    every = -(-len(found) // MOST_PROBES) or 1
    return dict(list(found.items())[::every])


def _seconds(course_id: str) -> Mapping[str, Sequence[float]]:
    """How long answers to each item took lately, whoever gave them."""
    rows = EvidenceRow.objects.filter(course_id=course_id, part="", seconds__isnull=False, assisted=False)
    found: dict[str, list[float]] = defaultdict(list)
    for item, seconds in rows.order_by("-id").values_list("item", "seconds")[:TIMED]:
        found[item].append(seconds or 0.0)
    return found


def _probes(
    open_: Mapping[str, Problem],
    answer: AskResponse,
    seconds: Mapping[str, Sequence[float]],
    beliefs: Mapping[str, float],
) -> list[placement.Probe]:
    return [
        placement.Probe(
            item=one["item"],
            problem=open_[one["item"]].id,
            skills=open_[one["item"]].steps[0].skills,
            information=one["information"],
            minutes=placement.minutes(
                open_[one["item"]].steps[0].answer["kind"], seconds.get(one["item"], ())
            ),
            known=_known(one["p"], open_[one["item"]].steps[0], beliefs),
        )
        for one in answer["items"]
    ]


def _known(p: float, step: Step, beliefs: Mapping[str, float]) -> float:
    """The chance to get a step right by knowing it: what can be guessed is not easy."""
    options = len(step.answer.get("options", ()))
    by_knowing = max((p - 1.0 / options) / (1.0 - 1.0 / options), 0.0) if options > 1 else p
    return min([by_knowing, *(beliefs[skill] for skill in step.skills)])


def _topics(course: Course) -> dict[str, str]:
    """The lesson in which each skill is first practised."""
    return {
        skill: lesson.id
        for lesson in reversed(course.lessons)
        for problem in lesson.problems
        for skill in problem.skills
    }


def _placed(view: View, beliefs: Mapping[str, float], asked: Sequence[placement.Asked], by: str) -> Draft:
    """The end of it, in words. `by`: enough, skipped, or unavailable when the model server is away."""
    skip = placement.skippable(beliefs, ramp.KNOWN)
    words = placement.sentence(beliefs, ramp.KNOWN, by == "skipped")
    if by == "unavailable":
        skip, words = (), CANNOT
    elif not asked:
        skip, words = (), NOTHING_KNOWN
    titles = {skill.id: skill.title for skill in view.course.skills}
    body: dict[str, Any] = {
        "words": words,
        "by": by,
        "asked": len(asked),
        "skills": len(beliefs),
        "skip": [{"id": skill, "title": titles[skill]} for skill in skip],
        "sure": placement.percent(placement.standing(beliefs)),
    }
    return Draft("placed", body)


def _words(message: Event, words: str, reason: str) -> Decision:
    body = Move(MoveKind.REPLY, words, reason).as_dict() | {"title": "", "control": None, "item": None}
    return Decision((Draft("move", body),), answers=message.seq)
