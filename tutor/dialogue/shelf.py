"""A course's own texts as they may be quoted, and what of them must not be said. Knows no search, no log."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from math import inf
from typing import Any

from courses.types import Course, Passage, Problem
from tutor import grading
from tutor.dialogue.answering import Found
from tutor.grading import Spec, SpecError

Tells = Callable[[str], bool]


SKILL = 0.5  # what the likeness of a skill's description adds to the passage that introduces it


def taken(
    course: Course, rows: Sequence[Mapping[str, Any]], score: float, met: Collection[str]
) -> list[Found]:
    """The texts that search has found, best first; `rows` name them as `inference.course_texts` does.

    `met`: ids of the passages that the learner has read. What a skill is says less than the passage that
    introduces it: its description helps to find that, and is quoted only where there is no passage.
    """
    known = passages(course)
    skills = {skill.id: skill for skill in course.skills}
    introduced = {skill for passage in known.values() for skill in passage.skills}
    least = min((row["score"] for row in rows), default=0.0)
    of_skill = {row["id"].partition("/")[2]: row["score"] for row in rows if row["id"].startswith("skill/")}
    found: list[tuple[float, Found]] = []
    for row in rows:
        kind, _, key = row["id"].partition("/")
        place, excerpt, own = row["id"], row["excerpt"], row["score"]
        if kind == "passage" and key in known:
            one = known[key]
            more = max((of_skill.get(skill, least) for skill in one.skills), default=least)
            text = Found(place, one.title, one.body, excerpt, score, one.skills, key in met, hides(one))
            found.append((own + SKILL * more, text))
        elif kind == "skill" and key in skills and key not in introduced:
            skill = skills[key]
            text = Found(place, skill.title, skill.description, excerpt, score, (key,))
            found.append((own + SKILL * own, text))
    found.sort(key=lambda one: -one[0])
    after = [order for order, _ in found[1:]] + [-inf]
    return [replace(text, lead=order - then) for (order, text), then in zip(found, after, strict=True)]


def passages(course: Course) -> Mapping[str, Passage]:
    return {passage.id: passage for lesson in course.lessons for passage in lesson.passages}


def hides(passage: Passage) -> Tells | None:
    """Whether a text says what turns out right, where a guess is asked for before the passage."""
    if passage.guess is None:
        return None
    options = [choice.text for choice in passage.guess.choices]
    try:
        spec = grading.parse_spec({"kind": "choice", "options": options, "correct": passage.guess.truth})
    except SpecError:  # a single choice gives nothing away
        return None
    return partial(grading.leaks, spec=spec)


def guarded(problem: Problem, index: int, finished: Collection[str] = ()) -> Tells:
    """Whether a text gives away what a problem asks from step `index` on, its smaller questions included.

    `finished`: hints whose questions the learner has answered.
    """
    specs = [grading.spec_of(step, problem.stem) for step in problem.steps[index:]]
    hints = (hint for hint in problem.steps[index].hints if hint.is_scaffold and hint.id not in finished)
    return any_of([*specs, *map(grading.spec_of_hint, hints)])


def any_of(specs: Sequence[Spec]) -> Tells:
    return lru_cache(maxsize=256)(lambda text: any(grading.leaks(text, spec) for spec in specs))
