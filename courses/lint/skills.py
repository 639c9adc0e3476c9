"""Can every skill be reached and shown. Looks at skills and the steps that exercise them, at no words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from courses import graph
from courses.lint import texts
from courses.lint.finding import Finding, Severity
from courses.types import Course, Problem
from tutor.grading.variants import VariantError, instantiate

ITEMS = 3  # fewer leave nothing for another day once two were worked, or one was revealed
SEEDS = range(10)  # draws in which a parametric problem has to show as many variants


def reachable(course: Course) -> Iterator[Finding]:
    """A skill that no step exercises, and every skill that builds on one: it can never be got."""
    exercised = {skill for _, _, step in texts.steps(course) for skill in step.skills}
    needed = {required for skill in course.skills for required in skill.prerequisites}
    blocked: dict[str, str] = {}  # skill → the skill below it that no step exercises
    below = {skill.id: skill.prerequisites for skill in course.skills}
    for skill_id in graph.order(course):
        dead = next((blocked[required] for required in below[skill_id] if required in blocked), None)
        if skill_id not in exercised:
            blocked[skill_id] = skill_id
            yield _unexercised(skill_id, is_needed=skill_id in needed)
        elif dead is not None:
            blocked[skill_id] = dead
            yield Finding(
                "unreachable",
                f"skills/{skill_id}",
                f"builds on {dead!r}, which no step exercises",
                f"Add a step on {dead!r}, or take it out of the prerequisites.",
                Severity.STOP,
            )


def _unexercised(skill_id: str, *, is_needed: bool) -> Finding:
    return Finding(
        "unexercised",
        f"skills/{skill_id}",
        "no step exercises this skill" + (", and others build on it" if is_needed else ""),
        "Add a problem with a step on it, or remove the skill.",
        Severity.STOP if is_needed else Severity.WARNING,
    )


def few_items(course: Course) -> Iterator[Finding]:
    """A skill with one or two items.

    A skill is got by two different items and kept by one on a later day (`tutor.learner.mastery`, which takes
    two variants of a parametric step for two items), and a revealed item is void.
    """
    items: Counter[str] = Counter()
    for _, _, problem in texts.problems(course):
        variants = _variants(problem)
        for step in problem.steps:
            items.update(dict.fromkeys(step.skills, variants))
    for skill in course.skills:
        count = items[skill.id]
        if 0 < count < ITEMS:
            yield Finding(
                "few-items",
                f"skills/{skill.id}",
                "only one item exercises this skill" if count == 1 else "only two items exercise this skill",
                f"Have at least {ITEMS} steps on it, or a problem with parameters.",
                Severity.WARNING,
            )


def _variants(problem: Problem) -> int:
    """How many items each of its steps is, counted up to `ITEMS`."""
    if not problem.where:
        return 1
    seen: list[Problem] = []
    for seed in SEEDS:
        try:
            variant = instantiate(problem, seed)
        except VariantError:
            continue  # `answer_faults` says so
        if variant not in seen:
            seen.append(variant)
        if len(seen) == ITEMS:
            break
    return max(len(seen), 1)
