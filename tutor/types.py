"""Values that travel between the thinkers and the doors. Standard library only; decides nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class Outcome(StrEnum):
    CORRECT = "correct"
    PARTIAL = "partial"
    INCORRECT = "incorrect"
    CANNOT_CHECK = "cannot_check"
    NOT_AN_ATTEMPT = "not_an_attempt"


PLACEMENT = "placement"  # why a problem was asked: to find where to start


class Finding(StrEnum):
    OK = "ok"
    WRONG = "wrong"
    SUSPECT = "suspect"
    UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a learner sent. `kind` says which control it came from."""

    kind: str  # "answer" (the answer field), "chat" (free words), "button" (hint, idk, reveal, …), "guess"
    text: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the checker found: value, form and process are separate findings."""

    outcome: Outcome
    score: float  # 0..1
    reason: str  # in a learner's words: what was compared with what; never contains the solution
    value: Finding = Finding.UNCHECKED
    form: Finding = Finding.UNCHECKED
    process: Finding = Finding.UNCHECKED
    lines: tuple[Mapping[str, Any], ...] = ()
    first_wrong_line: int | None = None
    misconception: str | None = None

    def as_dict(self) -> dict[str, Any]:
        return {
            "outcome": self.outcome.value,
            "score": self.score,
            "reason": self.reason,
            "value": self.value.value,
            "form": self.form.value,
            "process": self.process.value,
            "lines": [dict(line) for line in self.lines],
            "first_wrong_line": self.first_wrong_line,
            "misconception": self.misconception,
        }

    @classmethod
    def from_dict(cls, body: Mapping[str, Any]) -> Verdict:
        return cls(
            outcome=Outcome(body["outcome"]),
            score=body["score"],
            reason=body["reason"],
            value=Finding(body["value"]),
            form=Finding(body["form"]),
            process=Finding(body["process"]),
            lines=tuple(body["lines"]),
            first_wrong_line=body["first_wrong_line"],
            misconception=body["misconception"],
        )


class MoveKind(StrEnum):
    """What the tutor does next (DESIGN §1 *move*)."""

    ACKNOWLEDGE = "acknowledge"  # right: say so, and what was right
    PROBE = "probe"  # a question about the wrong idea
    NUDGE = "nudge"  # an authored hint that only turns the head
    POINT = "point"  # an authored hint further up the ladder
    SCAFFOLD = "scaffold"  # a sub-question with its own answer
    SIBLING = "sibling"  # another problem like it, worked out whole
    BLANK = "blank"  # the solution but for its end, which is left to the learner; earned like a reveal
    REVEAL = "reveal"  # the solution, earned
    ASK_FOR_GUESS = "ask_for_guess"  # begged without an attempt: ask for one
    REPHRASE = "rephrase"  # cannot be checked, or not an attempt: say what would be
    DETOUR = "detour"  # always "I don't know": another, easier problem instead
    PAUSE = "pause"  # the next hint asked for before the last one can have been read: a question about it
    REPLY = "reply"  # words to a remark that is not an attempt
    STEP_OVER = "step_over"  # while placing a learner: on, whatever came of this question
    ASIDE = "aside"  # appealed: put by until a person has looked


@dataclass(frozen=True, slots=True)
class Sibling:
    """A problem like the one that is asked, worked out whole: its texts with its numbers filled in."""

    title: str
    stem: str
    prompt: str
    lines: tuple[str, ...]
    answer: str
    problem: str = ""  # with `step` and `seed` says what was shown, so that it is never asked as evidence
    step: str = ""
    seed: int = 0
    source: str = ""
    licence: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """All that is seen of it."""
        whole = (self.title, self.stem, self.prompt, *self.lines, self.answer)
        return tuple(text for text in whole if text)


@dataclass(frozen=True, slots=True)
class Move:
    """A chosen move with its authored words, and why it was chosen."""

    kind: MoveKind
    words: str  # Markdown with $maths$, authored
    reason: str
    rung: int = 0  # height on the hint ladder after this move
    hint: str | None = None  # id of the authored hint it shows
    step_done: bool = False  # the step is over: correct, or revealed
    solution: tuple[str, ...] = ()  # filled only through gate.may_reveal
    begun: tuple[str, ...] = ()  # lines of the solution before its end; filled only through gate.may_reveal
    sibling: Sibling | None = None

    def as_dict(self) -> dict[str, Any]:
        return {
            "kind": self.kind.value,
            "words": self.words,
            "reason": self.reason,
            "rung": self.rung,
            "hint": self.hint,
            "step_done": self.step_done,
            "solution": list(self.solution),
            "begun": list(self.begun),
            "sibling": None if self.sibling is None else asdict(self.sibling),
        }


@dataclass(frozen=True, slots=True)
class Evidence:
    """One finding on the skills of one item. `n` is dense from 1 per learner and course.

    `part`: "" for the whole item; else "line 2: brackets" of a worked answer, or what a learner says of
    themselves.
    `weight`: the share of the finding that counts. `practice`: something was tried, so it may have taught.
    """

    n: int
    item: str  # "<problem id>/<step id>"
    skills: tuple[str, ...]
    score: float
    assisted: bool
    void: bool  # revealed: counts for nothing, kept so that n stays dense
    at: datetime
    seconds: float | None = None
    says_unknown: bool = False  # "I don't know" is a first-class answer
    misconception: str | None = None
    variant: str = ""  # the seed of a parametric problem: other numbers are another item
    part: str = ""
    weight: float = 1.0
    practice: bool = True
    confidence: bool | None = None  # sure or not, said before the verdict
    begun: bool = False  # its first lines were given
    ruled: bool = False  # a person found so later: it stands after newer evidence, as of its own time


@dataclass(frozen=True, slots=True)
class Belief:
    """How sure we are that a skill is known: probability with a 90 % interval."""

    skill: str
    p: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the log, as every door prints it."""

    seq: int
    kind: str
    body: Mapping[str, Any] = field(default_factory=dict)
    client_id: str | None = None
    at: datetime | None = None
