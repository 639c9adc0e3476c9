"""Questions of any bank as one course: ids, lessons and skills, each answer asked of the checker.

Knows no format. A category becomes a lesson. A tag becomes a skill; a question without tags exercises its
category. A bank names no prerequisites, so none are made up.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from courses.importers.imported import About, Imported, ImportProblem, Limits, Report
from courses.types import Course, Hint, Lesson, Misconception, Passage, Problem, Skill, Step
from tutor.grading import SpecError, leaks, spec_of
from tutor.grading.variants import VariantError, instantiate

TOLD = "a hint that gives the answer away became part of the solution"
FEEDBACK_TOLD = "words to a wrong answer that give the answer away became part of the solution"
FEEDBACK_LOST = "words to an answer that cannot be matched here were dropped"
TWICE = "the same question is in the file twice"
NOTHING_ASKED = "it has no text"
UNANSWERABLE = {"a formula in it is written in MathML only"}  # changes with which a question makes no sense
MISFIT = "the checker cannot use its answer"
DRAWS = "its numbers cannot be drawn"
_SEEDS = range(6)
_WORDS = 60  # characters of a question by which a report names it


class Skip(Exception):
    """A question stays out. `reason` is the same for all of its kind, `detail` says more of this one."""

    def __init__(self, reason: str, detail: str = "") -> None:
        self.reason, self.detail = reason, detail
        super().__init__(reason)


@dataclass(slots=True)
class Asked:
    """One thing to answer. A problem has one, a question with several inputs one for each."""

    prompt: str
    answer: Mapping[str, Any]
    hints: list[str] = field(default_factory=list)
    wrong: list[tuple[str, str, str]] = field(default_factory=list)  # (response, its name, words to it)
    solution: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Question:
    """One question of a bank, its texts in our Markdown already."""

    key: str  # what the bank knows it by, "" if it has no name
    title: str
    steps: list[Asked]
    stem: str = ""
    where: dict[str, str] = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)
    changes: list[tuple[str, str]] = field(default_factory=list)  # (reason, detail)


@dataclass(slots=True)
class _Shelf:
    """One category on its way to a lesson."""

    path: tuple[str, ...]
    passages: list[Passage] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


class Bank:
    """Takes questions one by one; `imported` makes the course."""

    def __init__(self, format_: str, about: About, file: str, limits: Limits) -> None:
        self.about, self.file, self.limits = about, file, limits
        self._seen = 0
        self.report = Report(format_)
        self._source = about.source or file
        self._shelves: dict[str, _Shelf] = {}
        self._shelf: _Shelf | None = None
        self._skills: dict[str, Skill] = {}
        self._ids: set[str] = set()

    def category(self, path: tuple[str, ...]) -> None:
        """What follows belongs there."""
        key = "/".join(path)
        self._shelf = self._shelves.setdefault(key, _Shelf(path))

    def count(self) -> None:
        """One more item of the file, whatever becomes of it. Raises ImportProblem beyond the limit."""
        self._seen += 1
        if self._seen > self.limits.items:
            raise ImportProblem(f"{self.file} holds more than {self.limits.items} questions")

    def take(self, question: Question) -> None:
        """Into the course, or into the report with the reason why not. Raises nothing."""
        name = named(question.title or question.key, *(step.prompt for step in question.steps))
        try:
            self._take(question)
        except Skip as skip:
            self.report.skip(name, skip.reason, skip.detail)

    def tell(self, key: str, title: str, body: str, changes: list[tuple[str, str]]) -> None:
        """A text without a question: a passage."""
        if not body.strip():
            self.report.skip(named(title or key), NOTHING_ASKED)
            return
        try:
            id_ = self._id(key, title, body)
        except Skip as skip:
            self.report.skip(named(title or key), skip.reason)
            return
        skills = (self._skill(self._here().path),)
        self._here().passages.append(Passage(id_, title or named(body), body, skills))
        self.report.kinds["passage"] += 1
        for reason, detail in changes:
            self.report.change(id_, reason, detail)

    def imported(self) -> Imported:
        """The course. Raises ImportProblem when there is nothing in it."""
        about = self.about
        if not any(shelf.problems for shelf in self._shelves.values()):
            why = ", ".join(f"{reason} ({n})" for reason, n in self.report.reasons().most_common(5))
            raise ImportProblem(
                f"no question of {self.file} can be used" + (f": {why}" if why else ": it holds none")
            )
        title = about.title or re.sub(r"[_-]+", " ", self.file.rsplit(".", 1)[0]).strip() or "Imported"
        lessons = [shelf for shelf in self._shelves.values() if shelf.problems or shelf.passages]
        course = Course(
            id=slug(title, 80) or "imported",
            title=title,
            summary=f"Imported from {self.file}.",
            language=about.language,
            licence=about.licence,
            source=self._source,
            skills=tuple(self._skills.values()),
            lessons=tuple(
                Lesson(
                    self._lesson_id(shelf.path),
                    _label(shelf.path) or title,
                    tuple(shelf.passages),
                    tuple(shelf.problems),
                    source=self._source,
                )
                for shelf in lessons
            ),
        )
        placed = [[*(p.id for p in one.passages), *(p.id for p in one.problems)] for one in course.lessons]
        self.report.taken = [id_ for ids in placed for id_ in ids]
        return Imported(course, self.report)

    def _here(self) -> _Shelf:
        if self._shelf is None:
            self.category(())
        assert self._shelf is not None
        return self._shelf

    def _take(self, question: Question) -> None:
        content = repr([(step.prompt, sorted(step.answer.items(), key=str)) for step in question.steps])
        if not question.stem.strip() and not all(step.prompt.strip() for step in question.steps):
            raise Skip(NOTHING_ASKED)
        notes = list(question.changes)
        if unseen := next((reason for reason, _ in notes if reason in UNANSWERABLE), ""):
            raise Skip(unseen)
        bare = Problem(
            "", question.title, question.stem, (), question.where, self._source, self.about.licence
        )
        sound = replace(bare, steps=tuple(_step(at, step) for at, step in enumerate(question.steps, 1)))
        first = _checked(sound)
        steps = tuple(_told(sound, at, asked, notes) for at, asked in enumerate(question.steps))
        _checked(replace(sound, steps=steps))
        id_ = self._id(question.key, question.title, question.stem + content)
        skills = self._named_skills(question.tags)
        steps = tuple(replace(step, skills=skills) for step in steps)
        title = sound.title or named(first.stem or first.steps[0].prompt)
        self._here().problems.append(replace(sound, id=id_, title=title, steps=steps))
        self.report.kinds.update(str(step.answer["kind"]) for step in steps)
        for reason, detail in dict.fromkeys(notes):
            self.report.change(id_, reason, detail)

    def _id(self, key: str, title: str, content: str) -> str:
        """The same for the same question whenever its file is read, while it keeps its name and category."""
        place = "/".join(self._here().path)
        for about in (f"{place}\n{key or title}", f"{place}\n{key}\n{title}\n{content}"):
            known = about if key or title else f"{place}\n{content}"
            id_ = f"{slug(key or title, 48) or 'q'}-{_digest(known)}"
            if id_ not in self._ids:
                self._ids.add(id_)
                return id_
        raise Skip(TWICE)

    def _named_skills(self, tags: list[str]) -> tuple[str, ...]:
        tags = [tag for tag in dict.fromkeys(" ".join(tag.split()) for tag in tags) if tag]
        if not tags:
            return (self._skill(self._here().path),)
        ids = []
        for tag in tags:
            id_ = slug(tag, 60) if tag.isascii() else ""
            id_ = id_ or f"tag-{_digest(tag.casefold())}"
            self._skills.setdefault(id_, Skill(id_, tag))
            ids.append(id_)
        return tuple(dict.fromkeys(ids))

    def _skill(self, path: tuple[str, ...]) -> str:
        id_ = f"of-{self._lesson_id(path)}"
        self._skills.setdefault(id_, Skill(id_, _label(path) or self.about.title or "All of it"))
        return id_

    def _lesson_id(self, path: tuple[str, ...]) -> str:
        return f"{slug(_label(path), 48) or 'all'}-{_digest('/'.join(path))}"


def named(*words: str) -> str:
    """A few words by which a person finds a question again."""
    text = next((" ".join(one.replace("\\\n", " ").split()) for one in words if one.strip()), "")
    return text if len(text) <= _WORDS else f"{text[: _WORDS - 1].rstrip()}…"


def slug(text: str, length: int) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower())[:length].strip("-")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def _label(path: tuple[str, ...]) -> str:
    return " / ".join(path[-2:]) if path else ""


def _step(at: int, asked: Asked) -> Step:
    return Step(f"s{at}", asked.prompt, asked.answer, ())


def _checked(problem: Problem) -> Problem:
    """The first draw, once the checker has read some. Raises Skip."""
    variants = [_variant(problem, seed) for seed in (_SEEDS if problem.where else (0,))]
    for variant in variants:
        for step in variant.steps:
            try:
                spec_of(step, variant.stem)
            except SpecError as error:
                raise Skip(MISFIT, str(error)[:200]) from error
    return variants[0]


def _told(problem: Problem, at: int, asked: Asked, notes: list[tuple[str, str]]) -> Step:
    """A step with hints, wrong ideas and solution, each where it gives nothing away too early."""
    bare = problem.steps[at]
    full = replace(
        bare,
        hints=tuple(Hint("", text) for text in asked.hints if text.strip()),
        misconceptions=tuple(
            Misconception(f"w{n}", name, words, (response,))
            for n, (response, name, words) in enumerate(asked.wrong, 1)
        ),
    )
    shown = _variant(replace(problem, steps=(full,)), 0).steps[0]
    spec = spec_of(replace(shown, misconceptions=()))
    solution = [line for line in asked.solution if line.strip()]
    hints: list[Hint] = []
    for hint, told in zip(full.hints, shown.hints, strict=True):
        if leaks(told.text, spec):
            notes.append((TOLD, named(told.text)))
            solution.append(hint.text)
        else:
            hints.append(replace(hint, id=f"h{len(hints) + 1}"))
    ideas: list[Misconception] = []
    for idea, told_idea in zip(full.misconceptions, shown.misconceptions, strict=True):
        if leaks(told_idea.question, spec):
            notes.append((FEEDBACK_TOLD, named(idea.question)))
            solution.append(idea.question)
        elif _fits(problem, replace(bare, misconceptions=(idea,))):
            ideas.append(idea)
        else:
            notes.append((FEEDBACK_LOST, named(idea.question)))
    lines = tuple(dict.fromkeys(solution))
    return replace(bare, hints=tuple(hints), misconceptions=tuple(ideas), solution=lines)


def _fits(problem: Problem, step: Step) -> bool:
    try:
        _checked(replace(problem, steps=(step,)))
    except Skip:
        return False
    return True


def _variant(problem: Problem, seed: int) -> Problem:
    try:
        return instantiate(problem, seed)
    except VariantError as error:
        raise Skip(DRAWS, str(error).removeprefix("problem '': ")) from error
