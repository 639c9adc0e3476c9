"""A learner's own words as hearsay about skills: which are said to be known, which not, at what weight.

Matches what was said (`saying`) with the course by meaning. Knows no filter: what hearsay on one skill says
of those before and after it is left to it. Unsure means nothing said: a wrong prior costs more than none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from math import log
from typing import Any

from courses.types import Course, Skill
from tutor.learner.saying import Claim, said

Embed = Callable[[Sequence[str]], Sequence[Sequence[float]]]  # unit vectors, one a text

WEIGHT_KNOWN = 0.5  # what a plain "I know" of one skill is worth, against a right answer
WEIGHT_UNKNOWN = 0.6  # "never", against a wrong one: fewer say that of what they know
# Log likelihood ratios of answers, by the slips and guesses that the model server reckons with.
RIGHT_TELLS, WRONG_TELLS = log(0.90 / 0.05), log(0.95 / 0.10)
TOTAL = 2.0  # answers that a whole text is worth, at most
STRIKES = 2  # answers against the words that take them back
BOAST = 0.5  # "I know everything" is said more lightly than "I know brackets"
LEAST = 0.05  # lighter hearsay is dropped
SPREAD = 6  # skills that stand for a large group
MATCH = 0.50  # cosine from which words and a title can mean the same
SURE = 0.70  # from here on they do
BROAD = 0.30  # a school subject and a course of it
_NOTHING_ELSE: dict[str, Any] = {"about": "", "known": False, "strength": 0.4, "reach": "late", "only": False}


@dataclass(frozen=True, slots=True)
class Hearsay:
    """A learner says of one skill that it is known, or not.

    Attributes:
        weight: share of an answer's log likelihood ratio, 0..1.
        quote: the learner's words that say it.
    """

    skill: str
    known: bool
    weight: float
    quote: str


@dataclass(frozen=True, slots=True)
class _Target:
    """Something a learner may speak of: one skill, a lesson's skills or the whole course."""

    skills: tuple[str, ...]
    texts: tuple[str, ...]
    whole: bool = False


def read(text: str, course: Course, embed: Embed) -> tuple[Hearsay, ...]:
    """What a learner says of the skills of a course, in course order; empty where nothing was said.

    At most 2,000 characters are read. `embed` is called at most once, with `texts(text, course)`.
    """
    claims = said(text) if course.language.startswith("en") and course.skills else ()
    if not claims:
        return ()
    targets = _targets(course)
    wanted = _texts(claims, course, targets)
    vectors = dict(zip(wanted, embed(wanted), strict=True)) if wanted else {}
    return _Hearing(course, targets, vectors).of(claims)


def texts(text: str, course: Course) -> tuple[str, ...]:
    """What `read` will have embedded: for a caller who cannot wait inside it."""
    claims = said(text) if course.language.startswith("en") and course.skills else ()
    return _texts(claims, course, _targets(course)) if claims else ()


def contradicted(
    told: Sequence[Hearsay], answers: Sequence[tuple[str, bool]], needs: Mapping[str, Sequence[str]]
) -> tuple[Hearsay, ...]:
    """What is to be taken back after these unassisted answers (skill, right); empty while words may stand.

    A wrong answer speaks against knowing the skill or anything on it, a right one against not knowing it or
    anything under it. One may be a slip; after two, all that was said to be known goes, or all that was not:
    who was wrong in two things may be in others.
    """
    yes = {one.skill for one in told if one.known}
    no = {one.skill for one in told if not one.known}
    implied = yes.union(*(_under(skill, needs) for skill in yes))
    against_yes = sum(not right and skill in implied for skill, right in answers)
    against_no = sum(right and bool(no & (_under(skill, needs) | {skill})) for skill, right in answers)
    gone = {True: against_yes >= STRIKES, False: against_no >= STRIKES}
    return tuple(one for one in told if gone[one.known])


def taken_back(one: Hearsay) -> Hearsay:
    """The opposite, at the weight that leaves nothing of it."""
    share = RIGHT_TELLS / WRONG_TELLS
    return replace(one, known=not one.known, weight=one.weight * (share if one.known else 1.0 / share))


def _texts(claims: Sequence[Claim], course: Course, targets: Sequence[_Target]) -> tuple[str, ...]:
    named = [corrected(claim.about, course) for claim in claims if claim.about]
    if not named:
        return ()
    return tuple(dict.fromkeys([*named, *(text for target in targets for text in target.texts)]))


