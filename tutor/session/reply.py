"""What one message leads to: the checker judges, the policy chooses. Writes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from functools import partial
from typing import Any

from channels.db import database_sync_to_async
from django.conf import settings

from tutor import grading
from tutor.dialogue import answering, policy, words
from tutor.dialogue import intent as intents
from tutor.dialogue.answering import Told
from tutor.dialogue.intent import Intent
from tutor.dialogue.state import GIVING, StepState, fold
from tutor.dialogue.wording import task_of
from tutor.grading import Spec
from tutor.models import Learner
from tutor.session import (
    afterwords,
    appeals,
    asides,
    autonomy,
    beside,
    detours,
    judging,
    material,
    opening,
    placing,
    questions,
    rewording,
    showing,
    summing,
    timing,
)
from tutor.session.choosing import Way
from tutor.session.commit import Decision, Draft
from tutor.session.view import View
from tutor.types import Answer, Event, Move, MoveKind, Outcome, Verdict

STALE = "That was for the question before. Here is where we are now."
PICK_A_GUESS = "First a guess: tap the one you would bet on, or say that you have no idea. It is not marked."
SHOWN_BY = {"guess": "passage", showing.OPENER: "worked"}  # what a guess is answered by
SUMMED = "It stands just above: nothing has come since. Until next time."
ALL_DONE = "You have come to the end of this course. You can start another from the list of courses."


def is_settled(view: View) -> bool:
    """Whether what was asked is over, so that something new is to be asked."""
    if view.opener is None:
        return True
    if view.opener.kind in ("opening", "placing"):
        return view.opener.kind == "placing"
    if view.opener.kind in SHOWN_BY:
        return any(event.kind == SHOWN_BY[view.opener.kind] for event in view.events)
    return fold(view.events).over and afterwords.open_in(view.events) is None


async def decide(view: View, message: Event) -> Decision:
    """The verdict and the move that answer `message`."""
    said = Answer(message.body["kind"], message.body["text"])
    opener = view.opener
    if said.kind in ("answer", "chat") and not _asks_a_step(view, message) and intents.is_distress(said.text):
        return _care(message, await database_sync_to_async(contact)(view))
    if said == Answer("button", placing.AGAIN):
        return placing.again(view, message)
    if _may_be_aside(view, message, said):
        told = await questions.aside(view, said)
        if told is not None:
            return _told(view, message, told)
    if (level := autonomy.chosen(said)) is not None:
        return autonomy.decide(view, message, level)
    if (verdict := appeals.chosen(said)) is not None:
        return await appeals.decide(view, message, verdict, is_settled(view))
    if said == Answer("button", summing.BUTTON):
        return await _summed(view, message)
    if opener is None or opener.kind == "finished":
        return _remark(message, ALL_DONE, "the course is finished")
    if message.body["step"] not in (None, view.item) or is_settled(view):
        return _remark(message, STALE, "the message was for an earlier question")
    if opener.kind == "opening":
        return await opening.answered(view, message)
    if said == Answer("button", placing.ENOUGH) and placing.is_on(view):
        return placing.cut_short(view, message)
    if opener.kind == "guess":
        return _after_guess(view, opener, said, message)
    if opener.kind == showing.OPENER:
        return await showing.after_prediction(view, opener, said, message)
    closing = afterwords.open_in(view.events)
    if closing is not None:
        heard = await database_sync_to_async(asides.heard_before)(view)
        return afterwords.answered(view, closing, said, message, heard)
    if said.kind == "guess":
        return _remark(message, STALE, "a guess, where an answer was asked")
    return await _after_step(view, opener, said, message)


def _may_be_aside(view: View, message: Event, said: Answer) -> bool:
    """Whether a message may be a question to be answered beside what is asked."""
    if said.kind not in ("answer", "chat") or _asks_a_step(view, message) or placing.is_on(view):
        return False
    return view.opener is None or view.opener.kind != "opening"


def passage_draft(view: View, passage_id: str, guess: str | None) -> Draft:
    """The passage, opening with what it has to say to the learner's guess."""
    passage = next(one for lesson in view.course.lessons for one in lesson.passages if one.id == passage_id)
    body: dict[str, Any] = {"passage": passage.id, "title": passage.title, "body": passage.body}
    body |= {"reply": None, "truth": None}
    if passage.guess is not None:
        replies = {choice.text: choice.reply for choice in passage.guess.choices}
        body["reply"] = replies.get(guess or "")
        body["truth"] = passage.guess.choices[passage.guess.truth].text
    return Draft("passage", body)


