"""How hard the words are to read, by LIX: words a sentence plus the share of words over six letters.

C. H. Björnsson, Läsbarhet (Stockholm: Liber, 1968). Chosen over Flesch–Kincaid because it counts
letters and not syllables, so it needs no dictionary and means the same in every language written with spaces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from courses.lint import texts
from courses.lint.finding import Finding, Severity
from courses.lint.texts import Text
from courses.types import Course

HARD = 60.0  # on Björnsson's scale: 25 children's books, 45 newspapers, 55 official prose, 60 laws
LONGEST = 45  # words a sentence, whatever its words are
FEWEST = 50  # words: of less, a share says nothing
_END = re.compile(r"[.!?:;]+[\"”’»)\]]*(?=\s|$)|\n\s*\n|\n\s*(?:[-*+]|\d+[.)])\s")


def reading_level(course: Course) -> Iterator[Finding]:
    for text in texts.of_course(course):
        if text.kind not in ("body", "stem", "prompt", "hint"):
            continue
        level = lix(text.text)
        if level is not None and level >= HARD:
            yield _hard(text, level)


def _hard(text: Text, level: float) -> Finding:
    return Finding(
        "reading",
        text.place,
        f"is as hard to read as a law (LIX {level:.0f}; {HARD:.0f} and more is very hard)",
        "Use shorter sentences and plainer words.",
        Severity.WARNING,
    )


def lix(text: str) -> float | None:
    """None of a text too short to say. A formula counts as a short word."""
    plain = texts.prose(text, " x ")
    sentences = [words for part in _END.split(plain) if (words := texts.words(part))]
    count = sum(map(len, sentences))
    if count < FEWEST:
        return None
    long = sum(len(word) > 6 for words in sentences for word in words)
    return count / len(sentences) + 100 * long / count
