"""Answers that a person ruled on: a right one nobody had thought of, a wrong one that nobody could check.

Such a ruling is authored data like the answer itself. What was ruled on counts as it was written, and where
the kind has an exact equality, in every equal form that the question allows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from tutor.grading import verdicts
from tutor.grading.spec import AntiderivativeSpec, ExpressionSpec, NumberSpec, Spec, TextSpec
from tutor.grading.spec_base import RefusedAnswer
from tutor.types import Verdict

RIGHT = "A person has looked at this answer: it is right."
WRONG = "A person has looked at this answer: it is not right."
_AROUND_SIGNS = re.compile(r"\s*([-+*/=^()\[\]{}<>,;·×÷−])\s*")


def as_written(text: str, *, case: bool = True) -> str:
    """A response without what nobody means by it: width of letters, spaces at ends and around signs.

    Spaces between figures stay: 1 1/2 is not 11/2.
    """
    plain = unicodedata.normalize("NFKC", text)
    lines = (_AROUND_SIGNS.sub(r"\1", " ".join(line.split())) for line in plain.splitlines())
    joined = "\n".join(line for line in lines if line)
    return joined if case else joined.casefold()


def key(spec: Spec, response: str) -> str:
    """The same for responses that count as one and the same answer."""
    return as_written(response, case=not isinstance(spec, TextSpec) or spec.case)


def is_accepted(spec: Spec, response: str) -> bool:
    """Whether just this was ruled right."""
    if not spec.accepted:
        return False
    said = key(spec, response)
    return any(key(spec, one) == said for one in spec.accepted)


def refused(spec: Spec, response: str) -> RefusedAnswer | None:
    """The ruling that just this is wrong."""
    if not spec.refused:
        return None
    said = key(spec, response)
    return next((one for one in spec.refused if key(spec, one.answer) == said), None)


def others(spec: Spec) -> Iterator[Spec]:
    """The same question with an accepted answer as its own, where only what equals that would pass."""
    if not _is_exact(spec):
        return
    for answer in spec.accepted:
        try:
            yield spec.with_answer(answer)
        except ValueError:  # written in words that only people read
            continue


def right() -> Verdict:
    return verdicts.correct(RIGHT)


def wrong(ruling: RefusedAnswer, *, with_why: bool) -> Verdict:
    """`with_why`: unless that gives the answer away."""
    verdict = verdicts.incorrect(f"{WRONG} {ruling.why}" if with_why and ruling.why else WRONG)
    return verdict if ruling.misconception is None else verdicts.showing(verdict, ruling.misconception)


def _is_exact(spec: Spec) -> bool:
    """Whether nothing near the answer counts as the answer: else one accepted value would let others in."""
    match spec:
        case NumberSpec():
            exact = spec.tolerance == spec.relative == "0"
            return exact and spec.figures is spec.accuracy is spec.decimals is None
        case ExpressionSpec():
            return spec.relative == "0" and not spec.rounding
        case AntiderivativeSpec():
            return True
    return False
