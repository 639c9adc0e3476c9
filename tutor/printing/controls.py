"""The controls of several fields as the templates want them. Knows no answer and no learner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from string import ascii_uppercase
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from tutor.printing import markup

_MARKUP = frozenset("\\^_{}*`[<")  # a list to choose from prints none of these as they are meant


def fields(control: Mapping[str, Any], kept: Sequence[str]) -> dict[str, Any]:
    """What is asked, and what stands in it: `kept` as the page last sent it, or nothing yet."""
    match control.get("kind"):
        case "opening":
            levels = [{"place": str(at), "text": text} for at, text in enumerate(control["options"])]
            return {"levels": levels, "own": kept[0] if kept else ""}
        case "lines":
            return {"text": "\n".join(kept)}
        case "several":
            options = enumerate(control["options"])
            return {
                "options": [{"place": str(at), "text": text, "on": str(at) in kept} for at, text in options],
                "none": "none" in kept,
            }
        case "order":
            return _order(control["options"], kept)
        case "match":
            return _match(control, kept)
        case "cloze":
            return _cloze(control, kept)
    return {}


def filled(shown: Mapping[str, Any]) -> SafeString:
    """A text with gaps as it was answered."""
    gaps = [
        render_to_string("session/controls/_filled.html", {"said": item, "number": number}).strip()
        for number, item in enumerate(shown["items"], 1)
    ]
    return markup.render_with_gaps(shown["text"], gaps)


def _order(options: Sequence[str], kept: Sequence[str]) -> dict[str, Any]:
    places = [str(place) for place in range(1, len(options) + 1)]
    now = kept if len(kept) == len(options) else places
    return {
        "items": [
            {"at": at, "text": text, "place": place}
            for at, (text, place) in enumerate(zip(options, now, strict=True))
        ],
        "places": places,
    }


def _match(control: Mapping[str, Any], kept: Sequence[str]) -> dict[str, Any]:
    partners, key = _choices(control["partners"])
    rows = [
        {"at": at, "text": text, "now": kept[at] if at < len(kept) else "", "choices": partners}
        for at, text in enumerate(control["options"])
    ]
    return {"rows": rows, "key": key}


def _cloze(control: Mapping[str, Any], kept: Sequence[str]) -> dict[str, Any]:
    gaps, keys = [], []
    for at, gap in enumerate(control["gaps"]):
        choices, key = _choices(gap["options"])
        if key:
            keys.append({"number": at + 1, "key": key})
        gaps.append(
            {
                "at": at,
                "number": at + 1,
                "count": len(control["gaps"]),
                "choices": choices,
                "now": kept[at] if at < len(kept) else "",
            }
        )
    drawn = [render_to_string("session/controls/_gap.html", {"gap": gap}).strip() for gap in gaps]
    return {"text": markup.render_with_gaps(control["text"], drawn), "keys": keys}


def _choices(texts: Sequence[str]) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """The entries of a list to choose from, and a key to them where it cannot print their formulas."""
    if not any(_MARKUP & set(text) for text in texts):
        return [{"place": str(at), "text": text.replace("$", "")} for at, text in enumerate(texts)], []
    key = [{"place": str(at), "letter": _letter(at), "text": text} for at, text in enumerate(texts)]
    return [{"place": one["place"], "text": one["letter"]} for one in key], key


def _letter(at: int) -> str:
    """A to Z, then AA, AB, …"""
    before = ascii_uppercase[at // 26 - 1] if at >= 26 else ""
    return before + ascii_uppercase[at % 26]
