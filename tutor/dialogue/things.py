"""What the numbers of a question and of an attempt count, and what is asked. Pure; nothing is said in doubt.

A noun is taken only where it can hardly be anything else: a plural right after "how many" or after a result.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from tutor.dialogue import words
from tutor.dialogue.everyday import LITTLE, NUMBERISH
from tutor.dialogue.sums import NUMBER

_ASKS = re.compile(
    r"\bhow\s(?:many|much|long|far|old)\b[^?.!\n]*\?|\bwhat\s(?:is|are|was|were)\s[^?.!\n]*\?", re.I
)
_UNQUOTED = re.compile(r"[$`“”*\\<>|]")  # what is markup in a question, or ends a quote
_HOW_MANY = re.compile(
    r"\bhow many(?:\s(?:more|total|additional|extra|fewer|other|different|whole|full))*"
    r"(?:\s(?P<lead>[a-z]+))?\s(?P<noun>[a-z]{3,})\b",
    re.IGNORECASE,
)
_COUNTED = r"\s(?:more\s|total\s)?(?:(?P<lead>[a-z]+)\s)?(?P<noun>[a-z]{3,})\b"
_NO_PLURALS = frozenset(
    {
        "is",
        "was",
        "has",
        "does",
        "this",
        "his",
        "its",
        "hers",
        "theirs",
        "less",
        "plus",
        "minus",
        "times",
        "equals",
        "gives",
        "makes",
        "means",
        "leaves",
        "us",
        "yes",
        "as",
        "thus",
        "costs",
        "gets",
        "takes",
        "needs",
        "uses",
        "sells",
        "buys",
        "always",
        "perhaps",
        "plays",
        "works",
        "earns",
        "spends",
        "wins",
        "loses",
        "weighs",
        "across",
        "others",
        "ones",
        "themselves",
        "ours",
        "yours",
        "whereas",
        "besides",
        "unless",
        "lots",
        "hundreds",
        "thousands",
        "dozens",
    }
)
_IRREGULAR = frozenset({"people", "children", "women", "men", "feet", "mice", "geese", "teeth", "sheep"})
_OPERATIONS = {"+": "addition", "-": "subtraction", "*": "multiplication", "/": "division"}
_SIGN = re.compile(r"[-+*/×÷·−–]|\bx\b|(?<=\d)x(?=\d)|\b(?:times|plus|minus|divided|multiplied|over)\b", re.I)
_SIGNS = {
    **dict.fromkeys(("+", "plus"), "+"),
    **dict.fromkeys(("-", "−", "–", "minus"), "-"),
    **dict.fromkeys(("*", "×", "·", "x", "times", "multiplied"), "*"),
    **dict.fromkeys(("/", "÷", "divided", "over"), "/"),
}


def of_question(asked: Sequence[str]) -> Mapping[str, str]:
    """`asked`, the words of the question that ask, quoted, and `things`, what it asks the number of."""
    found: dict[str, str] = {}
    text = "\n".join(asked)
    asks = [one.group().rstrip("?").strip() for one in _ASKS.finditer(text)]
    if text.count("?") != 1 or len(asks) != 1 or not NUMBER.search(text):
        return found
    plain = " ".join(asks[0].split())
    if len(plain) <= words.QUOTED and not _UNQUOTED.search(plain):
        found["asked"] = f"“{plain[0].lower()}{plain[1:]}”"
    many = _HOW_MANY.search(plain)
    things = _plural(many) if many else None
    return found | ({"things": things} if things else {})


def of_result(text: str, result: str) -> str | None:
    """What the learner says that a result counts: `pencils` in "70 / 3 = 24 pencils"."""
    bare = result.strip("$£€ ")
    if "%" in result or bare in ("0", "1"):
        return None
    found = re.search(rf"(?<![\d.,]){re.escape(bare)}{_COUNTED}", text, re.IGNORECASE)
    things = _plural(found) if found else None
    if "$" in result:
        return None if things else "dollars"
    return things


def operation(left: str) -> str | None:
    """The name of the one operation in a calculation; None where there are several or none."""
    names = {_OPERATIONS[_SIGNS[sign.lower()]] for sign in _SIGN.findall(left)}
    return names.pop() if len(names) == 1 else None


def _plural(found: re.Match[str]) -> str | None:
    """The noun of a match with the word before it. Of two plurals in a row the first is the noun."""
    lead, noun = (found["lead"] or "").lower(), found["noun"].lower()
    if lead and _is_plural(lead):
        return lead
    if not _is_plural(noun) or lead in LITTLE | NUMBERISH | _NO_PLURALS | {"times"}:
        return None
    return f"{lead} {noun}".strip()


def _is_plural(word: str) -> bool:
    ends = len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is"))
    return (ends and word not in LITTLE | NUMBERISH | _NO_PLURALS) or word in _IRREGULAR
