"""Small courses for tests, in as few words as a test needs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from courses.types import (
    Course,
    Guess,
    GuessChoice,
    Hint,
    Lesson,
    Misconception,
    Passage,
    Problem,
    Skill,
    Step,
)


def skill(skill_id: str, *prerequisites: str) -> Skill:
    return Skill(skill_id, skill_id.title(), "", prerequisites)


def step(step_id: str = "s1", *, skills: tuple[str, ...] = ("add",), **fields: Any) -> Step:
    return Step(
        step_id,
        fields.pop("prompt", "What is $3 + 4$?"),
        fields.pop("answer", {"kind": "number", "value": "7"}),
        skills,
        **fields,
    )


def problem(problem_id: str, *steps: Step, **fields: Any) -> Problem:
    return Problem(problem_id, f"Problem {problem_id}", "Look at the sum.", steps or (step(),), **fields)


def passage(passage_id: str, *skills: str) -> Passage:
    return Passage(passage_id, passage_id.title(), "Some words.", skills)


def lesson(lesson_id: str, *problems: Problem, passages: tuple[Passage, ...] = ()) -> Lesson:
    return Lesson(lesson_id, lesson_id.title(), passages, problems)


def course(*lessons: Lesson, skills: tuple[Skill, ...] = (), **fields: Any) -> Course:
    """Without lessons: one sum to do."""
    plain = Course(
        id="sums",
        title="Sums",
        summary="Adding, then subtracting.",
        language="en",
        licence="CC BY 4.0",
        source="our own",
        skills=skills or (skill("add"),),
        lessons=lessons or (lesson("first", problem("p1")),),
    )
    return replace(plain, **fields)


def full_course() -> Course:
    """Every field of every type holds something, in an order that sorting would break."""
    scaffold = Hint(
        "h0",
        "What is $2 + 2$?",
        "A smaller one",
        {"kind": "choice", "options": ["4", "5"], "correct": 0},
        ("h9",),
    )
    guess = Guess(
        "More or less than ten?", (GuessChoice("more", "Look again."), GuessChoice("less", "Yes.")), 1
    )
    worked = step(
        "z",
        skills=("subtract", "add"),
        prompt="What is $[[b]] - [[a]]$?",
        answer={"kind": "number", "value": "[[b - a]]"},
        hints=(Hint("h9", "Count back from $[[b]]$.", "Count"), scaffold),
        misconceptions=(
            Misconception("turned", "the other way round", "Which one is greater?", ("[[a - b]]",)),
        ),
        solution=("Take $[[a]]$ away.", "It leaves $[[b - a]]$."),
    )
    parametric = problem(
        "z1", worked, step("a"), where={"b": "5..9", "a": "2..4"}, source="a book", licence="CC0"
    )
    return course(
        Lesson(
            "zero",
            "Zero",
            (replace(passage("why", "add"), guess=guess), passage("how")),
            (parametric,),
            False,
            "x",
        ),
        lesson("again", problem("p2"), problem("p1"), passages=(passage("minus", "subtract"),)),
        skills=(Skill("add", "Add", "To put together."), skill("subtract", "number", "add"), skill("number")),
    )


def large_course(problems: int = 2_000, hints: int = 5) -> Course:
    """As large as the largest imported one: by default 2,000 problems, 10,000 hints, 300 skills."""
    skills = tuple(skill(f"k{i}", *([f"k{i - 1}"] if i else [])) for i in range(300))
    ladder = tuple(Hint(f"h{i}", f"Words number {i} about the way.") for i in range(hints))
    return course(
        *(
            lesson(
                f"l{i}",
                *(
                    problem(f"p{n}", step(skills=(f"k{n % 300}",), hints=ladder))
                    for n in range(i, problems, 40)
                ),
            )
            for i in range(40)
        ),
        skills=skills,
    )
