"""One step's conversation from values alone: no log, no database, no server. For replays and benches.

Checks with `tutor.grading`, decides with the policy, words with the guard, as a session does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Any

from courses.types import Hint, Step
from tutor import grading
from tutor.dialogue import intent, policy, stated, wording
from tutor.dialogue.intent import Intent
from tutor.dialogue.state import StepState, fold
from tutor.dialogue.wording import Task
from tutor.grading import Spec
from tutor.types import Answer, Event, Move, MoveKind, Outcome, Verdict

Proposer = Callable[[Move], str]  # stands in the place of a model: proposes words for a move


@dataclass(frozen=True, slots=True)
class Reply:
    """What one message led to."""

    intent: Intent
    verdict: Verdict | None
    move: Move
    words: str  # that reach the learner, a solution included, whole or but for its end
    task: Task  # what a model may say in place of the words, and what not
    fates: tuple[str, ...] = ()  # of the sentences that a model proposed

    @property
    def revealed(self) -> bool:
        return self.move.kind is MoveKind.REVEAL

    @property
    def reasons(self) -> list[str]:
        return [self.move.reason, *(f"guard: {fate}" for fate in self.fates)]


@dataclass
class Talk:
    """A learner on one step, whose answer field is the only field."""

    step: Step
    stem: str = ""
    seed: int = 0
    reveals_allowed: bool = True
    state: StepState = field(init=False)
    _events: int = 0

    def __post_init__(self) -> None:
        body = {
            "problem": "replayed",
            "item": f"replayed/{self.step.id}",
            "stem": self.stem,
            "prompt": self.step.prompt,
            "control": grading.control(self.spec),
            "why": "edge",
        }
        self.state = StepState()
        self._log("problem", body)

    @cached_property
    def spec(self) -> Spec:
        return grading.spec_of(self.step, self.stem)

    @cached_property
    def leaks(self) -> Callable[[str], bool]:
        return lru_cache(maxsize=512)(lambda text: grading.leaks(text, self.spec))

    def tell(self, history: Iterable[tuple[str, str]]) -> None:
        """What was said before, as (role, text): attempts count, and the tutor has heard its own words."""
        for role, text in history:
            if role == "learner":
                self._attempted(text)
            else:
                self.state = replace(self.state, heard=(*self.state.heard, text))

    def _attempted(self, text: str) -> None:
        found, scaffold = self._judged(text)
        if intent.read(Answer("answer", text), found) is Intent.ATTEMPT:
            self._log("verdict", {**found.as_dict(), "text": text, "scaffold": scaffold})

    def take(self, said: Answer, proposer: Proposer | None = None) -> Reply:
        """Answer one message. `proposer` says what a model would put in the place of the authored words."""
        found: Verdict | None = None
        scaffold: str | None = None
        if said.kind == "answer" or intent.read(said, None) is Intent.ATTEMPT:
            found, scaffold = self._judged(said.text)
        state = self.state.without_scaffold() if found is not None and scaffold is None else self.state
        meant = intent.read(said, found)
        move = policy.next_move(
            state,
            self.step,
            meant,
            found,
            answer=lambda: grading.answer_text(self.spec),
            text=said.text,
            reveals_allowed=self.reveals_allowed,
            seed=self.seed,
            hint_answer=lambda hint: grading.answer_text(grading.spec_of_hint(hint)),
            leaks=self.leaks,
        )
        verdict = found if meant is Intent.ATTEMPT else None
        solved = self.state.over or (scaffold is None and _is_right(verdict))
        task = wording.task_of(self.spec, (self.stem, self.step.prompt), self.leaks, solved=solved)
        fates: tuple[str, ...] = ()
        if proposer is not None:
            done = wording.reworded(move, proposer(move), task, self.state.heard)
            move, fates = replace(move, words=done.text), tuple(done.fates)
        self._log("message", {"kind": said.kind, "text": said.text, "step": None, "scaffold": scaffold})
        if verdict is not None:
            self._log("verdict", {**verdict.as_dict(), "text": said.text, "scaffold": scaffold})
        hint = self._hint(move.hint)
        control = (
            grading.control(grading.spec_of_hint(hint)) if hint and move.kind is MoveKind.SCAFFOLD else None
        )
        self._log("move", {**move.as_dict(), "title": "", "control": control})
        return Reply(
            meant, verdict, move, "\n\n".join((move.words, *move.begun, *move.solution)), task, fates
        )

    def _judged(self, text: str) -> tuple[Verdict, str | None]:
        """The verdict and the scaffold it is on. Who solves the whole meanwhile has solved it."""
        on_step = _checked(self.spec, text)
        hint = self._hint(self.state.open_scaffold)
        if hint is None:
            return on_step, None
        on_scaffold = _checked(grading.spec_of_hint(hint), text)
        if on_scaffold.outcome is not Outcome.CORRECT and on_step.outcome is Outcome.CORRECT:
            return on_step, None
        return on_scaffold, hint.id

    def _hint(self, hint_id: str | None) -> Hint | None:
        return next((hint for hint in self.step.hints if hint.id == hint_id), None)

    def _log(self, kind: str, body: Mapping[str, Any]) -> None:
        self._events += 1
        self.state = fold([Event(self._events, kind, body)], self.state)


def _checked(spec: Spec, text: str) -> Verdict:
    """The checker's word on a text, or on the one value that it states."""
    found = grading.check(spec, text)
    others = [grading.check(spec, one) for one in stated.readings(spec, text, found)]
    return stated.chosen(spec, text, found, others)


def _is_right(verdict: Verdict | None) -> bool:
    return verdict is not None and verdict.outcome is Outcome.CORRECT


def proposes(words: Sequence[str]) -> Iterable[Proposer | None]:
    """A proposer for each message: the n-th of `words`, and none after them."""
    yield from ((lambda _move, text=text: text) for text in words)
    while True:
        yield None
