"""Do two authored texts stand for the same answer: two options, two partners, two items. Asks the checker.

Options are Markdown; what is maths in them is read as a learner's answer would be.
"""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache

from tutor.grading import ExpressionSpec, SpecError, check
from tutor.grading.tree import Group, Relation
from tutor.types import Outcome

_WHOLE = re.compile(r"\$(?P<maths>[^$]+)\$\s*[.,;]?")
_NUMBER = re.compile(r"[-−+]?(?:\d+(?:[.,]\d+)*|\.\d+)(?:\s*/\s*\d+)?\s*%?")
_FIGURES = re.compile(r"[-−+]?\d*[.,]\d+")


class Likeness(IntEnum):
    """Greater is more alike."""

    NONE = 0
    VALUE = 1  # the same value, written otherwise: right where no form is asked for
    WRITING = 2  # the same to a reader


def likeness(one: str, other: str) -> Likeness:
    """How alike two texts of a choice are."""
    first, second = sorted((one.strip(), other.strip()))
    return _likeness(first, second)


@lru_cache(maxsize=50_000)
def _likeness(one: str, other: str) -> Likeness:
    if _plain(one) == _plain(other):
        return Likeness.WRITING
    maths, other_maths = _maths(one), _maths(other)
    if maths is None or other_maths is None:
        return Likeness.NONE
    if ("%" in maths) != ("%" in other_maths):
        return Likeness.NONE
    return _alike(maths, other_maths)


def _alike(maths: str, other: str) -> Likeness:
    try:
        spec, second = ExpressionSpec(value=maths), ExpressionSpec(value=other)
        tree, tree_of_other = spec.tree, second.tree
    except (SpecError, ValueError):
        return Likeness.NONE
    if tree == tree_of_other:
        # 1.7 and 1.70 are one number: which of them is asked for is a matter of rounding.
        return Likeness.VALUE if _FIGURES.search(maths) or _FIGURES.search(other) else Likeness.WRITING
    if any(isinstance(one, Relation | Group) for one in (tree, tree_of_other)):
        return Likeness.NONE  # conditions and lists may be equivalent and only one of them the one asked for
    if ("|" in maths) != ("|" in other):
        return Likeness.NONE  # ln x and ln |x| are told apart by a domain that nobody wrote down
    same = check(spec, other).outcome is Outcome.CORRECT and check(second, maths).outcome is Outcome.CORRECT
    return Likeness.VALUE if same else Likeness.NONE


def _maths(text: str) -> str | None:
    """The maths that the whole text is; None for words, and for words with maths in them."""
    whole = _WHOLE.fullmatch(text)
    if whole is not None:
        return whole["maths"].strip()
    return text if _NUMBER.fullmatch(text) else None


def _plain(text: str) -> str:
    """Without what nobody hears: spaces, the end of a sentence, the comma before the last of a list.

    Capitals stay: A and a may be different things. So do signs between digits.
    """
    text = re.sub(r",?\s+(and|or)\b", r" \1", " ".join(text.split()))
    return re.sub(r"([,;])\s+", r"\1", text).rstrip(" .,;:")
