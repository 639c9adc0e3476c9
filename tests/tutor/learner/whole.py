"""The rules over a whole history, as one would tell them to a person: what traces must agree with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from tutor.learner import credit, mastery
from tutor.learner.mastery import Result
from tutor.learner.review import Recall, next_due
from tutor.learner.stuck import MOST_ATTEMPTS, MOST_PROBLEMS
from tutor.types import Evidence

Needs = Mapping[str, Sequence[str]]


def got_at(results: Sequence[Result]) -> datetime | None:
    def got(first: Sequence[Result]) -> bool:
        return len({(one.item, one.variant) for one in first if one.counts}) > 1

    return _first(got, results)


def kept_at(results: Sequence[Result]) -> datetime | None:
    def kept(first: Sequence[Result]) -> bool:
        successes = [one for one in first if one.counts]
        several = len({(one.item, one.variant) for one in successes}) > 1
        return several and len({one.at.date() for one in successes}) > 1

    return _first(kept, results)


def eureka_at(results: Sequence[Result]) -> datetime | None:
    first = next((n for n, one in enumerate(results) if one.counts), None)
    if first is None or not any(one.is_error for one in results[:first]):
        return None
    return results[first].at


def stuck_at(history: Sequence[Evidence]) -> datetime | None:
    """A day's practice without success is given up after so many problems or attempts, each day anew."""
    problems: set[tuple[str, str]] = set()
    attempts, found = 0, None
    for one in history:
        if mastery.result(one).counts:
            problems, attempts, found = set(), 0, None
            continue
        if found is not None and one.at.date() > found.date() and _enough(problems, attempts):
            problems, attempts = set(), 0
        problems.add((one.item.partition("/")[0], one.variant))
        attempts += 1
        if _enough(problems, attempts) and (found is None or one.at.date() > found.date()):
            found = one.at
    return found


def _enough(problems: set[tuple[str, str]], attempts: int) -> bool:
    return len(problems) >= MOST_PROBLEMS or attempts >= MOST_ATTEMPTS


def due(history: Sequence[Evidence], skill: str, needs: Needs, now: datetime) -> datetime | None:
    """When `skill` comes back; None if it was never tried."""
    recalls = _recalls(history, skill, needs)
    return next_due(recalls, now) if any(one.share == 1.0 for one in recalls) else None


def _recalls(history: Sequence[Evidence], skill: str, needs: Needs) -> list[Recall]:
    tried: list[tuple[int, Recall]] = []
    implied: dict[date, tuple[int, Recall]] = {}
    for place, one in enumerate(history):
        if one.void:
            continue
        right = mastery.result(one).counts
        if skill in one.skills:
            tried.append((place, Recall(one.at, right)))
        share = credit.shares(one.skills, needs).get(skill, 0.0) if right else 0.0
        day = one.at.date()
        if 0.0 < share < 1.0 and (day not in implied or share > implied[day][1].share):
            implied[day] = (place, Recall(one.at, True, share))
    days = {recall.at.date() for _, recall in tried}
    extra = [placed for day, placed in implied.items() if day not in days]
    return [recall for _, recall in sorted([*tried, *extra], key=lambda placed: placed[0])]


def _first(rule, results: Sequence[Result]) -> datetime | None:
    return next((results[n - 1].at for n in range(1, len(results) + 1) if rule(results[:n])), None)