def _targets(course: Course) -> tuple[_Target, ...]:
    of_lesson: dict[str, list[str]] = {}
    placed: set[str] = set()
    known = {skill.id for skill in course.skills}
    for lesson in course.lessons:
        used = [s for problem in lesson.problems for s in problem.skills]
        used += [s for passage in lesson.passages for s in passage.skills]
        of_lesson[lesson.title] = [s for s in dict.fromkeys(used) if s not in placed and s in known]
        placed |= set(used)
    order = {skill.id: i for i, skill in enumerate(course.skills)}
    every = tuple(order)
    whole = _Target(every, _clean([course.title]), whole=True)
    title_of = {skill.id: skill.title for skill in course.skills}
    lessons = [
        _Target(
            tuple(sorted(skills, key=order.__getitem__)),
            _clean([title, f"{title}: {', '.join(title_of[s] for s in skills)}"]),
        )
        for title, skills in of_lesson.items()
        if len(skills) > 1
    ]
    skills = [_Target((skill.id,), _clean(_named(skill))) for skill in course.skills]
    return (whole, *lessons, *skills)


def _named(skill: Skill) -> list[str]:
    """An id of plain words is often what learners call it: `two-steps`."""
    words = re.sub(r"[-_]", " ", skill.id) if re.fullmatch(r"[a-z]{3,}(?:[-_][a-z]+)*", skill.id) else ""
    return [skill.title, words, skill.description, f"{skill.title}: {skill.description}"]


def _clean(texts: Iterable[str]) -> tuple[str, ...]:
    """Without the marks of Markdown and mathematics; no empty ones."""
    plain = (re.sub(r"\\frac\{(.*?)\}\{(.*?)\}", r"\1/\2", text) for text in texts)
    plain = (re.sub(r"\\[a-z]+|[$*_`{}]", " ", text) for text in plain)
    return tuple(dict.fromkeys(" ".join(text.split())[:300] for text in plain if text.strip(" :")))


def corrected(about: str, course: Course) -> str:
    """With words of the course that were only just missed put right: "fractons"."""
    known = _vocabulary(course)
    return " ".join(word if word in known else _nearest(word, known) for word in about.split())


def _vocabulary(course: Course) -> frozenset[str]:
    titles = [course.title, *(lesson.title for lesson in course.lessons)]
    titles += [f"{skill.title} {skill.description}" for skill in course.skills]
    return frozenset(re.findall(r"[a-z]{3,}", " ".join(titles).lower()))


def _nearest(word: str, known: frozenset[str]) -> str:
    if len(word) < 5 or not word.isalpha():
        return word
    near = [w for w in known if abs(len(w) - len(word)) <= 2 and w[0] == word[0] and len(w) >= 5]
    best = max(near, key=lambda w: (SequenceMatcher(None, w, word).ratio(), w), default=word)
    return best if SequenceMatcher(None, best, word).ratio() >= 0.84 else word


def _content(text: str) -> frozenset[str]:
    """Its words without endings, and without the verbs that fit anything."""
    words = (word.removesuffix("s") for word in re.findall(r"[a-z]{2,}", text.lower()))
    return frozenset(words) - {"solve", "solving", "do", "work", "the", "with", "of", "to", "and"}


