"""When guesses are no longer asked for. Knows how guesses went, not what they were about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

EMPTY = 3  # in a row: who keeps having no idea wants to be told


@dataclass(frozen=True, slots=True)
class Guessed:
    """A passage or an example that could ask for a guess. `empty`: the answer was *no idea*.

    `asked`: it did ask; else guesses were off.
    """

    lesson: str
    empty: bool
    asked: bool = True


def is_off(guesses: Sequence[Guessed], lesson: str) -> bool:
    """Whether guesses are off in `lesson`, after `guesses` in order of the log.

    EMPTY in a row, whatever lessons they are from, switch them off in the lesson of the last one. The next
    lesson asks again, and counts anew.
    """
    off, empty = set(), 0
    for one in guesses:
        if not one.asked:
            continue
        empty = empty + 1 if one.empty else 0
        if empty == EMPTY:
            off.add(one.lesson)
            empty = 0
    return lesson in off


def is_told(guesses: Sequence[Guessed], lesson: str) -> bool:
    """Whether the learner has been told so: the first that does not ask says it."""
    return any(one.lesson == lesson and not one.asked for one in guesses)
