"""How far a solution is shown: all but one line to predict, or its beginning. Knows lines, no learner."""

from __future__ import annotations

from collections.abc import Callable, Sequence


def to_predict(solution: Sequence[str], tells: Callable[[str], bool]) -> int | None:
    """The line with which a worked example stops for a prediction, counted from 0.

    It is the first that says the answer; those before it are read. None where nothing would stand before it,
    where no line says the answer, or where the lines before it say it together.
    """
    at = next((at for at, line in enumerate(solution) if tells(line)), None)
    return at if at and not tells("\n".join(solution[:at])) else None


def blanked(solution: Sequence[str], tells: Callable[[str], bool]) -> tuple[str, ...]:
    """A solution without its end: no line that says the answer, nor lines that say it together.

    The last line is never among them, whatever `tells` thinks of it. Nothing where no line is left.
    """
    at = next((at for at, line in enumerate(solution[:-1]) if tells(line)), len(solution) - 1)
    while at > 0 and tells("\n".join(solution[:at])):
        at -= 1
    return tuple(solution[: max(at, 0)])


def begun(solution: Sequence[str], tells: Callable[[str], bool]) -> tuple[str, ...]:
    """The first lines of a solution that the learner is to finish; nothing where none can be given.

    One line less than a worked example shows, as far as there is one: the last ones fade first (Renkl &
    Atkinson 2003). `tells` is asked about everything that must not be told.
    """
    at = to_predict(solution, tells)
    return tuple(solution[: max(at - 1, 1)]) if at else ()
