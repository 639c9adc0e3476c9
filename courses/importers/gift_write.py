"""A course as a GIFT file for other systems, and what of it GIFT cannot hold. The counterpart of `gift`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from markdown_it import MarkdownIt

from courses.importers.imported import Note
from courses.types import Course, Passage, Problem, Step
from tutor.grading.variants import VariantError, instantiate

KIND = "GIFT has no answers of this kind"
DRAWN = "its numbers are those of one draw"
HINTS = "its hints are left out"
STEPS = "its steps became questions of their own"
DEMANDS = "what its answer asks for beside the value is left out"
GUESS = "its guess is left out"

_SPECIAL = re.compile(r"([~=#{}:\\])")
_MATHS = re.compile(r"\$\$(.+?)\$\$|(?<!\\)\$(?=\S)([^$]*?[^\s$\\])\$(?!\d)", re.DOTALL)
_MARK = re.compile("\ue000([0-9]+)\ue001")
_markdown = MarkdownIt("commonmark", {"html": False}).enable("table")


@dataclass(slots=True)
class Exported:
    """The file's text, and what is not in it."""

    text: str
    lost: list[Note] = field(default_factory=list)


def write(course: Course) -> Exported:
    """Every passage as a description, every step that GIFT can hold as a question, lessons as categories."""
    out = Exported("")
    blocks = [
        f"// {_comment(course.title)}. Licence: {_comment(course.licence)}. Source: {_comment(course.source)}"
    ]
    for lesson in course.lessons:
        name = _escaped(" ".join(lesson.title.split()).replace("/", "//"))
        blocks.append(f"$CATEGORY: $course$/top/{name}")
        blocks += [_passage(passage, out) for passage in lesson.passages]
        for problem in lesson.problems:
            blocks += _problem(problem, out)
    out.text = "\n\n".join(blocks) + "\n"
    return out


def with_losses(course: Course) -> str:
    """The file, with a comment at its end for each reason why something is not in it."""
    out = write(course)
    why: dict[str, list[str]] = {}
    for note in out.lost:
        why.setdefault(note.reason, []).append(note.item)
    said = [f"// {len(items)} times {reason}: {_comment(', '.join(items))}" for reason, items in why.items()]
    return out.text + "".join(f"\n{line}" for line in said) + ("\n" if said else "")


def _comment(text: str) -> str:
    return " ".join(text.split())


def _passage(passage: Passage, out: Exported) -> str:
    if passage.guess is not None:
        out.lost.append(Note(passage.id, GUESS))
    return f"// [id:{passage.id}]\n::{_plain(passage.title)}::[html]{_html(passage.body)}"


def _problem(problem: Problem, out: Exported) -> Iterator[str]:
    if problem.where:
        try:
            problem = instantiate(problem, 0)
        except VariantError as error:
            out.lost.append(Note(problem.id, KIND, str(error)))
            return
        out.lost.append(Note(problem.id, DRAWN))
    if len(problem.steps) > 1:
        out.lost.append(Note(problem.id, STEPS))
    for at, step in enumerate(problem.steps, 1):
        id_ = problem.id if len(problem.steps) == 1 else f"{problem.id}/{step.id}"
        body = _answer(step, id_, out)
        if body is None:
            out.lost.append(Note(id_, KIND, str(step.answer.get("kind"))))
            continue
        if step.hints:
            out.lost.append(Note(id_, HINTS))
        title = problem.title if len(problem.steps) == 1 else f"{problem.title} ({at})"
        text = "\n\n".join(part for part in (problem.stem, step.prompt) if part)
        said = "\n\n".join(step.solution)
        general = f"\n####{_html(said)}" if said else ""
        tags = "".join(f" [tag:{skill}]" for skill in step.skills)
        yield f"// [id:{id_}]{tags}\n::{_plain(title)}::[html]{_html(text)} {{{body}{general}\n}}"


def _answer(step: Step, id_: str, out: Exported) -> str | None:
    write_one = _KINDS.get(str(step.answer.get("kind")))
    if write_one is None:
        return None
    known, body = write_one(step.answer, _wrong(step))
    if not body:
        return None
    if set(step.answer) - known - {"kind"}:
        out.lost.append(Note(id_, DEMANDS, ", ".join(sorted(set(step.answer) - known - {"kind"}))))
    return body


def _wrong(step: Step) -> dict[str, str]:
    """What is said to a wrong answer."""
    return {answer: one.question for one in step.misconceptions for answer in one.answers if one.question}


def _choice(answer: Mapping[str, Any], wrong: Mapping[str, str]) -> tuple[set[str], str]:
    lines = []
    for at, option in enumerate(answer["options"]):
        said = f"#{_html(wrong[option])}" if option in wrong else ""
        lines.append(f"{'=' if at == answer['correct'] else '~'}{_html(option)}{said}")
    return {"options", "correct"}, _lines(lines)


def _several(answer: Mapping[str, Any], wrong: Mapping[str, str]) -> tuple[set[str], str]:
    right = set(answer["correct"])
    if not right:
        return set(), ""
    share = f"{100 / len(right):.5f}"
    lines = [f"~%{share if at in right else -100}%{_html(one)}" for at, one in enumerate(answer["options"])]
    return {"options", "correct"}, _lines(lines)


def _text(answer: Mapping[str, Any], wrong: Mapping[str, str]) -> tuple[set[str], str]:
    return {"accept"}, _lines(f"={_escaped(str(one))}" for one in answer["accept"])


def _number(answer: Mapping[str, Any], wrong: Mapping[str, str]) -> tuple[set[str], str]:
    value = str(answer["value"])
    if not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", value):
        return set(), ""
    off = str(answer.get("tolerance", "0"))
    return {"value", "tolerance"}, f"#{value}" + (f":{off}" if off != "0" else "")


def _match(answer: Mapping[str, Any], wrong: Mapping[str, str]) -> tuple[set[str], str]:
    lines = [f"={_html(left)} -> {_plain(right)}" for left, right in answer["pairs"].items()]
    lines += [f"= -> {_plain(other)}" for other in answer.get("others", ())]
    return {"pairs", "others"}, _lines(lines)


_KINDS: dict[str, Callable[[Mapping[str, Any], Mapping[str, str]], tuple[set[str], str]]] = {
    "choice": _choice,
    "several": _several,
    "text": _text,
    "number": _number,
    "match": _match,
}


def _lines(lines: Iterator[str] | list[str]) -> str:
    return "".join(f"\n{line}" for line in lines)


def _html(text: str) -> str:
    """Markdown as one line of HTML with `\\(maths\\)`, for GIFT."""
    formulas: list[str] = []

    def keep(found: re.Match[str]) -> str:
        formulas.append((found[1] or found[2]).strip())
        return f"\ue000{len(formulas) - 1}\ue001"

    html = _markdown.render(_MATHS.sub(keep, text)).strip()
    if html.count("<p>") == 1 and html.startswith("<p>") and html.endswith("</p>"):
        html = html[3:-4]
    html = _MARK.sub(lambda found: f"\\({_entities(formulas[int(found[1])])}\\)", html)
    return _escaped(re.sub(r"\n+", " ", html) if "<pre" not in html else html.replace("\n", "<br>"))


def _entities(tex: str) -> str:
    return tex.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _plain(text: str) -> str:
    """A title or a partner, which are words only."""
    return _escaped(" ".join(re.sub(r"\\([\\`*_\[\]$])", r"\1", text).split()))


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
