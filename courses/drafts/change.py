"""One change of a draft: is it still what its author saw, may it be so, write it, leave a `Revision`.

Everything here runs inside the caller's transaction with the draft's row locked (`locked`).
"""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import F

from courses import checking, plain, rows, types, units
from courses.differences import unit_differences
from courses.drafts import unit_rows
from courses.models import CourseVersion, Revision, Unit
from courses.units import About, LessonHead, UnitValue

NAMES = {
    Unit.ABOUT: "About the course",
    Unit.SKILLS: "Skills",
    Unit.LESSON: "Lesson",
    Unit.PASSAGE: "Passage",
    Unit.PROBLEM: "Problem",
}
SAID = 3  # differences told of one change in the list of changes

GONE = "This draft was published or thrown away meanwhile; open the course again."


class DraftError(ValueError):
    """A change cannot be made. `problems` says why, in words for the author."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class Stale(DraftError):
    """Somebody changed the same unit since its author saw it. Nothing was written."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit as it stands: its row (none for about and skills), its value and where it is in its list."""

    value: UnitValue
    row: Any = None
    lesson: str = ""
    at: int = 0


def locked(draft: CourseVersion) -> CourseVersion:
    """The draft's row, for the caller's transaction alone. Raise Stale when it is no draft any more."""
    drafts = CourseVersion.objects.filter(is_draft=True, published_at=None)
    found = drafts.select_for_update().filter(pk=draft.pk).first()
    if found is None:
        raise Stale(GONE)
    return found


def new_token() -> str:
    """What a draft has in place of a digest: another one after every change."""
    return uuid.uuid4().hex


