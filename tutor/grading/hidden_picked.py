"""Looks in a text for an answer that is picked or put in place: the right options, the order, the pairs.

The page shows every option, so naming one gives nothing away; naming the right ones and no other does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from tutor.grading.spec_choices import MatchSpec, OrderSpec, SeveralSpec

_TOKEN = re.compile(r"\w+|[^\w\s]")
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")
_NONE = re.compile(
    r"\b(?:none|nothing|not one|not a single one)\b(?: of (?:these|them|the options))?"
    r"(?: (?:is|are|has|have|fits?|works?|applies|apply)\b|\W*$)|"
    r"\b(?:all|each) of (?:these|them) (?:is|are) wrong\b",
    re.IGNORECASE,
)


def find_several(text: str, spec: SeveralSpec) -> str | None:
    """All that is right and nothing else; or that nothing is."""
    if not spec.correct:
        found = _NONE.search(text)
        return found.group() if found else None
    named = {index for _, index in mentions(text, spec.options)}
    return ", ".join(spec.options[index] for index in spec.correct) if named == set(spec.correct) else None


def find_order(text: str, spec: OrderSpec) -> str | None:
    """All items, or all but one, one after the other as they belong."""
    first = dict(reversed([(index, at) for at, index in mentions(text, spec.items)]))
    told = sorted(first, key=lambda index: first[index])
    enough = max(2, len(spec.items) - 1)
    return (
        " … ".join(spec.items[index] for index in told)
        if len(told) >= enough and told == sorted(told)
        else None
    )


def find_match(text: str, spec: MatchSpec) -> str | None:
    """More than half of the pairs, each in a sentence of its own."""
    lefts, told = list(spec.pairs), []
    for sentence in _SENTENCE.split(text):
        named = [index for _, index in mentions(sentence, (*lefts, *spec.partners))]
        left = {lefts[index] for index in named if index < len(lefts)}
        right = {spec.partners[index - len(lefts)] for index in named if index >= len(lefts)}
        told += [one for one in left if len(left) == 1 and right == {spec.pairs[one]}]
    return ", ".join(told) if 2 * len(set(told)) > len(lefts) else None


def mentions(text: str, options: Sequence[str]) -> list[tuple[int, int]]:
    """(where, which option), in the order of the text. A longer option counts before its own parts."""
    plain = text.replace("$", " ")
    found = []
    for index in sorted(range(len(options)), key=lambda index: -len(options[index])):
        pattern = _pattern(options[index])
        if pattern is None:
            continue
        found += [(match.start(), index) for match in pattern.finditer(plain)]
        plain = pattern.sub(lambda match: "\0" * len(match.group()), plain)
    return sorted(found)


def _pattern(option: str) -> re.Pattern[str] | None:
    """The option however its signs are spaced; None for one that is no more than signs of Markdown."""
    tokens = _TOKEN.findall(option.replace("$", " "))
    if not tokens:
        return None
    parts = [re.escape(tokens[0])]
    for before, token in pairwise(tokens):
        parts += [r"\s+" if _is_word(before) and _is_word(token) else r"\s*", re.escape(token)]
    start = r"(?<!\w)" if _is_word(tokens[0]) else ""
    end = r"(?!\w)" if _is_word(tokens[-1]) else ""
    return re.compile(start + "".join(parts) + end, re.IGNORECASE)


def _is_word(token: str) -> bool:
    return token[0].isalnum() or token[0] == "_"
