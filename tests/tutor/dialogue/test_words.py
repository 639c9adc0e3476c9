"""The tutor's own words."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.dialogue.guard import Place, refusal, sentences
from tutor.dialogue.words import QUOTED, SLOTS, _last_heard, forms, named, numbers, opener, quote, say, sums

LINES = {  # what some slots name
    "line": "2",
    "before": "line 1",
    "at": "$x = 3$",
    "contact": "Ms Lind",
    "sum": "`2 x 6 = 12`",
    "left": "`2 x 6`",
    "value": "12",
    "number": "30",
    "clause": "`she has 12 of them`",
    "op": "`added`",
    "equation": "`x + 5 = 9`",
    "asked": "“how many pencils do they need”",
    "things": "boxes",
    "thing": "pencils",
    "part": "6",
    "kind": "multiplication",
    "added": "`5 + 7 = 12`",
    "taken": "`20 - 8 = 12`",
    "times": "`2 x 6 = 12`",
    "shared": "`24 / 2 = 12`",
    "title": "Signs",
    "course": "Sums",
    "skill": "Adding",
}
ASKS = {**numbers.SLOTS, **sums.SLOTS, **named.SLOTS}  # about an attempt, where most variety is needed


@pytest.mark.parametrize("slot", SLOTS)
def test_every_slot_has_variants_that_ask_one_question_and_do_not_flatter(slot):
    variants = SLOTS[slot]
    assert len(set(variants)) == len(variants) >= 3
    for variant in variants:
        assert variant.count("?") <= 1
        assert "!" not in variant
        assert set(re.findall(r"\{(\w*)\}", variant)) <= {"said", "text", *LINES}
        assert not any(char.isdigit() for char in variant)
        assert (
            variant.count("[")
            == variant.count("]")
            == len(re.findall(r"\[[^\[\]|]+(?:\|[^\[\]|]+)+\]", variant))
        )


@pytest.mark.parametrize("slot", ASKS)
def test_what_is_said_to_an_attempt_asks_once_and_names_it(slot):
    for variant in ASKS[slot]:
        assert variant.count("?") == 1, variant
        assert "{" in variant, variant


@pytest.mark.parametrize("slot", SLOTS)
def test_every_form_of_every_variant_is_fit_to_be_shown(slot):
    whole = all(variant.endswith("{text}") for variant in SLOTS[slot])  # else a name within a sentence
    fields = {"said": "`12`", "text": "Look at $4$." if whole else "line 2", **LINES}
    for variant in SLOTS[slot]:
        for form in forms(variant)[:6]:
            lead = form.format(**fields).partition("\n\n")[0].replace("..", ".")
            for sentence in sentences(lead):
                why = refusal(sentence, Place(sentence))
                assert why is None or sentence.endswith(":") or "“" in sentence, (sentence, why)


def test_no_two_variants_about_attempts_share_five_words():
    """Whoever is asked about two attempts should not hear the same phrase twice."""
    seen = defaultdict(set)
    for slot, variants in ASKS.items():
        for variant in variants:
            for run in {run for form in forms(variant) for run in _runs(form, 5)}:
                seen[run].add(f"{slot}: {variant}")
    assert {" ".join(run): places for run, places in seen.items() if len(places) > 1} == {}


def _runs(form, size):
    """Runs of words without a field in them: what is filled in differs."""
    for part in re.split(r"\{\w+\}", form):
        words = re.findall(r"[^\W_]+(?:[’'][^\W_]+)*", part.lower())
        yield from (tuple(words[at : at + size]) for at in range(len(words) - size + 1))


@pytest.mark.parametrize("slot", ASKS)
def test_variants_begin_in_many_ways(slot):
    filled = {"said": "`12`", "text": "", **LINES}
    begun = [opener(forms(variant)[0].format(**filled)) for variant in ASKS[slot]]
    assert len(set(begun)) > 0.6 * len(begun)


def test_an_opener_heard_lately_is_not_used_again():
    heard: list[str] = []
    for turn in range(40):
        heard.append(say("bare_number", turn, heard, said=f"`{turn + 20}`"))
    for at, words in enumerate(heard):
        assert opener(words) not in {opener(one) for one in heard[max(0, at - 8) : at]}


@pytest.mark.parametrize("slot", SLOTS)
@pytest.mark.parametrize("seed", range(2))
def test_no_variant_twice_in_a_row_and_all_get_their_turn(slot, seed):
    heard: list[str] = []
    for turn in range(len(SLOTS[slot])):
        heard.append(say(slot, seed, heard, **{**LINES, "said": f"`{turn}`", "text": "Look."}))
    shapes = {words.replace(f"`{turn}`", "…") for turn, words in enumerate(heard)}
    assert len(shapes) == len(SLOTS[slot])
    again = say(slot, seed, heard, **{**LINES, "said": "`9`", "text": "Look."})
    assert again != heard[-1].replace(f"`{len(heard) - 1}`", "`9`")


@pytest.mark.parametrize("slot", [slot for slot in SLOTS if "“{" in "".join(SLOTS[slot])])
def test_what_was_said_of_a_title_is_known_again(slot):
    heard: list[str] = []
    for turn in range(len(SLOTS[slot])):
        titles = {"title": f"Part {turn}: “less”", "course": f"Sums {turn}", "skill": f"Adding {turn}"}
        heard.append(say(slot, turn, heard, **{**LINES, **titles, "said": "`7`", "text": "Look."}))
        known = [one for one in SLOTS[slot] if _last_heard(one, heard)]
        assert len(known) == turn + 1


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