class _Hearing:
    def __init__(
        self, course: Course, targets: Sequence[_Target], vectors: dict[str, Sequence[float]]
    ) -> None:
        self._course, self._targets, self._vectors = course, targets, vectors
        self._needs = {skill.id: skill.prerequisites for skill in course.skills}
        self._depth = _depths(course.skills)

    def of(self, claims: Sequence[Claim]) -> tuple[Hearsay, ...]:
        general: dict[str, list[Hearsay]] = {}
        special: dict[str, list[Hearsay]] = {}
        for claim in claims:
            for target, share in self._meant(claim):
                store = general if target.whole else special
                for one in self._about(claim, target, share):
                    store.setdefault(one.skill, []).append(one)
                if claim.only:
                    for one in self._about(replace(claim, **_NOTHING_ELSE), self._targets[0], 0.8):
                        general.setdefault(one.skill, []).append(one)
        for skill in list(general):
            if self._overruled(skill, general[skill], special):
                del general[skill]
        found = [
            one for skill in self._needs for one in _agreed(special.get(skill) or general.get(skill) or [])
        ]
        total = sum(one.weight for one in found)
        scale = min(1.0, TOTAL / total) if total else 1.0
        scaled = (replace(one, weight=round(one.weight * scale, 4)) for one in found)
        return tuple(one for one in scaled if one.weight >= LEAST)

    def _overruled(self, skill: str, told: Sequence[Hearsay], special: dict[str, list[Hearsay]]) -> bool:
        """What is said of a skill, or follows from it, goes before what is said of everything."""
        if skill in special:
            return True
        denied = {s for s, ones in special.items() if any(not one.known for one in ones)}
        granted = {s for s, ones in special.items() if any(one.known for one in ones)}
        if told[0].known:
            return bool(denied & _under(skill, self._needs))
        return any(skill in _under(one, self._needs) for one in granted)

    def _meant(self, claim: Claim) -> list[tuple[_Target, float]]:
        """What a claim is about, with how sure that is; nothing, when it could be anything."""
        whole = self._targets[0]
        if not claim.about:
            return [(whole, 0.8)]
        about = corrected(claim.about, self._course)
        if _content(about) <= _content(self._course.title) and claim.reach not in ("before", "through"):
            return [(whole, 0.8)]  # "solve equations", in a course of that name
        vector = self._vectors[about]
        like = [max(_dot(vector, self._vectors[text]) for text in target.texts) for target in self._targets]
        like[0] -= 0.05  # a skill or a lesson goes before the whole
        best = max(like)
        if claim.broad and best < SURE:
            return [(whole, 0.6)] if max(like[0] + 0.05, best) >= BROAD else []
        if best < MATCH:
            return []
        near = [(t, s) for t, s in zip(self._targets, like, strict=True) if s >= max(MATCH, best - 0.04)]
        if len(near) > 3:
            return []
        sure = 0.5 + 0.5 * min(1.0, (best - MATCH) / (SURE - MATCH))
        return [(target, sure / len(near)) for target, _ in near]

    def _about(self, claim: Claim, target: _Target, share: float) -> list[Hearsay]:
        skills = self._reached(claim, target)
        if not skills:
            return []
        weight = share * claim.strength * (WEIGHT_KNOWN if claim.known else WEIGHT_UNKNOWN)
        if target.whole and claim.known:
            weight *= BOAST
        if claim.reach == "start" and len(target.skills) == 1:
            weight *= 0.6
        told = self._each(skills, claim.known, weight, claim.quote)
        if claim.reach == "upto":
            beyond = [s for s, needs in self._needs.items() if set(needs) & set(skills) and s not in skills]
            told += self._each(beyond, False, 0.4 * weight, claim.quote)
        if claim.reach == "before":
            told += self._each(list(target.skills)[:1], False, 0.5 * weight, claim.quote)
        return told

    def _each(self, skills: Sequence[str], known: bool, weight: float, quote: str) -> list[Hearsay]:
        """A group is worth twice a skill, shared out among those that stand for it."""
        each = weight if len(skills) == 1 else 2.0 * weight / max(len(skills), 1)
        return [Hearsay(skill, known, min(each, 1.0), quote) for skill in skills]

    def _reached(self, claim: Claim, target: _Target) -> list[str]:
        """The skills that stand for a target, as far as the claim goes."""
        skills = list(target.skills)
        if claim.reach in ("before", "through"):
            every = list(self._needs)
            skills = every[: every.index(skills[0])] + (skills if claim.reach == "through" else [])
        elif len(skills) == 1:
            return [] if claim.reach == "late" else skills
        else:
            inside = set(skills)
            first = [s for s in skills if not inside & set(self._needs[s])]
            later = [s for s in skills if s not in first]
            if claim.reach in ("start", "none"):
                skills = first
            elif claim.reach == "late" or not claim.known:
                skills = later or first  # bad at something has begun with it
        skills.sort(key=lambda s: self._depth[s])
        if len(skills) > SPREAD:
            skills = [skills[round(i * (len(skills) - 1) / (SPREAD - 1))] for i in range(SPREAD)]
        return skills


def _under(skill: str, needs: Mapping[str, Sequence[str]]) -> set[str]:
    """What a skill rests on."""
    found: set[str] = set()
    near = list(needs.get(skill, ()))
    while near:
        one = near.pop()
        if one not in found:
            found.add(one)
            near += needs.get(one, ())
    return found


def _agreed(told: Sequence[Hearsay]) -> list[Hearsay]:
    """One of several about a skill: the firmest; none when they contradict each other."""
    if not told or len({one.known for one in told}) > 1:
        return []
    return [max(told, key=lambda one: one.weight)]


def _depths(skills: Sequence[Skill]) -> dict[str, int]:
    needs = {skill.id: skill.prerequisites for skill in skills}
    depth: dict[str, int] = {}
    for _ in skills:
        for skill in needs:
            depth[skill] = 1 + max((depth.get(before, 0) for before in needs[skill]), default=-1)
    return depth


def _dot(one: Sequence[float], other: Sequence[float]) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))
