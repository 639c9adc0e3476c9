"""Words that the course itself defines, used before the passage that does. Knows English phrases only.

A term is what a passage emphasises where it says what it means ("A **slope** is …", "this is called the
*slope*", "**slope**: how steep …"), or a skill's title of several words that are all of substance. A term
that an earlier passage mentions counts as introduced there: better one missed than one reported wrongly.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from courses.lint import texts
from courses.lint.finding import Finding, Severity
from courses.types import Course, Passage, Problem

Place = tuple[int, int]  # lesson and problem, both from 0; a passage has that of the problem it comes before

_EMPHASISED = re.compile(r"(\*\*|__|\*|_)(?P<term>[^\W\d_][^*_\n]*?)\1(?!\w)")
_NAMED_BEFORE = re.compile(
    r"\b(?:called|named|known as|call (?:it|this|that|them|these|those|such \w+|the \w+)|the (?:word|term))"
    r"\s+(?:an?\s+|the\s+)?[\"“‘']?$",
    re.I,
)
_SENTENCE_BEFORE = re.compile(
    r"(?:^|[.!?:]\s+|\n\s*\n|\n\s*(?:[-+*]|\d+[.)])\s+)(?:an?\s+|the\s+|every\s+)?$", re.I
)
_SAID_AFTER = re.compile(
    r"[\"”’']?\s+(?:\([^)\n]*\)\s+)?(?:is|are)\s+(?:an?|the|one|any|what|how|when|where)\b"
    r"|[\"”’']?\s+(?:means?|refers? to|stands? for|denotes?)\b",
    re.I,
)
_LISTED_AFTER = re.compile(r"\s*(?::|–|—)\s+(?:an?|the|one|any|what|how|when|where)\b")
_NO_TERMS = frozenset(
    texts.words(
        "note example examples hint tip remember warning question answer solution check try step rule idea "
        "summary this that it you we they here there now all both only not and one two three everything"
    )
)
_FUNCTION = frozenset(
    texts.words(
        "a an the of on in to for from by with without and or not at as is are one two three first last both "
        "every each all what how when where your its more"
    )
)


def terms_in_order(course: Course) -> Iterator[Finding]:
    """A problem that uses a term before the passage that introduces it."""
    if not course.language.lower().startswith("en"):
        return
    shown = _shown(course)
    introduced = _introduced(course, shown)
    late = {term: at for term, at in introduced.items() if at > (0, 0)}
    if not late:
        return
    pattern = _pattern(late)
    for i, lesson in enumerate(course.lessons):
        for k, problem in enumerate(lesson.problems):
            yield from _early(f"{lesson.id}/{problem.id}", problem, (i, k), late, pattern, course)


def _early(
    place: str,
    problem: Problem,
    at: Place,
    late: Mapping[str, Place],
    pattern: re.Pattern[str],
    course: Course,
) -> Iterator[Finding]:
    told = {term for text in texts.of_problem(place, problem) for term in _defined(text.text)}
    said: set[str] = set()
    for text in texts.of_problem(place, problem):
        if text.kind == "solution":
            continue
        for match in pattern.finditer(texts.prose(text.text).lower()):
            term = _singular(" ".join(match[0].split()))
            if term in said or term in told or late.get(term, at) <= at:
                continue
            said.add(term)
            lesson = course.lessons[late[term][0]]
            yield Finding(
                "term",
                text.place,
                f"uses the term {term!r} before it is introduced (in lesson {lesson.id})",
                "Say it in other words here, or move the passage that introduces it to before this problem.",
                Severity.STOP,
            )


def _pattern(terms: Mapping[str, Place]) -> re.Pattern[str]:
    longest_first = sorted(terms, key=len, reverse=True)
    spelled = (r"\s+".join(map(re.escape, term.split())) for term in longest_first)
    return re.compile(rf"\b(?:{'|'.join(spelled)})(?:e?s)?\b")


def _shown(course: Course) -> dict[str, Place]:
    """Where each passage is read: before the first problem on one of its skills, else first in its lesson."""
    first: dict[str, Place] = {}
    for i, lesson in enumerate(course.lessons):
        for k, problem in enumerate(lesson.problems):
            for skill in problem.skills:
                first.setdefault(skill, (i, k))
    return {
        passage.id: min((first[skill] for skill in passage.skills if skill in first), default=(i, 0))
        for i, lesson in enumerate(course.lessons)
        for passage in lesson.passages
    }


def _introduced(course: Course, shown: Mapping[str, Place]) -> dict[str, Place]:
    """Term → where a passage that says it is first read."""
    passages = [passage for lesson in course.lessons for passage in lesson.passages]
    places: dict[str, Place] = {}
    for passage in passages:
        for term in (*_defined(passage.body), *_titles(course, passage)):
            places[term] = min(places.get(term, shown[passage.id]), shown[passage.id])
    if not places:
        return places
    pattern = _pattern(places)
    for passage in passages:
        said = "\n".join(text.text for text in texts.of_passage("", passage)) + f"\n{passage.title}"
        for match in pattern.finditer(texts.prose(said).lower()):
            term = _singular(" ".join(match[0].split()))
            if term in places:
                places[term] = min(places[term], shown[passage.id])
    return places


def _defined(body: str) -> Iterator[str]:
    plain = texts.CODE.sub(" ", body)
    for match in _EMPHASISED.finditer(plain):
        term, before, after = match["term"].strip(), plain[: match.start()][-80:], plain[match.end() :][:80]
        listed = term.endswith(":")
        term = term.rstrip(" :")
        if not _may_be_term(term):
            continue
        begins = _SENTENCE_BEFORE.search(before) is not None
        if (
            _NAMED_BEFORE.search(before)
            or (begins and _SAID_AFTER.match(after))
            or (begins and (_LISTED_AFTER.match((":" if listed else "") + after)))
        ):
            yield _singular(term.lower())


def _may_be_term(term: str) -> bool:
    words = texts.words(term)
    return (
        0 < len(words) <= 4
        and re.fullmatch(r"[^\W\d_][\w' -]*", term) is not None
        and len(term) > 2
        and words[0] not in _NO_TERMS
        and not (len(words) == 1 and words[0] in _FUNCTION)
    )


def _titles(course: Course, passage: Passage) -> Iterator[str]:
    """Titles of the skills that the passage introduces, where they are terms: "Quadratic formula"."""
    for skill in course.skills:
        if skill.id not in passage.skills:
            continue
        words = texts.words(skill.title)
        is_name = 2 <= len(words) <= 4 and re.fullmatch(r"[\w' -]+", skill.title.strip()) is not None
        if is_name and not _FUNCTION.intersection(words) and not words[0].endswith("ing"):
            yield _singular(" ".join(words))


def _singular(term: str) -> str:
    """Near enough to find "slopes" where "slope" was defined; "ss" and "us" are no plurals."""
    return term[:-1] if term.endswith("s") and not term.endswith(("ss", "us", "is")) else term
