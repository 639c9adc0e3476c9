"""A conversation on one step without a server: sends messages, keeps the log as the session would."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from courses.types import Hint, Misconception, Step
from tutor.dialogue import intent, policy, state
from tutor.dialogue.answering import Told
from tutor.dialogue.intent import Intent
from tutor.dialogue.state import StepState
from tutor.types import PLACEMENT, Answer, Event, Finding, Move, MoveKind, Outcome, Sibling, Verdict

ITEM = "p1/s1"
ANSWER = "SOLUTION-ANSWER"
LINE = "SOLUTION-LINE"
LEAK = "SOLUTION-HINT"
SECRETS = (ANSWER, LINE, LEAK)
SMALL = "SMALL-ANSWER"  # what a scaffold asks for

MISCONCEPTION = Misconception("sign", "Sign lost", "What happens to the sign when you move 3 across?")
NUDGE = Hint("h1", "Look at the left side.")
POINT = Hint("h2", "Undo the $+3$ first.", requires=("h1",))
SCAFFOLD = Hint("h3", "What is $10 - 3$?", answer={"kind": "number", "value": "7"}, requires=("h2",))
BOTTOM = Hint("h4", f"So it is {LEAK}.", requires=("h3",))
AFTER = Hint("h5", "Check by putting it back.", requires=("h4",))


def step(
    *hints: Hint, misconceptions: Sequence[Misconception] = (), solution: Sequence[str] = (LINE,)
) -> Step:
    return Step(
        "s1", "Solve $x + 3 = 10$.", {"kind": "number"}, ("a",), hints, tuple(misconceptions), tuple(solution)
    )


LIKE_IT = Sibling(
    "Another", "A number and four make nine.", "Solve $x + 4 = 9$.", ("Take 4 away.", "$x = 5$"), "$x = 5$"
)
FULL = step(NUDGE, POINT, SCAFFOLD, BOTTOM, AFTER, misconceptions=(MISCONCEPTION,))


def verdict(
    outcome: Outcome,
    *,
    misconception: str | None = None,
    value: Finding = Finding.UNCHECKED,
    form: Finding = Finding.UNCHECKED,
) -> Verdict:
    score = {Outcome.CORRECT: 1.0, Outcome.PARTIAL: 0.5}.get(outcome, 0.0)
    return Verdict(outcome, score, "", value=value, form=form, misconception=misconception)


def of_lines(
    *statuses: str,
    outcome: Outcome = Outcome.INCORRECT,
    at: str | None = None,
    misconception: str | None = None,
    form: Finding = Finding.UNCHECKED,
) -> Verdict:
    """A verdict on lines of those statuses. `at`: x in the counterexample of each wrong line."""
    shown = {"at": {"x": at}, "before": "1 = 1", "after": "1 = 2", "solves": "before"} if at else None
    lines = [
        {
            "line": number,
            "status": status,
            "relation": "neither",
            "why": "",
            "kind": None,
            "counterexample": shown if status == "wrong" else None,
            "text": f"line {number}",
        }
        for number, status in enumerate(statuses, 1)
    ]
    return Verdict(
        outcome,
        0.0,
        "",
        value=Finding.OK if outcome is Outcome.PARTIAL else Finding.WRONG,
        form=form,
        process=next((Finding(one) for one in ("wrong", "suspect") if one in statuses), Finding.OK),
        lines=tuple(lines),
        first_wrong_line=statuses.index("wrong") + 1 if "wrong" in statuses else None,
        misconception=misconception,
    )


RIGHT = verdict(Outcome.CORRECT)
WRONG = verdict(Outcome.INCORRECT)
SIGN = verdict(Outcome.INCORRECT, misconception="sign")
NEAR = verdict(Outcome.PARTIAL)
FORM = verdict(Outcome.PARTIAL, value=Finding.OK, form=Finding.WRONG)
GIBBERISH = verdict(Outcome.NOT_AN_ATTEMPT)
BAD_LINE = of_lines("ok", "wrong", at="3")
OPEN = verdict(Outcome.CANNOT_CHECK)


def opening(
    control: Mapping[str, Any] | None = None, item: str = ITEM, why: str = "edge", **more: Any
) -> Event:
    body = {
        "problem": "p1",
        "stem": "A number and three make ten.",
        "prompt": "Solve $x + 3 = 10$.",
        "control": control or {"kind": "text", "options": []},
        "item": item,
        "why": why,
        **more,
    }
    return Event(1, "problem", body)


@lru_cache(maxsize=4_096)  # walks say the same over and over
def _meant(sent: Answer, outcome: Outcome | None) -> Intent:
    return intent.read(sent, verdict(outcome) if outcome is not None else None)


@dataclass
class Talk:
    """One step, one learner. `told` collects what the policy asked to know."""

    step: Step = FULL
    reveals_allowed: bool = True
    seed: int = 0
    control: Mapping[str, Any] | None = None
    placing: bool = False
    more: Mapping[str, Any] = field(default_factory=dict)  # what else the opening event says
    scaffold_control: Mapping[str, Any] | None = None
    small: str = SMALL  # the answer of every scaffold
    contact: str = "Ms Lind, room 12"
    sibling: Sibling | None = None
    leaks: Callable[[str], bool] = lambda text: any(secret in text for secret in SECRETS)
    leads_to: str = ""
    hurried: bool = False  # every message comes too soon
    events: list[Event] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    state: StepState = field(default_factory=StepState)

    def __post_init__(self) -> None:
        if not self.events:
            self._append(opening(self.control, why=PLACEMENT if self.placing else "edge", **self.more))

    def answers(self, text: str, found: Verdict = WRONG) -> Move:
        return self.turn(Answer("answer", text), found)

    def says(self, text: str, told: Told | None = None) -> Move:
        return self.turn(Answer("chat", text), None, told)

    def presses(self, button: str) -> Move:
        return self.turn(Answer("button", button), None)

    def turn(self, sent: Answer, found: Verdict | None, told: Told | None = None) -> Move:
        before = self.state
        self._log(
            "message", {"kind": sent.kind, "text": sent.text, "step": ITEM, "scaffold": before.open_scaffold}
        )
        meant = _meant(sent, found.outcome if found is not None else None)
        move = policy.next_move(
            self.state,
            self.step,
            meant,
            found,
            answer=self._answer,
            text=sent.text,
            reveals_allowed=self.reveals_allowed,
            seed=self.seed,
            hint_answer=self._hint_answer,
            leaks=self.leaks,
            contact=self.contact,
            sibling=lambda: self.sibling,
            hurried=self.hurried,
            leads_to=lambda: self.leads_to,
            told=told,
        )
        if found is not None:
            self._log("verdict", {**found.as_dict(), "text": sent.text, "scaffold": before.open_scaffold})
        control = self.scaffold_control if move.kind is MoveKind.SCAFFOLD else None
        kept = {"told": {"skill": told.skill}} if told is not None else {}
        self._log("move", {**move.as_dict(), "title": "", "control": control, "intent": meant.value, **kept})
        return move

    def _answer(self) -> str:
        self.told.append(ANSWER)
        return ANSWER

    def _hint_answer(self, hint: Hint) -> str:
        self.told.append(hint.id)
        return self.small

    def _log(self, kind: str, body: Mapping[str, Any]) -> None:
        self._append(Event(len(self.events) + 1, kind, body))

    def _append(self, event: Event) -> None:
        self.events.append(event)
        self.state = state.fold([event], self.state)
