"""What is taught in the bench: a ramp that ships, a made-up course, and a slice of a real graph."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

from courses import folder
from courses.types import Course, Lesson, Problem, Skill, Step
from tests.bench.placement import junyi
from tutor.learner.simulated.terrain import Terrain

RAMPS = Path(__file__).parents[3] / "courses" / "ramps"
SKILLS = 60
OPEN = 3  # written problems for each skill; beside them one to pick from, and one that needs what came before
NUMBERS = {"a": "2..9"}


def ramps() -> dict[str, Course]:
    """By name, those that ship."""
    return {path.name: folder.read(path) for path in sorted(RAMPS.iterdir()) if path.is_dir()}


def branching(seed: int, skills: int = SKILLS) -> Terrain:
    """Six topics, small trees: a skill rests on one or two of its topic, now and then on one outside."""
    luck = random.Random(f"branching {seed}")
    needs: dict[str, tuple[str, ...]] = {}
    topic: dict[str, str] = {}
    topics = 6
    for i in range(skills):
        name, own = f"s{i:02}", f"t{i * topics // skills}"
        mine = [one for one in needs if topic[one] == own]
        before = luck.sample(mine[-5:], min(len(mine), luck.choice((1, 1, 1, 2))))
        others = [one for one in needs if topic[one] != own]
        if mine and others and luck.random() < 0.15:
            before.append(luck.choice(others))
        needs[name], topic[name] = tuple(before), own
    return Terrain(needs, topic)


def ladders(seed: int, skills: int = SKILLS) -> Terrain:
    """Three long topics, each skill resting on the one before, and now and then on its like of another."""
    luck = random.Random(f"ladders {seed}")
    needs: dict[str, tuple[str, ...]] = {}
    for i in range(skills):
        rung, topic = divmod(i, 3)
        own = (f"t{topic}-{rung - 1:02}",) if rung else ()
        beside = (f"t{(topic + 1) % 3}-{rung - 1:02}",) if rung and luck.random() < 0.2 else ()
        needs[f"t{topic}-{rung:02}"] = own + beside
    return Terrain(needs, {skill: skill.partition("-")[0] for skill in needs})


def slice_of(path: Path, skills: int = SKILLS) -> Terrain:
    """Out of a table of exercises: those with the longest ways to them, and all that these rest on."""
    whole, _ = junyi.read(path)
    taken: frozenset[str] = frozenset()
    for skill in sorted(whole.needs, key=lambda one: (-len(whole.filled([one])), one)):
        grown = whole.filled([*taken, skill])
        if len(grown) <= skills:
            taken = grown
    needs = {skill: whole.needs[skill] for skill in whole.needs if skill in taken}
    return Terrain(needs, {skill: whole.topic[skill] for skill in needs})


def course(name: str, terrain: Terrain) -> Course:
    """Five parametric problems for each skill, one lesson a topic, in an order that a ramp could have."""
    problems: dict[str, list[Problem]] = {}
    for skill in terrain.order:
        problems.setdefault(terrain.topic[skill], []).extend(_problems(skill, terrain.needs[skill]))
    lessons = tuple(Lesson(topic, topic, problems=tuple(own)) for topic, own in problems.items())
    skills = tuple(Skill(skill, skill, prerequisites=terrain.needs[skill]) for skill in terrain.order)
    return Course(name, name, "", "en", "", "", skills, lessons)


def _problems(skill: str, before: tuple[str, ...]) -> list[Problem]:
    number: dict[str, Any] = {"kind": "number"}
    pick: dict[str, Any] = {"kind": "choice", "options": ["1", "2", "3", "4"]}
    asked = [(number, (skill,))] * OPEN + [(pick, (skill,)), (number, (skill, *before[:1]))]
    return [
        Problem(f"{skill}-{i}", skill, "", (Step("1", "", spec, skills),), NUMBERS)
        for i, (spec, skills) in enumerate(asked)
    ]
