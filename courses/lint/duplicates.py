"""Problems and steps that ask the same in nearly the same words. Knows no meaning, only words and numbers.

Compared by MinHash over word triples with banding (Broder 1997), so the time grows with the number of
problems and not with the number of pairs. Two drills that differ in their numbers are two problems.
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from courses.lint import texts
from courses.lint.finding import Finding, Severity
from courses.types import Course, Problem, Step

Triple = tuple[str, ...]
Item = TypeVar("Item", str, Triple)

ALIKE = 0.7  # of the word triples of both, the share that is in both
LABELS = 8  # words: with fewer, the title is needed to know what is asked
BANDS, ROWS = 16, 4  # two texts alike by .7 share a band with probability .988
COMPARED = 12  # as many of a band are compared with each newcomer

_TOKEN = re.compile(r"\[\[(?:(?!\[\[).)*?\]\]|[^\W\d_]+|\d+(?:[.,]\d+)*|[^\w\s]")
_SIGNS = str.maketrans("", "", "$,.;:!?'\"()")  # around words they say nothing
_NUMBERS = frozenset(
    texts.words("one two three four five six seven eight nine ten twelve twenty hundred half once twice")
)
_PRIME = (1 << 61) - 1
_random = np.random.default_rng(7)
_A = _random.integers(1, 1 << 31, BANDS * ROWS, dtype=np.uint64)
_B = _random.integers(0, 1 << 31, BANDS * ROWS, dtype=np.uint64)


@dataclass(frozen=True, slots=True)
class _Asked:
    place: str
    words: frozenset[Triple]  # of all that is shown
    prompts: tuple[frozenset[str], ...]
    exact: tuple[str, ...]  # numbers and formulas, in order: where they differ, it is another problem
    answers: str


def near_duplicates(course: Course) -> Iterator[Finding]:
    yield from _within(course)
    for earlier, later in _pairs([_asked(place, problem) for place, _, problem in texts.problems(course)]):
        yield Finding(
            "duplicate",
            later,
            f"asks nearly the same as {earlier}",
            "Change what is asked, remove one of the two, or make one problem with parameters.",
            Severity.WARNING,
        )


def _within(course: Course) -> Iterator[Finding]:
    for place, _, problem in texts.problems(course):
        seen: dict[tuple[object, ...], str] = {}
        for step in problem.steps:
            tokens = tuple(_tokens(step.prompt)), tuple(texts.options(step))
            earlier = seen.setdefault(tokens, step.id)
            if earlier != step.id and tokens[0]:
                yield Finding(
                    "duplicate",
                    f"{place}/{step.id}",
                    f"asks in the same words as step {earlier}",
                    "Say in each prompt what is asked there.",
                    Severity.WARNING,
                )


def _asked(place: str, problem: Problem) -> _Asked:
    shown = [problem.stem]
    for step in problem.steps:
        shown += [step.prompt, *texts.options(step)]
    text = "\n".join(shown)
    if len(texts.words(texts.prose(text))) < LABELS:
        text = f"{problem.title}\n{text}"
    words = tuple(_tokens(texts.MATHS.sub(" ", text)))
    # A title may hold the very formula that is asked about.
    formulas = texts.MATHS.findall(f"{problem.title}\n{text}")
    exact = [*formulas, *(word for word in words if word[0].isdigit() or word in _NUMBERS)]
    return _Asked(
        place,
        _triples(words),
        tuple(frozenset(_tokens(step.prompt)) for step in problem.steps),
        tuple(_normal(one, problem) for one in exact),
        _normal(repr([_right(step) for step in problem.steps]), problem),
    )


def _right(step: Step) -> object:
    """The right answer: for a choice in words, because options may be shuffled."""
    correct = step.answer.get("correct")
    options = texts.options(step)
    if isinstance(correct, int) and 0 <= correct < len(options):
        return options[correct]
    return {name: value for name, value in step.answer.items() if name not in ("form", "tolerance")}


def _normal(formula: str, problem: Problem) -> str:
    """Without spaces, and parameters by number: their names do not matter."""
    plain = re.sub(r"[\s$]+|\\left|\\right|\\,", "", formula)
    for number, name in enumerate(problem.where):
        if "[[" in plain:
            plain = re.sub(rf"(?<=\[\[)([^\[\]]*?)\b{re.escape(name)}\b", rf"\g<1>§{number}", plain)
    return plain


def _tokens(text: str) -> Iterable[str]:
    return (token for token in _TOKEN.findall(text.lower().translate(_SIGNS)))


def _triples(words: Sequence[str]) -> frozenset[Triple]:
    padded = ("", *words, "")
    return frozenset(padded[at : at + 3] for at in range(max(len(padded) - 2, 1)))


def _pairs(asked: Sequence[_Asked]) -> Iterator[tuple[str, str]]:
    """(earlier, later) places; each later one once."""
    bands: defaultdict[tuple[int, bytes, tuple[str, ...]], list[_Asked]] = defaultdict(list)
    for one in asked:
        keys = [(number, band, one.exact) for number, band in enumerate(_bands(one))]
        earlier = next((other for key in keys for other in bands[key] if _alike(one, other)), None)
        if earlier is not None:
            yield earlier.place, one.place
            continue  # its like is there already
        for key in keys:
            if len(bands[key]) < COMPARED:
                bands[key].append(one)


def _bands(one: _Asked) -> Iterator[bytes]:
    hashes = np.fromiter(
        (zlib.crc32(" ".join(triple).encode()) for triple in one.words), np.uint64, len(one.words)
    )
    signature = ((np.outer(hashes, _A) + _B) % _PRIME).min(axis=0)
    return (signature[at : at + ROWS].tobytes() for at in range(0, BANDS * ROWS, ROWS))


def _alike(one: _Asked, other: _Asked) -> bool:
    """The same words; or nearly the same and the same answers: "mean" and "median" are one word apart."""
    if one.words == other.words and one.prompts == other.prompts:
        return True
    return (
        one.answers == other.answers
        and len(one.prompts) == len(other.prompts)
        and _share(one.words, other.words) >= ALIKE
        and all(_share(*pair) >= ALIKE for pair in zip(one.prompts, other.prompts, strict=True))
    )


def _share(some: frozenset[Item], others: frozenset[Item]) -> float:
    return len(some & others) / len(some | others) if some or others else 1.0
