"""What a success on one skill is worth to those it builds on. Knows prerequisites and results, no memory.

The idea is fractional implicit repetition (J. Skycak, "Optimized, Individualized Spaced Repetition in
Hierarchical Knowledge Structures", The Math Academy Way, 2023): who solves an equation has also practised
adding. Ours is simpler: one share a level instead of a weight an edge, and no penalties.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from tutor.learner import mastery
from tutor.learner.review import Recall
from tutor.types import Evidence

SHARE = 0.5  # of a review, to a direct prerequisite; of that again, to the prerequisites of that one
LEAST = 0.1  # less is not worth counting: three levels down is the end


def shares(
    skills: Iterable[str], needs: Mapping[str, Sequence[str]], least: float = LEAST
) -> dict[str, float]:
    """Skill → the share of a review that a success on `skills` is: 1 for themselves, less with each level.

    `needs`: skill → its direct prerequisites. What several paths reach gets the share of the shortest.
    Shares below `least` are left out.
    """
    found: dict[str, float] = {}
    level, share = list(dict.fromkeys(skills)), 1.0
    while level and share >= least:
        found.update(dict.fromkeys(level, share))
        below = dict.fromkeys(before for skill in level for before in needs.get(skill, ()))
        level, share = [skill for skill in below if skill not in found], share * SHARE
    return found


def histories(evidence: Iterable[Evidence], needs: Mapping[str, Sequence[str]]) -> dict[str, list[Recall]]:
    """Skill → its tries in order of the log, and successes on other skills by what they are worth to it.

    Void evidence is left out; a success with help is none. Of a day's implied successes the one worth most
    counts, and none on a day with a try of the skill itself, which says more: never more than one review.
    """
    tried: dict[str, list[tuple[int, Recall]]] = {}
    implied: dict[str, dict[date, tuple[int, Recall]]] = {}
    known: dict[tuple[str, ...], dict[str, float]] = {}
    for place, one in enumerate(evidence):
        result = mastery.result(one)
        if result.void:
            continue
        for skill in dict.fromkeys(one.skills):
            tried.setdefault(skill, []).append((place, Recall(one.at, result.counts)))
        if not result.counts:
            continue
        if one.skills not in known:
            below = {skill: share for skill, share in shares(one.skills, needs).items() if share < 1.0}
            known[one.skills] = below
        day = one.at.date()
        for skill, share in known[one.skills].items():
            days = implied.setdefault(skill, {})
            if day not in days or share > days[day][1].share:
                days[day] = (place, Recall(one.at, True, share))
    return {skill: _joined(own, implied.get(skill, {})) for skill, own in tried.items()}


def _joined(own: list[tuple[int, Recall]], implied: Mapping[date, tuple[int, Recall]]) -> list[Recall]:
    days = {recall.at.date() for _, recall in own}
    extra = [placed for day, placed in implied.items() if day not in days]
    return [recall for _, recall in sorted([*own, *extra], key=lambda placed: placed[0])]
