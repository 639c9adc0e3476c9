"""Looks for an answer that is a sign of comparison: said in words, by either side, or by which one "
"is larger."""

from __future__ import annotations

import re

from tutor.grading.spoken import figures, in_signs

_SPELLINGS = {
    "<": r"< \lt",
    ">": r"> \gt",
    "=": "=",
    "<=": r"<= ≤ \le \leq",
    ">=": r">= ≥ \ge \geq",
    "!=": r"!= ≠ \ne \neq",
}
_SIGNS = {spelling: sign for sign, spellings in _SPELLINGS.items() for spelling in spellings.split()}
_NAMES = {
    "<": r"(?:less|smaller)[ -]than",
    ">": r"(?:greater|larger|bigger|more)[ -]than",
    "=": r"equals?(?: to)?|equality",
    "<=": r"(?:less|smaller) than or equal(?: to)?|at most",
    ">=": r"(?:greater|larger|more) than or equal(?: to)?|at least",
    "!=": r"not equal(?: to)?|unequal",
}
_TURNED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}
_SIDE = r"(-?\d+(?:\.\d+)?(?:/\d+)?(?:\^\d+)?%?)"
_RELATED = re.compile(rf"(?<![\w.]){_SIDE}\s*(<=|>=|!=|[<>=≤≥≠])\s*{_SIDE}(?![\w]|\.\d)")
_EXPLAINS = re.compile(
    r"\b(?:means?|stands? for|reads?|if|when|whether|would|could|either|or|not)\b|n['’]t\b", re.IGNORECASE
)
_LARGER = re.compile(
    r"\b(?:first|left(?:-hand)?)\b[^.;]{0,30}?\bis (?:the )?(?P<a>larger|greater|bigger|more|smaller"
    r"|less(?:er)?)\b"
    r"|\b(?:second|right(?:-hand)?)\b[^.;]{0,30}?\bis (?:the )?(?P<b>larger|greater|bigger|more"
    r"|smaller|less(?:er)?)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")


def sign_of(phrase: str) -> str | None:
    """The sign that an option or accepted string is, None if it is another thing."""
    plain = phrase.strip().strip("$`").strip()
    if plain in _SIGNS:
        return _SIGNS[plain]
    return next(
        (sign for sign, name in _NAMES.items() if re.fullmatch(rf"(?:is )?(?:{name})", plain, re.I)), None
    )


def find(text: str, phrase: str, asked: tuple[str, ...]) -> str | None:
    """The sentence that tells the sign, if the phrase is one."""
    sign = sign_of(phrase)
    if sign is None:
        return None
    shown = figures("\n".join(asked)).replace(" ", "")
    for sentence in _SENTENCE.split(text):
        if (
            not sentence.rstrip().endswith("?")
            and not _EXPLAINS.search(sentence)
            and _tells(sentence, sign, shown)
        ):
            return sentence
    return None


def _tells(sentence: str, sign: str, shown: str) -> bool:
    related = _RELATED.findall(in_signs(sentence))
    if related:
        return any(left in shown and right in shown for left, _, right in related if shown) or any(
            said == sign for _, said, _ in related if not shown
        )
    match = _LARGER.search(sentence)
    if match is not None:
        more = (match.group("a") or match.group("b")).lower() not in ("smaller", "less", "lesser")
        said = ">" if more else "<"
        return sign[:1] == (said if match.group("a") else _TURNED[said])
    return re.search(rf"\b(?:{_NAMES[sign]})\b", sentence, re.IGNORECASE) is not None
