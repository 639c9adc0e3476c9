"""What an attempt is worth as evidence. Knows what was shown before it, not what is believed afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from typing import Protocol

from tutor.types import Outcome, Verdict

SLIP, GUESS = 0.10, 0.05  # of an answer, as the model server has them; a test compares
# How often somebody says "sure" before the verdict, by whether they know it. Assumed, not measured: the same
# numbers as in the placement bench, where people are overconfident but not blind (Dunlosky & Rawson 2012).
SURE_IF_KNOWN, SURE_IF_NOT = 0.8, 0.3
LEAST, MOST = 0.25, 2.0  # an answer counts between these, however sure or unsure it was
# A slip shows a named wrong idea one time in five, a learner who misses the skill two times in five:
# .10 × .2 against .40, where plain errors have .10 against .95 (assumed, not measured).
MISCONCEPTION = 4 / 3


class Standing(Protocol):
    """What must be known of a step before this message; the dialogue's state has these names."""

    @property
    def attempted(self) -> int: ...  # judged answers so far

    @property
    def unknowns(self) -> int: ...  # "I don't know" so far

    @property
    def assisted(self) -> bool: ...

    @property
    def revealed(self) -> bool: ...

    @property
    def in_scaffold(self) -> bool: ...

    def repeats(self, text: str) -> bool: ...


@dataclass(frozen=True, slots=True)
class Weight:
    """The part of an Evidence that follows from the attempt; the caller adds n, item, skills and times."""

    score: float  # 0..1
    assisted: bool
    void: bool
    says_unknown: bool = False
    misconception: str | None = None
    weight: float = 1.0


def weigh(
    state: Standing,
    verdict: Verdict | None,
    text: str = "",
    *,
    says_unknown: bool = False,
    seen_solution: bool = False,
) -> Weight | None:
    """The evidence in one message, or None if it is none. `state` is what stood before it.

    Only the first judged answer of a step can be unassisted: later ones come after feedback. The same answer
    again, answers to a scaffold, gibberish and what could not be checked say nothing. `says_unknown` is the
    intent "I don't know": evidence once, and only before an answer. After a reveal, or when the learner saw
    this item's solution on an earlier day (`seen_solution`), the evidence is void: kept, but moves nothing.
    """
    if state.in_scaffold:
        return None
    void = state.revealed or seen_solution
    if says_unknown:
        if state.attempted or state.unknowns:
            return None
        return Weight(score=0.0, assisted=state.assisted, void=void, says_unknown=True)
    if verdict is None or verdict.outcome in (Outcome.NOT_AN_ATTEMPT, Outcome.CANNOT_CHECK):
        return None
    if state.repeats(text):
        return None
    return Weight(
        score=verdict.score,
        assisted=state.assisted or state.attempted > 0 or state.unknowns > 0,
        void=void,
        misconception=verdict.misconception,
        weight=MISCONCEPTION if verdict.misconception and verdict.score == 0.0 else 1.0,
    )


def sure_weight(right: bool, sure: bool | None, choices: int = 0) -> float:
    """The weight of an answer's log likelihood ratio when the learner said how sure they were of it.

    A word is a second finding beside the answer: its log likelihood ratio is added to that of the answer, and
    the sum is given as a multiple of the answer's own, within LEAST and MOST. Sure and right counts more than
    right, unsure and right less; sure and wrong counts less than wrong, as a slip, unsure and wrong more.
    `choices`: of the item, which may be guessed. 1 where nothing was said.
    """
    if sure is None:
        return 1.0
    guess = min(max(1.0 / choices if choices else 0.0, GUESS), 1.0 - SLIP)
    answer = log((1.0 - SLIP) / guess) if right else log(SLIP / (1.0 - guess))
    said = log(SURE_IF_KNOWN / SURE_IF_NOT if sure else (1.0 - SURE_IF_KNOWN) / (1.0 - SURE_IF_NOT))
    if not answer:  # an item that anybody gets right
        return 1.0
    return min(max((answer + said) / answer, LEAST), MOST)
