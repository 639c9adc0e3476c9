"""Is a short string a slip of the fingers away from an answer? It guards what must not be forgiven.

A slip is one letter left out, put in, changed, or two neighbours swapped. Never forgiven: digits, signs,
short words, another first letter (table is not stable), a beginning or an ending that makes another word, and
a word that is as near to something else that is known to be wrong.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

SHORTEST = 5
LETTERS_A_SLIP = 4  # two slips need eight letters, three need twelve: equate is not equal
# A change of these first letters makes another word: mitosis and meiosis, hypo- and hyper-, in- and ex-.
_OPPOSITES = (
    ("mit", "mei"), ("hyper", "hypo"), ("inter", "intra"), ("endo", "exo"), ("micro", "macro"),
    ("pre", "pro"), ("an", "cat"), ("in", "ex"), ("homo", "hetero"), ("ab", "ad"), ("pro", "per"),
    ("ad", "af"), ("e", "im"), ("in", "de"), ("as", "des"), ("con", "di"), ("over", "under"), ("ana", "cata"),
    ("ante", "anti"), ("sub", "super"), ("exo", "endo"),
)  # fmt: skip
# Beginnings that turn a word into its contrary: rational and irrational, stable and unstable.
_DENIALS = ("un", "in", "im", "ir", "il", "non", "dis", "de", "a", "an", "anti", "mis")
_NUMERALS = frozenset(
    ("three", "seven", "eight", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
     "eighteen", "nineteen", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
     "hundred", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
)  # fmt: skip
_ENDINGS = (
    ("ate", "ite"),
    ("ide", "ite"),
    ("ide", "ate"),
    ("ane", "ene"),
    ("ene", "yne"),
    ("ane", "yne"),
    ("ic", "ous"),
)


def forgiven(written: str, accepted: str, slips: int, unlike: Iterable[str] = ()) -> bool:
    """Whether `written` is `accepted` but for at most `slips` slips in any of its words."""
    words, asked = written.split(), accepted.split()
    if len(words) != len(asked):
        return False
    if not all(_word(word, right, slips) for word, right in zip(words, asked, strict=True)):
        return False
    gap = distance(written, accepted)
    return all(distance(written, other) > gap for other in unlike)


def _word(written: str, right: str, slips: int) -> bool:
    if written == right:
        return True
    if not (written.isalpha() and right.isalpha()) or min(len(written), len(right)) < SHORTEST:
        return False
    if written in _NUMERALS or _denies(written, right) or _denies(right, written):
        return False
    if written[0] != right[0] and written[:2] != right[1::-1]:
        return False
    backwards = written[::-1], right[::-1]
    if any(_swapped(written, right, pair) for pair in _OPPOSITES):
        return False
    if any(_swapped(*backwards, (first[::-1], second[::-1])) for first, second in _ENDINGS):
        return False
    return distance(written, right) <= min(slips, max(1, len(right) // LETTERS_A_SLIP))


def _denies(longer: str, word: str) -> bool:
    return any(longer == head + word for head in _DENIALS)


def _swapped(written: str, right: str, pair: tuple[str, str]) -> bool:
    first, second = pair
    return (written.startswith(first) and right.startswith(second)) or (
        written.startswith(second) and right.startswith(first)
    )


def distance(left: str, right: str) -> int:
    """Fewest slips between two strings (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        older, before, row = before, row, [i]
        for j, b in enumerate(right, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
    return row[-1]


def without_accents(text: str) -> str:
    """é as e. Letters that are no accented ones (ø, ß) stay."""
    plain = unicodedata.normalize("NFD", text)
    return "".join(char for char in plain if unicodedata.category(char) != "Mn")
