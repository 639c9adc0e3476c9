"""Signs in the words of a line: how much it says, and which authored line it is like. Works nothing out."""

from __future__ import annotations

import re
from collections import Counter
from fractions import Fraction

from tutor.grading.prose.claims import Content
from tutor.grading.prose.work import Work, near, results_of

MANY_WORDS = 20
_WORD = re.compile(r"[a-z]{3,}")
_ANY_WORD = re.compile(r"[A-Za-z]+")
_SKIPPED = frozenset(
    [
        *("the", "and", "that", "this", "for", "his", "her", "their", "has", "have", "had"),
        *("will", "would", "with", "are", "was", "were", "each", "she"),
    ]
)
# A letter of algebra; not the x of 3 x 4.
_LETTER = re.compile(r"(?<![A-Za-z'’])(?![xX] ?[$\d(])[B-HJ-Zb-z](?![A-Za-z'’])|\d[a-z](?![A-Za-z])")
_SETTING_UP = re.compile(r"\blet\b|\bcall\b|we can|we know|we need|first,|to find|start", re.IGNORECASE)
_ENDING = re.compile(r"\b(?:therefore|so|thus|altogether|in total|finally|hence)\b", re.IGNORECASE)
_TOTAL = re.compile(r"\b(?:total|altogether|combined|all|sum)\b", re.IGNORECASE)


def said_in(content: Content, *, sums: bool) -> dict[str, float]:
    """Of a line on its own."""
    text = content.text
    return {
        "letter_equation": float(bool(_LETTER.search(text)) and "=" in text),
        "sets_up": float(bool(_SETTING_UP.search(text)) and not sums),
        "ends": float(bool(_ENDING.search(text)) and not sums),
        "totals": float(bool(_TOTAL.search(text))),
        "wordy": min(len(_words(text)), 15) / 15,
        "many_words": float(len(_ANY_WORD.findall(text)) >= MANY_WORDS),
        "numbers": min(len(content.numbers), 8) / 8,
        "no_number": float(not content.numbers),
    }


def _words(text: str) -> frozenset[str]:
    return frozenset(word.removesuffix("s") for word in _WORD.findall(text.lower()) if word not in _SKIPPED)


class Beside:
    """The authored lines, to lay others beside them. Words that many of them share count less."""

    def __init__(self, work: Work) -> None:
        self.authored = work.authored
        self.words = [_words(content.text) for content in work.authored]
        everywhere = Counter(word for words in self.words for word in words)
        self.weights = {word: 1 / count for word, count in everywhere.items()}
        self.results = [results_of(content) for content in work.authored]
        reached = {value for content in work.lines for value in results_of(content)}
        self.missed = next(
            (at for at, found in enumerate(self.results) if found and not reached & set(found)), None
        )

    def signs(self, content: Content) -> dict[str, float]:
        own, values = _words(content.text), results_of(content)
        alike = [self._alike(own, words) for words in self.words]
        missed = alike[self.missed] if self.missed is not None else 0.0
        best = max(range(len(alike)), key=lambda at: (alike[at], -at), default=-1)
        score = alike[best] if best >= 0 else 0.0
        row = {"alike_missed": missed, "alike_but_other": 0.0, "alike_and_same": 0.0}
        row |= {"more_alike": 0.0, "unit_but_other": 0.0}
        if score > 0 and values:
            theirs = self.results[best]
            same = any(near(value, theirs) for value in values)
            row["alike_but_other"] = score * float(bool(theirs) and not same)
            row["alike_and_same"] = score * float(same)
            row["unit_but_other"] = self._unit_but_other(content, values)
            meant = [alike[at] for at, found in enumerate(self.results) if set(found) & set(values)]
            row["more_alike"] = float(bool(meant) and score > max(meant, default=0.0))
        return row

    def _alike(self, own: frozenset[str], words: frozenset[str]) -> float:
        shared = sum(self.weights.get(word, 1.0) for word in sorted(own & words))
        return shared / max(sum(self.weights.get(word, 1.0) for word in sorted(own | words)), 0.1)

    def _unit_but_other(self, content: Content, values: list[Fraction]) -> float:
        """The authors have something in this unit, and not these values."""
        units = {unit for claim in content.claims if (unit := claim.right.unit)}
        meant = [
            abs(claim.right.value)
            for line in self.authored
            for claim in line.claims
            if claim.right.unit in units
        ]
        return float(bool(meant) and not any(near(value, meant) for value in values))
