"""What a message is: an attempt, a call for help or just a remark. Knows neither the problem nor its answer.

The phrases are English for now and stand in one table. When in doubt the harmless reading wins: a remark.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from tutor.types import Answer, Outcome, Verdict


class Intent(StrEnum):
    ATTEMPT = "attempt"
    ASKS_HINT = "asks_hint"
    ASKS_ANSWER = "asks_answer"
    DONT_KNOW = "dont_know"
    SETS_ASIDE = "sets_aside"  # "back to the question": leaves an open scaffold
    REMARK = "remark"


BUTTONS = {
    "hint": Intent.ASKS_HINT,
    "idk": Intent.DONT_KNOW,
    "reveal": Intent.ASKS_ANSWER,
    "back": Intent.SETS_ASIDE,
}

# The first row that matches decides. Asking for the answer stands before "I don't know": in "I don't know,
# tell me the answer" the request is what wants a reply, and the gate answers it either way.
_ADJECTIVE = r"(?:(?:full|whole|final|right|correct|complete|worked)\s)?"
_ANSWER = rf"{_ADJECTIVE}(?:answers?|solutions?|result)"
PHRASES: tuple[tuple[Intent, tuple[str, ...]], ...] = (
    (
        Intent.ASKS_ANSWER,
        (
            rf"(?:tell|give|show|send)\s(?:me\s|us\s)?(?:the\s|a\s|your\s)?{_ANSWER}",
            rf"(?:what|what's|whats)\s(?:is\s|was\s)?the\s{_ANSWER}",
            rf"(?:want|need|reveal)\sthe\s{_ANSWER}",
            rf"(?:can|could|may)\si\s(?:just\s)?(?:have|get|see|know)\sthe\s{_ANSWER}",
            r"just\s(?:tell|show)\sme",
            r"(?:do|solve|answer)\sit\sfor\sme",
            r"please(?:[\s,.!]+please)+",
            r"^show (?:me|it|me it|this)$",
            r"^reveal$",
        ),
    ),
    (
        Intent.ASKS_HINT,
        (
            r"(?:a|another|more|next|one more)\shints?",
            r"(?:give|show)\sme\s(?:some\s)?(?:hints?|help)",
            r"(?:help|guide)\sme",
            r"(?:need|want|get|have)\s(?:some\s|more\s|your\s)?help",
            r"(?:how|where)\s(?:do|should|can|would)\si\s(?:even\s)?(?:start|begin)",
            r"what\s(?:do|should)\si\sdo\s(?:next|first|now)",
            r"(?:can|could|would) you explain",
            r"explain (?:it|this|that|how|why)",
            r"what (?:do|does) .{1,60} mean",
            r"(?:this|it)(?:'s| is) (?:too |so |very |really )?(?:hard|difficult|confusing)",
            r"i(?:'m| am) confused",
            r"^(?:why|how|huh|explain|too hard)$",
            r"^(?:hints?|help|clue|a clue|(?:i'm |im |i am )?(?:really )?stuck)$",
        ),
    ),
    (
        Intent.DONT_KNOW,
        (
            r"i\s(?:really\s|still\s|just\s)?(?:don't|dont|do not)\s(?:really\s)?(?:know|understand)",
            r"i\s(?:still\s|just\s)?(?:don't|dont|do not)\sget\s(?:it|this)",
            r"(?:have\s|got\s)?no\s(?:idea|clue)",
            r"^(?:idk|dunno|don't know|dont know|(?:i'm |im |i am )?(?:not sure|lost)|pass)$",
            r"^\?+$",
        ),
    ),
    (Intent.SETS_ASIDE, (r"^(?:go )?back(?: to the (?:question|problem))?$", r"^skip (?:this|it)$")),
)
_RULES = tuple(
    (intent, tuple(re.compile(phrase if phrase.startswith("^") else rf"\b{phrase}\b") for phrase in phrases))
    for intent, phrases in PHRASES
)
# "don't tell me the answer", "without a hint": the words just before a phrase turn it round.
_NEGATED = re.compile(
    r"\b(?:don't|dont|do not|didn't|won't|not|never|without|stop)\s"
    r"(?:(?:just|even|want|need|you|to|please|a|any|have)\s){0,3}$"
)
_POLITE = re.compile(
    r"\b(?:please|pls|ok|okay|just|um+|well|sorry|hey|hi|sir|thanks|thank you|can i have|could i get)\b"
)
_LONGEST = 2000  # characters that are read; a longer message is a remark or an attempt anyway


def read(answer: Answer, verdict: Verdict | None) -> Intent:
    """What the learner means by `answer`. `verdict` is grading's word on an answer field, None for chat.

    An answer field that grading takes for an attempt is one, unless it is wrong and the whole message is one
    of our phrases ("idk" typed where a number is asked). Never raises.
    """
    if answer.kind == "button":
        return BUTTONS.get(answer.text.strip().lower(), Intent.REMARK)
    if answer.kind != "answer":
        return _asked(_plain(answer.text))
    if verdict is not None and verdict.outcome in (Outcome.CORRECT, Outcome.PARTIAL):
        return Intent.ATTEMPT
    if verdict is None or verdict.outcome is Outcome.NOT_AN_ATTEMPT:
        # The answer field is the only field: what is no answer may be said to the tutor.
        return _asked(_plain(answer.text))
    asked = _whole(_plain(answer.text))
    return Intent.ATTEMPT if asked is Intent.REMARK else asked


def _plain(text: str) -> str:
    """Lower case, straight apostrophes, single spaces, without closing marks."""
    folded = unicodedata.normalize("NFKC", text[:_LONGEST]).casefold().replace("\u2019", "'")
    words = " ".join(folded.split())
    return words if set(words) <= {"?"} else words.rstrip(" .!?")


def _asked(words: str) -> Intent:
    bare = " ".join(_POLITE.sub(" ", words).split()).strip(" ,")
    for intent, phrases in _RULES:
        for phrase in phrases:
            found = phrase.search(bare if phrase.pattern.startswith("^") else words)
            if found and not _NEGATED.search(words[: found.start()]):
                return intent
    return Intent.REMARK


def _whole(words: str) -> Intent:
    """Like `_asked`, for an answer field: there a phrase inside longer words may be part of an answer."""
    bare = " ".join(_POLITE.sub(" ", words).split()).strip(" ,")
    for intent, phrases in _RULES:
        if any(phrase.fullmatch(bare) or phrase.fullmatch(words) for phrase in phrases):
            return intent
    return Intent.REMARK
