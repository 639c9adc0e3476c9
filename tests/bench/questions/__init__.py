"""Is what a learner asks answered, and from where: from the message to what is quoted, a problem being open.

Lists of questions, each written before it was measured; thresholds were chosen on `own` (and on that half of
the questions of the bench `meaning`), rules about words mended after `aside` and `third`; nothing was changed
after `last`. The two courses beside the shipped one are a few lines long.

right: questions to this course that are answered from a passage that answers them, in doubt or not.
sure: those of them that are answered without saying that it is in doubt.
astray: such questions that get another passage without a doubt said.
lost: those that are told that nothing answers them. The rest get another passage with the doubt said, are
    taken for no question, or closed because they give too much away.
elsewhere: questions to one of the other courses that are answered from it, and named.
refused: questions that nothing answers, which are told so, or taken for none.
doubted: those that get a passage with the doubt said.
false: of those and of the questions to other courses, answered from this course without a doubt.
task: questions about the problem, answered by its own words or by how its answer is written.
told: answers whose quotation gives the open problem's answer away, by `grading.leaks`.
The baseline answers with the nearest passage whatever it is, and asks nobody what it gives away.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
import yaml

from courses.types import Course, Lesson, Passage, Problem
from models_server.meaning import Meaning
from models_server.meaning.elsewhere import TOPICS
from models_server.meaning.index import Index, cut
from models_server.wire import SearchResponse
from tests.bench import Args, Result
from tests.bench.meaning.questions import course as shipped
from tutor import grading
from tutor.dialogue import answering, intent, shelf
from tutor.dialogue.answering import Source, Told
from tutor.dialogue.intent import Intent
from tutor.grading import variants
from tutor.inference import course_texts
from tutor.types import Answer

HERE = Path(__file__).parent
SURE = (Source.HERE, Source.AHEAD, Source.ELSEWHERE, Source.TASK)
HALVES = ("own", "aside", "third", "last")
SEARCHED = 12


@dataclass(frozen=True)
class Asked:
    """`group`: here, others, foreign or task."""

    group: str
    text: str
    at: str
    answers: frozenset[str] = frozenset()
    says: str = ""


def read(half: str) -> list[Asked]:
    body: Mapping[str, Sequence[Mapping[str, Any]]] = yaml.safe_load(
        (HERE / f"{half}.yaml").read_text("utf-8")
    )
    return [
        Asked(group, row["text"], row["at"], frozenset(row.get("answers", ())), row.get("says", ""))
        for group, rows in body.items()
        for row in rows
    ]


def others() -> list[Course]:
    return [
        Course(
            id=one["id"],
            title=one["title"],
            summary="",
            language="en",
            licence="",
            source="",
            skills=(),
            lessons=(Lesson("all", one["title"], tuple(Passage(**row) for row in one["passages"])),),
        )
        for one in yaml.safe_load((HERE / "others.yaml").read_text("utf-8"))
    ]


class Searched:
    """The product's index of one course, without its doors."""

    def __init__(self, meaning: Meaning, course: Course) -> None:
        self.course = course
        self._meaning = meaning
        pieces = cut(course_texts(course), meaning.counts)
        vectors = meaning.embed(pieces.all).array
        self._index = Index(pieces, vectors, meaning.embed(TOPICS).array, meaning.words())

    def search(self, question: str) -> SearchResponse:
        mended = self._index.mended(question)
        return self._index.search(mended, self._meaning.embed([mended]).array[0], SEARCHED)


@dataclass(frozen=True)
class Outcome:
    """What came of a question: None where it was taken for none."""

    asked: Asked
    meant: Intent
    told: Told | None
    leaks: bool = False

    @property
    def source(self) -> str:
        return str(self.told.source) if self.told is not None else "no question"

    @property
    def passage(self) -> str:
        return self.told.place.partition("/")[2] if self.told is not None else ""


