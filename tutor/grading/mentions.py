"""Where a text names an option, item or partner: as it stands, with words as signs, or by a number it holds.

Judges nothing: who names it, and whether as the answer, is for `hidden_picks`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from tutor.grading import strings
from tutor.grading.spoken import in_signs

_TOKEN = re.compile(r"[^\W\d_]+|\d+(?:\.\d+)?|[^\w\s]")
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_ASSIGNED = re.compile(r"^\s*[^\W\d_]\s*=\s*(\S.*)$")
_LATEX = re.compile(r"\\[dt]?frac\s*\{([^{}]{1,60})\}\s*\{([^{}]{1,60})\}")
_SIGNS = (
    (r"\\(?:to|rightarrow|longrightarrow|mapsto|Rightarrow)\b|->|=>|⟶|⇒|⟼|↦", " → "),
    (r"\\(?=[A-Za-z])|\$|`", ""),
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_CLAUSE = re.compile(r"[;\n]|,(?=\s)|(?<=[.!?])\s")


@lru_cache(maxsize=256)
def readings(text: str) -> tuple[str, ...]:
    """The text without marks of typesetting, and the same with words as signs."""
    plain = _LATEX.sub(r"\1/\2", text)
    for pattern, sign in _SIGNS:
        plain = re.sub(pattern, sign, plain)
    plain = re.sub(r"\{([^{}]*)\}", r"\1", plain)
    return tuple(dict.fromkeys((plain, in_signs(plain))))


def sentences(text: str) -> list[str]:
    """Sentences with their closing mark."""
    return [part for part in _SENTENCE.split(text) if part.strip()]


def clauses(sentence: str) -> list[str]:
    """Parts between commas and semicolons."""
    return [part for part in _CLAUSE.split(sentence) if part.strip()]


def places(text: str, phrase: str) -> list[tuple[int, int]]:
    """Where a reading of a text names the phrase, in order, without those inside a longer name or number."""
    found = {match.span() for pattern in patterns(phrase) for match in pattern.finditer(text)}
    return sorted(found)


@lru_cache(maxsize=2048)
def patterns(phrase: str) -> tuple[re.Pattern[str], ...]:
    """One for each way to name it: whole, without its article, only what a letter is set to."""
    names = dict.fromkeys((*readings(phrase), strings.neutral(phrase, case=True)))
    for name in list(names):
        names[_ARTICLE.sub("", name.strip())] = None
        assigned = _ASSIGNED.match(name)
        if assigned:
            names[assigned.group(1)] = None
    return tuple(pattern for name in names if (pattern := _pattern(name)) is not None)


def _pattern(name: str) -> re.Pattern[str] | None:
    tokens = _TOKEN.findall(name)
    if not tokens:
        return None
    body = r"\s*".join(map(re.escape, tokens))
    if all(token.isalpha() for token in tokens):
        body = r"[\s-]+".join(map(re.escape, tokens))
        # Plurals name it as well, but not those of a single letter.
        body += r"(?:e?s)?" if len(tokens[-1]) > 2 else ""
        return re.compile(rf"(?<![\w-]){body}(?![\w])(?!-\w)", _case(tokens))
    before = r"(?<![\w.^/*(+-])" if tokens[0][0].isalnum() else r"(?<![\w)])"
    after = r"(?![\w^/*(]|[.,]\d|\s*[-+*/^]\s*[\w(])" if tokens[-1][-1].isalnum() else ""
    return re.compile(rf"{before}{body}{after}", re.IGNORECASE)


def _case(tokens: list[str]) -> re.RegexFlag:
    """A single letter is an article or a pronoun in small letters, unless it was given so."""
    alone = len(tokens) == 1 and len(tokens[0]) == 1
    return re.RegexFlag(0) if alone else re.IGNORECASE


def named(text: str, phrases: tuple[str, ...]) -> Iterator[tuple[int, int, int]]:
    """(start, end, which phrase) in the order of the text; a longer name hides what stands inside it."""
    found = [(start, end, k) for k, phrase in enumerate(phrases) for start, end in places(text, phrase)]
    last = -1
    for start, end, k in sorted(found, key=lambda row: (row[0], -row[1])):
        if start >= last:
            yield start, end, k
            last = end
