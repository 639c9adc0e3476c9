"""What cannot be read, and why: a language that nobody here reads, a program, signs alone. Pure."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 2_000  # characters that are looked at
_WORDS = re.compile(r"[^\W\d_]{2,}")
_CODE = re.compile(
    r"\bdef \w+\s*\(|\b(?:print|println|printf|input|len|range|console\.log)\s*\(|#include\b|\+="
    r"|\bimport [a-z]+\b|\breturn\b.*[\w)\]];?\s*$|\bpublic static\b|\blambda \w+\s*:|</?[a-z]+>"
    r"|\b(?:for|while|if)\s*\([^)]*\)\s*\{|\bfor \w+ in \w+|\b(?:let|const|var) \w+\s*=|^\s*```",
    re.MULTILINE,
)


def slot_of(text: str) -> str | None:
    """The words (a slot) that say why `text` cannot be read; None where it is unusual in no such way."""
    text = text[:LONGEST]
    if is_foreign(text):
        return "other_script"
    if _CODE.search(text):
        return "code"
    signs = [sign for sign in text if not sign.isspace()]
    if any(unicodedata.category(sign) == "So" for sign in signs) and not any(map(str.isalnum, signs)):
        return "only_signs"
    return None


def is_foreign(text: str) -> bool:
    """Whether most of the letters in the words of a text are not Latin. A letter alone is a name, as π is."""
    if text.isascii():
        return False
    letters = "".join(_WORDS.findall(text))
    latin = sum("LATIN" in unicodedata.name(letter, "") for letter in letters)
    return len(letters) > 2 * latin


def in_ascii_digits(text: str) -> str:
    """With the figures of all scripts as 0 to 9."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.digit(one)) if one.isdecimal() else one for one in text)
