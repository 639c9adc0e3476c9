"""A short look back on a whole problem: what was well done, what to do otherwise. Knows events, no course.

Nothing is said of a problem that went by itself, and nothing is praised that is not named.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tutor.dialogue import naming, words
from tutor.dialogue.state import GIVING, OPENING, StepState, fold
from tutor.types import Event, Finding, MoveKind, Outcome, Verdict

MOST = 3  # sentences
_COUNTED = ("no", "a", "two", "three", "four", "five")


@dataclass(frozen=True, slots=True)
class _Step:
    """One step as it went. `judged`: the verdicts on it with the answers, right one last."""

    number: int
    state: StepState
    judged: tuple[tuple[Verdict, str], ...]
    hints: int
    sibling: bool

    @property
    def alone(self) -> bool:
        return self.state.right and len(self.judged) == 1 and not self.state.assisted

    @property
    def misses(self) -> tuple[tuple[Verdict, str], ...]:
        return tuple(one for one in self.judged if one[0].outcome is not Outcome.CORRECT)


def look_back(events: Sequence[Event], names: Mapping[str, str], seed: int, heard: Sequence[str]) -> str:
    """Two or three sentences on a problem that is solved; "" where there is nothing to look back on.

    `events` of the whole problem, the last verdict and move included. `names`: misconception → its name.
    """
    steps = [_step(number, part) for number, part in enumerate(_parts(events), 1)]
    several = len(steps) > 1 or any(len(one.judged) > 1 for one in steps)
    if not several or all(one.alone for one in steps):
        return ""
    fields = [*_well(steps)[:1], *_otherwise(steps, names)][:MOST]
    said = [words.say(slot, seed, heard, **more) for slot, more in fields]
    return " ".join(one[0].upper() + one[1:] for one in said)


def _parts(events: Sequence[Event]) -> Iterable[Sequence[Event]]:
    starts = [place for place, event in enumerate(events) if event.kind in OPENING]
    return [events[start:end] for start, end in zip(starts, [*starts[1:], len(events)], strict=True)]


def _step(number: int, events: Sequence[Event]) -> _Step:
    judged = [
        (Verdict.from_dict(event.body), str(event.body.get("text", "")))
        for event in events
        if event.kind == "verdict" and event.body.get("scaffold") is None
    ]
    told = (Outcome.CORRECT, Outcome.PARTIAL, Outcome.INCORRECT)
    moves = [event.body["kind"] for event in events if event.kind == "move"]
    return _Step(
        number,
        fold(events),
        tuple(one for one in judged if one[0].outcome in told),
        hints=sum(kind in GIVING for kind in moves),
        sibling=MoveKind.SIBLING in moves,
    )


Said = tuple[str, dict[str, str]]


def _well(steps: Sequence[_Step]) -> list[Said]:
    """What can be named as done well, the most telling first."""
    alone = [one.number for one in steps if one.alone]
    found: list[Said] = [("back_steps", {"text": _counted("step", alone)})] if alone else []
    for one in reversed(steps):
        held = _held(one)
        if held:
            found.append(("back_lines", {"text": _counted("line", held)}))
        elif one.misses and one.state.right:
            before, said = (_quoted(one, text) for text in (one.misses[0][1], one.judged[-1][1]))
            if words.NAMELESS not in (before, said) and before != said:
                found.append(("back_way", {"before": before, "said": said}))
    return found


def _held(step: _Step) -> list[int]:
    """The lines before the first one that was wrong, of the first answer that went wrong."""
    if not step.misses or step.misses[0][0].first_wrong_line is None:
        return []
    first = step.misses[0][0]
    good = [line["line"] for line in first.lines if line["status"] == Finding.OK]
    return [number for number in good if number < (first.first_wrong_line or 0)]


def _otherwise(steps: Sequence[_Step], names: Mapping[str, str]) -> list[Said]:
    found: list[Said] = []
    shown = [one.number for one in steps if one.state.revealed]
    if shown:
        found.append(("back_shown", {"text": _counted("step", shown)}))
    missed = [verdict for one in steps for verdict, _ in one.misses]
    ideas = [names[one.misconception] for one in missed if one.misconception and names.get(one.misconception)]
    bad = [one.first_wrong_line for one in missed if one.first_wrong_line is not None]
    if ideas:
        found.append(("back_idea", {"text": ideas[0]}))
    elif bad:
        found.append(("back_bad_line", {"line": str(bad[0])}))
    help_ = _help(steps)
    if help_:
        found.append(("back_help", {"text": help_}))
    return found or [("back_first", {})]


def _help(steps: Sequence[_Step]) -> str:
    hints = sum(one.hints for one in steps)
    parts = []
    if hints:
        number = _COUNTED[hints] if hints < len(_COUNTED) else str(hints)
        parts.append(f"{number} hint{'s' if hints > 1 else ''}")
    if any(one.sibling for one in steps):
        parts.append("a worked one")
    return " and ".join(parts)


def _quoted(step: _Step, text: str) -> str:
    if "\n" in text.strip():
        return words.NAMELESS
    if text in step.state.options:
        return words.quote(text, step.state.options)
    return naming.handle(text, lambda _: False)  # it is solved: nothing is left to be told


def _counted(what: str, numbers: Sequence[int]) -> str:
    """ "line 2", "lines 1 and 3", "lines 1, 2 and 3"."""
    return f"{what}{'s' if len(numbers) > 1 else ''} {words.listed([str(one) for one in numbers])}"
