"""Is something guessed before it is told. Looks at passages only; advice, never a wall."""

from __future__ import annotations

import re
from collections.abc import Iterator

from courses.lint.finding import Finding, Severity
from courses.types import Course, Passage

_CODE = re.compile(r"^(```|~~~)\S*[^\S\n]*\n.*?^\1[^\S\n]*$", re.DOTALL | re.MULTILINE)
_EXAMPLE = re.compile(
    r"^[^\S\n]*(?:#+\s*|\*\*|__)?(?:worked\s+)?example(?:\s+\d+)?\b\s*(?:[:.]|\*\*|__|$)", re.I | re.M
)


def guesses(course: Course) -> Iterator[Finding]:
    """A passage without a guess, and a second example or piece of code that comes without one of its own."""
    for lesson in course.lessons:
        for passage in lesson.passages:
            place = f"{lesson.id}/{passage.id}"
            if passage.guess is None:
                yield Finding(
                    "no-guess",
                    place,
                    f"{_what(passage)} is told before anything was guessed",
                    "Ask for a guess first: a prediction that takes 15 seconds, with a reply to each choice.",
                    Severity.WARNING,
                )
                continue
            pieces = _pieces(passage)
            if pieces > 1:
                yield Finding(
                    "no-guess",
                    place,
                    f"there is one guess before {pieces} examples or pieces of code",
                    "Split the passage, so that each piece has a guess of its own before it.",
                    Severity.WARNING,
                )


def _what(passage: Passage) -> str:
    if _CODE.search(passage.body):
        return "a piece of code"
    if _EXAMPLE.search(passage.body) or _EXAMPLE.search(passage.title):
        return "a worked example"
    return "what this passage explains"


def _pieces(passage: Passage) -> int:
    return max(len(_CODE.findall(passage.body)), len(_EXAMPLE.findall(_CODE.sub("", passage.body))))
