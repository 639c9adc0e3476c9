"""What an author does to the skills of a course, one thing at a time: pure, from all skills to all skills.

Whether the outcome may be stored is `courses.drafts`' to say.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from courses.drafts.change import DraftError
from courses.types import Skill

Skills = tuple[Skill, ...]


@dataclass(frozen=True, slots=True)
class Edited:
    """All skills afterwards, the id of the one that was meant, and old id → new id where that changed."""

    skills: Skills
    key: str
    renamed: Mapping[str, str]


def add(skills: Skills, *, title: str, key: str = "", description: str = "", after: str = "") -> Edited:
    """Behind the skill `after`, or last. Without an id it gets one from its title."""
    taken = {skill.id for skill in skills}
    if key in taken:
        raise DraftError(f"id: there is a skill {key} already")
    key = key or _free(_slug(title), taken)
    at = _place(skills, after) + 1 if after in taken else len(skills)
    return Edited((*skills[:at], Skill(key, title, description), *skills[at:]), key, {})


def change(
    skills: Skills, key: str, *, title: str, new_key: str, description: str, place: int | None = None
) -> Edited:
    """`place` counts from 1. What needs the skill follows its new id."""
    at = _place(skills, key)
    if new_key != key and any(skill.id == new_key for skill in skills):
        raise DraftError(f"id: there is a skill {new_key} already")
    renamed = {key: new_key} if new_key != key else {}
    changed = replace(skills[at], id=new_key, title=title, description=description)
    found = [
        changed
        if skill.id == key
        else replace(skill, prerequisites=tuple(renamed.get(one, one) for one in skill.prerequisites))
        for skill in skills
    ]
    if place is not None:
        found.insert(max(0, min(place - 1, len(found) - 1)), found.pop(at))
    return Edited(tuple(found), new_key, renamed)


def remove(skills: Skills, key: str) -> Edited:
    """Nothing needs it any more, either."""
    at = _place(skills, key)
    left = (*skills[:at], *skills[at + 1 :])
    without = tuple(
        replace(skill, prerequisites=tuple(one for one in skill.prerequisites if one != key))
        for skill in left
    )
    return Edited(without, "", {})


def move(skills: Skills, key: str, by: int) -> Edited:
    at = _place(skills, key)
    found = list(skills)
    found.insert(max(0, min(at + by, len(found) - 1)), found.pop(at))
    return Edited(tuple(found), key, {})


def order(skills: Skills, keys: Sequence[str]) -> Edited:
    """As the ids are listed."""
    by_id = {skill.id: skill for skill in skills}
    if sorted(keys) != sorted(by_id):
        raise DraftError("Skills were added or removed meanwhile.")
    return Edited(tuple(by_id[key] for key in keys), "", {})


def join(skills: Skills, key: str, need: str) -> Edited:
    """`key` needs `need` from now on."""
    _place(skills, need)
    skill = skills[_place(skills, key)]
    if key == need:
        raise DraftError("A skill cannot need itself.")
    needs = skill.prerequisites if need in skill.prerequisites else (*skill.prerequisites, need)
    return _with(skills, replace(skill, prerequisites=needs))


def cut(skills: Skills, key: str, need: str) -> Edited:
    skill = skills[_place(skills, key)]
    return _with(
        skills, replace(skill, prerequisites=tuple(one for one in skill.prerequisites if one != need))
    )


def turn(skills: Skills, key: str, need: str) -> Edited:
    """The other way round: `need` needs `key`."""
    return replace(join(cut(skills, key, need).skills, need, key), key=key)


def _with(skills: Skills, changed: Skill) -> Edited:
    return Edited(tuple(changed if skill.id == changed.id else skill for skill in skills), changed.id, {})


def _place(skills: Skills, key: str) -> int:
    for at, skill in enumerate(skills):
        if skill.id == key:
            return at
    raise DraftError(f"The skill {key} is not there any more.")


def _slug(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-") or "skill"


def _free(wanted: str, taken: set[str]) -> str:
    key, n = wanted, 2
    while key in taken:
        key, n = f"{wanted}-{n}", n + 1
    return key
