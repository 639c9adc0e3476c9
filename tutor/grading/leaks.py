"""Does a text give an answer away? By the checker's own equality, not by substring of what the author wrote.

A text leaks when a part of it would be accepted: as maths, in words, as code, as a recipe ("take 12 and
add 3"), put together from several sentences; or when it says an accepted string or the right option. What the
question itself shows (`asked`) gives nothing away, unless the text says it *as the answer*.
"""

from __future__ import annotations

from tutor.grading import hidden_maths, hidden_words
from tutor.grading.spec import ChoiceSpec, Spec, TextSpec
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
    return hidden_maths.find(plain, spec)