class Library:
    """All courses, with problems of the shipped one to be open."""

    def __init__(self) -> None:
        meaning = Meaning("cpu")
        meaning.load()
        self.own = Searched(meaning, shipped())
        self.others = [Searched(meaning, course) for course in others()]

    def answer(self, asked: Asked) -> Outcome:
        """As `tutor.session.questions.to_step`: everything met before, and the first step open."""
        problem = variants.instantiate(self.own.course.problem(asked.at), 7)
        meant = intent.read(Answer("chat", asked.text), None)
        if not answering.is_question(meant, asked.text):
            return Outcome(asked, meant, None)
        tells = shelf.guarded(problem, 0)
        found = self._found(asked, problem, meant, tells)
        if not answering.is_wanted(found, meant, asked.text):
            return Outcome(asked, meant, None)
        return Outcome(asked, meant, found, found.answers and tells(found.text))

    def _found(self, asked: Asked, problem: Problem, meant: Intent, tells: shelf.Tells) -> Told:
        step = problem.steps[0]
        spec = grading.spec_of(step, problem.stem)
        about_it = meant is Intent.ASKS_TASK
        told = answering.from_task(asked.text, problem.stem, step.prompt, spec, tells, about_it)
        if told is not None:
            return told
        answer = self.own.search(asked.text)
        met = set(shelf.passages(self.own.course))
        here = shelf.taken(self.own.course, answer["found"], answer["relevance"], met)
        told = answering.from_course(here, tells) if answer["relevant"] else None
        if told is not None:
            return told
        found = [(one.search(asked.text), one.course) for one in self.others]
        best, course = max(found, key=lambda one: one[0]["relevance"])
        if best["relevant"]:
            there = shelf.taken(course, best["found"], best["relevance"], ())
            told = answering.from_another(there, course.title, tells)
        return told or answering.near(here, tells) or answering.nothing(here[0] if here else None, tells)

    def nearest(self, asked: Asked) -> Outcome:
        """The plain way: the nearest passage of this course, to whatever is asked."""
        answer = self.own.search(asked.text)
        met = set(shelf.passages(self.own.course))
        here = shelf.taken(self.own.course, answer["found"], answer["relevance"], met)
        told = answering.from_course(here, lambda _text: False)
        problem = variants.instantiate(self.own.course.problem(asked.at), 7)
        leaks = told is not None and shelf.guarded(problem, 0)(told.text)
        return Outcome(asked, Intent.ASKS_SUBJECT, told, leaks)


def run(args: Args) -> Result:
    torch.set_num_threads(1)
    library = Library()
    metrics: dict[str, float] = {}
    plain: dict[str, float] = {}
    notes: list[str] = []
    for half in HALVES:
        asked = read(half)
        answers = [library.answer(one) for one in asked]
        metrics |= measures(half, answers)
        plain |= measures(half, [library.nearest(one) for one in asked])
        came = Counter((one.asked.group, one.source) for one in answers)
        notes += [f"{half}: {group} → {source}: {count}" for (group, source), count in sorted(came.items())]
        notes += [
            f"{half}, {one.asked.group} “{one.asked.text}”: {one.source} {one.passage} ({one.meant})"
            for one in answers
            if not is_right(one)
        ]
    budgets = {f"{half}_told": 0.0 for half in HALVES}
    return Result(metrics, {"nearest passage": plain}, budgets, notes)


def measures(half: str, answers: Sequence[Outcome]) -> dict[str, float]:
    groups = {group: [one for one in answers if one.asked.group == group] for group in ("here", "others")}
    foreign = [one for one in answers if one.asked.group == "foreign"]
    task = [one for one in answers if one.asked.group == "task"]
    given = (Source.HERE, Source.AHEAD)
    apart = [*foreign, *groups["others"]]
    return {
        f"{half}_right": _share([is_right(one) for one in groups["here"]]),
        f"{half}_sure": _share([is_right(one) and one.source in given for one in groups["here"]]),
        f"{half}_astray": _share([not is_right(one) and one.source in SURE for one in groups["here"]]),
        f"{half}_lost": _share([one.source == Source.NOTHING for one in groups["here"]]),
        f"{half}_elsewhere": _share([is_right(one) for one in groups["others"]]),
        f"{half}_refused": _share([is_right(one) for one in foreign]),
        f"{half}_doubted": _share([one.source == Source.NEAR for one in foreign]),
        f"{half}_false": _share([one.told is not None and one.told.source in given for one in apart]),
        f"{half}_task": _share([is_right(one) for one in task]),
        f"{half}_told": float(sum(one.leaks for one in answers)),
    }


def is_right(one: Outcome) -> bool:
    told, asked = one.told, one.asked
    match asked.group:
        case "here":
            return (
                told is not None
                and told.source in (Source.HERE, Source.NEAR)
                and one.passage in asked.answers
            )
        case "others":
            return told is not None and told.source is Source.ELSEWHERE and one.passage in asked.answers
        case "foreign":
            return told is None or told.source is Source.NOTHING
    return told is not None and told.source is Source.TASK and asked.says in told.text


def _share(yes: Sequence[bool]) -> float:
    return float(np.mean(yes)) if yes else 0.0
