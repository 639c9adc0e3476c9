"""One message with all that may be known when it is answered, and what follows from that. Decides nothing.

The rows of the policy's table ask its properties; its moves are worded here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from courses.types import Hint, Misconception, Step
from tutor.dialogue import naming, unusual, words
from tutor.dialogue.answering import Told
from tutor.dialogue.gate import may_reveal
from tutor.dialogue.intent import Intent
from tutor.dialogue.naming import Named
from tutor.dialogue.state import StepState, first_bad_line
from tutor.types import Finding, Move, MoveKind, Outcome, Sibling, Verdict

MOST_NUDGES = 3  # moves in a row that give nothing
SCAFFOLD_MISSES = 2  # then the scaffold's answer is told
NUMERIC = ("number", "reading")  # specifications that a number answers
HELP = (Intent.ASKS_HINT, Intent.DONT_KNOW)
# Answered in words at first; whoever says it again is given something.
WORDS_FIRST = (Intent.FRUSTRATED, Intent.ASKS_TASK, Intent.ASKS_SUBJECT)


@dataclass(frozen=True, slots=True)
class Turn:
    """One message and all that may be known when it is answered."""

    state: StepState
    step: Step
    intent: Intent
    verdict: Verdict | None
    text: str
    seed: int
    reveals_allowed: bool
    answer: Callable[[], str]
    hint_answer: Callable[[Hint], str] | None
    tells: Callable[[str], bool]
    contact: str = ""
    sibling: Callable[[], Sibling | None] = lambda: None
    told: Told | None = None  # what was found in answer to a question
    hurried: bool = False
    leads_to: Callable[[], str] = str

    @property
    def outcome(self) -> Outcome | None:
        """None when the message was no attempt, whatever was written in it."""
        return self.verdict.outcome if self.verdict and self.intent is Intent.ATTEMPT else None

    @property
    def right(self) -> bool:
        return self.outcome is Outcome.CORRECT

    @property
    def wrong(self) -> bool:
        return self.outcome in (Outcome.INCORRECT, Outcome.PARTIAL)

    @property
    def gibberish(self) -> bool:
        no_attempt = self.verdict is not None and self.verdict.outcome is Outcome.NOT_AN_ATTEMPT
        return no_attempt and self.intent in (Intent.ATTEMPT, Intent.PART, Intent.REMARK)

    @property
    def unreadable(self) -> str | None:
        """What is said to signs that nobody here reads: a slot of words, None for what can be read."""
        return unusual.slot_of(self.text) if self.gibberish else None

    @property
    def nearly_an_answer(self) -> bool:
        return any(sign.isdigit() for sign in self.text) or "=" in self.text

    @property
    def explains(self) -> bool:
        """A sentence, after the tutor asked how an answer came about."""
        return (
            self.gibberish and self.state.questions > 0 and len(re.findall(r"[^\W\d_]{2,}", self.text)) >= 3
        )

    @property
    def only_form_wrong(self) -> bool:
        return (
            self.wrong
            and self.verdict is not None
            and self.verdict.value is Finding.OK
            and self.verdict.form is Finding.WRONG
        )

    @property
    def bad_line(self) -> int | None:
        """The line that a wrong or partly right answer went off at, or may have."""
        return first_bad_line(self.verdict) if self.wrong and self.verdict else None

    @property
    def new_bad_line(self) -> bool:
        """A line that was not asked about with the answer before."""
        last = self.state.tries[-1].line if self.state.tries else None
        return self.bad_line is not None and not self.state.in_scaffold and self.bad_line != last

    @property
    def unfinished(self) -> bool:
        return self.only_form_wrong and self.verdict is not None and bool(self.verdict.lines)

    @property
    def wants_help(self) -> bool:
        return self.intent in HELP or (self.intent in WORDS_FIRST and self.state.nudges > 0)

    @property
    def is_told(self) -> bool:
        """Whether the learner's question has an answer that may be quoted."""
        return self.told is not None and self.told.answers

    @property
    def takes_detour(self) -> bool:
        return self.intent is Intent.TAKES_DETOUR and bool(self.state.offered)

    @property
    def in_distress(self) -> bool:
        return self.intent is Intent.DISTRESS

    @property
    def says_unknown(self) -> bool:
        return self.intent is Intent.DONT_KNOW

    @property
    def skips_hint(self) -> bool:
        """The next hint, before the last can have been read; said once for each."""
        asks = self.hurried and self.intent is Intent.ASKS_HINT
        return asks and self.state.paused < self.state.rung and not self.nudged_enough

    @property
    def never_knows(self) -> bool:
        """ "I don't know" again, and nothing tried."""
        return self.says_unknown and self.state.unknowns > 0 and not self.state.own_tries

    @property
    def begs_or_wants_help(self) -> bool:
        return self.wants_help or self.intent is Intent.ASKS_ANSWER

    @property
    def copied(self) -> bool:
        return self.state.copies(self.text)

    @property
    def nudged_enough(self) -> bool:
        return self.state.nudges >= MOST_NUDGES

    @property
    def earned(self) -> bool:
        return may_reveal(self.state, self.reveals_allowed).allowed

    @property
    def second_scaffold_miss(self) -> bool:
        now = self.state.is_own(self.text, self.verdict) if self.wrong and self.verdict else False
        return self.wrong and self.state.scaffold_misses + now >= SCAFFOLD_MISSES

    @property
    def scaffold(self) -> Hint | None:
        return next((hint for hint in self.step.hints if hint.id == self.state.open_scaffold), None)

    @property
    def misconception(self) -> Misconception | None:
        """The named wrong idea behind this answer, if its question was not asked yet and is no leak."""
        if not self.wrong or self.verdict is None or self.verdict.misconception in self.state.probed:
            return None
        for known in self.step.misconceptions:
            if known.id == self.verdict.misconception:
                return known if known.question and not self.tells(known.question) else None
        return None

    @property
    def said(self) -> str:
        return self._quoted(self.text)

    @property
    def last_said(self) -> str:
        """The learner's last try before this message; empty if there is none."""
        tries = self.state.scaffold_tries if self.state.in_scaffold else self.state.tries
        own = next((attempt.text for attempt in reversed(tries) if attempt.own), "")
        return self._quoted(own) if own else ""

    def _quoted(self, text: str) -> str:
        options = self.state.scaffold_options or self.state.options
        if text in options:
            return words.quote(text, options)
        if "\n" in text.strip() and not naming.is_talk(text):
            return words.NAMELESS  # lines in a row would be another answer
        return naming.handle(text, self.tells)

    @property
    def named(self) -> Named | None:
        """What of the learner's words a reply can take up; None where they are no words about numbers."""
        if self.verdict is not None and self.verdict.lines:
            return None
        if self.text in (self.state.scaffold_options or self.state.options):
            return None
        asked = (
            (self.state.scaffold_asked,) if self.state.in_scaffold else (*self.state.asked, self.step.prompt)
        )
        found = naming.named(self.text, asked, self.tells, wrong=self.wrong)
        kind = (self.scaffold.answer or {} if self.scaffold else self.step.answer).get("kind")
        if found is None or (kind not in NUMERIC and found.slot in naming.ASK_FOR_A_NUMBER):
            return None
        return found

    def move(
        self,
        kind: MoveKind,
        slot: str,
        why: str,
        *,
        text: str = "",
        hint: str | None = None,
        done: bool = False,
        fields: Mapping[str, str] | None = None,
        **more: str,
    ) -> Move:
        """A move in the words of `slot`; `text` is authored content, the rest what else they name."""
        # The steps of one problem share its seed; their words should not all begin alike, nor those of two
        # learners who are asked the same and answer otherwise.
        seed = f"{self.seed}:{self.state.item}:{self.step.prompt}:{self.text!a}:{self.state.heard[-1:]!a}"
        spoken = words.say(
            slot, seed, self.state.heard, **({"said": self.said, "text": text} | more | dict(fields or {}))
        )
        if spoken.startswith(words.NAMELESS):
            spoken = spoken[0].upper() + spoken[1:]
        return Move(kind, spoken, why, rung=self.state.rung, hint=hint, step_done=done)
