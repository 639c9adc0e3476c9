"""Is what a learner asks answered by this course, and where: search in the course that ships.

Two halves of questions as learners ask them; on `own` weights and threshold were chosen, on `aside` nothing.

found: questions to this course that are called relevant and have their text among the first three.
false_found: questions that belong to other courses, or to none, and are called relevant all the same.
The baseline orders as we do, but goes by the likeness to the nearest passage alone; its threshold gives it as
many false alarms on `own` as we have there.
embed_ratio: texts a second through the door, JSON and HTTP included, over sentence-transformers' own batches.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch

from courses.types import Course
from models_server.meaning import Meaning
from models_server.meaning.elsewhere import TOPICS
from models_server.meaning.index import THRESHOLD, Index, cut
from tests.bench import Args, Result
from tests.bench.meaning.questions import HALVES, Question, course, read
from tests.bench.meaning.speed import door_and_own
from tutor.inference import course_texts

MOST = 3  # found texts that are looked at


@dataclass(frozen=True)
class Answer:
    """`found`: the skills of each text found, best first."""

    found: Sequence[frozenset[str]]
    relevant: bool
    relevance: float

    def has(self, question: Question, among: int) -> bool:
        return any(skills & question.skills for skills in self.found[:among])


def run(args: Args) -> Result:
    torch.set_num_threads(1)
    meaning = Meaning("cpu")
    meaning.load()
    ramp = course()
    search = Search(meaning, ramp)
    metrics: dict[str, float] = {}
    baseline: dict[str, float] = {}
    notes: list[str] = [f"threshold {THRESHOLD}, chosen on own"]
    bar = None
    for half in HALVES:
        asked = read(half, ramp)
        answers = [search.answer(question.text) for question in asked]
        metrics |= measures(half, asked, answers)
        notes += _wrong(half, asked, answers)
        near = [search.nearest(question.text) for question in asked]
        if bar is None:
            apart = sorted((n for q, n in zip(asked, near, strict=True) if not q.skills), reverse=True)
            bar = apart[sum(a.relevant and not q.skills for q, a in zip(asked, answers, strict=True))]
        plain = [replace(a, relevant=n > bar) for a, n in zip(answers, near, strict=True)]
        baseline |= measures(half, asked, plain)
    door, own = door_and_own(args.seed)
    metrics |= {"texts_per_s": door, "embed_ratio": door / own}
    return Result(
        metrics,
        {"nearest passage alone": baseline, "sentence-transformers": {"texts_per_s": own}},
        budgets={f"{half}_false_found": 0.05 for half in HALVES},
        notes=notes,
        floors={"embed_ratio": 0.9},
    )


class Search:
    """The product's index of one course, without its doors."""

    def __init__(self, meaning: Meaning, ramp: Course) -> None:
        self._meaning = meaning
        pieces = cut(course_texts(ramp), meaning.counts)
        vectors = meaning.embed(pieces.all).array
        self._short = vectors[: len(pieces.short)]
        self._index = Index(pieces, vectors, meaning.embed(TOPICS).array, meaning.words())
        passages = [passage for lesson in ramp.lessons for passage in lesson.passages]
        self._skills = {f"passage/{one.id}": frozenset(one.skills) for one in passages}
        self._skills |= {f"skill/{skill.id}": frozenset({skill.id}) for skill in ramp.skills}

    def answer(self, question: str) -> Answer:
        mended = self._index.mended(question)
        vector = self._meaning.embed([mended]).array[0]
        said = self._index.search(mended, vector, MOST)
        found = [self._skills[one["id"]] for one in said["found"]]
        return Answer(found, said["relevant"], self._index.relevance(vector))

    def nearest(self, question: str) -> float:
        """The likeness of the nearest passage: the plain way."""
        return float((self._short @ self._meaning.embed([question]).array[0]).max())


def measures(half: str, asked: Sequence[Question], answers: Sequence[Answer]) -> dict[str, float]:
    here = [(q, a) for q, a in zip(asked, answers, strict=True) if q.skills]
    apart = [a for q, a in zip(asked, answers, strict=True) if not q.skills]
    return {
        f"{half}_here": float(len(here)),
        f"{half}_elsewhere": float(len(apart)),
        f"{half}_recall_1": float(np.mean([a.has(q, 1) for q, a in here])),
        f"{half}_recall_3": float(np.mean([a.has(q, MOST) for q, a in here])),
        f"{half}_relevant": float(np.mean([a.relevant for _, a in here])),
        f"{half}_found": float(np.mean([a.relevant and a.has(q, MOST) for q, a in here])),
        f"{half}_false_found": float(np.mean([a.relevant for a in apart])),
    }


def _wrong(half: str, asked: Sequence[Question], answers: Sequence[Answer]) -> list[str]:
    """What was found though it is elsewhere, and a count with its 95 % interval."""
    false = [q for q, a in zip(asked, answers, strict=True) if a.relevant and not q.skills]
    apart = sum(not q.skills for q in asked)
    low, high = _interval(len(false), apart)
    return [
        f"{half}: {len(false)} of {apart} found falsely ({low:.3f} to {high:.3f})",
        *(f"{half}, found falsely: {q.course} “{q.text}”" for q in false),
    ]


def _interval(yes: int, of: int, z: float = 1.96) -> tuple[float, float]:
    """Wilson's 95 % interval of a share."""
    share, room = yes / of, z * z / of
    middle = (share + room / 2) / (1 + room)
    half = z / (1 + room) * math.sqrt(share * (1 - share) / of + room / (4 * of))
    return middle - half, middle + half
