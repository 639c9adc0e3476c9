"""A line of text to what it says: an expression, a statement, a continuation "= …", or words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from tutor.grading.derivation import calculus
from tutor.grading.derivation.logic import Atom, Every, Formula, Letter, Not, Some, Truth
from tutor.grading.lexer import normalise
from tutor.grading.spec_base import unwrapped
from tutor.grading.tree import Group, MathsError, Name, Node, Relation

_WORDS = {
    "true": Truth(True),
    "all": Truth(True),
    "all real numbers": Truth(True),
    "false": Truth(False),
    "none": Truth(False),
    "{}": Truth(False),
    "∅": Truth(False),
    "\\emptyset": Truth(False),
    "no solution": Truth(False),
    "no solutions": Truth(False),
    "no real solution": Truth(False),
    "no real solutions": Truth(False),
}
_SIGNS = (
    (r"\\pm(?![A-Za-z])|\+/-|\+-(?=\s*[\d(√\\s])", "±"),
    (r"\\mp(?![A-Za-z])", "∓"),
    (r"\\lor(?![A-Za-z])|\\vee(?![A-Za-z])|∨|\\text\{\s*or\s*\}", " or "),
    (r"\\land(?![A-Za-z])|\\wedge(?![A-Za-z])|∧|\\text\{\s*and\s*\}", " and "),
    (r"\\neg(?![A-Za-z])|\\lnot(?![A-Za-z])|¬", " not "),
)
_LEAD = re.compile(
    r"^\s*(?:(?:⟹|⇒|⇔|→|∴|=>|<=>|\\implies|\\iff|\\Rightarrow|\\Leftrightarrow|\\therefore)\s*|"
    r"(?:so|then|therefore|thus|hence|and so|which gives|gives)[,:]?\s+|"
    r"(?:\d{1,2}[.)]|[a-h]\)|\(\d{1,2}\)|•|step \d+[:.)]?)\s+|"
    r"(?:the |my )?(?:final )?answer(?: is[: ]|:)\s*)+",
    re.IGNORECASE,
)
_RELATION = re.compile(r"[=<>≤≥≠]|\\(?:le|ge|ne|lt|gt)(?:q|qslant)?(?![A-Za-z])")
_BARE = re.compile(r"^(?:[-+]?\s*\d+(?:\.\d+)?(?:/\d+)?)$")


class Unreadable(Exception):
    """A line that cannot be used. `code`: "words", "missing_variable", or a MathsError's code."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Line:
    """What one line says. Exactly one of `value`, `says` is there; `continues`: it began with "="."""

    number: int
    text: str
    value: Node | None = None
    says: Formula | None = None
    continues: bool = False
    chain: tuple[Node, ...] = ()  # the sides of a = b = c
    error: str = ""
    detail: str = ""


def read(text: str, number: int, names: frozenset[str] | None = None) -> Line:
    """Never raises: a line that cannot be read has an `error`."""
    plain = _plain(text)
    if not plain:
        return Line(number, text, error="empty")
    try:
        return _line(plain, text.strip(), number, names)
    except Unreadable as error:
        return Line(number, text.strip(), error=error.code, detail=error.detail)
    except MathsError as error:
        return Line(number, text.strip(), error=error.code, detail=error.detail)


def _plain(text: str) -> str:
    text = unwrapped(text.strip())
    for pattern, sign in _SIGNS:
        text = re.sub(pattern, sign, text)
    text = text.replace("&", " ").replace("\\\\", " ")
    return _LEAD.sub("", text).strip().rstrip(".;").strip()


def _line(plain: str, text: str, number: int, names: frozenset[str] | None) -> Line:
    if plain.lower() in _WORDS:
        return Line(number, text, says=_WORDS[plain.lower()])
    if re.match(r"=(?!=)", plain):
        following = _parsed(plain[1:], names)
        sides = following.sides if isinstance(following, Relation) else (following,)
        return Line(number, text, value=sides[-1], continues=True, chain=sides)
    if not _is_statement(plain):
        return Line(number, text, value=_parsed(plain, names))
    says = _formula(plain, names)
    chain: tuple[Node, ...] = ()
    if isinstance(says, Every) and all(isinstance(part, Atom) and part.sign == "=" for part in says.parts):
        links = [part for part in says.parts if isinstance(part, Atom)]
        if all(first.right is second.left for first, second in pairwise(links)):
            chain = (links[0].left, *(link.right for link in links))
    return Line(number, text, says=says, chain=chain)


def _is_statement(plain: str) -> bool:
    return bool(_RELATION.search(normalise(plain)) or re.search(r"\b(?:or|and|not|true|false)\b|±", plain))


def _formula(text: str, names: frozenset[str] | None) -> Formula:
    text = text.strip()
    for word, kind in (("or", Some), ("and", Every)):
        parts = _split(text, word)
        if len(parts) > 1:
            return _joined(kind, parts, names)
    if re.match(r"not\b", text):
        return Not(_formula(text[3:], names))
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    if _is_wrapped(text) and _is_statement(text[1:-1]):
        return _formula(text[1:-1], names)
    if "±" in text or "∓" in text:
        upper = text.replace("±", "+").replace("∓", "-")
        lower = text.replace("±", "-").replace("∓", "+")
        return Some((_formula(upper, names), _formula(lower, names)))
    return _atomic(_parsed(text, names))


def _joined(kind: type[Some] | type[Every], parts: list[str], names: frozenset[str] | None) -> Formula:
    """Parts of an "or": "x = 1 or 2" leaves out a name, and what it means is not guessed."""
    if any(_RELATION.search(part) for part in parts):
        for part in parts:
            if _BARE.match(part.strip()):
                raise Unreadable("missing_variable", part.strip())
    return kind(tuple(_formula(part, names) for part in parts))


def _atomic(tree: Node) -> Formula:
    match tree:
        case Relation(signs, sides):
            links = tuple(
                Atom(sign, left, right) for sign, (left, right) in zip(signs, pairwise(sides), strict=True)
            )
            return links[0] if len(links) == 1 else Every(links)
        case Group("" | "{}", items) if all(isinstance(item, Relation) for item in items):
            return _listed([item for item in items if isinstance(item, Relation)])
        case Group("", items) if isinstance(items[0], Relation):
            raise Unreadable("missing_variable")
        case Name(name):
            return Letter(name)
    raise Unreadable("syntax", "not a statement")


def _listed(items: list[Relation]) -> Formula:
    """x = 1, x = 2 are two ways; x = 1, y = 2 hold together."""
    parts = tuple(_atomic(item) for item in items)
    heads = {item.sides[0] for item in items}
    same = len(heads) == 1 and all(item.signs == ("=",) for item in items)
    return Some(parts) if same else Every(parts)


def _split(text: str, word: str) -> list[str]:
    """At the word, outside brackets."""
    parts, depth, start = [], 0, 0
    for match in re.finditer(rf"[(\[{{]|[)\]}}]|(?<![A-Za-z\\]){word}(?![A-Za-z])", text):
        found = match.group()
        if found == word:
            if depth == 0:
                parts.append(text[start : match.start()])
                start = match.end()
        else:
            depth += 1 if found in "([{" else -1
    return [*parts, text[start:]]


def _is_wrapped(text: str) -> bool:
    if not (text.startswith("(") and text.endswith(")")):
        return False
    depth = 0
    for at, char in enumerate(text):
        depth += (char == "(") - (char == ")")
        if depth == 0:
            return at == len(text) - 1
    return False


def _parsed(text: str, names: frozenset[str] | None) -> Node:
    return calculus.parsed(text, names)
