"""Looks in a text for a part of an answer that is picked or put in place: several, order, match.

A part counts, for it only needs to be copied: one right option called right, one item's place, two items in
their order, one pair. What is only asked, denied or listed among everything gives nothing away.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from tutor.grading import hidden_words, mentions
from tutor.grading.hidden_places import denials, places_named
from tutor.grading.spec_choices import MatchSpec, OrderSpec, SeveralSpec

_DENIED = re.compile(
    r"\b(?:not|no|isn['’]t|aren['’]t|doesn['’]t|don['’]t|wrong|neither|nor|false|incorrect|never|cannot|can['’]t|"
    r"drop|exclude[sd]?|rule[sd]? out|out|except|but|without)\b",
    re.IGNORECASE,
)
_HYPOTHETIC = re.compile(
    r"\b(?:if|whether|you (?:ticked|chose|picked|wrote|put|said|swapped|matched|have)|compare|look "
    r"at|think (?:about|of)|"
    r"check|test|consider|one by one|in turn|what about|or|maybe|perhaps|each of)\b",
    re.IGNORECASE,
)
_CUE_BEFORE = re.compile(
    r"\b(?:choose|pick|tick|select|take|mark|include|keep|also|both|missed|forgot|answers? (?:is|are)|right|"
    r"correct|only|add|is|are|so|and|with|try)\W*(?:the\W+)?$|^\W*(?:yes\W+)?$",
    re.IGNORECASE,
)
_CUE_AFTER = re.compile(
    r"^\W{0,3}(?:is|are|belongs?|works?|fits?|counts?|goes|holds?|too|as well|also|and|,)\b|^\W*$|^\s*,",
    re.IGNORECASE,
)


def find_several(text: str, spec: SeveralSpec) -> str | None:
    """A right option that is called right, or all wrong ones denied."""
    right, wrong = set(spec.correct), set(range(len(spec.options))) - set(spec.correct)
    denied: set[int] = set()
    told = ""
    for sentence in mentions.sentences(text):
        if sentence.rstrip().endswith("?"):
            continue
        if not right and _NONE.search(sentence):
            return "none is right"
        for reading in mentions.readings(sentence):
            denied |= denials(reading, spec.options)
            if _REST_IS_RIGHT.search(reading):
                denied |= {k for _, _, k in mentions.named(reading, spec.options)}
            told = told or _option_told(reading, spec, right)
    if told:
        return told
    for k in right:
        if hidden_words.spells(text, spec.options[k]):
            return spec.options[k]
    if right and wrong and denied >= wrong and not denied & right:
        return "all that is wrong is named"
    return None


_NONE = re.compile(
    r"\b(?:none|neither)(?: of (?:them|these|those|the \w+))?"
    r"\W+(?:is|are|fits?|works?|applies|apply|solves?|belongs?|holds?)\b"
    r"|\bthere (?:is|are) none\b"
    r"|\b(?:all|each|every one) (?:of (?:them|these) )?(?:is|are) (?:wrong|false)\b"
    r"|\b(?:choose|pick|tick|select|take) (?:none|nothing)\b|\banswer is none\b",
    re.IGNORECASE,
)
_REST_IS_RIGHT = re.compile(
    r"\b(?:others?|other (?:two|three|ones)|rest|remaining(?: \w+)?) (?:is|are|fits?|works?)\b(?! "
    r"(?:wrong|not|out))|\b(?:tick|choose|pick|keep|take|select|mark) (?:all |both )?(?:the "
    r")?(?:others?|other (?:two|three|ones)|rest)\b",
    re.IGNORECASE,
)


def _option_told(sentence: str, spec: SeveralSpec, right: set[int]) -> str:
    denied = denials(sentence, spec.options)
    for place in places_named(sentence, len(spec.options)):
        if place in right and not _DENIED.search(sentence):
            return f"option {place + 1}"
    found = [row for row in mentions.named(sentence, spec.options) if row[2] not in denied]
    if not found or any(k not in right for _, _, k in found) or _HYPOTHETIC.search(sentence):
        return ""
    for start, end, k in found:
        if _is_bare_number(sentence[start:end]) or len(spec.options[k]) == 1:
            cued = _CUE_BEFORE.search(sentence[:start]) and not re.match(
                r"\s+(?:of|[a-z]{2,}s)\b", sentence[end:]
            )
            if not (cued or _CUE_AFTER.search(sentence[end:])):
                continue
        return sentence[start:end]
    return ""


def _is_bare_number(said: str) -> bool:
    return re.fullmatch(r"-?\s*\d+", said.strip()) is not None


# Between two items: the first of them comes earlier, or later.
_THEN = re.compile(
    r"^\W*(?:(?:and|it|which|that|is|are|was|comes?|came|goes|next|directly|right|just|always|happens?|stands?|by|"
    r"followed|the|an?|finally|last(?:ly)?|afterwards|leads?|to|in|turn|then|before|becomes?|begins?|starts?|ends?)\b\W*)*$",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"→|->|<|\bthen\b|\bnext\b|\bbefore\b|\bfollowed by\b|\bafterwards\b|\bleads? to\b|\bfinally\b"
    r"|\blast(?:ly)?\b|\bprecedes?\b",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"^[^,;.]{0,40}\b(?:after|follows|followed|comes? from|later than)\b(?! by)[^,;.]{0,20}$", re.IGNORECASE
)
_LEAD = re.compile(r"\b(?:after|once)\W+(?:the\W+|an?\W+)?$", re.IGNORECASE)
_ORDINAL = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
_CARDINAL = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_ENDS = r"last|final|latest|largest|greatest|biggest|highest|longest|heaviest|hottest|youngest|\w{3,}est"
_STARTS = r"first|earliest|smallest|least|lowest|shortest|oldest|lightest|coldest|\w{3,}est"
_IS = (
    r"(?:is|are|was|comes?|came|goes|stands?|happens?|should (?:be|go|come)|must (?:be|go|come)|belongs?|put)"
)
_STARTS_WITH = re.compile(
    r"\b(?:begins?|starts?|started|opens?|lead(?:s|ing)?|set out)\s+(?:off\s+)?(?:with|from|at"
    r"|by)\W+(?:the\s+|an?\s+)?$|\bfirst\b\W*(?:comes?|is|goes|there is|put|you have)?"
    r"\W*(?:the\s+|an?\s+)?$",
    re.IGNORECASE,
)
_ENDS_WITH = re.compile(
    r"\b(?:ends?|finish(?:es)?|closes?)\s+(?:up\s+)?(?:with|at|by|in)\W+(?:the\s+|an?\s+)?$|\b(?:finally|lastly|last)\b\W*(?:comes?|is|goes|put)?\W*(?:the\s+|an?\s+)?$",
    re.IGNORECASE,
)


def find_order(text: str, spec: OrderSpec) -> str | None:
    """An item's place, two items in their order, or all of them in a row that is not the one shown."""
    for sentence in mentions.sentences(_listed(text)):
        if sentence.rstrip().endswith("?") or re.search(
            r"\byou (?:put|wrote|said|placed|swapped)\b", sentence
        ):
            continue
        for reading in mentions.readings(sentence):
            found = list(mentions.named(reading, spec.items))
            told = (
                _place_told(reading, found, len(spec.items))
                or _pair_told(reading, found)
                or _row(found, spec)
            )
            if told and not re.search(r"\bnot\b|n['’]t\b|\bif\b|\bwhether\b|\bor\b", reading):
                return told
    return None


