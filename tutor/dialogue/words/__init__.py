"""The tutor's own words: a table of slots, each with variants. Knows nothing of problems and answers.

English for now; the table gets a sibling per course language later. `{said}` is the learner's own answer,
quoted; `{text}` is authored content; `{line}` counts the learner's lines, `{before}` names what stands before
it and `{at}` the numbers that show a difference. No variant asks more than one question.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from string import Formatter

from tutor.dialogue.words import answers, closing, helping, placing, questions, remarks, session

QUOTED = 60  # characters of a learner's answer that are repeated back
NAMELESS = "that"  # stands where there is nothing to quote

SLOTS: Mapping[str, tuple[str, ...]] = {
    **answers.SLOTS,
    **closing.SLOTS,
    **helping.SLOTS,
    **placing.SLOTS,
    **questions.SLOTS,
    **remarks.SLOTS,
    **session.SLOTS,
}


def say(slot: str, seed: int | str, heard: Sequence[str], **fields: str) -> str:
    """A variant of `slot`, filled. Deterministic in its arguments.

    Variants that are among the tutor's last words (`heard`, oldest first) come last, so the same one never
    stands twice in a row. Raise KeyError for an unknown slot or a missing field.
    """
    variants = SLOTS[slot]
    order = list(variants)
    random.Random(f"{slot}:{seed}").shuffle(order)
    variant = min(order, key=lambda one: _last_heard(one, heard))
    return variant.format(**fields)


def quote(text: str, options: Sequence[str] = ()) -> str:
    """A learner's answer as it may stand in our words: a code span of at most QUOTED characters.

    What they typed is never read as Markdown or maths; an option they picked is our own text and is.
    """
    if text in options:
        return f"“{text}”" if len(text) <= QUOTED else NAMELESS
    printable = "".join(char for char in text if char.isprintable() or char.isspace())
    plain = " ".join(printable.replace("`", "'").replace("$", "").split())
    if not plain:
        return NAMELESS
    return f"`{plain}`" if len(plain) <= QUOTED else f"`{plain[: QUOTED - 1].rstrip()}…`"


def _last_heard(variant: str, heard: Sequence[str]) -> int:
    """0 if never heard, else higher the more recently."""
    return max((place for place, words in enumerate(heard, start=1) if _made_of(variant, words)), default=0)


def _made_of(variant: str, words: str) -> bool:
    """Whether `words` may be `variant` with its fields filled: its fixed parts follow each other in it."""
    start = 0
    for place, (literal, *_) in enumerate(Formatter().parse(variant)):
        found = words.find(literal, start)
        if found < 0 or (place == 0 and found > 0):
            return False
        start = found + len(literal)
    return True
