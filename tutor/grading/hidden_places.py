"""Options that a text names by their place ("the second and the third", "B", "the last two") or denies.

Knows no answer, only how many options there are, or what they say.
"""

from __future__ import annotations

import re

from tutor.grading import mentions

_ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
_COUNTS = {"two": 2, "three": 3, "four": 4, "2": 2, "3": 3, "4": 4}
_NOUN = r"(?:options?|choices?|answers?|ones?|possibilit(?:y|ies)|alternatives?|entr(?:y|ies)|statements?)"
_VERB = r"(?:is|are|fits?|works?|wins|it is|will do)"
_ORDINAL = "|".join([*_ORDINALS, "last"])
_LIST = rf"(?:the )?(?:{_ORDINAL})(?:(?:, (?:and |nor |or )?| and | or | nor )(?:the )?(?:{_ORDINAL}))*"
_ORDINAL_LIST = re.compile(
    rf"(?:\b(?:tick|choose|pick|select|take|mark|is|are|not|out|neither|but|keep|drop|be)\s+(?:both\s+)?(?P<a>{_LIST})(?!\s+(?!{_NOUN})[a-z])"
    rf"|\b(?P<b>{_LIST})\s+{_NOUN}\b|^\W*(?P<c>{_LIST})(?:\W*$|\W+(?={_VERB}\b)))",
    re.IGNORECASE,
)
_SOME = re.compile(r"\bthe (first|last|top|bottom) (two|three|four|[234])\b", re.IGNORECASE)
_EDGE = re.compile(
    rf"\b(?:{_NOUN} at the (top|bottom)|the (top|bottom) {_NOUN}|the one at the (top|bottom))\b",
    re.IGNORECASE,
)
_LETTERS = r"\(?[A-J]\)?(?:(?:, (?:and |nor |or |not )?| and | or | nor )\(?[A-J]\)?(?!\w))*"
_LETTER_LIST = re.compile(
    rf"(?:\b[Oo]ptions?|\b[Cc]hoices?|\b[Aa]nswers?|\b[Ll]etters?|\b[Pp]ick|\b[Cc]hoose|\b[Tt]ick|\b[Ss]elect|\b[Tt]ake|\b[Nn]ot|"
    rf"\b[Nn]either|\b[Oo]ut|\b[Dd]rop|\b[Bb]ut|\b[Ii]s|\b[Aa]re|\b[Ii]t['’]s)[\s:]+({_LETTERS})(?![\w'’]|\s*[=+*/^-])"
    rf"|^\W*({_LETTERS})(?=\W*$|\W+(?:{_VERB}|must|can)\b)"
)
_SMALL = re.compile(
    r"\b(?:options?|choices?|answers?(?: is)?|it['’]s)[\s:]+\(?([a-j])\)?(?=\W*$|\)|[.,;!])|\(([a-j])\)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"\b(?:options?|choices?|alternatives?|number)\s+(?:number\s+)?(\d{1,2}|one|two|three|four|five|six)\b",
    re.IGNORECASE,
)
_WORDS = ("one", "two", "three", "four", "five", "six")
_CLAUSE = re.compile(
    r";|, (?=(?:but|so|the (?:other|rest)|keep)\b)"
    r"|(?<!all )(?<!everything )\b(?:but|so)\b(?= (?:the|keep|take|choose))",
    re.IGNORECASE,
)
_ARE_OUT = re.compile(
    r"\b(?:is|are|can|must|isn['’]t|aren['’]t)\W(?:\w+\W)?(?:wrong|out|false|impossible|not|no"
    r"|incorrect|ruled out|excluded)\b"
    r"|\bisn['’]t|\baren['’]t",
    re.IGNORECASE,
)
_NOT_BEFORE = re.compile(
    r"\b(?:not|neither|nor|rule out|cross out|eliminate|drop|exclude|all but|everything but|except"
    r"|without|only .{1,60} (?:not|wrong|false|no))\b",
    re.IGNORECASE,
)
_OTHERS_ARE = re.compile(r"\b(?:is|are) (?:a|an) (?!right|good|correct)(?:\w+ )?\w+", re.IGNORECASE)


def places_named(sentence: str, count: int) -> set[int]:
    """The options, counted from 0, that a sentence names by place."""
    found: set[int] = set()
    for match in _ORDINAL_LIST.finditer(sentence):
        for word in re.findall(_ORDINAL, next(group for group in match.groups() if group), re.IGNORECASE):
            found.add(count - 1 if word.lower() == "last" else _ORDINALS.index(word.lower()))
    for match in _SOME.finditer(sentence):
        size = _COUNTS[match.group(2).lower()]
        first = match.group(1).lower() in ("first", "top")
        found |= set(range(size) if first else range(count - size, count))
    for match in _EDGE.finditer(sentence):
        found.add(0 if "top" in match.group().lower() else count - 1)
    for match in _LETTER_LIST.finditer(sentence):
        found |= {
            ord(letter) - ord("A") for letter in re.findall(r"\b[A-J]\b", match.group(1) or match.group(2))
        }
    for match in _SMALL.finditer(sentence):
        found.add(ord((match.group(1) or match.group(2)).lower()) - ord("a"))
    for match in _NUMBERED.finditer(sentence):
        word = match.group(1).lower()
        found.add(_WORDS.index(word) if word in _WORDS else int(word) - 1)
    return {place for place in found if 0 <= place < count}


def denials(sentence: str, options: tuple[str, ...]) -> set[int]:
    """The options that a sentence, which asks nothing, calls wrong by their words or their place."""
    if sentence.rstrip().endswith("?"):
        return set()
    denied: set[int] = set()
    for clause in _CLAUSE.split(sentence):
        named = list(mentions.named(clause, options))
        out, first = _ARE_OUT.search(clause), _NOT_BEFORE.search(clause)
        for start, end, k in named:
            if (out and end <= out.end() and out.start() - end < 60) or (first and start >= first.start()):
                denied.add(k)
        if out or first:
            denied |= places_named(clause, len(options))
    return denied
