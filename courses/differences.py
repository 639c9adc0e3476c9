"""What differs between two states of a course, in sentences for its authors. Knows no version, no learner."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

from courses.types import Course, Hint, Lesson, Misconception, Passage, Problem, Skill, Step

SHORT = 80  # longer texts are not quoted

_LISTS = ("lessons", "passages", "problems")

_WORDS = {
    "reveals_allowed": "whether solutions may be shown",
    "where": "the parameters",
    "body": "the text",
    "requires": "the hints it comes after",
}


@dataclass(frozen=True, slots=True)
class Part:
    """A lesson, or what belongs to none: `lesson` is empty then."""

    title: str
    sentences: tuple[str, ...]
    lesson: str = ""
    was_there: bool = False  # before, so that learners can be in it


@dataclass(frozen=True, slots=True)
class Renamed:
    """Old ids by which something is known to have been called; what is not told is guessed by titles."""

    skills: Mapping[str, str] = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)


def differences(before: Course | None, after: Course, renamed: Renamed | None = None) -> tuple[Part, ...]:
    """Parts in which something differs, in the order of the course; what is gone comes last."""
    if before is None:
        return (Part("The course", tuple(_beginning(after))),)
    told = renamed or Renamed()
    skills = _renames(
        {one.id: one for one in before.skills}, {one.id: one for one in after.skills}, told.skills
    )
    parts = [
        Part("About the course", tuple(_about(before, after))),
        Part("Skills", tuple(_sentence(words) for words in _skills(before.skills, after.skills, skills))),
    ]
    before = _with_names(before, skills)  # a new name of a skill is said once, not at each of its problems
    old = {lesson.id: lesson for lesson in before.lessons}
    found = _Whole(before, after, told.problems)
    for lesson in after.lessons:
        said = tuple(found.lesson(old.get(lesson.id), lesson))
        parts.append(Part(lesson.title, said, lesson.id, lesson.id in old))
    kept = {lesson.id for lesson in after.lessons}
    for lesson in before.lessons:
        if lesson.id not in kept:
            gone = [f"The lesson is gone: {_count(lesson)}.", *found.gone(lesson)]
            parts.append(Part(lesson.title, tuple(gone), lesson.id, True))
    return tuple(part for part in parts if part.sentences)


def unit_differences(before: Any, after: Any, renamed: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """What differs in one unit (problem, passage, header), as the parts of one sentence."""
    if isinstance(before, Problem):
        return tuple(_problem(before, after))
    if isinstance(before, tuple):
        old, new = {one.id: one for one in before}, {one.id: one for one in after}
        return tuple(_skills(before, after, _renames(old, new, renamed or {})))
    return tuple(_fields(before, after, ()))


def _beginning(course: Course) -> Iterator[str]:
    skills, lessons = _number(len(course.skills), "skill"), _number(len(course.lessons), "lesson")
    yield f"This is the first version: {skills}, {lessons}."
    for lesson in course.lessons:
        yield f"{lesson.title}: {_count(lesson)}."


def _count(lesson: Lesson) -> str:
    return f"{_number(len(lesson.passages), 'passage')}, {_number(len(lesson.problems), 'problem')}"


def _number(n: int, noun: str) -> str:
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"


def _about(before: Course, after: Course) -> Iterator[str]:
    for words in _fields(before, after, ("id", "skills", "lessons", "autonomy")):
        yield _sentence(words)
    if before.autonomy != after.autonomy:
        old, new = before.autonomy, after.autonomy
        yield (
            f"How much learners may have shown changed from {old.floor}–{old.ceiling} "
            f"to {new.floor}–{new.ceiling}."
        )
    if _other_order([one.id for one in before.lessons], [one.id for one in after.lessons]):
        yield f"The lessons stand in another order: {', '.join(one.title for one in after.lessons)}."


def _skills(before: Sequence[Skill], after: Sequence[Skill], renamed: Mapping[str, str]) -> Iterator[str]:
    old, new = {one.id: one for one in before}, {one.id: one for one in after}
    for was, became in renamed.items():
        yield (
            f"skill {was} is now called {became}: what learners have shown of it stays with the old name, "
            "so they start on it anew"
        )
    for key in new:
        if key not in old and key not in renamed.values():
            yield f"skill {key} was added"
    for key in old:
        if key not in new and key not in renamed:
            yield f"skill {key} was taken out"
    called = {new_id: old_id for old_id, new_id in renamed.items()}
    for key, skill in new.items():
        so_far = old.get(called.get(key, key))
        if so_far is None:
            continue
        yield from (f"skill {key}: {words}" for words in _fields(so_far, skill, ("id", "prerequisites")))
        # A prerequisite that only has another name is none that came or went.
        had = [renamed.get(one, one) for one in so_far.prerequisites]
        more = [one for one in skill.prerequisites if one not in had]
        less = [one for one in had if one not in skill.prerequisites]
        if more:
            yield f"skill {key} now needs {_and(more)}"
        if less:
            yield f"skill {key} no longer needs {_and(less)}"


def _renames(old: Mapping[str, Any], new: Mapping[str, Any], told: Mapping[str, str]) -> dict[str, str]:
    """What has another id: as it is told, else what is the same otherwise (title and, of a problem, stem)."""
    found = {key: other for key, other in told.items() if key in old and other in new and key not in new}
    free = {key: one for key, one in new.items() if key not in old and key not in found.values()}
    for key, one in old.items():
        if key in new or key in found:
            continue
        alike = next((other for other, candidate in free.items() if _alike(one, candidate)), None)
        if alike is not None:
            found[key] = alike
            del free[alike]
    return found


def _with_names(course: Course, renamed: Mapping[str, str]) -> Course:
    """The course with skills by their new names in passages and steps."""
    if not renamed:
        return course

    def named(one: Any) -> Any:
        return replace(one, skills=tuple(renamed.get(skill, skill) for skill in one.skills))

    return replace(
        course,
        lessons=tuple(
            replace(
                lesson,
                passages=tuple(named(one) for one in lesson.passages),
                problems=tuple(
                    replace(one, steps=tuple(named(step) for step in one.steps)) for one in lesson.problems
                ),
            )
            for lesson in course.lessons
        ),
    )


def _alike(one: Any, other: Any) -> bool:
    if isinstance(one, Problem):
        return bool(
            one.title == other.title and one.stem == other.stem and len(one.steps) == len(other.steps)
        )
    return bool(one.title == other.title)


class _Whole:
    """Both states, to see what moved from one lesson to another."""

    def __init__(self, before: Course, after: Course, told: Mapping[str, str]) -> None:
        self.problems_before = _by_id(before, "problems")
        self.problems_after = _by_id(after, "problems")
        self.passages_before = _by_id(before, "passages")
        self.passages_after = _by_id(after, "passages")
        self.renamed = _renames(_values(self.problems_before), _values(self.problems_after), told)

    def lesson(self, before: Lesson | None, after: Lesson) -> Iterator[str]:
        if before is None:
            yield f"The lesson was added: {_count(after)}."
        else:
            for words in _fields(before, after, ("passages", "problems")):
                yield _sentence(words)
        yield from self._of("Passage", after, after.passages, self.passages_before, {})
        was = {new: old for old, new in self.renamed.items()}
        yield from self._of("Problem", after, after.problems, self.problems_before, was)
        if before is not None:
            yield from self.gone(before)
            for noun, old, new in (
                ("passages", before.passages, after.passages),
                ("problems", before.problems, after.problems),
            ):
                if _other_order([one.id for one in old], [one.id for one in new]):
                    yield f"The {noun} stand in another order: {', '.join(one.id for one in new)}."

    def gone(self, lesson: Lesson) -> Iterator[str]:
        for passage in lesson.passages:
            if passage.id not in self.passages_after:
                yield f"Passage {passage.id} was taken out."
        for problem in lesson.problems:
            if problem.id not in self.problems_after and problem.id not in self.renamed:
                yield f"Problem {problem.id} was taken out; what learners did on it stays with them."

    def _of(
        self,
        noun: str,
        lesson: Lesson,
        there: Iterable[Passage | Problem],
        before: Mapping[str, tuple[Lesson, Any]],
        was: Mapping[str, str],
    ) -> Iterator[str]:
        for one in there:
            key = was.get(one.id, one.id)
            if key not in before:
                yield f"{noun} {one.id} was added."
                continue
            old_lesson, old = before[key]
            if key != one.id:
                yield (
                    f"{noun} {key} is now called {one.id}: what learners did on it stays with the old name, "
                    "so it is new to them."
                )
            if old_lesson.id != lesson.id:
                yield f"{noun} {one.id} was moved here from {old_lesson.title}."
            for words in unit_differences(old, one):
                yield f"{noun} {one.id}: {words}."


def _by_id(course: Course, children: str) -> dict[str, tuple[Lesson, Any]]:
    return {one.id: (lesson, one) for lesson in course.lessons for one in getattr(lesson, children)}


def _values(placed: Mapping[str, tuple[Lesson, Any]]) -> dict[str, Any]:
    return {key: one for key, (_, one) in placed.items()}


def _problem(before: Problem, after: Problem) -> Iterator[str]:
    yield from _fields(before, after, ("id", "steps", "where"))
    if list(before.where.items()) != list(after.where.items()):
        yield _changed("the parameters", _where(before), _where(after))
    yield from _children("step", before.steps, after.steps)
    old = {step.id: step for step in before.steps}
    for step in after.steps:
        if step.id in old:
            yield from _step(old[step.id], step)


def _where(problem: Problem) -> str:
    return ", ".join(f"{name} = {expression}" for name, expression in problem.where.items())


def _step(before: Step, after: Step) -> Iterator[str]:
    of = f"of step {after.id}"
    if before.prompt != after.prompt:
        yield _changed(f"the prompt {of}", before.prompt, after.prompt)
    yield from _answer(f"the answer {of}", before.answer, after.answer)
    if before.skills != after.skills:
        yield _changed(f"the skills {of}", ", ".join(before.skills), ", ".join(after.skills))
    if before.solution != after.solution:
        yield f"the solution {of} was rewritten"
    yield from _children("hint", before.hints, after.hints, f" {of}")
    yield from _children("misconception", before.misconceptions, after.misconceptions, f" {of}")
    for noun, had, has in (
        ("hint", before.hints, after.hints),
        ("misconception", before.misconceptions, after.misconceptions),
    ):
        was: dict[str, Hint | Misconception] = {one.id: one for one in had}
        for one in has:
            if one.id in was:
                yield from (f"{noun} {one.id} {of}: {words}" for words in _fields(was[one.id], one, ("id",)))


def _answer(what: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    if before == after:
        return
    for name in ("value", "answer"):  # the one field that most kinds have says it best
        rest_before = {key: one for key, one in before.items() if key != name}
        rest_after = {key: one for key, one in after.items() if key != name}
        if name in before and name in after and rest_before == rest_after:
            yield _changed(what, str(before[name]), str(after[name]))
            return
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    said = [
        f"{name} from {_quoted(_text(before.get(name)))} to {_quoted(_text(after.get(name)))}"
        for name in names
    ]
    yield f"{what} changed: {'; '.join(said)}"


def _children(noun: str, before: Sequence[Any], after: Sequence[Any], of: str = "") -> Iterator[str]:
    old, new = [one.id for one in before], [one.id for one in after]
    yield from (f"{noun} {one}{of} was added" for one in new if one not in old)
    yield from (f"{noun} {one}{of} was taken out" for one in old if one not in new)
    if _other_order(old, new):
        yield f"the {noun}s{of} stand in another order: {', '.join(new)}"


def _fields(before: Any, after: Any, leave_out: tuple[str, ...]) -> Iterator[str]:
    """The fields of two values of one type that differ."""
    for name in (one.name for one in fields(before)):
        old, new = getattr(before, name), getattr(after, name)
        if name in leave_out or old == new:
            continue
        what = _WORDS.get(name, f"the {name}")
        if name in _LISTS and sorted(old) == sorted(new):
            yield f"{what} stand in another order"
        else:
            yield _changed(what, _text(old), _text(new))


def _changed(what: str, old: str, new: str) -> str:
    if len(old) > SHORT or len(new) > SHORT or "\n" in old + new:
        return f"{what} {_was_were(what)} rewritten"
    return f"{what} changed from {_quoted(old)} to {_quoted(new)}"


def _was_were(what: str) -> str:
    head = what.partition(" of ")[0]
    return "were" if (head.endswith("s") and not head.endswith("ss")) or "hints" in what else "was"


def _text(value: Any) -> str:
    if value is None or value == ():
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (tuple, list)) and all(isinstance(one, str) for one in value):
        return ", ".join(value)
    return value if isinstance(value, str) else str(value)


def _quoted(text: str) -> str:
    return f"“{text}”" if text else "nothing"


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


def _and(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _other_order(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether what is in both stands in another order."""
    there, was = set(after), set(before)
    return [one for one in before if one in there] != [one for one in after if one in was]