def _after_guess(view: View, opener: Event, said: Answer, message: Event) -> Decision:
    """A guess is stored and answered by the passage, never judged; no idea is as good as any."""
    no_idea = (said.kind == "guess" and not said.text) or (said.kind == "button" and said.text == "idk")
    if not no_idea and said.text not in opener.body["choices"]:
        return _remark(message, PICK_A_GUESS, "not one of the guesses")
    draft = passage_draft(view, opener.body["passage"], None if no_idea else said.text)
    then = {"next": opener.body.get("next")}
    return Decision((Draft(draft.kind, {**draft.body, **then}),), answers=message.seq)


@dataclass(frozen=True, slots=True)
class _Read:
    """A message on the open step, and what was found of it before a move is chosen.

    `state`: as it stood before; `found`: the checker's word on `value`, the part of the text that it is on.
    """

    asked: judging.Asked
    spec: Spec
    said: Answer
    state: StepState
    intent: Intent
    found: Verdict | None
    scaffold: str | None
    value: str

    @property
    def verdict(self) -> Verdict | None:
        """Of an attempt; all else is no answer, whatever the checker makes of it."""
        return self.found if self.intent is Intent.ATTEMPT else None

    @property
    def is_solved(self) -> bool:
        right = self.found is not None and self.found.outcome is Outcome.CORRECT
        return self.state.over or (self.scaffold is None and right)

    def leaks(self, text: str) -> bool:
        return material.leaks(text, self.spec)


async def _after_step(view: View, opener: Event, said: Answer, message: Event) -> Decision:
    view, is_judged = _unjudged(view, message)
    found = await _read(view, opener, said)
    told = None
    if said.kind != "button":
        told = await questions.to_step(
            view, found.asked.problem, found.asked.index, found.state, found.intent, said.text
        )
    move, way = await _moves(view, opener, message, found, told)
    aside = await asides.beside(
        view, found.asked.problem, opener, found.state, said, (found.verdict, found.value)
    )
    kept = aside.kept
    if kept is None and said.kind != "button":
        kept = questions.draft(view, said.text, found.intent, told)
    more = _more(view, found, told or aside.told, way)
    quiet = _is_quiet(found, move) and aside.around(move) == move
    judged_draft = None if found.verdict is None else _verdict_draft(found, message)
    after = await afterwords.after(view, found.asked, found.state, said.text, move, judged_draft)
    judged = Decision(())
    if not is_judged:
        judged = await _judged(view, found, judged_draft, message)
    if quiet or found.intent is Intent.DISTRESS or not rewording.is_on(move):
        drafts = (*judged.drafts, _move_draft(found, aside.around(move), quiet, more), *after)
        return replace(judged, drafts=drafts, answers=message.seq, question=kept)

    async def worded() -> Decision:
        shown = (found.asked.stem, found.asked.step.prompt)
        task = task_of(found.spec, shown, found.leaks, solved=found.is_solved)
        other = await rewording.put(move, said.text, found.verdict, task, found.state.heard)
        draft = _move_draft(found, aside.around(other), quiet, more)
        return Decision((draft, *after), answers=message.seq, question=kept)

    return replace(judged, judges=message.seq, later=worded)


async def _read(view: View, opener: Event, said: Answer) -> _Read:
    asked = await database_sync_to_async(judging.asked_now)(view, opener)
    spec = grading.spec_of(asked.step, asked.stem)
    heard = await database_sync_to_async(asides.heard_before)(view)
    state = fold(view.events, StepState(heard=tuple(heard)))
    found, scaffold, value = await judging.judge(asked.step, spec, state, said)
    if found is not None and scaffold is None:
        state = state.without_scaffold()
    return _Read(asked, spec, said, state, intents.read(said, found), found, scaffold, value)


async def _moves(
    view: View, opener: Event, message: Event, found: _Read, told: Told | None
) -> tuple[Move, Way | None]:
    """What the policy says, and where it leads if that is a detour."""
    whom = await database_sync_to_async(contact)(view) if found.intent is Intent.DISTRESS else ""
    decides = partial(
        policy.next_move,
        found.state,
        found.asked.step,
        found.intent,
        found.found,
        text=found.value,
        reveals_allowed=found.asked.reveals_allowed,
        seed=found.asked.seed,
        answer=lambda: grading.answer_text(found.spec),
        hint_answer=lambda hint: grading.answer_text(grading.spec_of_hint(hint)),
        leaks=found.leaks,
        contact=whom,
        told=told,
        hurried=timing.is_hurried(view.events, message),
    )
    return await beside.next_move(view, opener, decides)


def _more(view: View, found: _Read, told: Told | None, way: Way | None) -> dict[str, Any]:
    """What the log keeps of a move beside its own fields."""
    more: dict[str, Any] = {"told": questions.body_of(told)} if told is not None else {}
    if found.intent is Intent.TAKES_DETOUR and found.state.offered:
        more |= detours.body_of(view)
    return more | ({"leads_to": asdict(way)} if way is not None else {})


