"""Does a text give an answer away? By the checker's own equality, not by substring of what the author wrote.

The rule: a text leaks when a span of it, sent as a response, would be accepted; or when it says an accepted
string or the right option, and not merely all of the options.
"""

from __future__ import annotations

import re

from tutor.grading import forms, strings
from tutor.grading.check import check
from tutor.grading.equal import Result, compare
from tutor.grading.parser import parse
from tutor.grading.spans import spans
from tutor.grading.spec import ChoiceSpec, Spec, TextSpec, unwrapped
from tutor.grading.tree import MathsError, Name, Node
from tutor.types import Outcome

# Words too common to give anything away by themselves: they need to be said as the answer.
_COMMON = frozenset(
    {"yes", "no", "true", "false", "none", "all", "both", "neither", "always", "never", "one", "where", "is"}
)
_CUE = re.compile(
    r"(?:\b(?:is|are|answer|option|choose|pick|select|write|type|enter|means)\b|[`\"'$=:(])\W*$"
)


def leaks(text: str, spec: Spec) -> bool:
    return find_leak(text, spec) is not None


def find_leak(text: str, spec: Spec) -> str | None:
    """The part of the text that gives the answer away, None if no part does."""
    match spec:
        case ChoiceSpec():
            return _find_choice(text, spec)
        case TextSpec():
            return next((word for word in spec.accept if _gives(text, word, case=spec.case)), None)
    for span in dict.fromkeys(spans(text)):
        if check(spec, span).outcome is Outcome.CORRECT:
            return span
    return None


def _find_choice(text: str, spec: ChoiceSpec) -> str | None:
    right = spec.options[spec.correct]
    for sentence in re.split(r"(?<=[.!?])\s+|\n+", text):
        if _gives(sentence, right, case=False) and not _lists_all(sentence, spec):
            return right
    return None


def _lists_all(sentence: str, spec: ChoiceSpec) -> bool:
    """ "Is it positive or negative?" names every option, and so none."""
    offered = sentence.rstrip().endswith("?") or re.search(r"\bor\b", sentence) is not None
    return offered and all(_gives(sentence, option, case=False) for option in spec.options)


def _gives(text: str, phrase: str, *, case: bool) -> bool:
    return _says(text, phrase, case=case) or _writes(text, phrase)


def _says(text: str, phrase: str, *, case: bool) -> bool:
    """Whether the words stand in the text, whole, after neutral changes of typography."""
    needle = strings.neutral(phrase, case=case)
    if not needle:
        return False
    hay = strings.neutral(text, case=case)
    before = r"(?<![\w./-])" if needle[0].isdigit() else r"(?<!\w)"
    after = r"(?![\w/]|[.,]\d)" if needle[-1].isdigit() else r"(?!\w)"
    common = needle.casefold() in _COMMON or (len(needle) == 1 and needle.isalpha())
    for match in re.finditer(before + re.escape(needle) + after, hay):
        if not common or _CUE.search(hay[: match.start()]) or hay == needle:
            return True
    return False


def _writes(text: str, phrase: str) -> bool:
    """Whether a span is the same maths as the phrase: the same tree, or the same number written otherwise."""
    wanted = _tree(phrase)
    if wanted is None or isinstance(wanted, Name):
        return False
    numeric = forms.is_number(wanted)
    for span in dict.fromkeys(spans(text)):
        found = _tree(span)
        if found is None:
            continue
        if found == wanted:
            return True
        if numeric and forms.is_number(found) and compare(found, wanted).result is Result.SAME:
            return True
    return False


def _tree(text: str) -> Node | None:
    try:
        return parse(unwrapped(text))
    except MathsError:
        return None
