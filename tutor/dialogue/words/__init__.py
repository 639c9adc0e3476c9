"""The tutor's own words: a table of slots, each with variants. Knows nothing of problems and answers.

English for now; the table gets a sibling per course language later. `{said}` is the learner's own answer,
quoted; `{text}` is authored content; `{line}` counts the learner's lines, `{before}` names what stands before
it and `{at}` the numbers that show a difference; what else is named (`{sum}`, `{clause}`, …) is said in the
files that use it. A variant with one of OPTIONAL is passed over where that is not known. `[a|b]` is one or
the other. No variant asks more than one question.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import product

from tutor.dialogue.words import (
    answers,
    closing,
    helping,
    named,
    numbers,
    odd,
    placing,
    questions,
    remarks,
    session,
    sums,
    told,
)

QUOTED = 60  # characters of a learner's answer that are repeated back
NAMELESS = "that"  # stands where there is nothing to quote
OPTIONAL = frozenset({"added", "asked", "kind", "part", "shared", "taken", "thing", "things", "times"})
LATELY = 8  # of the tutor's last texts: a reply does not begin like one of them

SLOTS: Mapping[str, tuple[str, ...]] = {
    **answers.SLOTS,
    **numbers.SLOTS,
    **sums.SLOTS,
    **told.SLOTS,
    **named.SLOTS,
    **closing.SLOTS,
    **helping.SLOTS,
    **odd.SLOTS,
    **placing.SLOTS,
    **questions.SLOTS,
    **remarks.SLOTS,
    **session.SLOTS,
}

_EITHER = re.compile(r"\[([^\[\]]*)\]")
_FIELD = re.compile(r"\{(\w+)\}")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def listed(items: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"; empty for none."""
    return " and ".join(filter(None, (", ".join(items[:-1]), *items[-1:])))


def say(slot: str, seed: int | str, heard: Sequence[str], **fields: str) -> str:
    """A variant of `slot`, filled. Deterministic in its arguments.

    Variants that are among the tutor's last words (`heard`, oldest first) come last, so the same one never
    stands twice in a row; after them those that begin like one of the last few. Raise KeyError for an unknown
    slot or a missing field.
    """
    draw = random.Random(f"{slot}:{seed}")
    missing = OPTIONAL - fields.keys()
    order = [variant for variant in SLOTS[slot] if missing.isdisjoint(_FIELD.findall(variant))]
    draw.shuffle(order)
    begun = {opener(words) for words in heard[-LATELY:]}
    best: tuple[tuple[int, bool], str] | None = None
    for variant in order:
        spoken = filled(_EITHER.sub(lambda found: draw.choice(found[1].split("|")), variant), fields)
        key = (_last_heard(variant, heard), opener(spoken) in begun)
        if best is None or key < best[0]:
            best = key, spoken
        if key == (0, False):
            break
    assert best is not None, f"{slot} has no variants"
    return best[1]


def filled(variant: str, fields: Mapping[str, str]) -> str:
    return _FIELD.sub(lambda found: fields[found[1]], variant)


@lru_cache(maxsize=4096)
def opener(text: str) -> tuple[str, ...]:
    """The first two words of a text."""
    return tuple(word.lower() for word in _WORD.findall(text[:80])[:2])


def forms(variant: str) -> list[str]:
    """Every way to say a variant, its fields still open."""
    parts = _EITHER.split(variant)
    choices = [part.split("|") if place % 2 else [part] for place, part in enumerate(parts)]
    return ["".join(form) for form in product(*choices)]


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
    made = _shape(variant)
    for place in range(len(heard), 0, -1):
        words = heard[place - 1]
        if made.fullmatch(words) or made.fullmatch(
            words, words.find(". ") + 2
        ):  # a remark may stand before it
            return place
    return 0


# What a field may be filled with: a quote, a formula, a number; what is authored may be anything.
_FILLED = rf"(?:`[^`\n]*`|“[^”\n]*”|\$[^$\n]*\$|\d+(?:\.\d+)?|{NAMELESS})"
_NUMBER = r"[^\s`]*\d[^\s`]*"
_ANYTHING = {"text": ".*", "contact": ".*", "before": r"[\w ]+"}
_ANYTHING |= dict.fromkeys(("number", "value", "line", "part"), _NUMBER)
_ANYTHING |= dict.fromkeys(("kind", "thing", "things"), r"[\w ]+")
_ANYTHING |= dict.fromkeys(("title", "course", "skill"), r"[^\n]+")  # authored, within our own “ ”


@lru_cache(maxsize=4096)
def _shape(variant: str) -> re.Pattern[str]:
    """What fits every text that is `variant` with its fields filled."""
    parts = []
    for place, part in enumerate(_EITHER.split(variant)):
        ways = "|".join(_open(one) for one in part.split("|")) if place % 2 else _open(part)
        parts.append(f"(?:{ways})")
    return re.compile("".join(parts), re.DOTALL)


def _open(part: str) -> str:
    """A pattern for words with fields in them."""
    pieces = enumerate(_FIELD.split(part))
    return "".join(re.escape(one) if at % 2 == 0 else _ANYTHING.get(one, _FILLED) for at, one in pieces)