def _listed(text: str) -> str:
    """ "1. heat 2. boil" in one sentence; numbers are kept as links."""
    return re.sub(r"(?:^|(?<=\s))\(?\d{1,2}[.)]\s+(?=\S)", " → ", text)


def _place_told(text: str, found: Sequence[tuple[int, int, int]], count: int) -> str:
    for start, end, k in found:
        before, after = text[max(0, start - 40) : start], text[end : end + 40]
        if k == 0 and (
            _STARTS_WITH.search(before)
            or re.match(rf"\W*(?:{_IS}\W+)(?:the |at the )?(?:{_STARTS}|beginning|start)\b", after)
        ):
            return text[start:end]
        if k == count - 1 and (
            _ENDS_WITH.search(before)
            or re.match(rf"\W*(?:{_IS}\W+)(?:the |at the )?(?:very )?(?:{_ENDS}|end)\b", after)
        ):
            return text[start:end]
        edges = _STARTS if k == 0 else _ENDS if k == count - 1 else ""
        if edges and re.search(
            rf"\b(?:{edges})(?: (?:one|item|of (?:all|them)))?\W+(?:is|was)\W+(?:the\s+)?$", before
        ):
            return text[start:end]
        if k < 10 and _numbered(k, before, after):
            return text[start:end]
    return ""


