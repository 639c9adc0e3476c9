"""Does a text give an answer away? By the checker's own equality, not by substring of what the author wrote.

A text leaks when a part of it would be accepted: as maths, in words, as code, as a recipe ("take 12 and
add 3"), put together from several sentences; or when it says an accepted string or the right option, or a
part of an answer of several parts. What the question itself shows (`asked`) gives nothing away, unless the
text says it *as the answer*.
"""

from __future__ import annotations

import re

from tutor.grading import hidden_lines, hidden_maths, hidden_picks, hidden_quantities, hidden_words, ruled
from tutor.grading.spec import (
    ChoiceSpec,
    ClozeSpec,
    DerivationSpec,
    MatchSpec,
    NumberSpec,
    OrderSpec,
    ReadingSpec,
    SeveralSpec,
    Spec,
    TextSpec,
    WorkedSpec,
    parse_spec,
)
from tutor.grading.unveil import unveiled

MAX_CHARS = 20_000
LEGIBLE = 4  # characters of an accepted answer, from which on it is looked for as it stands
# Nothing that is put to a learner: kept away from patterns that would go over it again and again.
_ENDLESS = re.compile(r"\S{500}|[^\S\n]{200}")
TOO_LONG = "a text too long to be read"
UNREAD = "a text that could not be read through"


def leaks(text: str, spec: Spec) -> bool:
    return find_leak(text, spec) is not None


def find_leak(text: str, spec: Spec) -> str | None:
    """The part of the text that gives the answer away, None if no part does.

    It never raises and is never cut short quietly: a text too long, or one that a detector fails on, counts
    as giving the answer away.
    """
    if isinstance(spec, ReadingSpec):  # any number of the learner's own is right
        return None
    if len(text) > MAX_CHARS or _ENDLESS.search(text):
        return TOO_LONG
    try:
        plain = unveiled(text)
        found = _find(plain, spec)
        return found if found is not None else _find_accepted(plain, spec)
    except Exception:  # noqa: BLE001 - whatever went wrong, what is unread may hold the answer
        return UNREAD


def _find_accepted(text: str, spec: Spec) -> str | None:
    """An answer that a person ruled right, which the checker may not be able to read."""
    for answer in spec.accepted:
        if len(answer) >= LEGIBLE and ruled.as_written(answer, case=False) in ruled.as_written(
            text, case=False
        ):
            return answer
    return next((found for other in ruled.others(spec) if (found := _find(text, other))), None)


def _find(text: str, spec: Spec) -> str | None:
    match spec:
        case ReadingSpec():
            return None
        case ChoiceSpec():
            return hidden_words.find_choice(text, spec)
        case TextSpec():
            return hidden_words.find_text(text, spec)
        case SeveralSpec():
            return hidden_picks.find_several(text, spec)
        case OrderSpec():
            return hidden_picks.find_order(text, spec)
        case MatchSpec():
            return hidden_picks.find_match(text, spec)
        case ClozeSpec():
            return _find_gap(text, spec)
        case DerivationSpec():
            return hidden_lines.find_derivation(text, spec)
        case WorkedSpec():
            return hidden_lines.find_worked(text, spec)
        case NumberSpec() if spec.unit is not None:
            return hidden_quantities.find(text, spec)
    return hidden_maths.find(text, spec)


def _find_gap(text: str, spec: ClozeSpec) -> str | None:
    """Any gap's own answer; what stands around the gaps is shown."""
    shown = [*spec.asked, spec.text, spec.text.replace("___", "")]
    for gap in spec.gaps:
        found = _find(text, parse_spec({**gap, "asked": [*gap.get("asked", ()), *shown]}))
        if found is not None:
            return found
    return None