class Change:
    def __init__(self, version: CourseVersion, by: Any, undoes: Revision | None = None) -> None:
        self.version, self.by, self.undoes = version, by, undoes

    def put(
        self,
        unit: str,
        key: str,
        value: UnitValue,
        seen: str,
        lesson: str | None = None,
        at: int | None = None,
        renamed: Mapping[str, str] | None = None,
    ) -> Revision:
        stands = self.standing(unit, key)
        self._as_seen(unit, key, stands, seen)
        before = None if stands is None else stands.value
        known = set(self.version.skills.values_list("key", flat=True))
        value, problems = checking.checked(value, known, before)
        problems += self._misfits(unit, stands, value, lesson, renamed or {})
        if problems:
            raise DraftError(*problems)
        if stands and units.seen(value) == units.seen(before) and self._stays(stands, lesson, at):
            return Revision(version=self.version, unit=unit, key=key, number=0, words="Nothing changed.")
        self._write(unit, stands, value, lesson, at, renamed or {})
        after = self.standing(unit, getattr(value, "id", ""))
        assert after is not None
        return self._record(unit, key or getattr(value, "id", ""), stands, after, renamed or {})

    def take(self, unit: str, key: str, seen: str) -> Revision:
        if unit not in (Unit.LESSON, Unit.PASSAGE, Unit.PROBLEM):
            raise DraftError("This part of a course cannot be taken out.")
        stands = self.standing(unit, key)
        self._as_seen(unit, key, stands, seen)
        if stands is None:
            raise Stale(_gone(unit, key))
        if unit == Unit.LESSON:  # with all that is in it, so that undo can give it back
            stands = dataclasses.replace(stands, value=cast(Any, rows.read_lesson(stands.row)))
        unit_rows.take_out(stands.row)
        return self._record(unit, key, stands, None, {})

    def undo(self) -> Revision:
        """Make `undoes` undone."""
        revision = cast(Revision, self.undoes)
        before: Any = revision.before
        after: Any = revision.after
        if before is None:
            key = after["value"]["id"]
            stands = self.standing(revision.unit, key)
            if stands is None or stands.value != _value(revision.unit, after["value"]):
                raise Stale(self._later(revision, key))
            return self.take(revision.unit, key, units.seen(stands.value))
        if after is None:
            return self._put_back(revision, before)
        key = after["value"]["id"] if isinstance(after["value"], dict) and "id" in after["value"] else ""
        stands = self.standing(revision.unit, key)
        if stands is None:
            raise Stale(self._later(revision, key))
        value = self._merged(revision, stands)
        moved = (before.get("lesson"), before.get("at")) != (after.get("lesson"), after.get("at"))
        if moved and stands.lesson != after.get("lesson", ""):
            raise Stale(self._later(revision, key))
        back = {new: old for old, new in after.get("renamed", {}).items()}
        lesson, at = (before.get("lesson"), before.get("at")) if moved else (None, None)
        return self.put(revision.unit, key, value, units.seen(stands.value), lesson, at, back)

    def standing(self, unit: str, key: str) -> Standing | None:
        match unit:
            case Unit.ABOUT:
                return Standing(unit_rows.about(self.version))
            case Unit.SKILLS:
                return Standing(rows.read_skills(self.version))
            case Unit.LESSON:
                if lesson := unit_rows.lesson_of(self.version, key):
                    return Standing(unit_rows.head(lesson), lesson, "", lesson.position)
                return None
            case Unit.PASSAGE:
                if passage := unit_rows.passage_of(self.version, key):
                    value = rows.read_passage(passage)
                    return Standing(value, passage, passage.lesson.key, passage.position)
                return None
            case Unit.PROBLEM:
                if problem := unit_rows.problem_of(self.version, key):
                    return Standing(rows.read_problem(problem), problem, problem.lesson.key, problem.position)
                return None
        raise DraftError(f"A course has no part called {unit}.")

    def _as_seen(self, unit: str, key: str, stands: Standing | None, seen: str) -> None:
        if stands is None and seen:
            raise Stale(_gone(unit, key))
        if stands is not None and not seen:
            raise DraftError(f"id: there is a {unit} {key} already")
        if stands is not None and seen != units.seen(stands.value):
            raise Stale(self._who(unit, key))

    def _stays(self, stands: Standing, lesson: str | None, at: int | None) -> bool:
        return lesson in (None, stands.lesson) and at in (None, stands.at)

    def _misfits(
        self, unit: str, stands: Standing | None, value: Any, lesson: str | None, renamed: Mapping[str, str]
    ) -> list[str]:
        """What is wrong with the unit beside the others."""
        if isinstance(value, About):
            if sorted(value.lessons) != sorted(cast(About, cast(Standing, stands).value).lessons):
                raise Stale("Lessons were added or taken out meanwhile.")
            return []
        if isinstance(value, tuple):
            return self._skills_in_use(cast(Standing, stands), value, renamed)
        problems = []
        taken = self.standing(unit, value.id)
        if taken is not None and (stands is None or taken.row.pk != stands.row.pk):
            problems.append(f"id: there is a {unit} {value.id} already")
        if isinstance(value, LessonHead):
            had = cast(LessonHead, stands.value) if stands else LessonHead("", "", True, "", (), ())
            same = sorted(value.passages) == sorted(had.passages)
            if not same or sorted(value.problems) != sorted(had.problems):
                raise Stale("Passages or problems were added or taken out meanwhile.")
        elif lesson is None and stands is None:
            problems.append("It is not said in which lesson this belongs.")
        elif lesson is not None and unit_rows.lesson_of(self.version, lesson) is None:
            raise Stale(_gone(Unit.LESSON, lesson))
        return problems

    def _skills_in_use(
        self, stands: Standing, skills: tuple[types.Skill, ...], renamed: Mapping[str, str]
    ) -> list[str]:
        had = [skill.id for skill in cast(tuple[types.Skill, ...], stands.value)]
        now = {skill.id for skill in skills}
        strange = [old for old, new in renamed.items() if old not in had or new not in now]
        if strange:
            raise Stale(f"The skill {strange[0]} is not there any more under this name.")
        problems = [
            f"{old}: {new} is another skill already"
            for old, new in renamed.items()
            if new in had and new not in renamed
        ]
        for old in had:
            if renamed.get(old, old) in now:
                continue
            steps, passages = unit_rows.users_of(self.version, old)
            if where := _listed(steps, passages):
                problems.append(f"{old} is still used by {where}: take it out there first")
        return problems

    def _write(
        self,
        unit: str,
        stands: Standing | None,
        value: Any,
        lesson: str | None,
        at: int | None,
        renamed: Mapping[str, str],
    ) -> None:
        row = stands.row if stands else None
        if isinstance(value, About):
            unit_rows.write_about(self.version, value)
        elif isinstance(value, LessonHead):
            unit_rows.write_lesson(self.version, row, value, at)
        elif isinstance(value, tuple):
            unit_rows.write_skills(self.version, value, renamed)
        else:
            target = unit_rows.lesson_of(self.version, lesson or cast(Standing, stands).lesson)
            write: Any = unit_rows.write_passage if unit == Unit.PASSAGE else unit_rows.write_problem
            write(self.version, row, value, target, at)

    def _record(
        self,
        unit: str,
        key: str,
        before: Standing | None,
        after: Standing | None,
        renamed: Mapping[str, str],
    ) -> Revision:
        mine = CourseVersion.objects.filter(pk=self.version.pk, is_draft=True, published_at=None)
        number = self.version.revision_n + 1
        # The lock holds where the database has row locks; this count holds everywhere.
        if not mine.filter(revision_n=number - 1).update(revision_n=F("revision_n") + 1, digest=new_token()):
            raise Stale(GONE)
        left = _as_json(after)
        if left and renamed:
            left["renamed"] = dict(renamed)
        return Revision.objects.create(
            version=self.version,
            number=number,
            unit=unit,
            key=key,
            before=_as_json(before),
            after=left,
            words=_words(unit, key, before, after, renamed),
            undoes=self.undoes,
            by=self.by,
        )

    def _put_back(self, revision: Revision, before: dict[str, Any]) -> Revision:
        data, at = before["value"], before["at"]
        if revision.unit != Unit.LESSON:
            value = _value(revision.unit, data)
            return self.put(revision.unit, revision.key, value, "", before["lesson"], at)
        lesson = plain.lesson(data)
        if problems := self._clashes(lesson):
            raise DraftError(*problems)
        unit_rows.write_whole_lesson(self.version, lesson, at)
        return self._record(Unit.LESSON, lesson.id, None, self.standing(Unit.LESSON, lesson.id), {})

    def _clashes(self, lesson: types.Lesson) -> list[str]:
        """Why a lesson cannot come back: its ids are taken, or its skills are gone."""
        units_of = [
            (Unit.LESSON, lesson.id),
            *((Unit.PASSAGE, one.id) for one in lesson.passages),
            *((Unit.PROBLEM, one.id) for one in lesson.problems),
        ]
        taken = [(unit, key) for unit, key in units_of if self.standing(unit, key)]
        known = set(self.version.skills.values_list("key", flat=True))
        named = {key for one in lesson.passages for key in one.skills}
        named |= {key for one in lesson.problems for key in one.skills}
        return [
            *(f"there is a {unit} {key} already" for unit, key in taken),
            *(f"the course has no skill {key} any more" for key in sorted(named - known)),
        ]

    def _merged(self, revision: Revision, stands: Standing) -> UnitValue:
        """The unit as it stands, with what the revision changed as it was before."""
        held: Any = (revision.before, revision.after)
        was, became = (_value(revision.unit, one["value"]) for one in held)
        if isinstance(was, tuple):
            if stands.value != became:
                raise Stale(self._later(revision, ""))
            return was
        old, new, now = plain.plain(was), plain.plain(became), plain.plain(stands.value)
        changed = {}
        for name in (name for name in old if old[name] != new[name]):
            if now[name] != new[name]:
                raise Stale(self._later(revision, revision.key))
            changed[name] = getattr(was, name)
        return cast(UnitValue, dataclasses.replace(cast(Any, stands.value), **changed))

    def _later(self, revision: Revision, key: str) -> str:
        """Which later change stands in the way of undoing one."""
        later = Revision.objects.filter(
            version=self.version, unit=revision.unit, number__gt=revision.number, key__in=[revision.key, key]
        ).order_by("-number")
        which = f"change {later[0].number}" if later else "a later change"
        return (
            f"Change {revision.number} cannot be undone by itself: {which} was to the same. Undo that first."
        )

    def _who(self, unit: str, key: str) -> str:
        last = (
            Revision.objects.filter(version=self.version, unit=unit, key=key)
            .select_related("by")
            .order_by("-number")
            .first()
        )
        who = str(last.by) if last and last.by else "Somebody"
        return f"{who} changed this since you opened it. Nothing was overwritten: look at it as it is now."


