"""Few problems that review many skills. Knows what each problem practises, not how well it would go."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from courses.types import Problem
from tutor.learner.credit import SHARE, shares

ENOUGH = SHARE  # a review this large is taken for done; a skill that stays due after it comes again


@dataclass(frozen=True, slots=True)
class Pick:
    """A problem to review with, and the due skills it is there for, most urgent first."""

    problem: Problem
    covers: tuple[str, ...]


def cover(
    due: Sequence[str],
    problems: Sequence[Problem],
    needs: Mapping[str, Sequence[str]],
    limit: int | None = None,
) -> tuple[Pick, ...]:
    """Problems that between them review the `due` skills (most urgent first), each time the one worth most.

    Worth most: newly covers most due skills; then reviews them by the larger shares; then has the most
    urgent; then practises least besides; then the first of `problems`. What no problem practises stays out.
    Greedy: at most 1 + ln n times as many as there need be for n skills (Chvátal 1979). Deterministic.
    Raise ValueError for a limit below 0.
    """
    if limit is not None and limit < 0:
        raise ValueError(f"{limit} is no number of problems")
    urgency = {skill: place for place, skill in enumerate(dict.fromkeys(due))}
    worth: dict[tuple[str, ...], dict[str, float]] = {}
    first: dict[tuple[str, ...], Problem] = {}  # of problems on the same skills the first will do
    helpful = {skill for skill in needs if not urgency.keys().isdisjoint(shares([skill], needs, ENOUGH))}
    helpful.update(urgency)
    for problem in problems:
        skills = problem.skills
        if skills not in worth and not helpful.isdisjoint(skills):
            worth[skills], first[skills] = shares(skills, needs, ENOUGH), problem
    left = set(urgency)
    picks: list[Pick] = []
    while limit is None or len(picks) < limit:
        worth = {skills: new for skills, found in worth.items() if (new := _still(found, left))}
        if not worth:
            break
        best, new = min(worth.items(), key=lambda one: _rank(one, urgency))
        picks.append(Pick(first[best], tuple(sorted(new, key=urgency.__getitem__))))
        left.difference_update(new)
    return tuple(picks)


def _still(found: Mapping[str, float], left: Collection[str]) -> dict[str, float]:
    return {skill: share for skill, share in found.items() if skill in left}


def _rank(
    one: tuple[tuple[str, ...], Mapping[str, float]], urgency: Mapping[str, int]
) -> tuple[int, float, int, int]:
    skills, new = one
    return (-len(new), -sum(new.values()), min(urgency[skill] for skill in new), len(skills))
