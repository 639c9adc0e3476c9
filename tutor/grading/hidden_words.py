"""Looks in a text for an answer that is words: an option or an accepted string, said, spelled, split
or left over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import permutations

from tutor.grading import hidden_signs, strings
from tutor.grading.hidden_maths import same_maths
from tutor.grading.hidden_places import denials, places_named
from tutor.grading.mentions import named as mentioned
from tutor.grading.mentions import places
from tutor.grading.mentions import readings as named_readings
from tutor.grading.spec import ChoiceSpec, TextSpec

# Words too common to give anything away by themselves: they need to be said as the answer.
_COMMON = frozenset(
    {"yes", "no", "true", "false", "none", "all", "both", "neither", "always", "never", "one", "where", "is"}
)
_CUE = re.compile(
    r"(?:\b(?:is|are|answer|option|choose|pick|select|write|type|enter|means|called|get|gets|as|have)\b|[`\"'$=:(])\W*$"
)
_CUE_AFTER = re.compile(r"\W{0,3}(?:is (?:what|right|correct|the (?:answer|right|one))|fits|works)\b")
_SENTENCES = re.compile(r"(?<=[.!?])\s+|\n+")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_NOUN = r"(?:option|choice|answer|one|possibility|alternative|entry|statement)"
_LETTER = re.compile(
    r"\b(?i:option|choice|answer|letter|pick|choose|select|take|is|be)\b[\s:*_]*(?:is[\s:]*)?"
    r"(?:\(([A-Ja-j])\)|([A-J])\)?|(?:number |no\. ?)?(\d{1,2}))(?![\w/.]*\w|\s*[=+*/^-])",
)
_DENIED = re.compile(
    r"\b(?:not|no|isn't|isn’t|wrong|neither|nor|rule[sd]? out|cross(?:ed)? out|eliminate[sd]?|cannot|"
    r"can't|can’t|"
    r"never|false|incorrect|impossible|drop|exclude[sd]?)\b",
    re.IGNORECASE,
)
_LINK = re.compile(r"[^\w\\-]|\b(?:the|an?|both|and|or|nor|of|option|choice|be|it|is)\b")
_IS_WRONG = (
    r"(?:is|are|cannot be|can be|can't be)\W(?:\w+\W)?"
    r"(?:wrong|out|false|impossible|not|incorrect|ruled out)\b"
)
_SPELLED = re.compile(r"(?<!\w)\w(?:[-.,·*_|/ \t]{1,6}\w(?!\w)){1,60}")
_QUOTED = re.compile(r"[\"“‘'`*_]([\w ]{1,30}?)[-…]{0,3}[\"”’'`*_]")
_NAMED_WORD = re.compile(
    r"\b(?:starts?|begins?|ends?|finish(?:es)?|continues?|goes on|followed|comes)\s+(?:with|in|"
    r"by)\s+(?:the letters? )?"
    r"[\"“‘'`]?([\w-]{1,30})|\b(?:word|half|part|bit|syllable|piece|end|start|beginning) is "
    r"[\"“‘'`]?([\w-]{1,30})",
    re.IGNORECASE,
)
_MAX_FRAGMENTS = 7


def find_text(text: str, spec: TextSpec) -> str | None:
    """The accepted string that a text gives away."""
    for word in spec.accept:
        if _gives(text, word, case=spec.case, asked=spec.asked):
            return word
        if _spells(text, word, case=spec.case) or _splits(text, word, case=spec.case):
            return word
        if _broken(text, word, case=spec.case) or hidden_signs.find(text, word, spec.asked):
            return word
    return None


def find_choice(text: str, spec: ChoiceSpec) -> str | None:
    """The right option if a text says it, names its place, or leaves only it."""
    right = spec.options[spec.correct]
    for sentence in _SENTENCES.split(text):
        if _says_option(sentence, right, spec) and not _offers(sentence, spec):
            return right
        if _names_place(sentence, spec):
            return right
    if hidden_signs.find(text, right, spec.asked):
        return right
    bare = _ARTICLE.sub("", right)
    if _only_left(text, spec) or (len(bare) > 3 and _spells(text, bare, case=False)):
        return right
    if len(bare) > 3 and (_broken(text, bare, case=False) or _splits(text, bare, case=False)):
        return right
    return None


_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_EXPLAINED = re.compile(r"^\W{0,2}(?:means|stands for|is short for)\b")


def _says_option(sentence: str, right: str, spec: ChoiceSpec) -> bool:
    bare = _ARTICLE.sub("", right)
    if not any(
        _gives(sentence, phrase, case=False, asked=spec.asked) for phrase in dict.fromkeys((right, bare))
    ):
        return False
    said = [reading[end:] for reading in named_readings(sentence) for _, end in places(reading, right)]
    return not said or not all(_EXPLAINED.match(rest) for rest in said)


_TO_DO = re.compile(r"\W*(?:now |so )?(?:compare|think|look|read|consider)\b", re.IGNORECASE)


def _offers(sentence: str, spec: ChoiceSpec) -> bool:
    """Whether a sentence sets the right option beside a wrong one, and so leaves the choice open."""
    if _lists_all(sentence, spec):
        return True
    named: set[int] = set()
    for reading in named_readings(sentence):
        named |= {k for _, _, k in mentioned(reading, spec.options)} - denials(reading, spec.options)
    if len(named) == len(spec.options) > 2 and spec.correct in named:
        return True
    asks = sentence.rstrip().endswith("?") or _TO_DO.match(sentence) is not None
    return asks and spec.correct in named and len(named) > 1


def _lists_all(sentence: str, spec: ChoiceSpec) -> bool:
    """ "Is it positive or negative?" names every option, and so none."""
    named = [
        _gives(sentence, option, case=False, asked=()) or _mentions(sentence, option)
        for option in spec.options
    ]
    offered = sentence.rstrip().endswith("?") or re.search(r"\bor\b", sentence) is not None
    return offered and all(named)


def _mentions(sentence: str, option: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(option)}(?!\w)", sentence, re.IGNORECASE) is not None


def _names_place(sentence: str, spec: ChoiceSpec) -> bool:
    """ "Option B", "the second one", "(b)"."""
    if sentence.rstrip().endswith("?"):
        return False
    apart = _ALL_BUT.search(sentence)
    if apart is not None:
        said = {
            k for reading in named_readings(apart.group(1)) for _, _, k in mentioned(reading, spec.options)
        }
        return spec.correct in said | places_named(f"take {apart.group(1)}", len(spec.options))
    places = places_named(sentence, len(spec.options))
    if places == {spec.correct} and not _DENIED.search(sentence):
        return True
    for match in _LETTER.finditer(sentence):
        letter = match.group(1) or match.group(2)
        place = ord(letter.lower()) - ord("a") if letter else int(match.group(3)) - 1
        bare = match.group(3) and not re.search(r"option|choice|number", match.group(), re.IGNORECASE)
        if place == spec.correct and not bare:
            return True
    if _DENIED.search(sentence):
        return False
    ordinals = {_ORDINALS[spec.correct]} if spec.correct < len(_ORDINALS) else set()
    if spec.correct == len(spec.options) - 1:
        ordinals.add("last")
    if re.search(rf"\b(?:{'|'.join(ordinals)}) (?:{_NOUN})\b", sentence, re.IGNORECASE):
        return True
    return _is_beside(sentence, spec)


_ALL_BUT = re.compile(
    r"\b(?:all|every\w*|each|any\w*|none)\b[^.;]{0,20}? (?:but|except|save|other than|apart from)(?: "
    r"for)? ([^.;]{1,60}?)"
    r" (?:is|are|can be|will be) (?:wrong|false|out|incorrect|ruled out|right|correct|true)",
    re.IGNORECASE,
)


def _is_beside(sentence: str, spec: ChoiceSpec) -> bool:
    """ "The one after the nucleus"."""
    match = re.search(r"\bone (?:right |just )?(after|below|before|above)\b(.*)", sentence, re.IGNORECASE)
    if match is None:
        return False
    beside = spec.correct + (-1 if match.group(1).lower() in ("after", "below") else 1)
    return 0 <= beside < len(spec.options) and bool(places(match.group(2), spec.options[beside]))


def _only_left(text: str, spec: ChoiceSpec) -> bool:
    """Every other option is denied and the right one is not."""
    denied: set[str] = set()
    for sentence in _SENTENCES.split(text):
        if not sentence.rstrip().endswith("?"):
            denied |= _denied_in(strings.neutral(sentence, case=False), spec.options)
            for reading in named_readings(sentence):
                denied |= {spec.options[k] for k in denials(reading, spec.options)}
    return denied == set(spec.options) - {spec.options[spec.correct]}


def _denied_in(sentence: str, options: tuple[str, ...]) -> set[str]:
    """Options right behind a "not", "neither … nor" or "rule out", or in front of "is wrong"."""
    named = sorted(((strings.neutral(option, case=False), option) for option in options), key=_longest_first)
    denied = set()
    for match in _DENIED.finditer(sentence):
        at = match.end()
        while at < len(sentence):
            found = next((pair for pair in named if sentence.startswith(pair[0], at)), None)
            link = _LINK.match(sentence, at)
            if found is not None:
                denied.add(found[1])
            elif link is None:
                break
            at = at + len(found[0]) if found else link.end() if link else at
    for plain, option in named:
        if re.search(rf"(?<!\w){re.escape(plain)}\W{{1,3}}{_IS_WRONG}", sentence):
            denied.add(option)
    return denied


def _longest_first(pair: tuple[str, str]) -> int:
    return -len(pair[0])


def _gives(text: str, phrase: str, *, case: bool, asked: tuple[str, ...]) -> bool:
    known = any(_says(part, phrase, case=case, cued=False) for part in asked)
    return _says(text, phrase, case=case, cued=known) or same_maths(text, phrase) is not None


def _says(text: str, phrase: str, *, case: bool, cued: bool) -> bool:
    """Whether the words stand in the text, whole, after neutral changes; `cued`: only where said as
    the answer.
    """
    needle = strings.neutral(phrase, case=case)
    if not needle:
        return False
    before = (
        r"(?<![\w./-])" if needle[0].isdigit() else r"(?<!\w)" if needle[0].isalpha() else r"(?<![\d)+*/^.-])"
    )
    after = r"(?![\w/]|[.,]\d)" if needle[-1].isdigit() else r"(?!\w)"
    single = len(needle) == 1 and needle.isalpha() and not (case and needle in "BCDEFGHJKLMNPQRSTUVWXYZ")
    common = cued or single or needle.casefold() in _COMMON
    for part in dict.fromkeys((text, *_SENTENCES.split(text))):
        hay = strings.neutral(part, case=case)
        if hay.strip(".!\"'*_()") == needle:
            return True
        for match in re.finditer(before + re.escape(needle) + after, hay):
            if not common or _CUE.search(hay[: match.start()]) or _CUE_AFTER.match(hay, match.end()):
                return True
    return False


def _bare(text: str, case: bool) -> str:
    plain = re.sub(r"[\W_]+", "", text)
    return plain if case else plain.casefold()


def spells(text: str, phrase: str) -> bool:
    """Whether a text spells a word of four letters or more."""
    bare = _ARTICLE.sub("", phrase)
    return len(bare) > 3 and _spells(text, bare, case=False)


def _spells(text: str, word: str, *, case: bool) -> bool:
    """s-l-o-p-e, S L O P E."""
    wanted = _bare(word, case)
    if len(wanted) < 2 or not wanted.isalpha():
        return False
    return any(wanted in _bare(match.group(), case) for match in _SPELLED.finditer(text))


def _splits(text: str, word: str, *, case: bool) -> bool:
    """Begins with "slo" and ends with "pe"; first word "prime", second word "number"."""
    wanted = _bare(word, case)
    if len(wanted) < 3:
        return False
    fragments = list(dict.fromkeys(_fragments(text, case)))[:_MAX_FRAGMENTS]
    fragments = [fragment for fragment in fragments if fragment and fragment in wanted]
    return any("".join(order) == wanted for size in (1, 2, 3) for order in permutations(fragments, size))


_PIECES = re.compile(
    r"(?<![\w-])[^\W\d_]{1,20}(?:[-·•|/]|\s?\+\s?)(?:[^\W\d_]{1,20}(?:[-·•|/]|\s?\+\s?))*[^\W\d_]{1,20}(?![\w-])"
)


_LETTERS_SAID = re.compile(
    r"\b(capital|upper-?case|small|little|lower-?case|letters?|followed by|then|and"
    r"|an?)\W{1,2}([A-Za-z])\b(?!['’])|(?<![\w'’])([A-Za-z])(?= (?:followed by|then|and) (?:an? "
    r")?(?:small |capital )?[A-Za-z]\b)"
)


def _letter(said: tuple[str, str, str]) -> str:
    word, letter, bare = said
    if word.startswith(("capital", "upper")):
        return letter.upper()
    return letter.lower() if word.startswith(("small", "little", "lower")) else letter or bare


def _broken(text: str, word: str, *, case: bool) -> bool:
    """gra-vi-ty, Can + berra, and the whole word backwards."""
    wanted = _bare(word, case)
    if len(wanted) < 2 or not wanted.isalpha():
        return False
    if any(_bare(match.group(), case) == wanted for match in _PIECES.finditer(text)):
        return True
    letters = _LETTERS_SAID.findall(text)
    if len(letters) > 1 and "".join(map(_letter, letters)) == wanted:
        return True
    backwards = wanted[::-1].casefold()
    said = (part.casefold() for part in re.findall(r"[^\W\d_]+", text))
    return len(wanted) > 3 and backwards != wanted.casefold() and backwards in said


def _fragments(text: str, case: bool) -> Iterator[str]:
    for match in _QUOTED.finditer(text):
        yield _bare(match.group(1), case)
    for match in _NAMED_WORD.finditer(text):
        yield _bare(match.group(1) or match.group(2), case)
