"""How hard the words are to read, by LIX: words a sentence plus the share of words over six letters.

C. H. Björnsson, Läsbarhet (Stockholm: Liber, 1968). Chosen over Flesch–Kincaid because it counts
letters and not syllables, so it needs no dictionary and means the same in every language written with spaces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from courses.lint import texts
from courses.lint.finding import Finding, Severity
from courses.types import Course

HARD = 60.0  # on Björnsson's scale: 25 children's books, 45 newspapers, 55 official prose, 60 laws
LONG = 20.0  # words a sentence: long words alone may be those of the subject, and cannot be helped
FEWEST = 50  # words: of less, a share says nothing
_END = re.compile(r"[.!?:;]+[\"”’»)\]]*(?=\s|$)|\n\s*\n|\n\s*(?:[-*+]|\d+[.)])\s")


@dataclass(frozen=True, slots=True)
class Level:
    sentence: float  # words in it, on average
    long: float  # percentage of words of more than six letters

    @property
    def lix(self) -> float:
        return self.sentence + self.long


def reading_level(course: Course) -> Iterator[Finding]:
    for text in texts.of_course(course):
        if text.kind not in ("body", "stem", "prompt", "hint"):
            continue
        level = level_of(text.text)
        if level is not None and level.lix >= HARD and level.sentence >= LONG:
            yield Finding(
                "reading",
                text.place,
                f"is very hard to read: {level.sentence:.0f} words a sentence, LIX {level.lix:.0f} "
                f"({HARD:.0f} and more is like a law)",
                "Use shorter sentences and plainer words.",
                Severity.WARNING,
            )


def level_of(text: str) -> Level | None:
    """None of a text too short to say. A formula counts as a short word."""
    plain = texts.prose(text, " x ")
    sentences = [words for part in _END.split(plain) if (words := texts.words(part))]
    count = sum(map(len, sentences))
    if count < FEWEST:
        return None
    long = sum(len(word) > 6 for words in sentences for word in words)
    return Level(count / len(sentences), 100 * long / count)
