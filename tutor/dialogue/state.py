"""Where a learner stands on one step, folded from the log. Knows neither the answer nor what comes next."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from tutor.dialogue.intent import Intent, read
from tutor.grading.spec_choices import NONE
from tutor.types import PLACEMENT, Answer, Event, Finding, MoveKind, Outcome, Verdict

GIVING = (MoveKind.NUDGE, MoveKind.POINT, MoveKind.SCAFFOLD)  # moves that hand over a rung of the ladder
OPENING = ("problem", "step")  # events that a new state starts with
SPOKEN = ("move", "lookback", "closing", "closed")  # events with words of the tutor
REMEMBERED = 60  # texts of the tutor that are remembered, so that it does not repeat itself


@dataclass(frozen=True, slots=True)
class Try:
    """One submitted answer. `own`: a miss, and not a copy of the question or of an earlier try."""

    text: str
    outcome: Outcome
    own: bool
    misconception: str | None = None
    line: int | None = None  # the first line that is wrong or suspect


@dataclass(frozen=True, slots=True)
class StepState:
    """Everything the policy and the gate decide by. Values only; a new one per event."""

    item: str = ""  # "<problem id>/<step id>"
    asked: tuple[str, ...] = ()  # stem and prompt: what a copy would be a copy of
    options: tuple[str, ...] = ()  # of what is picked or put in place; empty for an open answer
    begun: bool = False  # the first lines of the solution stand there
    bare: bool = False  # no help unless it is asked for
    tries: tuple[Try, ...] = ()  # on the main answer, oldest first
    shown: tuple[str, ...] = ()  # ids of hints handed over, scaffolds included
    open_scaffold: str | None = None
    scaffold_options: tuple[str, ...] = ()
    scaffold_asked: str = ""
    scaffold_tries: tuple[Try, ...] = ()  # on the open scaffold
    finished_scaffolds: tuple[str, ...] = ()  # solved by the learner (a choice: at the first try)
    probed: tuple[str, ...] = ()  # misconceptions whose question was asked
    questions: int = 0  # the tutor's questions about a wrong answer (probes)
    sibling: bool = False  # one like it was shown worked out
    blanked: bool = False  # the solution was shown but for its end
    paused: int = 0  # the rung at which a hurried learner was last asked to read it
    nudges: int = 0  # moves since something was given
    begs: int = 0
    unknowns: int = 0
    right: bool = False
    revealed: bool = False
    left: bool = False  # a detour: another problem instead
    set_aside: bool = False  # appealed: nothing more of it until a person has looked
    placing: bool = False  # asked to find where to start: one answer, no ladder
    passed: bool = False  # while placing: answered or not, the next one comes
    offered: str = ""  # the title of a skill that a detour was offered to
    heard: tuple[str, ...] = ()  # the tutor's last words, also those of the step before
    waiting: Answer | None = None  # a message that has no move yet

    @property
    def rung(self) -> int:
        """Height on the hint ladder: hints handed over so far."""
        return len(self.shown)

    @property
    def own_tries(self) -> int:
        return sum(attempt.own for attempt in self.tries)

    @property
    def scaffold_misses(self) -> int:
        return sum(attempt.own for attempt in self.scaffold_tries)

    @property
    def attempted(self) -> int:
        """Answers that the checker could judge, the right one and repeats included."""
        return sum(attempt.outcome is not Outcome.CANNOT_CHECK for attempt in self.tries)

    @property
    def assisted(self) -> bool:
        """Whether the next right answer had help: lines, a rung, a question, a choice made before."""
        shown = self.begun or self.shown or self.sibling or self.blanked
        return bool(shown or self.probed or (self.options and self.own_tries))

    @property
    def untouched(self) -> bool:
        """Whether nothing was tried, shown or talked about yet."""
        return not (self.begun or self.tries or self.shown or self.sibling or self.nudges)

    @property
    def over(self) -> bool:
        return self.right or self.revealed or self.left or self.passed or self.set_aside

    @property
    def in_scaffold(self) -> bool:
        return self.open_scaffold is not None

    def without_scaffold(self) -> StepState:
        """As if the open scaffold were set aside: for an answer to the step's own question meanwhile."""
        return replace(self, open_scaffold=None, scaffold_options=(), scaffold_asked="", scaffold_tries=())

    def repeats(self, text: str) -> bool:
        """Whether `text` was submitted before on what is now asked."""
        tries = self.scaffold_tries if self.in_scaffold else self.tries
        return any(same(text, attempt.text) for attempt in tries)

    def copies(self, text: str) -> bool:
        """Whether `text` only hands back what was asked. Picking an offered option never does."""
        if self.scaffold_options if self.in_scaffold else self.options:
            return False
        bare = _bare(text)
        long_enough = len(bare) >= 20 or (len(bare) >= 5 and any(sign in bare for sign in "+-*/^=("))
        asked = (*self.asked, self.scaffold_asked) if self.in_scaffold else self.asked
        return any(bare == _bare(question) or (long_enough and bare in _bare(question)) for question in asked)

    def is_own(self, text: str, verdict: Verdict) -> bool:
        """Whether an answer is an honest miss: new, judged wrong or partly wrong, no copy."""
        wrong = verdict.outcome in (Outcome.INCORRECT, Outcome.PARTIAL)
        return wrong and not self.copies(text) and not self.repeats(text)


