"""Turns what stands in the fields of a control into the response that the checker reads. Reads no records.

A page sends its fields as they stand, by place and never by text, so that options of any length and with any
signs in them arrive whole:

* lines: one field, the text with its line breaks
* several: the places of the chosen options, or NONE_CHOSEN
* order: for every option in the order shown its place, from 1
* match: for every option the place of its partner
* cloze: for every gap what was typed, or the place of the choice
* opening: what was written of one's own, and the place of the answer that was tapped, or nothing

Places in a list count from 0 but for order, whose numbers a learner sees.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tutor.grading.spec_choices import NONE, as_lines, as_pair
from tutor.session.view import SessionError

KINDS = frozenset({"lines", "several", "order", "match", "cloze", "opening"})
NONE_CHOSEN = "none"
MOST_PARTS = 64  # a specification allows at most 30 options, pairs or gaps


@dataclass(frozen=True, slots=True)
class Response:
    """`text` is for the checker; `shown` is what the log needs to print it again.

    `shown`: the control's `kind`, the `parts` as they were sent, and `items`: texts, or pairs of texts.
    """

    text: str
    shown: Mapping[str, Any]


def assemble(control: Mapping[str, Any], parts: Sequence[str]) -> Response:
    """Raise SessionError(empty | incomplete | malformed)."""
    kind = control["kind"]
    if kind not in KINDS or len(parts) > MOST_PARTS:
        raise _malformed()
    shown: dict[str, Any] = {"kind": kind, "parts": list(parts)}
    if kind == "match":
        pairs = _match(control, parts)
        return Response(
            as_lines([as_pair(*pair) for pair in pairs]), shown | {"items": list(map(list, pairs))}
        )
    read = {"lines": _lines, "several": _several, "order": _order, "cloze": _cloze, "opening": _opening}
    items = read[kind](control, parts)
    if kind == "cloze":
        shown["text"] = control["text"]
    return Response(as_lines(items) or NONE, shown | {"items": items})


def _lines(_control: Mapping[str, Any], parts: Sequence[str]) -> list[str]:
    lines = [line.strip() for part in parts for line in part.splitlines() if line.strip()]
    if not lines:
        raise SessionError("empty", _("There is nothing in it yet: write your first line."))
    return lines


def _several(control: Mapping[str, Any], parts: Sequence[str]) -> list[str]:
    """An empty list for "none of these", which has to be said."""
    places = [part for part in parts if part]
    if not places:
        raise SessionError("empty", _("Choose what applies, or “None of these”."))
    if NONE_CHOSEN in places:
        if set(places) != {NONE_CHOSEN}:
            raise SessionError("incomplete", _("You chose “None of these” and something else. Which is it?"))
        return []
    chosen = sorted({_place(part, len(control["options"])) for part in places})
    return [control["options"][place] for place in chosen]


def _order(control: Mapping[str, Any], parts: Sequence[str]) -> list[str]:
    options = control["options"]
    if len(parts) != len(options):
        raise _malformed()
    places = [_place(part, len(options) + 1) for part in parts]
    if sorted(places) != list(range(1, len(options) + 1)):
        raise SessionError("incomplete", _("Two of them have the same number. Give each a place of its own."))
    return [option for _at, option in sorted(zip(places, options, strict=True))]


def _match(control: Mapping[str, Any], parts: Sequence[str]) -> list[tuple[str, str]]:
    options, partners = control["options"], control["partners"]
    if len(parts) != len(options):
        raise _malformed()
    if not all(parts):
        raise SessionError("incomplete", _("Give each of them a partner first."))
    chosen = [partners[_place(part, len(partners))] for part in parts]
    return list(zip(options, chosen, strict=True))


def _cloze(control: Mapping[str, Any], parts: Sequence[str]) -> list[str]:
    gaps = control["gaps"]
    if len(parts) != len(gaps):
        raise _malformed()
    if not all(part.strip() for part in parts):
        raise SessionError("incomplete", _("Fill in each gap first."))
    return [
        gap["options"][_place(part, len(gap["options"]))]
        if gap["kind"] == "choice"
        else " ".join(part.split())
        for gap, part in zip(gaps, parts, strict=True)
    ]


def _opening(control: Mapping[str, Any], parts: Sequence[str]) -> list[str]:
    """The tapped answer, the learner's own words, or both."""
    if len(parts) != 2:
        raise _malformed()
    own, place = parts[0].strip(), parts[1]
    tapped = control["options"][_place(place, len(control["options"]))] if place else ""
    if not own and not tapped:
        raise SessionError("empty", _("Tap an answer or write one, or skip the question."))
    return [item for item in (tapped, own) if item]


def _place(part: str, end: int) -> int:
    """A place below `end`. Only plain figures: int() takes more than a page sends."""
    if not (part.isascii() and part.isdecimal() and len(part) <= 3 and int(part) < end):
        raise _malformed()
    return int(part)


def _malformed() -> SessionError:
    return SessionError(
        "malformed", _("The page sent something this server does not know. Reload it, please.")
    )
