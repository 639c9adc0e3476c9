"""May this sentence stand in place of the authored one? Knows what may be said there, not who proposes it.

A list of what is allowed and not of what is forbidden: a sentence may use the words of the one it stands for,
plain words of the task and a short list of everyday English; quotes, formulas and numbers only as they stand
in the authored sentence, each of them and in their order. So whoever knows the answer has hardly anything to
tell it with. `grading.leaks` is asked last, about what is left.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from tutor.dialogue.everyday import AGREES, DENIES, EVERYDAY, LITTLE, NUMBER_NAMES, NUMBERISH, plain, stem


class Refusal(StrEnum):
    """Why a sentence was not let through, in the order in which it is looked at."""

    EMPTY = "empty"
    LONG = "too_long"
    MARKUP = "markup"  # anything but letters, plain marks and what the authored sentence quotes
    MATHS = "unchecked_maths"  # numbers and formulas that are not, or not all of, the authored ones
    QUESTION = "question"  # one where none was, none where one was, or a second
    VERDICT = "verdict"  # agrees or denies where the authored sentence does not, or the other way round
    LANGUAGE = "language"  # mostly words that are neither the task's nor everyday English
    WORDS = "words"  # a word that is neither
    OFF_POINT = "off_point"  # too little of the authored sentence
    REPEATS = "repetition"
    LEAKS = "leaks"  # gives the answer away
    HIDDEN = "hidden"  # letters or counts in it come to the answer


@dataclass(frozen=True, slots=True)
class Place:
    """What a sentence would stand for, and all that limits it.

    Attributes:
        authored: the sentence that stands there otherwise.
        task: what the learner sees of the question.
        heard: what the tutor said before, this reply included.
        withheld: words that may be part of the answer; they stand only where `authored` has them.
        leaks: whether a text gives the answer away; None where it is the learner's already.
    """

    authored: str
    task: Sequence[str] = ()
    heard: Sequence[str] = ()
    withheld: Collection[str] = ()
    leaks: Callable[[str], bool] | None = None


MORE_WORDS = 6  # than the authored sentence has
NEW_SHARE = 0.6  # at most, of the words with content
_HELD = re.compile(r"`[^`\n]*`|\$[^$\n]+\$|“[^”\n]*”|\d+(?:[.,/]\d+)*")
_ALLOWED = re.compile(r"[A-Za-z’',;:.?\- ●]*")
_WORD = re.compile(r"[A-Za-z]+(?:[’'][A-Za-z]+)*")
_MARKS = re.compile(r"[,;:.?\-]{2,}|  |^[ ,;:.?\-]|[’']{2,}|(?<![A-Za-z])[’']|(?<!\w)-|-(?!\w)| [,;:.?]")
_SINGLE = frozenset({"a", "i"})


def refusal(sentence: str, place: Place) -> Refusal | None:
    """Why `sentence` may not stand there; None where it may. Never raises for any text."""
    return _by_shape(sentence, place) or _by_words(sentence, place) or _by_answer(sentence, place)


def same_words(one: str, other: str) -> bool:
    """Whether two texts say the same word for word: case, marks and spaces aside."""
    return _bare(one) == _bare(other)


def adds_nothing(sentence: str, authored: str) -> bool:
    """Whether a sentence is the authored one with words put in, or with words left out."""
    words, own = _bare(sentence), _bare(authored)
    return _stands_in(words, own) or _stands_in(own, words)


def _stands_in(part: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether all of `part` stands in `whole`, in order."""
    rest = iter(whole)
    return all(word in rest for word in part)


def _bare(text: str) -> list[str]:
    return [plain(word) for word in re.findall(r"[^\W_]+(?:[’'][^\W_]+)*", text)]


def _by_shape(sentence: str, place: Place) -> Refusal | None:
    if not sentence.strip():
        return Refusal.EMPTY
    if len(sentence) > 2 * len(place.authored) + 80:
        return Refusal.LONG
    if sentence.count("`") % 2 or sentence.count("$") % 2:
        return Refusal.MARKUP
    if _HELD.findall(sentence) != _HELD.findall(place.authored):
        return Refusal.MATHS
    rest = _masked(sentence)
    if not _ALLOWED.fullmatch(rest) or _MARKS.search(rest) or rest[-1] not in ".?:":
        return Refusal.MARKUP
    if rest.count("●") != len(_HELD.findall(sentence)) or not _capitals_fit(rest, place.authored):
        return Refusal.MARKUP
    if "." in rest[:-1]:
        return Refusal.MARKUP
    asks = place.authored.rstrip().endswith("?")
    if rest.count("?") != asks or rest.endswith("?") != asks:
        return Refusal.QUESTION
    words, before = _WORD.findall(rest), _WORD.findall(_masked(place.authored))
    if len(words) > len(before) + MORE_WORDS or sum(map(rest.count, ",;:-")) > 3:
        return Refusal.LONG
    return Refusal.EMPTY if 2 * len(words) < len(before) else None


