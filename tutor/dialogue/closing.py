"""The choice that closes a step: what to tap after a solution or after help, and what is said to it.

Never evidence. Whatever is said instead of a tap closes it as well.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from courses.types import Step
from tutor.dialogue import words
from tutor.dialogue.gate import may_reveal
from tutor.dialogue.intent import Intent, read
from tutor.dialogue.state import StepState
from tutor.types import Answer

MOST_LINES = 6
LONG = 90  # characters of a line that fit on a button; of a longer one its beginning does
SOMETIMES = 3  # one right answer with help in so many
CLEAR = {"reveal": "I see it all now", "right": "All of it is clear now"}
LOST = {"reveal": "I still don’t see it", "right": "I am not sure of any"}
_PLACE = re.compile(r"(?:line|number|no\.?)?\s*(\d{1,2})\.?", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.;:])\s+")


@dataclass(frozen=True, slots=True)
class Choice:
    """What can be tapped. `kind`: line (with its number), idea (a named wrong one), clear or lost."""

    kind: str
    text: str  # Markdown
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Closing:
    """`after`: reveal or right; `words`: the question."""

    after: str
    words: str
    choices: tuple[Choice, ...]

    def as_dict(self) -> dict[str, Any]:
        return {"after": self.after, "words": self.words, "choices": [asdict(one) for one in self.choices]}


def after_reveal(step: Step, state: StepState, shown: Sequence[str], seed: int) -> Closing:
    """Which line they did not see. `state` with all tries in it; `shown`: the lines of the solution."""
    seen = {attempt.misconception for attempt in state.tries}
    ideas = [Choice("idea", one.name) for one in step.misconceptions if one.id in seen and one.name]
    return _closing("reveal", [*_lines(shown), *ideas[-1:]], state, seed)


def after_right(step: Step, state: StepState, said: str, reveals_allowed: bool, seed: int) -> Closing | None:
    """Now and then, after help or a miss: which line it turned on. `state` as before the right answer `said`.

    The lines are the learner's own where there are several, else those of the solution, past the gate.
    """
    helped = state.shown or state.sibling or state.blanked or state.own_tries
    if not helped or state.placing or zlib.crc32(f"closing:{seed}:{state.item}".encode()) % SOMETIMES:
        return None
    own = [line for line in said.split("\n") if line.strip()] if not state.options else []
    if len(own) > 1:
        return _closing("right", _lines([words.quote(line) for line in own]), state, seed)
    solved = StepState(right=True)
    if len(step.solution) < 2 or not may_reveal(solved, reveals_allowed).allowed:
        return None
    return _closing("right", _lines(step.solution), state, seed)


def answer(body: Mapping[str, Any], said: Answer, seed: int, heard: Sequence[str]) -> dict[str, Any]:
    """What was chosen of a closing's `body` (`Closing.as_dict`), and the sentence that fits it."""
    choices = [Choice(**one) for one in body["choices"]]
    place = _chosen(choices, said)
    kind = choices[place].kind if place is not None else _unchosen(said)
    line = choices[place].line if place is not None else None
    text = choices[place].text if place is not None else ""
    spoken = words.say(f"closing_{kind}", seed, heard, line=str(line), text=text)
    return {"kind": kind, "chosen": place, "line": line, "words": spoken}


def _closing(after: str, choices: Sequence[Choice], state: StepState, seed: int) -> Closing:
    spoken = words.say(f"closing_{after}", f"{seed}:{state.item}", state.heard)
    last = (Choice("clear", CLEAR[after]), Choice("lost", LOST[after]))
    return Closing(after, spoken, (*choices, *last))


def _lines(shown: Sequence[str]) -> list[Choice]:
    """A button for each line; one that reads like another says its number."""
    choices: list[Choice] = []
    for number, line in enumerate(shown[:MOST_LINES], 1):
        text = _short(line)
        known = {one.text for one in choices}
        choices.append(Choice("line", f"Line {number}" if not text or text in known else text, number))
    return choices


def _short(line: str) -> str:
    """A line, or its first sentence; "" where that is too long or would cut a formula."""
    plain = " ".join(line.split())
    if len(plain) <= LONG:
        return plain
    first = _SENTENCE.split(plain)[0]
    return first if len(first) <= LONG and first.count("$") % 2 == 0 and first.count("`") % 2 == 0 else ""


def _chosen(choices: Sequence[Choice], said: Answer) -> int | None:
    """The place of what was tapped, or of what was typed for it."""
    if said.kind == "button":
        return _of_kind(choices, "lost") if said.text == "idk" else None
    texts = [one.text for one in choices]
    if said.text in texts:
        return texts.index(said.text)
    number = _PLACE.fullmatch(said.text.strip())
    if number is not None:
        lines = [one.line for one in choices]
        return lines.index(int(number[1])) if int(number[1]) in lines else None
    unknown = bool(said.text) and read(Answer("chat", said.text), None) is Intent.DONT_KNOW
    return _of_kind(choices, "lost") if unknown else None


def _of_kind(choices: Sequence[Choice], kind: str) -> int:
    return next(place for place, one in enumerate(choices) if one.kind == kind)


def _unchosen(said: Answer) -> str:
    skipped = not said.text or (said.kind == "button" and said.text == "skip")
    return "skip" if skipped else "other"