def same(one: str, other: str) -> bool:
    """Equal but for case, spaces and width of letters: a retyped answer is not a second one."""
    return _bare(one) == _bare(other)


def fold(events: Iterable[Event], before: StepState | None = None) -> StepState:
    """The state after `events` (in order of `seq`), counted from the last `problem` or `step` event.

    The learner's message that is being answered may or may not be among them: a message counts once its move
    is there. Fold before the new verdict is appended; `policy.next_move` gets that verdict by itself.
    `before` is the state that the events go on from: `fold(b, fold(a))` equals `fold(a + b)`.
    """
    log = tuple(events)
    opened = max((place for place, event in enumerate(log) if event.kind in OPENING), default=0)
    state = before or StepState()
    earlier = tuple(str(event.body.get("words", "")) for event in log[:opened] if event.kind in SPOKEN)
    if earlier:  # all that is left of earlier steps is what the tutor said
        state = replace(state, heard=(*state.heard, *earlier)[-REMEMBERED:])
    for event in log[opened:]:
        state = _after(state, event.kind, event.body)
    return state


def _after(state: StepState, kind: str, body: Mapping[str, Any]) -> StepState:
    if kind in OPENING:
        return _opened(state, body)
    if kind == "message":
        return _said(state, body)
    if kind == "verdict":
        return _tried(state, body)
    if kind == "move":
        return _moved(state, body)
    if kind in SPOKEN:
        return replace(state, heard=(*state.heard, str(body.get("words", "")))[-REMEMBERED:])
    return state


def _opened(before: StepState, body: Mapping[str, Any]) -> StepState:
    asked = (str(body.get("stem", "")), str(body.get("prompt", "")))
    return StepState(
        item=str(body.get("item", "")),
        asked=tuple(text for text in asked if text),
        options=_options(body.get("control")),
        begun=bool(body.get("given")),
        bare=body.get("support") == "bare",
        placing=body.get("why") == PLACEMENT,
        heard=before.heard,
    )


def _said(state: StepState, body: Mapping[str, Any]) -> StepState:
    kind = str(body.get("kind", "chat"))
    if kind == "guess" or body.get("step") not in (None, "", state.item):
        return state
    return replace(state, waiting=Answer(kind, str(body.get("text", ""))))


def _read_as(state: StepState, body: Mapping[str, Any]) -> Intent | None:
    """What the message that a move answers was taken for: the move says so, those of older logs do not."""
    said = body.get("intent")
    if said in set(Intent):
        return Intent(said)
    return read(state.waiting, None) if state.waiting is not None else None


@lru_cache(maxsize=4_096)  # a log is folded again with every turn
def _is_attempt(text: str, outcome: Outcome) -> bool:
    return read(Answer("answer", text), Verdict(outcome, 0.0, "")) is Intent.ATTEMPT


def _tried(state: StepState, body: Mapping[str, Any]) -> StepState:
    verdict = Verdict.from_dict(body)
    text = str(body.get("text", ""))
    if not _is_attempt(text, verdict.outcome):
        return state
    scaffold = body.get("scaffold")
    if state.in_scaffold and scaffold is None and verdict.outcome is Outcome.CORRECT:
        state = state.without_scaffold()  # who solves the whole needs the smaller question no more
    if scaffold != state.open_scaffold:  # sent before a scaffold opened or after it closed
        return state
    own = state.is_own(text, verdict)
    attempt = Try(text, verdict.outcome, own, verdict.misconception, first_bad_line(verdict))
    if state.in_scaffold:
        return replace(state, scaffold_tries=(*state.scaffold_tries, attempt))
    return replace(state, tries=(*state.tries, attempt))


