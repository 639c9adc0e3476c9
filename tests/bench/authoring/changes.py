"""A stored answer with one sign, one digit or one term changed. Knows nothing of what it means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

_SIGN = re.compile(r"(?<!\*)[+-]")
_DIGIT = re.compile(r"\d")
_START = re.compile(r"(?:\A|(?<=[(\[,={]))\s*(?=[\w\\(.])")
_MATHS = re.compile(r"\d|[=+*/^]|\\[a-z]|(?:\A|\W)[A-Za-z](?:\W|\Z)")


def changed(text: str, draw: Random) -> Iterator[tuple[str, str]]:
    """(What was changed, the text with it), one of each at most; words are left alone."""
    if not _MATHS.search(text):
        return
    for what, change in (("sign", _sign), ("digit", _digit), ("term", _term)):
        new = change(text, draw)
        if new.strip() and "".join(new.split()) != "".join(text.split()):
            yield what, new


def _sign(text: str, draw: Random) -> str:
    """Another sign for one that stands there, or a minus where a term begins."""
    signs, starts = list(_SIGN.finditer(text)), list(_START.finditer(text))
    if signs and (not starts or draw.random() < 0.7):
        at = draw.choice(signs)
        return text[: at.start()] + ("+" if at.group() == "-" else "-") + text[at.end() :]
    if not starts:
        return text
    at = draw.choice(starts)
    return f"{text[: at.end()]}-{text[at.end() :]}"


def _digit(text: str, draw: Random) -> str:
    digits = list(_DIGIT.finditer(text))
    if not digits:
        return text
    at = draw.choice(digits)
    return text[: at.start()] + draw.choice([d for d in "0123456789" if d != at.group()]) + text[at.end() :]


def _term(text: str, draw: Random) -> str:
    """One term or item of several gone, or one more."""
    places = list(_outside(text))
    if not places:
        return f"{text}+{draw.randint(1, 9)}"
    at = draw.choice(places)
    later = [place for place in places if place > at]
    if text[:at].strip() and draw.random() < 0.5:
        return text[:at] + (text[later[0] :] if later else "")
    return text[at:].lstrip("+, ") if text[at] in "+," else text[at:]


def _outside(text: str) -> Iterator[int]:
    """Where a sign or a comma stands in no brackets, with something before it."""
    depth = 0
    for k, char in enumerate(text):
        depth += (char in "([{") - (char in ")]}")
        if (
            depth == 0
            and char in "+-,"
            and text[:k].strip()[-1:] not in ("", "=", "*", "/", "^", "(", ",", "<", ">")
        ):
            yield k
