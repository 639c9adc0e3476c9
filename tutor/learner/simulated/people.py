"""Named simulated learners: what one knows on day one, joined to how one answers and learns.

learner("forgetful", ground, seed=3)          the same learner each time, on a Terrain or a Course
learner("steady", course, seed=3, profile="goals")
"""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping

from courses.types import Course
from tutor.learner.simulated import profiles
from tutor.learner.simulated.minds import SETTLED_DAYS, Forgetful, Misled, Steady, Stuck
from tutor.learner.simulated.terrain import Terrain, of_course

KINDS = ("steady", "forgetful", "misled", "stuck")
MISLED_SHARE = (
    0.33  # of the skills that a learner misses: where a wrong idea stands in the place of the right
)


def learner(
    kind: str,
    ground: Terrain | Course,
    seed: int,
    profile: str | None = None,
    wrong: Mapping[str, str] | None = None,
) -> Steady:
    """A learner of one of KINDS. Deterministic in its arguments; raise KeyError for an unknown name.

    `profile`: one of profiles.GENERATORS; by default they take turns with the seed, so that a row of seeds is
    a mixed class. `wrong`: skill → the misconception that may stand in its place; by default those of the
    course, or made-up ones. The stuck never learn one skill, out of those next in line on day one.
    """
    terrain = of_course(ground) if isinstance(ground, Course) else ground
    names = sorted(profiles.GENERATORS)
    held = profiles.GENERATORS[profile or names[seed % len(names)]](
        terrain, random.Random(f"day one {seed} {profile}")
    )
    luck = random.Random(f"{kind} {seed} {profile}")
    missing = [skill for skill in terrain.order if skill not in held]
    if kind == "steady":
        return Steady(terrain, set(held), luck)
    if kind == "forgetful":
        mind = Forgetful(terrain, set(held), luck)
        mind.strength = {
            skill: SETTLED_DAYS * mind.growth**uses for skill, uses in _uses(terrain, held).items()
        }
        return mind
    if kind == "misled":
        named = wrong if wrong is not None else _misconceptions(ground)
        here = [skill for skill in missing if skill in named and luck.random() < MISLED_SHARE]
        return Misled(terrain, set(held), luck, beliefs={skill: named[skill] for skill in here})
    if kind == "stuck":
        next_in_line = [skill for skill in missing if held.issuperset(terrain.needs[skill])]
        never = frozenset([luck.choice(next_in_line)] if next_in_line else [])
        return Stuck(terrain, set(held), luck, never=never)
    raise KeyError(kind)


def _uses(terrain: Terrain, held: Collection[str]) -> dict[str, int]:
    """Skill → how many others were learnt on it: each was a use of it. Nobody forgets how to count."""
    uses = dict.fromkeys((skill for skill in terrain.order if skill in held), 0)
    for skill in uses:
        for before in terrain.needs[skill]:
            uses[before] += 1
    return uses


def _misconceptions(ground: Terrain | Course) -> Mapping[str, str]:
    """Skill → a misconception: the first that the course names for it, on bare terrain one for each skill."""
    if isinstance(ground, Terrain):
        return {skill: f"wrong idea of {skill}" for skill in ground.needs}
    found: dict[str, str] = {}
    for problem in ground.problems():
        for step in problem.steps:
            for misconception in step.misconceptions[:1]:
                for skill in step.skills:
                    found.setdefault(skill, misconception.id)
    return found