def _is_quiet(found: _Read, move: Move) -> bool:
    """While placing, and for what came by itself, a mark is enough: what is said beside it stays small."""
    marks = move.kind in (MoveKind.ACKNOWLEDGE, MoveKind.STEP_OVER) and found.intent is not Intent.DISTRESS
    return marks and (found.state.placing or (move.step_done and found.state.untouched))


async def _judged(view: View, found: _Read, draft: Draft | None, message: Event) -> Decision:
    """The verdict, and what it is evidence of."""
    asked, state, verdict = found.asked, found.state, found.verdict
    if found.scaffold:
        return Decision(() if draft is None else (draft,))
    waits = None if verdict is None else appeals.undecided(view, asked, found.said, verdict, message)
    return Decision(
        () if draft is None else (draft,),
        attempt=None if verdict is None else judging.attempt(asked, state, found.said, verdict),
        evidence=await judging.evidence(view, asked, state, found.intent, verdict, message),
        appeal=None if waits is None else (waits, None),
    )


def _unjudged(view: View, message: Event) -> tuple[View, bool]:
    """As before the message was judged, and whether it was: a turn may die while words are put otherwise."""
    last_move = max((event.seq for event in view.events if event.kind == "move"), default=0)
    done = [
        event for event in view.events if event.kind == "verdict" and event.seq > max(last_move, message.seq)
    ]
    if not done:
        return view, False
    return replace(view, events=tuple(event for event in view.events if event not in done)), True


def _verdict_draft(found: _Read, message: Event) -> Draft:
    assert found.verdict is not None
    of = {"text": found.value, "scaffold": found.scaffold, "message": message.seq}
    return Draft("verdict", found.verdict.as_dict() | of)


def _move_draft(found: _Read, move: Move, quiet: bool, more: Mapping[str, Any]) -> Draft:
    title, control = "", None
    if move.hint is not None:
        hint = judging.hint_of(found.asked.step, move.hint)
        title = hint.title if move.kind in GIVING else ""
        if move.kind is MoveKind.SCAFFOLD:
            control = grading.control(grading.spec_of_hint(hint))
    body = move.as_dict() | {"title": title, "control": control}
    body |= {"item": found.asked.item, "intent": found.intent.value}
    return Draft("move", body | dict(more) | ({"quiet": True} if quiet else {}))


def _asks_a_step(view: View, message: Event) -> bool:
    """Whether the message goes to a question that is open, where the policy answers all that is said."""
    asks = view.opener is not None and view.opener.kind in ("problem", "step")
    asks = asks and afterwords.open_in(view.events) is None
    return asks and message.body["step"] in (None, view.item) and not is_settled(view)


def contact(view: View) -> str:
    """Whom a learner in distress can turn to: the course's own people; a guest is nobody's pupil."""
    known = Learner.objects.filter(pk=view.learner_id, user__isnull=False).exists()
    course, site = view.course.contact, settings.CONTACT
    return (course or site) if known else (site or course)


def _care(message: Event, whom: str) -> Decision:
    """Words to a learner in distress where no step is asked; what is open stays open."""
    slot = "distress" if whom else "distress_no_contact"
    spoken = words.say(slot, message.seq, (), contact=whom)
    body = Move(MoveKind.REPLY, spoken, "speaks of harm").as_dict()
    body |= {"title": "", "control": None, "item": None, "intent": Intent.DISTRESS.value}
    return Decision((Draft("move", body),), answers=message.seq)


def _told(view: View, message: Event, told: Told) -> Decision:
    """An answer beside what is asked; what is open stays open."""
    move = Move(
        MoveKind.REPLY, answering.spoken(told, message.seq, ()), f"a question, answered: {told.source}"
    )
    body = move.as_dict() | {"title": "", "control": None, "item": None, "told": questions.body_of(told)}
    kept = questions.draft(view, message.body["text"], Intent.ASKS_SUBJECT, told)
    body |= {"intent": Intent.ASKS_SUBJECT.value}
    return Decision((Draft("move", body),), answers=message.seq, question=kept)


async def _summed(view: View, message: Event) -> Decision:
    """What the visit came to. What is open stays open: who likes can go on at once."""
    if await database_sync_to_async(summing.is_summed)(view):
        return _remark(message, SUMMED, "nothing came since the last summary")
    return Decision((await summing.summary(view),), answers=message.seq)


def _remark(message: Event, spoken: str, reason: str) -> Decision:
    move = Move(MoveKind.REPLY, spoken, reason)
    return Decision(
        (Draft("move", move.as_dict() | {"title": "", "control": None, "item": None}),), answers=message.seq
    )
