"""What is said beside the reply to an answer: to a question that came with it, and of the question before.

The answer is judged as ever; nothing here changes a verdict or a move, only what stands around its words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from channels.db import database_sync_to_async

from courses.types import Problem
from tutor.dialogue import answering, stated, words
from tutor.dialogue import intent as intents
from tutor.dialogue.answering import Told
from tutor.dialogue.state import REMEMBERED, SPOKEN, StepState, same
from tutor.models import EventRow
from tutor.session import questions
from tutor.session.commit import QuestionDraft
from tutor.session.view import View
from tutor.types import Answer, Event, Move, Outcome, Verdict

# no subject to be looked for
_WHY = re.compile(
    r"(?:(?:but|and|so|then)\s)*(?:why|how|how come|what)(?:\s(?:is|it|that|this|so|exactly|though))*\s*\?+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Asides:
    """Words around those of a move; `told` and `kept` of the question that was asked beside.

    Attributes:
        answer: to that question. It stands first, unless the step is over: what the move asks comes last.
        remark: a sentence before the move's own.
    """

    answer: str = ""
    remark: str = ""
    told: Told | None = None
    kept: QuestionDraft | None = None

    def around(self, move: Move) -> Move:
        spoken = f"{self.remark} {move.words}".strip()
        parts = (spoken, self.answer) if move.step_done else (self.answer, spoken)
        return replace(move, words="\n\n".join(filter(None, parts)))


async def beside(
    view: View,
    problem: Problem,
    opener: Event,
    state: StepState,
    said: Answer,
    judged: tuple[Verdict | None, str],
) -> Asides:
    """What comes with the reply to `said`. `judged`: the verdict, and what of the text it is on."""
    verdict, value = judged
    if verdict is None or said.kind == "button" or state.placing:
        return Asides()
    right = verdict.outcome is Outcome.CORRECT
    seed = f"{opener.body['seed']}:{state.item}:{said.text!a}"
    remark = ""
    if verdict.outcome is Outcome.INCORRECT and not (state.options or state.in_scaffold):
        known = await database_sync_to_async(_right_before)(view, opener, value)
        remark = words.say("one_before", seed, state.heard, said=words.quote(known)) if known else ""
    question = stated.question_beside(said.text)
    if not question:
        return Asides(remark=remark)
    if _WHY.fullmatch(question):
        whys = right and not state.in_scaffold
        return Asides(words.say("why_beside", seed, state.heard) if whys else "", remark)
    asks = intents.read(Answer("chat", question), None)
    told = await questions.to_step(view, problem, opener.body["index"], state, asks, question)
    kept = questions.draft(view, question, asks, told)
    if told is None:
        return Asides(remark=remark, kept=kept)
    if right:  # the question that a detour would lead back to is over
        told = replace(told, skill="", detour="")
    return Asides(answering.spoken(told, seed, state.heard), remark, told, kept)


def _right_before(view: View, opener: Event, text: str) -> str:
    """The right answer to the question before this one, if `text` is that again; else ""."""
    asked = EventRow.objects.filter(
        session_id=view.session_id, kind__in=("problem", "step"), seq__lt=opener.seq
    ).order_by("-seq")
    last = asked.values_list("seq", flat=True).first()
    if last is None:
        return ""
    rights = EventRow.objects.filter(
        session_id=view.session_id,
        kind="verdict",
        seq__gt=last,
        seq__lt=opener.seq,
        body__outcome=Outcome.CORRECT.value,
        body__scaffold=None,
    )
    found = rights.order_by("-seq").values_list("body", flat=True).first()
    if found is None:
        return ""
    known = str(found["text"])
    return _value(known) if same(_value(known), _value(text)) else ""


def _value(text: str) -> str:
    """What a message comes to without the words around it."""
    return stated.alone(text) or text


def heard_before(view: View) -> Sequence[str]:
    """The tutor's last words before the open question, oldest first: the view begins there."""
    rows = EventRow.objects.filter(
        session_id=view.session_id,
        kind__in=SPOKEN,
        seq__lt=view.opener.seq if view.opener is not None else 0,
    )
    said = rows.order_by("-seq").values_list("body__words", flat=True)[:REMEMBERED]
    return tuple(str(one) for one in reversed(said))