def _masked(sentence: str) -> str:
    """Without what is taken over from the authored sentence."""
    return _HELD.sub("●", sentence.replace("●", "\0")).rstrip()


def _capitals_fit(rest: str, authored: str) -> bool:
    """A capital begins the sentence or a word that the authored sentence has so."""
    known = {
        *_WORD.findall(authored),
        "I",
        *(f"I{mark}{tail}" for mark in "’'" for tail in ("ll", "d", "m", "ve")),
    }
    for count, word in enumerate(_WORD.findall(rest)):
        inner = word if count else word[1:]
        if inner != inner.lower() and word not in known:
            return False
    return True


def _by_words(sentence: str, place: Place) -> Refusal | None:
    words = [plain(word) for word in _WORD.findall(_masked(sentence))]
    own = [plain(word) for word in _WORD.findall(_masked(place.authored))]
    withheld = {stem(plain(word)) for word in place.withheld}
    task = {plain(word) for text in place.task for word in _WORD.findall(text) if len(word) > 1}
    free = {word for word in (EVERYDAY | task) - NUMBERISH if stem(word) not in withheld}
    allowed = free | set(own)
    if _stance(words) != _stance(own):
        return Refusal.VERDICT
    unknown = [word for word in words if word not in allowed or (len(word) == 1 and word not in _SINGLE)]
    if 2 * len(unknown) > len(words):
        return Refusal.LANGUAGE
    if unknown or _counted(words) != _counted(own):
        return Refusal.WORDS
    if any(
        count > 2 and own.count(word) < count and word not in LITTLE for word, count in Counter(words).items()
    ):
        return Refusal.REPEATS
    if any(one == other for one, other in pairwise(words)):
        return Refusal.REPEATS
    if words != own and any(same_words(sentence, said) for text in place.heard for said in sentences(text)):
        return Refusal.REPEATS
    return None if _near(words, own) else Refusal.OFF_POINT


def _counted(words: Sequence[str]) -> list[str]:
    return [word for word in words if word in NUMBERISH]


def _stance(words: Sequence[str]) -> tuple[bool, bool]:
    """Whether a sentence agrees, and whether it denies."""
    denies = any(word in DENIES or word.endswith("n't") for word in words)
    return any(word in AGREES for word in words), denies


def _near(words: Sequence[str], own: Sequence[str]) -> bool:
    """Whether enough of the authored sentence is there, by words with content."""
    content, before = _content(words), _content(own)
    new = content - before
    return len(new) <= max(2, NEW_SHARE * len(content)) and (not before or bool(content & before))


def _content(words: Sequence[str]) -> set[str]:
    return {stem(word) for word in words if word not in LITTLE}


def _by_answer(sentence: str, place: Place) -> Refusal | None:
    if place.leaks is None:
        return None
    # What the authored sentence quotes is said either way; the words around it must not make it the answer.
    if place.leaks(_masked(sentence).replace("●", "that")):
        return Refusal.LEAKS
    if place.leaks(sentence) and not place.leaks(place.authored):
        return Refusal.LEAKS
    return Refusal.HIDDEN if hides(sentence, place.withheld, place.leaks) else None


def hides(text: str, withheld: Collection[str], leaks: Callable[[str], bool]) -> bool:
    """Whether the answer may be read between the lines: by counting, or by letters at the ends of words."""
    words = _bare(_HELD.sub(" ", text))
    counts = {str(one) for one in (len(words), len(_bare(text)), len(text.split()), len(text))}
    figures = {word for word in withheld if word.isdigit()}
    if counts & figures or any(leaks(f"The answer is {one}.") for one in sorted(counts)):
        return True
    rows = ["".join(word[0] for word in words), "".join(word[-1] for word in words)]
    rows += [row[::-1] for row in rows]
    digits = set("".join(figures))
    # A long name of a number is no accident; a short one counts where it may be a part of the answer.
    names = [name for name, digit in NUMBER_NAMES.items() if digit in digits]
    names += [name for name in NUMBERISH if len(name) > 3]
    told = [plain(word) for word in withheld if word.isalpha() and plain(word) not in LITTLE]
    if any(word in rows[0] for word in told):
        return True
    return any(name in row for name in (*names, *(word for word in told if len(word) > 3)) for row in rows)


_LISTED = re.compile(r"\s*\d{1,2}[.:]")
_END = re.compile(r"(?<=[.?!:])[\"'’”)]*\s+|\n+")


def sentences(text: str) -> list[str]:
    """The sentences of a text, each with its closing mark; quotes and formulas are never cut."""
    ended, rest = cut(text)
    return [*ended, rest.strip()] if rest.strip() else ended


def cut(text: str) -> tuple[list[str], str]:
    """Sentences that have ended, by mark and space or by the line, and what may still go on."""
    ended, start = [], 0
    for gap in _END.finditer(text):
        part = text[start : gap.start()]
        if _LISTED.fullmatch(part) or part.count("`") % 2 or part.count("$") % 2:
            continue
        if part.strip():
            ended.append(text[start : gap.end()].strip())
        start = gap.end()
    return ended, text[start:]