def _value(unit: str, data: Any) -> UnitValue:
    """A unit as a revision holds it."""
    match unit:
        case Unit.ABOUT:
            return plain.about(data)
        case Unit.SKILLS:
            return plain.skills(data)
        case Unit.LESSON:
            return plain.lesson_head(data)
        case Unit.PASSAGE:
            return plain.passage(data)
    return plain.problem(data)


def _as_json(stands: Standing | None) -> dict[str, Any] | None:
    if stands is None:
        return None
    held: dict[str, Any] = {"value": plain.plain(stands.value)}
    if stands.row is not None:
        held["at"] = stands.at
    if stands.lesson:
        held["lesson"] = stands.lesson
    return held


def _words(
    unit: str, key: str, before: Standing | None, after: Standing | None, renamed: Mapping[str, str]
) -> str:
    """One change in a sentence; the first of many differences, and how many more there are."""
    name = f"{NAMES[Unit(unit)]} {key}".rstrip()
    if before is None:
        return f"{name} was added."
    if after is None:
        return f"{name} was taken out."
    said = list(unit_differences(before.value, after.value, renamed))
    if before.lesson != after.lesson:
        said.append(f"moved from lesson {before.lesson} to {after.lesson}")
    elif before.at != after.at:
        said.append(f"moved from place {before.at + 1} to {after.at + 1}")
    shown = "; ".join(said[:SAID])
    more = f"; and {len(said) - SAID} more" if len(said) > SAID else ""
    return f"{name}: {shown or 'changed'}{more}."


def _gone(unit: str, key: str) -> str:
    return f"The {unit} {key} is not there any more."


def _listed(steps: list[str], passages: list[str]) -> str:
    shown = [*(f"step {one}" for one in steps), *(f"passage {one}" for one in passages)]
    more = f" and {len(shown) - 5} more" if len(shown) > 5 else ""
    return ", ".join(shown[:5]) + more
