"""What a course owes to those who made it and to those who cannot see its pictures, and where its links lead.

Knows no network: of a link that leads elsewhere only the form is looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token

from courses.lint import texts
from courses.lint.finding import Finding, Severity
from courses.types import Course

# Whether this site has a page or file at a path, e.g. "/static/img/scales.svg".
Exists = Callable[[str], bool]


class _Reader(MarkdownIt):
    def validateLink(self, url: str) -> bool:
        return True  # what is wrong with a link is to be said, so none is dropped


_reader = _Reader("commonmark", {"html": False})


def rights(course: Course) -> Iterator[Finding]:
    """Licence and source: of the course, and of a problem that comes from elsewhere."""
    for name, value in (("licence", course.licence), ("source", course.source)):
        if not value.strip():
            yield Finding(
                name,
                "",
                f"the course names no {name}",
                "Say under which terms it may be used, e.g. CC BY 4.0."
                if name == "licence"
                else "Say who wrote it or where it comes from.",
                Severity.STOP,
            )
    for place, _, problem in texts.problems(course):
        if problem.source.strip() and not problem.licence.strip():
            yield Finding(
                "licence",
                place,
                "comes from elsewhere, and its licence is not named",
                "Look it up at the source and name it with the problem.",
                Severity.WARNING,
            )


def alternative_texts(course: Course) -> Iterator[Finding]:
    for text in texts.of_course(course):
        if "![" not in text.text:
            continue
        for token in _tokens(text.text):
            if token.type == "image" and not (token.content or "").strip():
                yield Finding(
                    "alt",
                    text.place,
                    f"a picture has no alternative text: {token.attrs.get('src', '')}",
                    "Say between the brackets what it shows: ![Scales that hang level](…).",
                    Severity.STOP,
                )


def links(course: Course, exists: Exists | None = None) -> Iterator[Finding]:
    for text in texts.of_course(course):
        if "](" not in text.text and "<http" not in text.text and "]:" not in text.text:
            continue
        for token in _tokens(text.text):
            target = token.attrs.get("href") if token.type == "link_open" else token.attrs.get("src")
            if token.type not in ("link_open", "image") or target is None:
                continue
            wrong = _wrong(str(target), exists, is_picture=token.type == "image")
            if wrong:
                yield Finding("link", text.place, f"{target}: {wrong}", _LINK_REMEDY, Severity.STOP)


_LINK_REMEDY = "Write a whole address (https://…), or a path of this site that begins with /."


def _tokens(text: str) -> Iterator[Token]:
    for block in _reader.parse(texts.MATHS.sub(" ", text)):
        yield from block.children or ()


def _wrong(target: str, exists: Exists | None, *, is_picture: bool) -> str:
    """What is wrong with where a link leads, "" if nothing is."""
    try:
        parts = urlsplit(target)
        host = parts.hostname or ""
    except ValueError:
        return "is no address"
    if parts.scheme in ("http", "https"):
        if "." not in host.strip(".") or host.endswith(".invalid") or " " in target:
            return "names no host that could be reached"
        return "is a picture of another site, which is never fetched" if is_picture else ""
    if parts.scheme or target.startswith(("//", "/\\")):
        return "is no address that a learner's page follows"
    if not target.startswith("/"):
        return "leads nowhere: the page of a learner has no such part"
    if exists is not None and not exists(parts.path):
        return "is not on this site"
    return ""
