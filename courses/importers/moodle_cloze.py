"""Texts with gaps: Moodle's embedded answers (`{1:SHORTANSWER:=a}`) and its gaps to choose words for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from typing import Any

from courses.importers import asking
from courses.importers.asking import Option
from courses.importers.moodle_types import Reading
from courses.importers.questions import Asked, Skip
from courses.importers.webtext import from_html, one_line

SEVERAL = "a gap of it takes several answers"
UNKNOWN = "it has a gap of a type that is not read"
NO_GAP = "it has no gap"
FEEDBACK = "words to the answers of its gaps were dropped"

_GAP = re.compile(
    r"\{(?P<marks>[0-9]{0,4}):(?P<type>[A-Za-z_]{1,30}):(?P<answers>(?:\\.|[^}\\]){0,3000})\}", re.DOTALL
)
_ANSWER = re.compile(r"\s*(?:%(?P<marks>-?[0-9.]+)%|(?P<right>=))?(?P<text>(?:\\.|[^~\\])*)", re.DOTALL)
_PICK = {"MULTICHOICE", "MC", "MULTICHOICE_V", "MCV", "MULTICHOICE_H", "MCH"}
_PICK |= {"MULTICHOICE_S", "MCS", "MULTICHOICE_VS", "MCVS", "MULTICHOICE_HS", "MCHS"}
_TYPE = {"SHORTANSWER": False, "SA": False, "MW": False, "SHORTANSWER_C": True, "SAC": True, "MWC": True}
_NUMBER = {"NUMERICAL", "NM"}
_SLOT = re.compile(r"\[\[([0-9]+)\]\]")
_PAGE_GAP = "___"


def embedded(reading: Reading) -> Asked:
    """A cloze from a text that holds its answers. Raises Skip."""
    gaps: list[Mapping[str, Any]] = []

    def gap(found: re.Match[str], in_maths: bool) -> str:
        if in_maths:
            raise Skip("a gap stands in a formula")
        gaps.append(_gap(found, reading))
        return _PAGE_GAP

    reading.holes = (_GAP, gap)
    text = reading.text("questiontext")
    reading.holes = None
    return _cloze(text, gaps)


def selected(reading: Reading) -> Asked:
    """A cloze from a text with numbered gaps and the words that go there. Raises Skip."""
    boxes = reading.all("selectoption") or reading.all("dragbox")
    words = [one_line(reading.words(box)) or (box.findtext("text") or "").strip() for box in boxes]
    groups = [(box.findtext("group") or "1").strip() for box in boxes]
    gaps: list[Mapping[str, Any]] = []

    def gap(found: re.Match[str], in_maths: bool) -> str:
        at = int(found[1]) - 1
        if not 0 <= at < len(words):
            raise Skip(asking.NONE_RIGHT)
        if in_maths:
            raise Skip("a gap stands in a formula")
        options = list(dict.fromkeys(w for w, g in zip(words, groups, strict=True) if g == groups[at]))
        gaps.append({"kind": "choice", "options": options, "correct": options.index(words[at])})
        return _PAGE_GAP

    reading.holes = (_SLOT, gap)
    text = reading.text("questiontext")
    reading.holes = None
    return _cloze(text, gaps)


def _cloze(text: str, gaps: list[Mapping[str, Any]]) -> Asked:
    if not gaps:
        raise Skip(NO_GAP)
    prompt = "Fill in the gaps." if len(gaps) > 1 else "Fill in the gap."
    return Asked(prompt, {"kind": "cloze", "text": text, "gaps": gaps})


def _gap(found: re.Match[str], reading: Reading) -> Mapping[str, Any]:
    kind = found["type"].upper()
    parts = _ANSWER.finditer(unescape(re.sub(r"<[^>]+>", "", found["answers"])))
    read = [_answer(part) for part in parts if part["text"].strip()]
    if any(words for _, _, words in read):
        reading.changes.append((FEEDBACK, ""))
    options = [Option(text, marks) for text, marks, _ in read]
    if kind in _NUMBER:
        pairs = []
        for option in options:
            value, _, off = option.text.partition(":")
            pairs.append((Option(value, option.marks), off or "0"))
        return asking.numeric("", pairs, reading.changes).answer
    if kind in _TYPE:
        return asking.typed("", options, _TYPE[kind], reading.changes).answer
    if kind in _PICK:
        options = [Option(one_line(from_html(option.text).text), option.marks) for option in options]
        return asking.picked("", options, True, reading.changes).answer
    raise Skip(SEVERAL if kind.startswith(("MULTIRESPONSE", "MR")) else UNKNOWN, kind)


def _answer(part: re.Match[str]) -> tuple[str, float, str]:
    """(text, marks, words to it)"""
    text, *words = re.split(r"(?<!\\)#", part["text"], maxsplit=1)
    shown = re.sub(r"\\([}#~/\"\\=])", r"\1", text).strip()
    marks = 100.0 if part["right"] else float(part["marks"] or 0)
    return shown, marks, words[0].strip() if words else ""
