"""Does a text give an answer away? By the checker's own equality, not by substring of what the author wrote.

A text leaks when a part of it would be accepted: as maths, in words, as code, as a recipe ("take 12 and
add 3"), put together from several sentences; or when it says an accepted string or the right option. What the
question itself shows (`asked`) gives nothing away, unless the text says it *as the answer*.
"""

from __future__ import annotations

from tutor.grading import hidden_maths, hidden_picked, hidden_words
from tutor.grading.spec import (
    ChoiceSpec,
    ClozeSpec,
    MatchSpec,
    OrderSpec,
    SeveralSpec,
    Spec,
    TextSpec,
    parse_spec,
)
from tutor.grading.unveil import unveiled

MAX_CHARS = 20_000


def leaks(text: str, spec: Spec) -> bool:
    return find_leak(text, spec) is not None


def find_leak(text: str, spec: Spec) -> str | None:
    """The part of the text that gives the answer away, None if no part does. Text beyond a limit is
    not read.
    """
    plain = unveiled(text[:MAX_CHARS])
    match spec:
        case ChoiceSpec():
            return hidden_words.find_choice(plain, spec)
        case TextSpec():
            return hidden_words.find_text(plain, spec)
        case SeveralSpec():
            return hidden_picked.find_several(plain, spec)
        case OrderSpec():
            return hidden_picked.find_order(plain, spec)
        case MatchSpec():
            return hidden_picked.find_match(plain, spec)
        case ClozeSpec():
            return _in_a_gap(text, spec)
    return hidden_maths.find(plain, spec)


def _in_a_gap(text: str, spec: ClozeSpec) -> str | None:
    """What gives one gap away gives a part of the answer away."""
    asked = (*spec.asked, spec.text)
    found = (find_leak(text, parse_spec({**gap, "asked": asked})) for gap in spec.gaps)
    return next((words for words in found if words), None)
