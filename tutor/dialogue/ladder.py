"""Which authored help comes next. Knows the order of a step's hints, not whether help is due."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from courses.types import Hint, Step
from tutor.types import MoveKind


def next_rung(step: Step, shown: Sequence[str], tells: Callable[[str], bool]) -> Hint | None:
    """The first hint in authored order that was not shown and whose `requires` were; None at the top.

    `tells(text)` says whether a text gives the answer of the step away. Such a hint is no rung: its content
    is part of the solution and waits for the gate. What requires it is not held up by it, nor by ids that the
    step does not have. It is asked only about hints on the way, since it may be slow.
    """
    ids = {hint.id for hint in step.hints}
    passed = set(shown)
    waiting = [hint for hint in step.hints if hint.id not in passed]
    while True:
        ready = next((hint for hint in waiting if set(hint.requires) & ids <= passed), None)
        if ready is None or not tells(_shown(ready)):
            return ready
        passed.add(ready.id)
        waiting.remove(ready)


def _shown(hint: Hint) -> str:
    """All that a page shows of a hint: its title stands above its text."""
    return f"{hint.title}\n{hint.text}" if hint.title else hint.text


def withheld(step: Step, shown: Sequence[str], tells: Callable[[str], bool]) -> tuple[str, ...]:
    """Texts of the hints that give the answer away, in authored order: a solution where none is written."""
    return tuple(hint.text for hint in step.hints if hint.id not in shown and tells(_shown(hint)))


def kind_of(hint: Hint, rung: int) -> MoveKind:
    """The move that hands `hint` over when `rung` hints were shown before it."""
    if hint.is_scaffold:
        return MoveKind.SCAFFOLD
    return MoveKind.NUDGE if rung == 0 else MoveKind.POINT
