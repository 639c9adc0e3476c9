"""What is taught, as frozen values. Knows nothing of databases, files or learners."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

# An answer specification as a plain mapping; `tutor.grading.spec` gives it its meaning.
AnswerMapping = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Misconception:
    """A named wrong idea: the answers that show it and the question that exposes it."""

    id: str
    name: str
    question: str
    answers: tuple[str, ...] = ()  # wrong answers in the checker's grammar; may use the problem's parameters


@dataclass(frozen=True, slots=True)
class Hint:
    """One rung of the ladder. A scaffold (`answer` set) asks a sub-question with its own answer."""

    id: str
    text: str
    title: str = ""
    answer: AnswerMapping | None = None
    requires: tuple[str, ...] = ()  # ids of hints of the same step that come before this one

    @property
    def is_scaffold(self) -> bool:
        return self.answer is not None


@dataclass(frozen=True, slots=True)
class Step:
    """What is asked at one point of a problem: one answer specification, its skills and its hints."""

    id: str
    prompt: str  # Markdown with $maths$
    answer: AnswerMapping
    skills: tuple[str, ...]
    hints: tuple[Hint, ...] = ()
    misconceptions: tuple[Misconception, ...] = ()
    solution: tuple[str, ...] = ()  # authored lines, shown only through the gate


@dataclass(frozen=True, slots=True)
class Problem:
    """A stem and its steps. `where` makes it parametric: name → expression, e.g. {"a": "2..9", "c": "a*2"}.

    Texts and answers of a parametric problem hold `[[a]]` (value), `[[a*x + b]]` (computed) and `[[+b]]`
    (with its sign, spaced: "+ 3", "- 3").
    """

    id: str
    title: str
    stem: str
    steps: tuple[Step, ...]
    where: Mapping[str, str] = field(default_factory=dict)
    source: str = ""
    licence: str = ""

    @property
    def skills(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(skill for step in self.steps for skill in step.skills))


@dataclass(frozen=True, slots=True)
class GuessChoice:
    text: str
    reply: str  # what the passage answers to this guess


@dataclass(frozen=True, slots=True)
class Guess:
    """A prediction asked for before a passage: ungraded, never evidence, *no idea* one tap away."""

    prompt: str
    choices: tuple[GuessChoice, ...]
    truth: int  # index of the choice that turns out right


@dataclass(frozen=True, slots=True)
class Passage:
    """A short piece of exposition."""

    id: str
    title: str
    body: str  # Markdown with $maths$
    skills: tuple[str, ...] = ()  # what it introduces: shown before the first problem on one of these
    guess: Guess | None = None


@dataclass(frozen=True, slots=True)
class Skill:
    """A knowledge component: the smallest thing that is estimated."""

    id: str
    title: str
    description: str = ""
    prerequisites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lesson:
    id: str
    title: str
    passages: tuple[Passage, ...] = ()
    problems: tuple[Problem, ...] = ()
    reveals_allowed: bool = True
    source: str = ""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How far learners may set how much is shown to them: 1 (most) to 5 (nothing unasked)."""

    floor: int = 1
    ceiling: int = 5

    def __post_init__(self) -> None:
        if not 1 <= self.floor <= self.ceiling <= 5:
            raise ValueError(f"{self.floor} to {self.ceiling} is not within 1 to 5")

    @property
    def is_open(self) -> bool:
        return (self.floor, self.ceiling) == (1, 5)

    def within(self, level: int) -> int:
        return min(max(level, self.floor), self.ceiling)


@dataclass(frozen=True, slots=True)
class Course:
    """A whole published (or publishable) ramp. Ids are stable over versions."""

    id: str
    title: str
    summary: str
    language: str
    licence: str
    source: str
    skills: tuple[Skill, ...]
    lessons: tuple[Lesson, ...]
    contact: str = ""  # a person or a help line for learners in distress, in words they can act on
    autonomy: Bounds = Bounds()

    def problem(self, problem_id: str) -> Problem:
        """Raise KeyError for an unknown id."""
        for problem in self.problems():
            if problem.id == problem_id:
                return problem
        raise KeyError(problem_id)

    def lesson_of(self, problem_id: str) -> Lesson:
        for lesson in self.lessons:
            if any(problem.id == problem_id for problem in lesson.problems):
                return lesson
        raise KeyError(problem_id)

    def problems(self) -> tuple[Problem, ...]:
        return tuple(problem for lesson in self.lessons for problem in lesson.problems)