def _moved(state: StepState, body: Mapping[str, Any]) -> StepState:
    kind = MoveKind(body["kind"])
    hint = body.get("hint")
    meant = _read_as(state, body)
    state = replace(
        state,
        begs=state.begs + (meant is Intent.ASKS_ANSWER),
        unknowns=state.unknowns + (meant is Intent.DONT_KNOW),
        waiting=None,
        offered=str((body.get("told") or {}).get("skill") or state.offered),
        heard=(*state.heard, str(body.get("words", "")))[-REMEMBERED:],
    )
    if kind is MoveKind.REVEAL:
        return replace(state.without_scaffold(), revealed=True)
    if kind is MoveKind.DETOUR:
        return replace(state.without_scaffold(), left=True)
    if kind is MoveKind.STEP_OVER:
        return replace(state, passed=True)
    if kind is MoveKind.ASIDE:
        return replace(state.without_scaffold(), set_aside=True)
    if body.get("appeal"):  # of an earlier question
        return state
    if kind is MoveKind.ACKNOWLEDGE:
        return replace(_acknowledged(state, hint), right=bool(body.get("step_done")))
    if kind in GIVING and hint is not None:
        return _gave(state, str(hint), body)
    if kind is MoveKind.SIBLING:
        return replace(state.without_scaffold(), sibling=True, nudges=0)
    if kind is MoveKind.BLANK:
        return replace(state.without_scaffold(), blanked=True, nudges=0)
    if kind is MoveKind.PROBE:
        state = _probed(state)
    if kind is MoveKind.PAUSE:
        state = replace(state, paused=state.rung)
    if hint is not None and hint == state.open_scaffold:  # set aside
        state = state.without_scaffold()
    return replace(state, nudges=state.nudges + 1)


def _acknowledged(state: StepState, hint: object) -> StepState:
    if hint is None or hint != state.open_scaffold:
        return state
    # Clicking through the options of a choice is no work of one's own.
    own = not (state.scaffold_options and state.scaffold_misses)
    finished = (*state.finished_scaffolds, str(hint)) if own else state.finished_scaffolds
    return replace(state.without_scaffold(), finished_scaffolds=finished, nudges=0)


def _gave(state: StepState, hint: str, body: Mapping[str, Any]) -> StepState:
    """A rung was handed over; the answer of the open scaffold, told in its own words, is one too."""
    shown = state.shown if hint in state.shown else (*state.shown, hint)
    state = replace(state.without_scaffold(), shown=shown, nudges=0)
    if body["kind"] != MoveKind.SCAFFOLD:
        return state
    return replace(
        state,
        open_scaffold=hint,
        scaffold_options=_options(body.get("control")),
        scaffold_asked=str(body.get("words", "")),
    )


def _probed(state: StepState) -> StepState:
    if state.in_scaffold:
        return state
    last = state.tries[-1].misconception if state.tries else None
    known = last is None or last in state.probed
    return replace(
        state,
        questions=state.questions + 1,
        probed=state.probed if known or last is None else (*state.probed, last),
    )


def first_bad_line(verdict: Verdict) -> int | None:
    """The line that the talk is about: the first wrong one, else the first that is suspect."""
    if verdict.first_wrong_line is not None:
        return verdict.first_wrong_line
    suspect = (line["line"] for line in verdict.lines if line["status"] == Finding.SUSPECT)
    return next(suspect, None)


def _options(control: object) -> tuple[str, ...]:
    """What is offered, where nothing else can be answered: trying all of it is no work."""
    if not isinstance(control, Mapping):
        return ()
    gaps = control.get("gaps", ())
    if gaps and all(gap.get("kind") == "choice" for gap in gaps):
        return tuple(str(option) for gap in gaps for option in gap["options"])
    if control.get("kind") not in ("choice", "several", "order", "match"):
        return ()
    options = tuple(str(option) for option in control.get("options", ()))
    return (*options, NONE) if control["kind"] == "several" else options


def _bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
