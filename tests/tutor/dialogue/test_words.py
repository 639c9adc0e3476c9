"""The tutor's own words."""

from __future__ import annotations

from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.dialogue.words import QUOTED, SLOTS, quote, say

LINES = {"line": "2", "before": "line 1", "at": "$x = 3$", "contact": "Ms Lind"}  # what some slots name
LINES |= {"title": "Signs", "course": "Sums", "skill": "Adding"}


@pytest.mark.parametrize("slot", SLOTS)
def test_every_slot_has_variants_that_ask_one_question_and_do_not_flatter(slot):
    variants = SLOTS[slot]
    assert len(set(variants)) == len(variants) >= 3
    for variant in variants:
        assert variant.count("?") <= 1
        assert "!" not in variant
        assert {field for _, field, _, _ in Formatter().parse(variant) if field} <= {"said", "text", *LINES}
        assert not any(char.isdigit() for char in variant)


@pytest.mark.parametrize("slot", SLOTS)
@pytest.mark.parametrize("seed", range(5))
def test_no_variant_twice_in_a_row_and_all_get_their_turn(slot, seed):
    heard: list[str] = []
    for turn in range(len(SLOTS[slot])):
        heard.append(say(slot, seed, heard, said=f"`{turn}`", text="Look.", **LINES))
    shapes = {words.replace(f"`{turn}`", "…") for turn, words in enumerate(heard)}
    assert len(shapes) == len(SLOTS[slot])
    again = say(slot, seed, heard, said="`9`", text="Look.", **LINES)
    assert again != heard[-1].replace(f"`{len(heard) - 1}`", "`9`")


def test_the_same_arguments_give_the_same_words():
    assert say("probe_first", 3, ["before"], said="`7`", text="") == say(
        "probe_first", 3, ["before"], said="`7`", text=""
    )
    assert len({say("probe_first", seed, [], said="`7`", text="") for seed in range(40)}) > 2


def test_unknown_slots_are_an_error():
    with pytest.raises(KeyError):
        say("no such slot", 0, [])


def test_braces_in_a_learners_words_are_only_words():
    assert "{text}" in say("right", 0, [], said=quote("{text}"), text="SECRET")


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("7", "`7`"),
        ("  x =\n 7 ", "`x = 7`"),
        ("`7` $x$", "`'7' x`"),
        ("", "that"),
        ("\u202e\u200b", "that"),
        ("<b>7</b>", "`<b>7</b>`"),
    ],
)
def test_quotes(text, quoted):
    assert quote(text) == quoted


def test_an_option_is_our_own_text():
    assert quote("$x = 3$", ["$x = 3$", "$x = 4$"]) == "“$x = 3$”"
    assert quote("$x$" * 40, ["$x$" * 40]) == "that"


@given(st.text())
def test_a_quote_is_short_and_stays_in_its_code_span(text):
    quoted = quote(text)
    assert len(quoted) <= QUOTED + 2
    assert quoted == "that" or (quoted.count("`") == 2 and "$" not in quoted and "\n" not in quoted)
