"""One course's text, ready to be searched. Knows vectors and words, not where they come from.

Ordered by the likeness of a passage, of its text's title, and by BM25. Whether anything is relevant at all is
another question: the likeness to the nearest passage and to the nearest whole text, less the likeness to the
nearest topic of other courses. BM25 does not help there: questions from elsewhere share words, too.
Weights and threshold were chosen on the half `own` of tests/bench/meaning; docs/models.md has the numbers.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models_server.meaning.cut import Count, passages, plain
from models_server.meaning.lexical import Lexicon
from models_server.wire import FoundText, SearchResponse, Text

_SHORT = 16  # tokens of a passage; a longer sentence is one by itself
_LONG = 250  # tokens of a passage that is a whole text, if it is no longer
_TITLE = 0.4  # what the title's likeness counts in the order
_WORDS = 0.05  # what BM25 does
_ELSEWHERE = 0.5  # what the likeness to other topics takes away
_OURS = 0.5  # a topic as near as this to a passage is the course's own
THRESHOLD = 0.29

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Cut:
    """A course's texts in pieces. `of`: the place of the text that each short one is from."""

    ids: list[str]
    titles: list[str]
    short: list[str]
    of: list[int]
    long: list[str]

    @property
    def all(self) -> list[str]:
        """What is to be embedded, in the order that `Index` takes the vectors."""
        return [plain(one) for one in (*self.short, *self.long, *self.titles)]


def cut(texts: Sequence[Text], count: Count) -> Cut:
    short, of, long = [], [], []
    for place, text in enumerate(texts):
        pieces = passages(text["text"], _SHORT, _LONG, count)
        short += pieces
        of += [place] * len(pieces)
        long += passages(text["text"], _LONG, _LONG, count)
    return Cut([text["id"] for text in texts], [text["title"] for text in texts], short, of, long)


class Index:
    """`vectors` are those of `cut.all`; `topics` those of what other courses are about."""

    def __init__(self, cut: Cut, vectors: Floats, topics: Floats, known: Collection[str]) -> None:
        self._cut, self._known = cut, known
        ends = np.cumsum([len(cut.short), len(cut.long)])
        self._short, self._long, self._titles = np.split(vectors, ends)
        self._of = np.array(cut.of, dtype=np.int64)
        near = (topics @ self._short.T).max(axis=1, initial=-1.0)
        self._topics = topics[near < _OURS]
        self._lexicon = Lexicon(
            [f"{cut.titles[of]} {one}" for of, one in zip(cut.of, map(plain, cut.short), strict=True)]
        )

    def mended(self, question: str) -> str:
        """The question as it is to be embedded."""
        return self._lexicon.mended(plain(question), self._known)

    def search(self, question: str, vector: Floats, limit: int) -> SearchResponse:
        """`question` is mended, `vector` is its own. One passage of a text: its best."""
        likeness = self._short @ vector
        titles = (self._titles @ vector)[self._of]
        scores = likeness + _TITLE * titles + _WORDS * self._lexicon.scores(question)
        found: dict[int, FoundText] = {}
        for place in np.argsort(-scores, kind="stable"):
            text = int(self._of[place])
            if len(found) == limit:
                break
            if text not in found:
                score = round(float(scores[place]), 4)
                found[text] = {"id": self._cut.ids[text], "score": score, "excerpt": self._cut.short[place]}
        relevance = self.relevance(vector)
        return {
            "found": list(found.values()),
            "relevant": relevance >= THRESHOLD,
            "relevance": round(relevance, 4),
        }

    def relevance(self, vector: Floats) -> float:
        """How likely the question is for this course rather than another: an order, no probability."""
        if not len(self._short):
            return -1.0
        here = (_best(self._short, vector) + _best(self._long, vector)) / 2
        return here - _ELSEWHERE * max(0.0, _best(self._topics, vector))


def _best(vectors: Floats, vector: Floats) -> float:
    return float((vectors @ vector).max(initial=-1.0))
