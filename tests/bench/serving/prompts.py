"""Conversations to ask for. Knows no server."""

from __future__ import annotations

import random

from scripts.places import ROOT

Message = dict[str, str]  # role and content

_WHO = (
    "lighthouse keeper", "retired sailor", "young teacher", "village doctor", "clock maker", "night nurse",
    "bus driver", "desert guide", "street musician", "bridge builder", "shy baker", "forest ranger",
)  # fmt: skip
_WHAT = (
    "lost map", "great storm", "silver key", "broken radio", "hidden garden", "talking bird",
    "frozen lake", "old letter", "strange island", "long journey", "secret door", "empty train",
)  # fmt: skip


def stories(count: int, luck: random.Random) -> list[list[Message]]:
    """About 32 tokens each with SmolLM2's template, and long answers."""
    asked = [f"Tell a very long story about a {who} and a {what}." for who in _WHO for what in _WHAT]
    chosen = [luck.choice(asked) for _ in range(count)]
    return [[_said("system", "You tell long stories."), _said("user", text)] for text in chosen]


def shared(words: int, luck: random.Random) -> Message:
    """A long text for a system message; no two begin alike, so that nothing of one is known from another."""
    files = sorted((ROOT / "docs").glob("*.md"))
    known = " ".join(path.read_text("utf-8") for path in files).split()
    return _said("system", " ".join(luck.choice(known) for _ in range(words)))


def short(number: int) -> Message:
    return _said("user", f"What does the text say about point {number}? Answer at length.")


def _said(role: str, text: str) -> Message:
    return {"role": role, "content": text}
