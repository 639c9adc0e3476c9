"""The baseline: the table of keywords that stood where the rules stand now, and "a figure is an attempt".

Kept as it was, but for its answer fields, so that the numbers beside it stay comparable.
"""

from __future__ import annotations

import re

from tutor.dialogue.intent import Intent

_ADJECTIVE = r"(?:(?:full|whole|final|right|correct|complete|worked)\s)?"
_ANSWER = rf"{_ADJECTIVE}(?:answers?|solutions?|result)"
_PHRASES: tuple[tuple[Intent, tuple[str, ...]], ...] = (
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
    (
        Intent.SETS_ASIDE,
        (r"^(?:go )?back(?: to the (?:question|problem))?$", r"^skip (?:this|it)$"),
    ),
)
_POLITE = re.compile(r"\b(?:just|please|pls|ok|okay|um+|well|sorry|hey|hi|sir|thanks|thank you)\b")


def read(text: str) -> Intent:
    words = " ".join(text.casefold().replace("\u2019", "'").split())
    words = words if set(words) <= {"?"} else words.rstrip(" .!?")
    bare = " ".join(_POLITE.sub(" ", words).split()).strip(" ,")
    for intent, phrases in _PHRASES:
        for phrase in phrases:
            anchored = phrase.startswith("^")
            if re.search(phrase if anchored else rf"\b{phrase}\b", bare if anchored else words):
                return intent
    return Intent.ATTEMPT if is_attempt(text) else Intent.REMARK


def is_attempt(text: str) -> bool:
    return any(sign.isdigit() for sign in text)
