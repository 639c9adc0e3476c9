"""The words around a solution: many of each, and none like another."""

from __future__ import annotations

import re
from itertools import combinations

from tutor.dialogue.words import closing

RUN = 5  # words in a row that no two variants share


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"[\w’{}]+", text.lower())
    return {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


def test_every_slot_has_eight_variants() -> None:
    assert {slot: len(variants) for slot, variants in closing.SLOTS.items() if len(set(variants)) < 8} == {}


def test_no_two_variants_share_a_run_of_words() -> None:
    variants = [one for slot in closing.SLOTS.values() for one in slot]
    shared = [(one, other) for one, other in combinations(variants, 2) if _runs(one) & _runs(other)]
    assert shared == []


def test_what_follows_is_said_before() -> None:
    """A worked sibling and a solution without its end both say that the rest is the learner's."""
    for slot in ("sibling", "sibling_after_try", "blank"):
        assert all(re.search(r"\byou(?:rs?|rself)?\b", one.lower()) for one in closing.SLOTS[slot])
    assert all("{text}" in one for one in closing.SLOTS["detour_to"])