def _numbered(k: int, before: str, after: str) -> bool:
    count = rf"(?:{k + 1}|{_CARDINAL[k]})"
    place = (
        rf"(?:{_ORDINAL[k]}|(?:number|step) {count}|(?:in )?(?:the )?(?:{_ORDINAL[k]} place|place {count}))"
    )
    if re.match(rf"\W*(?:{_IS}\W+)?(?:the |in |as )?(?:the )?{place}\b", after, re.IGNORECASE):
        return True
    return (
        re.search(rf"\b{place}\W+(?:{_IS}|one is|item is)?\W*(?:the )?$", before, re.IGNORECASE) is not None
    )


def _pair_told(text: str, found: Sequence[tuple[int, int, int]]) -> str:
    for (start, end, k), (second, close, j) in pairwise(found):
        between, lead = text[end:second], text[max(0, start - 20) : start]
        if k < j and _LINK.search(between) and (_THEN.match(between) or len(between) < 25 or "→" in between):
            return text[start:close]
        if k > j and _BACK.match(between):
            return text[start:close]
        if _LEAD.search(lead) and k < j and "before" not in between:
            return text[start:close]
        if re.search(r"\bbefore\W+(?:the\W+|an?\W+)?$", lead, re.IGNORECASE) and k > j:
            return text[start:close]
    return ""


def _row(found: Sequence[tuple[int, int, int]], spec: OrderSpec) -> str:
    """All items in a row, the right way; it is none where they are shown like that."""
    said = tuple(k for _, _, k in found)
    if len(spec.items) < 3 or said != tuple(range(len(spec.items))) or list(spec.items) == sorted(spec.items):
        return ""
    return ", ".join(spec.items)


def find_match(text: str, spec: MatchSpec) -> str | None:
    """A pair whose two sides are said together."""
    lefts, rights = tuple(spec.pairs), tuple(dict.fromkeys((*spec.pairs.values(), *spec.others)))
    for sentence in mentions.sentences(text):
        if sentence.rstrip().endswith("?") or _HYPOTHETIC.search(sentence):
            continue
        for reading in mentions.readings(sentence):
            for clause in dict.fromkeys((*mentions.clauses(reading), reading)):
                told = _pair(clause, lefts, rights, spec)
                if told:
                    return told
    return None


def _pair(clause: str, lefts: tuple[str, ...], rights: tuple[str, ...], spec: MatchSpec) -> str:
    found = list(mentions.named(clause, (*lefts, *rights)))
    said_left = [row for row in found if row[2] < len(lefts)]
    said_right = [row for row in found if row[2] >= len(lefts)]
    if not said_left or not said_right or _DENIED.search(clause):
        return ""
    everything = len({row[2] for row in said_right}) == len(rights) > 1
    # All partners in one breath are a list, unless each stands beside its own.
    if everything and (len(said_left) < 2 or not _alternate(found, len(lefts))):
        return ""
    for place, left in enumerate(said_left):
        wanted = spec.pairs[lefts[left[2]]]
        near = said_right[place] if len(said_left) == len(said_right) else None
        for right in said_right:
            if rights[right[2] - len(lefts)] == wanted and (near is None or near == right):
                return f"{lefts[left[2]]} … {wanted}"
    return ""


def _alternate(found: list[tuple[int, int, int]], border: int) -> bool:
    sides = [k < border for _, _, k in found]
    return all(a != b for a, b in pairwise(sides))
